"""The counts that the figures of a publication tell, as cells whose records are linked.

What a figure gives away is taken to be known with it: a share of compliance tells how many there were and how many of
them in time, a median or a survey's share how many it rests on, a weighted sum how many records it is of, and how many
of them weigh anything. A figure that its owner has published is no cell, and neither is one of a table whose threshold
is 0, nor a grade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache, partial

from peelian.disclosure import different
from peelian.disclosure.boxes import MONTH, MONTH_OF, Among, Box, between, both
from peelian.disclosure.conditions import KNOWN, YES, Listed, by_days, by_months, met, on_lists
from peelian.disclosure.model import Cell, Kinds
from peelian.disclosure.once import Once, once
from peelian.disclosure.placed import place_of
from peelian.disclosure.thresholds import Threshold
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.measures.breakdowns import slug
from peelian.measures.kinds import KINDS
from peelian.measures.model import Cohort, Compliance, Condition, Distinct, Measure, Survey, WeightedSum
from peelian.measures.shapes import BaseKind, Numbers, Question
from peelian.measures.shapes import Cell as Rows
from peelian.measures.survey import is_positive
from peelian.measures.weighted_sum import weighs
from peelian.periods import Period, month, months, shift
from peelian.plan.model import Plan

RECORD = f"{MONTH_OF}the record)"
"""A column of a box that is none of a table: the first day of a record's own month, where it is counted in another."""


def cells_of(ids: Iterable[FigureId], figures: Figures, thresholds: Mapping[str, Threshold]) -> list[Cell]:
    """The cells that these figures tell, each once. `figures` are those with nothing held back."""
    levels = dict.fromkeys(level for id in ids for level in _levels(id))
    placed = cache(partial(place_of, figures=figures))
    return [cell for id in levels for cell in _cells(id, figures, thresholds, placed)]


def _levels(id: FigureId) -> Iterator[FigureId]:
    """The level that a statistic is of; of a change both."""
    yield id.of("value")
    if id.since is not None:
        yield id.at(id.since)


def _cells(
    id: FigureId,
    figures: Figures,
    thresholds: Mapping[str, Threshold],
    placed: Callable[[str, str], Mapping[str, Among]],
) -> Iterator[Cell]:
    measure = figures.plan.measures.get(id.measure)
    kind = KINDS[measure.kind] if measure is not None else None
    if measure is None or not isinstance(kind, BaseKind) or measure.kind == "grade" or figures.computed is None:
        return
    question = kind.ask(measure.compute)
    threshold = thresholds.get(question.table)
    figure = figures.find(id)
    if threshold is None or threshold.count == 0 or figure.value is None or figure.published:
        return
    spec, met_once, place = measure.compute, None, placed(id.area, question.table)
    if isinstance(spec, Distinct):
        box, met_once = different.whom(id, figures.plan, measure, spec, place)
    elif isinstance(spec, Cohort) and spec.column is not None:
        box, met_once = _of_ids(id, figures.plan, question, measure.breakdowns, spec, place)
    else:
        box = _box(id, figures.plan, question, measure.breakdowns, place, snapshot=kind.when == "last")
        if isinstance(spec, Cohort):
            box = _by_beginning(box, spec)
    for name, count, more in _counts(id, figures, measure):
        own = box
        for column, among in more.items():
            own = own.with_condition(column, among)
        weighed = isinstance(spec, WeightedSum)
        kinds = _kinds(id, figures, spec) if isinstance(spec, WeightedSum) else None
        yield Cell(f"{id}{name}", count, own, str(id), threshold.count, met_once, weighed, kinds)
    if isinstance(spec, WeightedSum):
        weigh = figures.computed.records(id.measure, id.area, id.breakdown, id.period, partial(weighs, spec))
        if weigh is not None:
            yield Cell(f"{id} (weigh)", weigh, _weighing(box, spec), str(id), threshold.count)


def _counts(id: FigureId, figures: Figures, measure: Measure) -> Iterator[tuple[str, Fraction, Mapping[str, Among]]]:
    """What a level tells: what it is called beside the level's id, how many, and which of its records."""
    value = {name: figures.find(id.of(name)).value for name in ("value", "numerator", "denominator", "base")}
    spec = measure.compute
    if isinstance(spec, Compliance):
        if value["denominator"] is not None and value["numerator"] is not None:
            yield " (of)", value["denominator"], {}
            yield " (within)", value["numerator"], {spec.column: between(None, Fraction(spec.within))}
    elif isinstance(spec, Survey):
        weighed = {f"({spec.weight} is known)": YES} if spec.weight else {}
        if value["base"] is not None:
            yield " (base)", value["base"], {spec.question: _answers(spec.base), **weighed}
        positive = _positive(id, figures, spec) if weighed else value["numerator"]
        if positive is not None:
            yield " (positive)", positive, {spec.question: _answers(spec.positive), **weighed}
    elif measure.kind == "duration":
        if value["base"] is not None:
            yield " (base)", value["base"], {}
    elif measure.kind == "weighted_sum":
        assert figures.computed is not None
        records = figures.computed.records(id.measure, id.area, id.breakdown, id.period)
        if records is not None:
            yield " (records)", records, {}
    elif value["value"] is not None:
        yield "", value["value"], {}


