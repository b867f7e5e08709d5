"""Rules between the cells of one row: for one row, with the words for people, and as SQL.

A rule is broken only by what is there: cells that cannot be read are told by themselves, and break no rule besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations

from peelian.contracts.model import Elapsed, Rule
from peelian.sources import clock, workingdays
from peelian.sources.cells import Value
from peelian.sources.fields import Field
from peelian.sources.problems import Bad


@dataclass(frozen=True)
class RowRules:
    """What a layout asks of whole rows. `key` are fields that together are in one row only; `elapsed` are columns
    that are worked out of two fields; `never` are headings that are refused. `month_of` gives a row its month.
    """

    month_of: str
    rules: tuple[Rule, ...] = ()
    key: tuple[str, ...] = ()
    elapsed: Mapping[str, Elapsed] = field(default_factory=dict)
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """A rule that a row breaks, told at one of its columns."""

    column: str
    bad: Bad


def broken(rule: Rule, values: Mapping[str, Value | Bad]) -> Broken | None:
    """What a row has against a rule; None where it keeps it. `values` are of every field in the file."""
    if any(isinstance(values[name], Bad) for name in rule.columns):
        return None
    if any(_word(values[name]) not in words for name, words in rule.when.items()):
        return None
    return next(_found(rule, values), None)


def _found(rule: Rule, values: Mapping[str, Value | Bad]) -> Iterator[Broken]:
    rows = "; mend the row, or the mapping of the column"
    for first, second in combinations(rule.order, 2):
        if _is_before(values[first], values[second]):
            word = "below" if isinstance(values[first], int) else "before"
            yield Broken(second, Bad("extract-rule", f"{word} '{first}'", f"{rule.says}{rows}"))
    for name in rule.needs:
        if values[name] is None:
            yield Broken(name, Bad("extract-rule", "blank", f"{rule.says}; fill it in"))
    for name in rule.blank:
        if values[name] is not None:
            yield Broken(name, Bad("extract-rule", "it must be blank in such a row", f"{rule.says}{rows}"))
    if rule.any_of and all(values[name] is None for name in rule.any_of):
        yield Broken(rule.any_of[0], Bad("extract-rule", "blank", f"{rule.says}; fill in one of them"))


def _word(value: Value | Bad) -> str | None:
    """A value as a rule's `when` writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else None


def _is_before(first: Value | Bad, second: Value | Bad) -> bool:
    if first is None or second is None or isinstance(first, Bad) or isinstance(second, Bad):
        return False
    if isinstance(first, datetime) and isinstance(second, datetime):
        return clock.before(first, second)
    return bool(second < first)  # type: ignore[operator]


def sql_broken(
    rule: Rule, fields: Mapping[str, Field], value: Callable[[str], str], filled: Callable[[str], str]
) -> str:
    """True where a row breaks the rule, never NULL. `value` and `filled` give the SQL of a field by its name."""
    tests = []
    for first, second in combinations(rule.order, 2):
        one, two = value(first), value(second)
        tests.append(clock.sql_before(one, two) if fields[first].kind == "time" else f"{two} < {one}")
    tests += [f"NOT {filled(name)}" for name in rule.needs]
    tests += [filled(name) for name in rule.blank]
    if rule.any_of:
        tests.append(f"NOT ({' OR '.join(filled(name) for name in rule.any_of)})")
    found = " OR ".join(f"coalesce({test}, false)" for test in tests)
    asked = [_sql_word(fields[name], value(name), words) for name, words in rule.when.items()]
    return f"({' AND '.join([*asked, f'({found})'])})"


def _sql_word(field: Field, value: str, words: tuple[str, ...]) -> str:
    if field.kind == "boolean":
        return f"coalesce({value} = {'true' if 'yes' in words else 'false'}, false)" if len(words) == 1 else "true"
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"coalesce(list_contains([{listed}], {value}), false)"


def elapsed(one: Elapsed, values: Mapping[str, Value | Bad]) -> int | None:
    """Seconds from time to time, days or working days from date to date; None where an end is blank or cannot be
    read."""
    start, end = values.get(one.from_), values.get(one.to)
    if isinstance(start, datetime) and isinstance(end, datetime):
        return clock.seconds_between(start, end)
    if isinstance(start, date) and isinstance(end, date):
        return workingdays.between(start, end) if one.working else (end - start).days
    return None


def sql_elapsed(one: Elapsed, fields: Mapping[str, Field], value: Callable[[str], str]) -> str:
    if one.from_ not in fields or one.to not in fields:
        return "CAST(NULL AS BIGINT)"
    if fields[one.from_].kind == "time":
        return clock.sql_seconds(value(one.from_), value(one.to))
    if one.working:
        return workingdays.sql_between(value(one.from_), value(one.to))
    return f"CAST({value(one.to)} - {value(one.from_)} AS BIGINT)"
