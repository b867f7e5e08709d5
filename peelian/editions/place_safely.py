"""The answer about a place without what would give a small number away, alone or with the editions that are out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from peelian.assess.place import PlaceAnswer, place_answer, ranked, told
from peelian.assess.small_numbers import Limit
from peelian.disclosure.cells import cells_of
from peelian.disclosure.model import Cell
from peelian.disclosure.protect import protect
from peelian.disclosure.thresholds import Threshold
from peelian.editions.earlier import Earlier
from peelian.editions.given_away import is_there, out_already
from peelian.editions.takingin import Noted, unsaid
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_id
from peelian.findings import Finding
from peelian.measures.faults import tables_of
from peelian.plan.accepting import with_reasons
from peelian.plan.areas import Area, DrawnArea
from peelian.plan.model import Plan


def place_safely(
    plan: Plan,
    figures: Figures,
    area: Area | DrawnArea,
    limits: Sequence[Limit],
    thresholds: Mapping[str, Threshold],
    editions: Iterable[Earlier] = (),
    noted: Noted = unsaid,
) -> PlaceAnswer:
    """The answer, made again without the levels that must not be told until no small number follows from it.

    What an edition does not give out is not told here either. Raises Unusable where an edition cannot be read, unless
    the plan lets that stand.
    """
    answer = place_answer(plan, figures, area, limits)
    tables = {table for ids in told(answer, plan) for id in ids for table in tables_of(plan.measures[id.measure])}
    thresholds = {table: one for table, one in thresholds.items() if table in tables and one.count}
    if not thresholds:
        return answer
    editions = [_of_tables(edition, plan, thresholds) for edition in editions]
    out = out_already(editions, figures, thresholds)
    _check(with_reasons(out.findings, plan.accepted), noted)
    kept = frozenset(id for edition in editions for id in edition.held if is_there(id, figures))
    cells = cells_of(sorted(kept, key=str), figures, thresholds)

    def until_safe(held: frozenset[FigureId], asked: Callable[[PlaceAnswer], list[Cell]]) -> frozenset[FigureId]:
        while True:
            now = asked(place_answer(plan, figures, area, limits, held))
            found = protect(_with_some_to_hold(out.beside([*cells, *now]), held), set(map(str, held)))
            more = held | {parse_id(figure) for figure in found.hidden}
            if more == held:
                return held
            held = more

    def own(answer: PlaceAnswer) -> list[Cell]:
        return list(_cells(told(answer, plan), figures, thresholds))

    def beside(answer: PlaceAnswer) -> list[Cell]:
        """Its own are told by now; an area that its rank looks at may be left out of that."""
        told_now = [replace(cell, shown_by=None) for cell in own(answer)]
        return [*told_now, *_cells(ranked(answer), figures, thresholds)]

    return place_answer(plan, figures, area, limits, until_safe(until_safe(kept, own), beside))


def _with_some_to_hold(cells: Sequence[Cell], held: frozenset[FigureId]) -> list[Cell]:
    """The cells of those tables of which anything can be held back that is not."""
    kept = {None, *map(str, held)}
    tables = {cell.box.table for cell in cells if cell.shown_by not in kept}
    return [cell for cell in cells if cell.box.table in tables]


def _of_tables(edition: Earlier, plan: Plan, tables: Collection[str]) -> Earlier:
    """What an edition tells and does not give out of these tables, and of measures that the plan has no more."""

    def is_of_them(id: FigureId) -> bool:
        measure = plan.measures.get(id.measure)
        return measure is None or any(table in tables for table in tables_of(measure))

    values = {id: value for id, value in edition.values.items() if is_of_them(id)}
    return replace(edition, values=values, held=frozenset(filter(is_of_them, edition.held)))


def _cells(
    numbers: Iterable[Sequence[FigureId]], figures: Figures, thresholds: Mapping[str, Threshold]
) -> Iterator[Cell]:
    """What each number tells: where it is the sum of several levels, their records together."""
    for ids in numbers:
        cells = cells_of(ids, figures, thresholds)
        if not cells:
            continue
        first, *others = cells
        if others:
            further = (box for other in others for box in (other.box, *other.box.also))
            box = replace(first.box, also=(*first.box.also, *further))
            count = sum((cell.count for cell in cells), Fraction())
            first = replace(first, id=" + ".join(cell.id for cell in cells), count=count, box=box)
        yield first


def _check(findings: Sequence[Finding], noted: Noted) -> None:
    wrong = [finding for finding in findings if finding.severity == "error"]
    if wrong:
        raise Unusable("\n".join(finding.line() for finding in wrong))
    for finding in findings:
        noted(finding)
