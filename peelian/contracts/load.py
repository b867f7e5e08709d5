"""The forms that are shipped, by name, and what would be wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import get_args

from peelian import yamlfile
from peelian.contracts.model import Contract, Form, FormColumn, Rule
from peelian.errors import Unusable

NAMES: tuple[Contract, ...] = get_args(Contract)
MOST_TESTS = 60  # each column and each rule is one bit of a whole number of 64
_ORDERED = ("time", "date", "month", "integer", "number", "seconds")
_NUMBERS = ("integer", "number", "seconds")


def form(name: str) -> Form:
    """The form of this name; Unusable, with the names there are, for another."""
    if name not in NAMES:
        raise Unusable(f"there is no form '{name}'; there are: {', '.join(NAMES)}")
    return _form(name)


def forms() -> Mapping[str, Form]:
    """Every form by its name."""
    return {name: form(name) for name in NAMES}


def example(name: str) -> bytes:
    """A CSV file of ten rows in this form, all made up; the text of its keys says so."""
    form(name)
    return files("peelian.contracts").joinpath("examples", f"{name}.csv").read_bytes()


def parse(data: bytes, file: str) -> Form:
    """The form of a file; Unusable, with everything that is wrong with it, where it is none."""
    node, findings = yamlfile.parse(data, file)
    built = yamlfile.build(Form, node, findings) if node else None
    says = [finding.line() for finding in findings]
    if built is not None:
        says += [f"{file}: {fault}" for fault in _faults(built)]
    if built is None or says:
        raise Unusable("\n".join(says))
    return built


@cache
def _form(name: str) -> Form:
    return parse(files("peelian.contracts").joinpath("forms", f"{name}.yaml").read_bytes(), f"{name}.yaml")


def _faults(form: Form) -> Iterator[str]:
    for name, column in form.columns.items():
        yield from (f"{name}: {fault}" for fault in _of_column(name, column))
    for part, names in {"month": (form.month,), "key": form.key}.items():
        for name in names:
            if name not in form.columns or not form.columns[name].required:
                yield f"{part}: '{name}' is no required column"
    if form.month in form.columns and form.columns[form.month].type not in ("time", "date", "month"):
        yield f"month: '{form.month}' is no time, date or month"
    for rule in form.rules:
        yield from (f"rule '{rule.id}': {fault}" for fault in _of_rule(form, rule))
    for name in form.flags:
        if name not in form.columns or form.columns[name].type not in ("boolean", "code"):
            yield f"flags: '{name}' is no column of yes and no, or of words"
    for name, one in form.elapsed.items():
        kinds = [form.columns[end].type if end in form.columns else None for end in (one.from_, one.to)]
        if kinds not in (["time", "time"], ["date", "date"]):
            yield f"elapsed: {name}: '{one.from_}' and '{one.to}' are not both columns of times, or of dates"
        if one.working and kinds != ["date", "date"]:
            yield f"elapsed: {name}: working days lie between two columns of dates"
        if name in form.columns:
            yield f"elapsed: '{name}' is a column that is given"
    if len({rule.id for rule in form.rules} | set(form.columns)) < len(form.rules) + len(form.columns):
        yield "two rules, or a rule and a column, have one name"
    if len(form.rules) + len(form.columns) > MOST_TESTS:
        yield f"more than {MOST_TESTS} columns and rules"


def _of_column(name: str, column: FormColumn) -> Iterator[str]:
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or name in ("area",):
        yield "the name has other letters than small ones, digits and '_', or is one that the table has"
    if name == "month" and column.type != "month":
        yield "a column called month is one of months"
    if (column.type == "code") != bool(column.values):
        yield "a code has values, and nothing else has"
    if column.pattern is not None and column.type != "text":
        yield "a pattern is for texts"
    if (column.least is not None or column.most is not None) and column.type not in _NUMBERS:
        yield "least and most are for numbers"
    if column.type in ("integer", "number") and column.unit is None:
        yield "a number has a unit"


def _of_rule(form: Form, rule: Rule) -> Iterator[str]:
    unknown = [name for name in rule.columns if name not in form.columns]
    if unknown:
        yield f"no column {', '.join(map(repr, unknown))}"
        return
    asked = [part for part in (rule.order, rule.needs, rule.blank, rule.any_of) if part]
    if len(asked) != 1 or len(rule.order) == 1:
        yield "one of order (two columns or more), needs, blank, any_of"
    kinds = {form.columns[name].type for name in rule.order}
    if rule.order and (len(kinds) > 1 or not kinds <= set(_ORDERED)):
        yield "order is of columns of one type, times, dates or numbers"
    for name, words in rule.when.items():
        column = form.columns[name]
        allowed = set(column.values) if column.type == "code" else {"yes", "no"}
        if column.type not in ("code", "boolean") or not set(words) <= allowed:
            yield f"when: '{name}' can be: {', '.join(sorted(allowed))}"
