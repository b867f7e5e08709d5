"""Which months answer for a period, and which rows of them: between an answer and the sum made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peelian import periods
from peelian.measures.cubes import Answer
from peelian.measures.expressions import Lists
from peelian.measures.months import around
from peelian.measures.shapes import Cell, Question, When
from peelian.measures.wording import runs
from peelian.periods import Period
from peelian.quantities import NoValue
from peelian.series.tables import TableFiles, stands, whole

Chosen = tuple[tuple[date, ...], tuple[Cell, ...]]


def chosen(
    when: When,
    table: TableFiles,
    question: Question,
    answer: Answer,
    period: Period,
    lists: Lists,
    reach: tuple[int, int] = (0, 0),
) -> Chosen | NoValue:
    """The months that answer for the period and their cells, or why the period has no value.

    `reach` are months before and after the period that answer with it.
    """
    if period.kind == "not-stated":
        return NoValue("the period is not stated")
    if period.wave is not None and reach != (0, 0):
        return NoValue(f"it needs rows of months around the period, and wave {period.wave} is of none")
    if period.wave is not None:
        return _wave(when, question, answer, period.wave)
    if when == "whole" and period.kind == "at":
        return NoValue(f"it is counted over whole months, and {periods.words(period)} is a date")
    months = _months(when, table, question, answer, period, reach)
    if isinstance(months, NoValue):
        return months
    if reason := _gap(months, answer.gaps) or unlisted(months, question, lists):
        return NoValue(reason)
    within = set(months)
    return months, tuple(found.cell for found in answer.found if found.cell.month in within)


def first_days(period: Period) -> tuple[date, ...]:
    """The first day of each of its months."""
    return tuple(month.first for month in periods.months(period) if month.first is not None)


def _wave(when: When, question: Question, answer: Answer, wave: int) -> Chosen | NoValue:
    if when != "whole":
        return NoValue(f"it is of a date, and wave {wave} has none")
    if question.places == "largest":
        return NoValue(f"'{question.table}' is already counted, by months and not by waves")
    if wave not in answer.waves:
        return NoValue(f"no data for wave {wave}")
    return (), tuple(found.cell for found in answer.found if found.wave == wave)


def _months(
    when: When, table: TableFiles, question: Question, answer: Answer, period: Period, reach: tuple[int, int]
) -> tuple[date, ...] | NoValue:
    assert period.first is not None
    assert period.last is not None
    if when == "whole":
        wanted = around(first_days(period), *reach)
        if not whole(wanted, table.grain):
            return NoValue(f"it is published by {table.grain.replace('-', ' ')}, and not for {periods.words(period)}")
        missing = set(wanted) - table.months
        if missing:
            return NoValue(f"no data for {runs(missing)}")
        return tuple(month for month in wanted if stands(month, table.grain))
    if when == "standing":
        given = [found.cell.month for found in answer.found if found.cell.month <= period.last]
        return (max(given),) if given else NoValue(f"no grade was given by the end of {periods.words(period)}")
    first = period.first.replace(day=1)
    snapshots = answer.snapshots & table.months if question.places == "largest" else table.months
    inside = [month for month in snapshots if first <= month <= period.last]
    named = f"{'at' if period.kind == 'at' else 'in'} {periods.words(period)}"
    return (max(inside),) if inside else NoValue(f"no snapshot {named}")


def _gap(months: tuple[date, ...], gaps: Mapping[date, str]) -> str:
    """Why rows are missing in the first of the months that lack any, and in which months they are."""
    lacking = [month for month in months if month in gaps]
    if not lacking:
        return ""
    reason = gaps[lacking[0]]
    return f"{reason} in {runs(month for month in lacking if gaps[month] == reason)}"


def unlisted(months: tuple[date, ...], question: Question, lists: Lists) -> str:
    """Which months no version of a list the rows are compared with is valid for."""
    for _, condition in question.where:
        for name in (condition.in_list, condition.not_in_list):
            if name is None:
                continue
            valid = [(since or date.min, until or date.max) for _, since, until in lists[name]]
            without = [m for m in months if not any(since <= m <= until for since, until in valid)]
            if without:
                return f"no version of the list '{name}' is valid in {runs(without)}"
    return ""
