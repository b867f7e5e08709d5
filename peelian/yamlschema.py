"""JSON Schema for editors, made from the same dataclasses that read the files."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from peelian.yamlfile import fields_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": ["string", "number", "boolean"]},  # YAML reads 2.10 and yes as such; the loader keeps the text
    int: {"type": "integer"},
    Decimal: {"type": ["number", "string"]},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def schema(cls: Any, title: str, *, listed: bool = False) -> dict[str, Any]:
    """The JSON Schema of a file that holds one `cls`, or a list of them; nested values as `$defs`."""
    definitions: dict[str, Any] = {}
    body = _of(cls, definitions)
    whole = {"type": "array", "items": body} if listed else body
    return {"$schema": DRAFT, "title": title, **whole, "$defs": dict(sorted(definitions.items()))}


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if dataclasses.is_dataclass(hint):
        return _reference(hint, definitions)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        options = [{"type": "null"} if a is type(None) else _of(a, definitions) for a in args]
        return {"anyOf": options}
    if origin is tuple:
        item = _of(args[0], definitions)
        return {"anyOf": [{"type": "array", "items": item}, item]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(args[1], definitions)}
    return dict(_SCALARS[hint])


def _reference(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = cls.__name__
    reference: dict[str, Any] = {"$ref": f"#/$defs/{name}"}
    if name not in definitions:
        definitions[name] = {}  # set before its fields, so that a tree of groups ends
        known = fields_of(cls)
        definitions[name] = {
            "type": "object",
            "description": (cls.__doc__ or "").strip().split("\n")[0],
            "properties": {field: _of(hint, definitions) for field, (_, hint) in known.items()},
            "required": [
                field
                for field, (f, _) in known.items()
                if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
            ],
            "additionalProperties": False,
        }
    short = getattr(cls, "SHORTHAND", None)
    if short is None:
        return reference
    _, hint = fields_of(cls)[short.rstrip("_")]
    return {"anyOf": [reference, _of(hint, definitions)]}
