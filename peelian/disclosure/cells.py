"""The counts that the figures of a publication tell, as cells whose records are linked.

What a figure gives away is taken to be known with it: a share of compliance tells how many there were and how many of
them in time, a median or a survey's share how many it rests on, a weighted sum how many records it weighs. A figure
that its owner has published is no cell, and neither is one of a table whose threshold is 0, nor a grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from peelian.disclosure import different
from peelian.disclosure.boxes import AREA, DRAWN, Among, Box
from peelian.disclosure.model import Cell
from peelian.disclosure.thresholds import Threshold
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.measures.breakdowns import slug
from peelian.measures.kinds import KINDS
from peelian.measures.model import Cohort, Condition, Distinct
from peelian.measures.shapes import BaseKind, Question
from peelian.periods import Period, months
from peelian.plan.model import Plan

MONTH, WITHIN = "(month)", "(within the limit)"
"""Columns of a box that are no column of a table, beside those of its place."""


def cells_of(ids: Iterable[FigureId], figures: Figures, thresholds: Mapping[str, Threshold]) -> list[Cell]:
    """The cells that these figures tell, each once. `figures` are those with nothing held back."""
    levels = dict.fromkeys(level for id in ids for level in _levels(id))
    return [cell for id in levels for cell in _cells(id, figures, thresholds)]


def _levels(id: FigureId) -> Iterator[FigureId]:
    """The level that a statistic is of; of a change both."""
    yield id.of("value")
    if id.since is not None:
        yield id.at(id.since)


def _cells(id: FigureId, figures: Figures, thresholds: Mapping[str, Threshold]) -> Iterator[Cell]:
    measure = figures.plan.measures.get(id.measure)
    kind = KINDS[measure.kind] if measure is not None else None
    if measure is None or not isinstance(kind, BaseKind) or measure.kind == "grade" or figures.computed is None:
        return
    question = kind.ask(measure.compute)
    threshold = thresholds.get(question.table)
    figure = figures.find(id)
    if threshold is None or threshold.count == 0 or figure.value is None or figure.published:
        return
    spec = measure.compute
    if isinstance(spec, Distinct):
        box = different.box(id, figures.plan, measure, spec)
    else:
        box = _box(id, figures.plan, question, measure.breakdowns, snapshot=kind.when == "last")
    if isinstance(spec, Cohort):
        box = _by_beginning(box, spec)
    for name, count, more in _counts(id, figures, measure.kind):
        own = Box(box.table, {**box.conditions, **more})
        yield Cell(f"{id}{name}", count, own, str(id), threshold.count)


def _counts(id: FigureId, figures: Figures, kind: str) -> Iterator[tuple[str, Fraction, Mapping[str, Among]]]:
    """What a level tells: what it is called beside the level's id, how many, and which of its records."""
    value = {name: figures.find(id.of(name)).value for name in ("value", "numerator", "denominator", "base")}
    if kind == "compliance":
        if value["denominator"] is not None and value["numerator"] is not None:
            yield " (of)", value["denominator"], {}
            yield " (within)", value["numerator"], {WITHIN: _YES}
    elif kind in ("duration", "survey"):
        if value["base"] is not None:
            yield " (base)", value["base"], {}
    elif kind == "weighted_sum":
        assert figures.computed is not None
        records = figures.computed.records(id.measure, id.area, id.breakdown, id.period)
        if records is not None:
            yield " (records)", records, {}
    elif value["value"] is not None:
        yield "", value["value"], {}


def _box(id: FigureId, plan: Plan, question: Question, breakdowns: Mapping[str, str], *, snapshot: bool) -> Box:
    conditions: dict[str, Among] = {MONTH: Among(_months(id.period, snapshot))}
    within = _inside(plan, id.area)
    if any(id.area == one.id for one in plan.file.areas.drawn):
        conditions[f"{DRAWN}{id.area}"] = _YES  # it may lie in any area, and others in it
    elif within is not None:
        conditions[AREA] = Among(within)
    named = [(breakdowns[dimension], Condition((value,))) for dimension, value in id.breakdown]
    for column, condition in (*question.where, *named):
        key, among = _among(column, condition)
        conditions[key] = _both(conditions[key], among) if key in conditions else among
    if question.total is not None:  # what is added up there are no records of the table
        conditions[f"(sum of {question.total})"] = _YES
    if question.times is not None:
        conditions[f"({question.times} is known)"] = _YES
    if question.ids is not None:  # people are no rows: numbers of them are not told from numbers of rows
        conditions[f"(different {question.ids})"] = _YES
    spec = plan.measures[id.measure].compute
    if isinstance(spec, Distinct) and spec.at_least > 1:
        conditions[f"({spec.at_least} or more in {spec.months or 'all'} months)"] = _YES
    return Box(question.table, conditions)


def _by_beginning(box: Box, spec: Cohort) -> Box:
    """Records that are counted in the month in which what they are about began, and not in their own.

    A crime can have outcomes of several kinds: kinds of different ids exclude each other no more than people do.
    """
    conditions = {column: among for column, among in box.conditions.items() if column != MONTH}
    if spec.column is not None:
        conditions = dict(_once(column, among) for column, among in conditions.items())
    began = {f"(month of {spec.began})": box.conditions[MONTH], f"(within {spec.months} months of {spec.began})": _YES}
    return Box(box.table, {**conditions, **began})


def _once(column: str, among: Among) -> tuple[str, Among]:
    """A condition that at least one row of an id meets; those of places stay, and what is met or not is so already."""
    if column == AREA or among == _YES:
        return column, among
    values = ", ".join(sorted(among.values))
    return f"(once {column}: {'all but ' if among.all_but else ''}{values})", _YES


_YES = Among(frozenset({"yes"}))


def _among(column: str, condition: Condition) -> tuple[str, Among]:
    """A condition as values of its column; one of another form as a column of its own that is met or not."""
    if condition == Condition(condition.is_) and condition.is_:
        return column, Among(frozenset(map(slug, condition.is_)))
    if condition == Condition(not_=condition.not_) and condition.not_:
        return column, Among(frozenset(map(slug, condition.not_)), all_but=True)
    return f"({column}: {condition})", _YES


def _both(a: Among, b: Among) -> Among:
    """The values that count in both."""
    if a.all_but and b.all_but:
        return Among(a.values | b.values, all_but=True)
    if a.all_but or b.all_but:
        kept, left_out = (b, a) if a.all_but else (a, b)
        return Among(kept.values - left_out.values)
    return Among(a.values & b.values)


def _months(period: Period, snapshot: bool) -> frozenset[str]:
    """The months of a period, or a day, or a wave: whatever is counted there once."""
    if snapshot and period.last is not None:
        return frozenset({str(period.last)})
    return frozenset(month.id for month in months(period)) or frozenset({period.id})


def _inside(plan: Plan, area: str) -> frozenset[str] | None:
    """An area and all that lie in it; None for the whole force, which has rows of no known area too."""
    areas = plan.file.areas.list
    if any(one.id == area and one.parent is None for one in areas):
        return None
    found = {area}
    while more := {one.id for one in areas if one.parent in found} - found:
        found |= more
    return frozenset(found)
