"""What areas say side by side: which are stable, which signal and what, which had a step, what drove one that signals.

The latest month of the control chart of each area counts, as the KPI judges it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import nan

import numpy as np

from peelian.assess.kpi import Assessment
from peelian.assess.process import KpiProcess
from peelian.figures.ids import FigureId
from peelian.figures.parts import parts_by
from peelian.figures.process import Process, Series, is_inside
from peelian.plan.model import area_named, inside
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import because, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.amounts import of_process, tied
from peelian.publications.sentences.axes import called, split
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label
from peelian.quantities import NoValue
from peelian.signals.panel import Panel
from peelian.signals.words.area_parts import OTHER, parts_clause
from peelian.signals.words.area_steps import steps_of
from peelian.signals.words.areas import areas
from peelian.signals.words.named import Named
from peelian.signals.words.phrases import Called, capital, said
from peelian.signals.words.pieces import Amount, Said

OPENINGS = ("Most", "Of", "None", "Both", "All", "No", "It")
"""How the first sentence about areas may begin; any other opening is an area's name."""


def compose(desk: Desk, say: Say) -> Inlines:
    """The areas of the `level` inside the KPI's own; with `by`, which parts made those differ that signal."""
    assessment = desk.assessment(say.kpis[0])
    if assessment is None:
        return phrases.without_figures(desk, say.kpis)
    own = assessment.current.id
    within = [(own.measure, area, own.breakdown) for area in inside(desk.plan.file.areas, own.area, say.level or "")]
    whole = (own.measure, own.area, own.breakdown)
    found = desk.processes(assessment.kpi, within, whole)
    areas_called = called(desk, assessment, say.level or "")
    if isinstance(found, NoValue):
        title = desk.kpis[say.kpis[0]].title
        return sentence(f"what the {areas_called.many} say of '{title}' cannot be told: ", because(found.reason))
    by_name = {_name(desk, series): series for series in within}
    named = [Named(name, found[series].signals, found[series].row) for name, series in by_name.items()]
    with_step = _whole(desk, say.kpis[0], found[whole], areas_called)
    told = [
        tied(desk, own, one, lambda amount: _meant(amount, by_name, found))
        for one in _introduced(desk, assessment, areas(named, areas_called, whole=with_step))
    ]
    if say.by is not None:
        told += [inlines for one in named for inlines in _driven(desk, assessment, one, by_name[one.name], say.by)]
    return phrases.spaced(*told)


def _name(desk: Desk, series: Series) -> str:
    """The area's name; with its id where another of its level bears the same."""
    area = next(a for a in desk.plan.file.areas.list if a.id == series[1])
    alike = [a for a in desk.plan.file.areas.list if (a.level, a.name) == (area.level, area.name)]
    return area.name if len(alike) == 1 else f"{area.name} ({area.id})"


def _introduced(desk: Desk, assessment: Assessment, told: tuple[Said, ...]) -> tuple[Said, ...]:
    """The first sentence says of what, where the one before did not."""
    if desk.just_said(assessment.kpi.id):
        return told
    first, *others = told
    opening = f"For {label(desk, assessment)}{phrases.where(desk, assessment)}, "
    if isinstance(first[0], str) and first[0].split(" ")[0].rstrip(",") in OPENINGS:
        first = (first[0][:1].lower() + first[0][1:], *first[1:])
    return (said(opening, first), *others)


def _whole(desk: Desk, kpi: str, process: Process, areas_called: Called) -> Named | None:
    """The whole, where it has a chart and a step on it, so that areas are told that had it too."""
    if not isinstance(desk.process(kpi), KpiProcess):
        return None
    whole = Named(area_named(desk.plan, process.figures[0].id.area).name, process.signals, process.row)
    return whole if steps_of(whole, areas_called) else None


def _meant(amount: Amount, by_name: Mapping[str, Series], found: Mapping[Series, Process]) -> Iterable[FigureId]:
    """The figures of the area that an amount is of."""
    series = by_name.get(amount.of or "")
    if series is None:
        return ()
    return of_process(found[series], found[series].figures[0].id, amount)


def _driven(desk: Desk, assessment: Assessment, area: Named, series: Series, by: str) -> list[Inlines]:
    """Which parts made the months of an area's signal differ from the same a year before.

    Nothing of an area without a signal, nor where those months together have no figure.
    """
    whole = FigureId(*series, area.periods[-1])
    ids = parts_by(desk.figures.ground, whole, by)
    if area.meaning == "none" or not ids:
        return []
    parts = split(desk, whole, by, ids, OTHER)
    values = [
        [nan if (found := desk.figures.find(id.at(period)).value) is None else float(found) for period in area.periods]
        for id in parts.parts.values()
    ]
    panel = Panel(tuple(parts.parts), area.periods, np.array(values))
    told = parts_clause(area, panel, Called(unit=assessment.measure.unit))
    ends = {end for said in told for one in said if isinstance(one, Amount) for end in (one.period, one.since) if end}
    if any(desk.figures.find(whole.at(end)).value is None for end in ends):
        return []
    within = [period for period in area.periods if any(is_inside(period, end) for end in ends)]
    desk.cited.chosen_by(desk.figures.find(id.at(period)) for id in ids for period in within)
    return [tied(desk, whole, capital(one), parts.meant) for one in told]
