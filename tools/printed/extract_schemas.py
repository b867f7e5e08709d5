"""A form for other programs: JSON Schema of one row, and a Table Schema (Frictionless Data) of the file."""

from __future__ import annotations

from typing import Any

from peelian.contracts.model import Form, FormColumn, Rule
from peelian.sources.dates import TIME
from peelian.yamlschema import DRAFT

KINDS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "minLength": 1},
    "code": {"type": "string"},
    "text": {"type": "string", "minLength": 1},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "seconds": {"type": "integer", "minimum": 0},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": f"^{TIME}$"},
    "month": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "boolean": {"enum": ["yes", "no"]},
}
TABLE_KINDS = {
    "id": "string",
    "code": "string",
    "text": "string",
    "integer": "integer",
    "number": "number",
    "seconds": "integer",
    "date": "date",
    "time": "datetime",
    "month": "yearmonth",
    "boolean": "boolean",
}


def row_schema(form: Form) -> dict[str, Any]:
    """One row as an object, blank cells left out. What orders times and forbids a key twice it cannot say."""
    properties = {name: _property(column) for name, column in form.columns.items()}
    schema: dict[str, Any] = {"$schema": DRAFT, "title": form.title, "description": form.row, "type": "object"}
    schema |= {"properties": properties, "required": [name for name, one in form.columns.items() if one.required]}
    schema["additionalProperties"] = False
    if conditions := [_condition(rule) for rule in form.rules if not rule.order]:
        schema["allOf"] = conditions
    return schema


def table_schema(form: Form) -> dict[str, Any]:
    """The file's columns, as tools that read Table Schema know them."""
    return {
        "fields": [_field(name, column) for name, column in form.columns.items()],
        "missingValues": [""],
        "primaryKey": list(form.key),
    }


def _property(column: FormColumn) -> dict[str, Any]:
    made = {**KINDS[column.type], "description": column.about}
    if column.values:
        made["enum"] = list(column.values)
    if column.pattern:
        made["pattern"] = f"^{column.pattern}$"
    limits = {"minimum": column.least, "maximum": column.most}
    return made | {name: value for name, value in limits.items() if value is not None}


def _condition(rule: Rule) -> dict[str, Any]:
    then: dict[str, Any] = {"required": list(rule.needs)} if rule.needs else {}
    if rule.blank:
        then = {"not": {"anyOf": [{"required": [name]} for name in rule.blank]}}
    if rule.any_of:
        then = {"anyOf": [{"required": [name]} for name in rule.any_of]}
    then["description"] = rule.says
    if not rule.when:
        return then
    asked = {name: {"enum": list(words)} for name, words in rule.when.items()}
    return {"if": {"properties": asked, "required": list(asked)}, "then": then}


def _field(name: str, column: FormColumn) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "type": TABLE_KINDS[column.type], "description": column.about}
    if column.type == "time":
        made["format"] = "any"
    if column.type == "boolean":
        made |= {"trueValues": ["yes", "true", "1"], "falseValues": ["no", "false", "0"]}
    limits = {"minimum": column.least, "maximum": column.most, "pattern": column.pattern}
    constraints = {key: value for key, value in limits.items() if value is not None}
    constraints |= {"required": True} if column.required else {}
    constraints |= {"enum": list(column.values)} if column.values else {}
    return made | ({"constraints": constraints} if constraints else {})