def _positive(id: FigureId, figures: Figures, spec: Survey) -> Fraction | None:
    """How many people gave an answer that counts: weights near one tell it, whatever they are added up to."""
    assert figures.computed is not None
    return figures.computed.records(id.measure, id.area, id.breakdown, id.period, partial(is_positive, spec))


def _weighing(box: Box, spec: WeightedSum) -> Box:
    """Those of its records that have a weight above or below zero, which are no others than a sum of them tells of.

    They are held against others that weigh and not against all records: a sum does not tell how many weigh nothing.
    """
    fixed = f", fixed {', '.join(spec.fixed)}" if spec.fixed else ""
    those = f"{box.table}: {spec.key or 'own'} weighed by {spec.weights or ''}.{spec.weight}{fixed}"
    return replace(box, table=those, also=tuple(replace(one, table=those) for one in box.also))


def _kinds(id: FigureId, figures: Figures, spec: WeightedSum) -> Kinds | None:
    """The kinds of a sum whose weights a table gives by the values of one column; None of any other."""
    if spec.key is None or spec.weights is None or spec.sum is not None:
        return None
    assert figures.computed is not None
    counts: Counter[str] = Counter()
    weights: dict[str, Fraction] = {}

    def counted(cell: Rows, numbers: Numbers) -> bool:
        counts[slug(cell.values[0])] += cell.rows
        if not weights:
            weights.update({slug(value): found[0] for value, found in sorted(numbers.items(), key=str) if found})
        return False

    figures.computed.records(id.measure, id.area, id.breakdown, id.period, counted)
    return Kinds(spec.key, weights, counts) if weights else None


def _answers(those: Iterable[str]) -> Among:
    return Among(frozenset(map(slug, those)))


def _box(
    id: FigureId,
    plan: Plan,
    question: Question,
    breakdowns: Mapping[str, str],
    place: Mapping[str, Among],
    *,
    snapshot: bool,
) -> Box:
    named = [(breakdowns[dimension], Condition((value,))) for dimension, value in id.breakdown]
    where = (*question.where, *named)
    everywhere = {**place, **({f"(sum of {question.total})": YES} if question.total else {})}
    known = {question.times: KNOWN} if question.times is not None else {}
    boxes = []
    for when, lists in _stretches(id, plan, where, snapshot=snapshot):
        box = Box(question.table, {**when, **everywhere, **met(where, lists)})
        for column, among in known.items():
            box = box.with_condition(column, among)
        boxes.append(box)
    return replace(boxes[0], also=tuple(boxes[1:]))


def _stretches(
    id: FigureId, plan: Plan, where: Iterable[tuple[str, Condition]], *, snapshot: bool
) -> list[tuple[dict[str, Among], Listed]]:
    """When a figure's records are counted, as conditions, for each time in which its lists have the same values.

    The records of a wave, and of what began in a month, may lie in any month, and that decides which list holds.
    """
    spec = plan.measures[id.measure].compute
    always = {MONTH: Among(_months(id.period, snapshot))}
    over = [] if isinstance(spec, Cohort) else _answering(id.period, snapshot)
    if over:
        by_month = by_months(where, plan, over)
        if len(by_month) > 1:
            return [({MONTH: Among(those)}, lists) for those, lists in by_month]
        return [(always, lists) for _, lists in by_month]
    return [({**always, RECORD: both(days, KNOWN)}, lists) for days, lists in by_days(where, plan)]


def _by_beginning(box: Box, spec: Cohort) -> Box:
    """Records that are counted in the month in which what they are about began, and not in their own."""
    further = tuple(_by_beginning(one, spec) for one in box.also)
    conditions = {column: among for column, among in box.conditions.items() if column != MONTH}
    return Box(box.table, {**conditions, **_began(box.conditions[MONTH], spec)}, further)


def _began(months: Among, spec: Cohort) -> dict[str, Among]:
    return {f"{MONTH_OF}{spec.began})": months, f"(within {spec.months} months of {spec.began})": YES}


def _of_ids(
    id: FigureId,
    plan: Plan,
    question: Question,
    breakdowns: Mapping[str, str],
    spec: Cohort,
    place: Mapping[str, Among],
) -> tuple[Box, Once]:
    """What began in a month and a place, and what a record of it must meet.

    A crime can have outcomes of several kinds, on both sides of a change of a list: kinds of different ids exclude each
    other no more than people do. They are no rows: numbers of them are not told from numbers of rows.
    """
    named = [(breakdowns[dimension], Condition((value,))) for dimension, value in id.breakdown]
    began = _began(Among(_months(id.period, snapshot=False)), spec)
    over = list(months(id.period))
    over += [shift(over[-1], later) for later in range(1, spec.months + 1)] if over else []
    met_once = once(on_lists((*question.where, *named), plan, over))
    return Box(f"{question.table}: different {spec.column}", {**place, **began}), met_once


def _answering(period: Period, snapshot: bool) -> list[Period]:
    """The months whose rows answer for a period; none for a wave."""
    if snapshot and period.last is not None:
        return [month(period.last.year, period.last.month)]
    return list(months(period))


def _months(period: Period, snapshot: bool) -> frozenset[str]:
    """The months of a period, or a day, or a wave: whatever is counted there once."""
    if snapshot and period.last is not None:
        return frozenset({str(period.last)})
    return frozenset(one.id for one in months(period)) or frozenset({period.id})
