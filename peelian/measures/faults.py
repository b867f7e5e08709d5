"""What is wrong with a measure's definition, against the tables and lists it names: all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from peelian.measures.expressions import Lists
from peelian.measures.inputs import input_ids
from peelian.measures.kinds import KINDS
from peelian.measures.literals import ALLOWED, ORDERED, literal
from peelian.measures.model import Cohort, Condition, Measure, WeightedSum
from peelian.measures.shapes import BaseKind, DerivedKind, Lookup, Question
from peelian.series.tables import MONTH, WAVE, TableFiles

Tables = Mapping[str, TableFiles]
NUMBERS = ("integer", "decimal")


def faults(measure: Measure, tables: Tables, lists: Lists, measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """Sentences that say what to put right; none for a sound definition.

    A table that is not loaded is no fault of the definition, and its columns are not looked at.
    """
    kind = KINDS[measure.kind]
    found: list[str] = []
    if measure.compute is not None and isinstance(kind, BaseKind):
        question = kind.ask(measure.compute)
        found += kind.faults(measure.compute)
        found += _lists(question, lists)
        if table := tables.get(question.table):
            found += _columns(measure, question, table)
        if lookup := kind.lookup(measure.compute):
            found += _lookup(lookup, tables)
    if measure.compute is not None and isinstance(kind, DerivedKind):
        found += kind.faults(measure.compute)
        if _goes_round(measure, measures):
            found.append(f"'{measure.id}' is computed from itself; name other measures")
    return tuple(found)


def tables_of(measure: Measure) -> tuple[str, ...]:
    """The tables a measure is computed from by itself, that of its weights included."""
    kind = KINDS[measure.kind]
    if measure.compute is None or not isinstance(kind, BaseKind):
        return ()
    lookup = kind.lookup(measure.compute)
    return (kind.ask(measure.compute).table, *((lookup.table,) if lookup else ()))


def _lists(question: Question, lists: Lists) -> Iterator[str]:
    for column, condition in question.where:
        for name in (condition.in_list, condition.not_in_list):
            if name is not None and name not in lists:
                has = ", ".join(lists) or "none"
                yield f"'{column}' is compared with the list '{name}'; the plan has: {has}"


def _columns(measure: Measure, question: Question, table: TableFiles) -> Iterator[str]:
    has = f"the table '{table.name}' has: {', '.join(table.columns)}"
    if table.columns.get(MONTH) != "date":
        yield f"the table '{table.name}' has no date column '{MONTH}'; without it there are no periods"
    wanted = (*question.columns, *measure.breakdowns.values())
    for column in dict.fromkeys(column for column in wanted if column not in table.columns):
        yield f"no column '{column}'; {has}"
    for column, condition in question.where:
        if column in table.columns:
            yield from _condition(column, table.columns[column], condition)
    for column, kinds, use in _uses(measure, question):
        if table.columns.get(column, kinds[0]) not in kinds:
            yield f"'{column}' is a {table.columns[column]} column and cannot be {use}"
    if table.columns.get(WAVE, "integer") not in ("integer", "text"):
        yield f"the column '{WAVE}' of the table '{table.name}' must hold whole numbers, or codes that are no periods"


def _uses(measure: Measure, question: Question) -> Iterator[tuple[str, tuple[str, ...], str]]:
    if question.total is not None:
        yield question.total, NUMBERS, "added up"
    if question.times is not None:
        yield question.times, ("integer",), "a time: it must hold whole seconds"
    if isinstance(measure.compute, Cohort):
        yield measure.compute.began, ("date",), "the day something began"
    if isinstance(measure.compute, WeightedSum) and measure.compute.weights is None:
        yield measure.compute.weight, NUMBERS, "a weight"
    if measure.kind == "survey" and len(question.by) == 2:
        yield question.by[1], NUMBERS, "a weight"


def _condition(column: str, kind: str, condition: Condition) -> Iterator[str]:
    bounds = [text for text in (condition.at_least, condition.at_most) if text is not None]
    if bounds and kind not in ORDERED:
        yield f"'{column}' is a {kind} column; at_least and at_most need one of {', '.join(ORDERED)}"
        return
    for text in (*condition.is_, *condition.not_, *bounds):
        if not _readable(text, kind, literal):
            yield f"'{column}' is compared with '{text}'; it is a {kind} column, so write {ALLOWED[kind]}"


def _readable(text: str, kind: str, read: Callable[[str, str], object]) -> bool:
    try:
        read(text, kind)
    except ValueError:
        return False
    return True


def _lookup(lookup: Lookup, tables: Tables) -> Iterator[str]:
    table = tables.get(lookup.table)
    if table is None:
        return
    for column in (lookup.key, lookup.number):
        if column not in table.columns:
            yield f"no column '{column}'; the table '{table.name}' has: {', '.join(table.columns)}"
    kind = table.columns.get(lookup.number, "decimal")
    if kind not in NUMBERS:
        yield f"'{lookup.number}' of the table '{table.name}' is a {kind} column and cannot be a weight"


def _goes_round(measure: Measure, measures: Mapping[str, Measure]) -> bool:
    seen: set[str] = set()
    ahead = list(input_ids(measure))
    while ahead:
        name = ahead.pop()
        if name == measure.id:
            return True
        if name in measures and name not in seen:
            seen.add(name)
            ahead += input_ids(measures[name])
    return False
