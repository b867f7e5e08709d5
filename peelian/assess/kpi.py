"""What the figures say of one KPI: its level, the change from its own baseline, and what that means for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from peelian.figures.book import Figures
from peelian.figures.derive import change_kinds
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import Horizon, Series
from peelian.measures.model import Measure
from peelian.periods import Period, before, parse
from peelian.plan.model import Kpi, Plan, all_kpis, force_area
from peelian.plan.of_area import of_area
from peelian.plan.publication import Publication
from peelian.plan.targets import side
from peelian.quantities import exact

Direction = Literal["up", "down", "same", "unknown"]
Meaning = Literal["improved", "worsened", "stable", "moved", "same", "unknown"]

STABLE_BAND = Fraction(1)  # per cent or points; a change smaller than this is called stable


@dataclass(frozen=True)
class Assessment:
    """One KPI in one publication.

    `baseline` is None where the plan compares it with nothing or its level was not published. `change` is the one
    to print: percent, points, or a plain difference where the base is small; None where there is none.
    `direction` is the sign of that change; `meaning` joins it with the KPI's polarity and stable band.
    """

    kpi: Kpi
    measure: Measure
    current: Figure
    baseline: Figure | None
    since: Period | None
    change: Figure | None
    direction: Direction
    meaning: Meaning
    band: Fraction

    @property
    def period(self) -> Period:
        return self.current.id.period

    @property
    def below(self) -> Fraction | None:
        """What a change that is called stable is smaller than, in print too; None of any other."""
        return self.band if self.meaning == "stable" else None

    @property
    def target_met(self) -> bool | None:
        """Whether the target is met; None without a target or a value, or where a bound leaves it open.

        "More than 90%" meets a target of at least 90% and leaves one of 95% open; "approximately" is taken at its
        number unless that is the target itself.
        """
        target, value = self.kpi.target, self.current.value
        if target is None or value is None:
            return None
        which, written = side(target)
        level, qualifier = exact(written), self.current.qualifier
        if qualifier == "about" and value == level:
            return None
        upwards = which in ("at_least", "over")
        if qualifier == "over":
            return upwards if value >= level else None
        if qualifier == "under":
            return not upwards if value <= level else None
        met = {"at_least": value >= level, "at_most": value <= level, "over": value > level, "under": value < level}
        return met[which]


def assess(kpi: Kpi, plan: Plan, publication: Publication, figures: Figures) -> Assessment | None:
    """The assessment of a KPI, or None for one that has no measure yet."""
    if kpi.measure is None or kpi.measure not in plan.measures or kpi.kind == "in-development":
        return None
    measure = plan.measures[kpi.measure]
    id = kpi_figure(kpi, plan, publication)
    since = _since(kpi, id.period, publication)
    current = figures.find(id)
    baseline = figures.find(id.at(since)) if since else None
    change = _change(current, baseline, since, measure.unit, figures)
    band = exact(kpi.stable_band) if kpi.stable_band is not None else STABLE_BAND
    direction = _direction(change)
    return Assessment(
        kpi=kpi,
        measure=measure,
        current=current,
        baseline=baseline if baseline is not None and baseline.value is not None else None,
        since=since,
        change=change,
        direction=direction,
        meaning=_meaning(direction, change, kpi, band, measure.unit),
        band=band,
    )


def kpi_figure(kpi: Kpi, plan: Plan, publication: Publication) -> FigureId:
    """The id of the KPI's current level in this publication."""
    period = parse(publication.periods.get(kpi.id) or kpi.period or publication.period)
    area = kpi.area or force_area(plan).id
    return FigureId(kpi.measure or kpi.id, area, tuple(sorted(kpi.breakdown.items())), period)


def horizon(plan: Plan, publication: Publication) -> Horizon:
    """Up to which day figures count for the processes of a publication: each series up to its KPI's latest period.

    Of several KPIs of one series the latest counts; an area without one goes as far as the force, and any other series
    up to the publication's own period. The KPIs are as the publication's area has them.
    """
    days: dict[Series, date] = {}
    for kpi in all_kpis(of_area(plan, publication.area)).values():
        if kpi.measure in plan.measures:
            id = kpi_figure(kpi, plan, publication)
            series = (id.measure, id.area, id.breakdown)
            if id.period.last is not None:
                days[series] = max(id.period.last, days.get(series, date.min))
    return Horizon(days, parse(publication.period).last, force_area(plan).id)


def _since(kpi: Kpi, period: Period, publication: Publication) -> Period | None:
    if kpi.id in publication.baselines:
        return parse(publication.baselines[kpi.id])
    if publication.compare == "preceding":
        return None if period.kind in ("not-stated",) else before(period)
    return parse(kpi.baseline.period) if kpi.baseline else None


def _change(
    current: Figure, baseline: Figure | None, since: Period | None, unit: str, figures: Figures
) -> Figure | None:
    """The change worth printing: what can be computed from both ends, else the one that was published."""
    if since is None:
        return None
    kinds = change_kinds(unit, baseline)
    candidates = [figures.find(current.id.change(kind, since)) for kind in kinds]
    return next((c for c in candidates if c.value is not None), None)


def _direction(change: Figure | None) -> Direction:
    if change is None or change.value is None:
        return "unknown"
    return "same" if change.value == 0 else "up" if change.value > 0 else "down"


def _meaning(direction: Direction, change: Figure | None, kpi: Kpi, band: Fraction, unit: str) -> Meaning:
    if direction in ("unknown", "same") or change is None or change.value is None:
        return "unknown" if direction == "unknown" else "same"
    if change.id.statistic != "change" and abs(change.value) < band:
        return "stable"
    if kpi.polarity == "neither":
        return "moved"
    higher = direction == "up" if unit != "grade" else direction == "down"  # a grade's value is its place, best first
    return "improved" if higher == (kpi.polarity == "higher") else "worsened"
