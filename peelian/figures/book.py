"""The book of figures: finds any figure by its id, typed or computed, and remembers what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType

from peelian.figures.chosen import chosen, from_typed
from peelian.figures.derive import changed, part_sum, ranked
from peelian.figures.ids import PROCESS, PROCESS_CHANGES, FigureId
from peelian.figures.lines import figure_of
from peelian.figures.model import HELD_BACK, UNIT_OF_STATISTIC, Document, Figure, HeldBack, LeftRows, Typed
from peelian.figures.parts import Ground, typed_values
from peelian.figures.parts import figure_of as figure_of_parts
from peelian.figures.process import PERIODS_OF, Horizon, Process, Series, about_step, process, segment_of
from peelian.figures.standing import Group, group_of
from peelian.figures.standing import figure_of as figure_of_standing
from peelian.figures.together import together
from peelian.figures.untold import without_terms
from peelian.measures.computed import Computed
from peelian.measures.kinds import KINDS
from peelian.measures.model import Grade, Measure
from peelian.measures.shapes import DerivedKind, Known, Ref
from peelian.periods import Period, at
from peelian.plan.model import Kpi, Plan, all_kpis
from peelian.plan.targets import side
from peelian.quantities import NoValue, Quantity, exact
from peelian.series.cache import Used
from peelian.series.model import Observation, Origin
from peelian.signals.peers import Standing


class Figures:
    """Every figure a plan, its typed figures and its tables can give, for one publication.

    Typed rows of the publication's own `document` come first; rows of another document count only where that one
    has none and are dated by the day of issue. A published level is used where the measure is published or typed;
    else the level is computed. A change is computed where both its ends are known, and never typed over.
    `plan_files` are the plan's files as read, by path, for the trace of levels and targets that stand in them.
    `left_out` are rows of sources that no figure counts. `documents` are those the typed rows name, by the id they
    name them by. `horizon` says which day is the latest that processes know of. `kpis` are those by whose
    polarity and target processes are judged: the plan's own, unless the publication is of an area, which has its own.
    """

    def __init__(
        self,
        plan: Plan,
        typed: Iterable[Typed],
        computed: Computed | None,
        *,
        document: str | None,
        issued: date,
        plan_origin: Origin,
        plan_files: Mapping[str, bytes] = MappingProxyType({}),
        documents: Mapping[str, Document] = MappingProxyType({}),
        horizon: Horizon | None = None,
        kpis: Iterable[Kpi] | None = None,
        left_out: tuple[LeftRows, ...] = (),
    ) -> None:
        self.plan = plan
        self._kpis = tuple(all_kpis(plan).values() if kpis is None else kpis)
        self.computed = computed
        rows = tuple(typed)
        self.typed = chosen(rows, document, issued)
        self._rows = rows
        self.documents = documents
        self.left_out = left_out
        self._plan_origin = plan_origin
        self._plan_files = plan_files
        self._found: dict[FigureId, Figure] = {}
        self._levels = _baseline_levels(plan)
        self._issued, self.horizon = issued, horizon or Horizon()
        self._groups: dict[tuple[FigureId, str], Group] = {}
        self._processes: dict[tuple[Series, str | None], Process | NoValue] = {}
        self.held_back = HeldBack()

    @property
    def used(self) -> Used:
        """What the tables gave from an earlier run, and what was read for the figures asked for so far."""
        return self.computed.used if self.computed is not None else Used()

    def holding_back(self, what: HeldBack) -> Figures:
        """The same figures without these levels, and without anything that is made of them."""
        made = copy(self)
        made.held_back = what
        made._found, made._groups, made._processes = {}, {}, {}
        return made

    def find(self, id: FigureId) -> Figure:
        """The figure of this id; one that cannot be had carries its reason, and status missing."""
        if id not in self._found:
            measure = self.plan.measures.get(id.measure)
            if measure is None:
                reason = f"no measure '{id.measure}' is defined"
                self._found[id] = Figure(id, NoValue(reason), status="missing")
            else:
                self._found[id] = self._look_up(id, measure)
        return self._found[id]

    def process(self, series: Series, kpi: Kpi | None = None) -> Process | NoValue:
        """The process behind the months of a series, as the KPI judges it (else the first KPI of these figures).

        The reason where there is none: too few months, or values that have no average.
        """
        kpi = kpi or self._judging(series)
        key = (series, kpi.id if kpi else None)
        if key not in self._processes:
            last = self.horizon.of(series) or self._latest(series)
            self._processes[key] = (
                process(self.find, self.plan, series, kpi, last, self._issued)
                if last is not None
                else NoValue("no months have a value; a control chart needs at least eight")
            )
        return self._processes[key]

    def together(self, of: Sequence[Series], kpi: Kpi) -> Mapping[Series, Process] | NoValue:
        """The processes of several series of the KPI's measure, all over the same periods."""
        return together(
            self.find, self.plan, of, kpi, lambda one: self.horizon.of(one) or self._latest(one), self._issued
        )

    def standing(self, id: FigureId, group: str) -> Standing | NoValue:
        """How the force stands among the peers of a list, by the figure of a period; the reason where it does not."""
        return self._group(id, group).standing

    def members(self, id: FigureId, group: str) -> tuple[Figure, ...]:
        """The levels of the force and of its peers on a list, in a period."""
        return tuple(self.find(level) for level in self._group(id, group).levels.values())

    def _group(self, id: FigureId, group: str) -> Group:
        key = (id.of("value"), group)
        if key not in self._groups:
            self._groups[key] = group_of(self.plan, self.find, id, group)
        return self._groups[key]

    @property
    def ground(self) -> Ground:
        """Where the parts of a whole are found."""
        return Ground(self.plan, self.find, self._values)

    def _judging(self, series: Series) -> Kpi | None:
        """The KPI that a series is judged by: its own, else that of the same thing elsewhere, without its target."""
        kpis = [k for k in self._kpis if k.measure == series[0]]
        own = next((k for k in kpis if _series(k, self.plan) == series), None)
        alike = next((k for k in kpis if _thing(k, self.plan)[1] == series[2]), None)
        return own or (replace(alike, area=series[1], target=None) if alike is not None else None)

    def _latest(self, series: Series) -> date | None:
        """The last day that the series has a figure for; None where it has none by the month or quarter."""
        typed = [
            id.period.last
            for id in self.typed
            if (id.measure, id.area, id.breakdown) == series and id.period.kind in PERIODS_OF
        ]
        published = self.plan.measures[series[0]].kind == "published"
        computed = () if self.computed is None or published else self.computed.months(series[0])
        return max((day for day in (*typed, *(month.last for month in computed)) if day is not None), default=None)

    def elsewhere(self, figure: Figure) -> tuple[Typed, ...]:
        """Typed rows of the same figure with another value, in other documents than the one that was chosen."""
        if not figure.published:
            return ()
        return tuple(row for row in self._rows if row.id == figure.id and row.quantity != figure.quantity)

    def _values(self, whole: FigureId, dimension: str) -> tuple[str, ...]:
        """The values that a whole is told apart by in one dimension: those its table has, else those typed."""
        published = self.plan.measures[whole.measure].kind == "published"
        found = () if self.computed is None or published else self.computed.breakdown_values(whole.measure, dimension)
        if found:
            return found
        return typed_values(self.typed, whole, dimension)

    def _look_up(self, id: FigureId, measure: Measure) -> Figure:
        if asked := id.opened:
            if asked.name.endswith("-in-GROUP"):
                return figure_of_standing(self.plan, self.find, self._group(id, asked.of), id, asked)
            return figure_of_parts(self.ground, id, asked)
        if id.statistic in PROCESS_CHANGES:
            return self._change_of_average(id)
        if id.since is not None:
            return self._change(id)
        if id.statistic in PROCESS:
            found = self.process((id.measure, id.area, id.breakdown))
            if isinstance(found, NoValue):
                return Figure(id, found, status="missing")
            return figure_of(found, id, self.find)
        if id.statistic == "rank":
            return ranked(id, [self.find(other) for other in self._neighbours(id)])
        if id.statistic == "parts":
            return part_sum(id, [self.find(part) for part in self._parts(id)], measure.unit)
        if id.statistic == "target":
            return self._target(id, measure)
        if id in self.typed:
            return from_typed(self.typed[id])
        if id.period.kind == "not-stated" and id.statistic == "value":
            return self._not_stated(id, measure)
        return self._computed(id, measure)

    def _change(self, id: FigureId) -> Figure:
        assert id.since is not None
        new, old = self.find(id.of("value")), self.find(id.at(id.since))
        if new.value is not None and old.value is not None:
            return changed(id, old, new)
        if id in self.typed:
            return from_typed(self.typed[id])
        lacking = new if new.value is None else old
        reason = lacking.quantity.reason if isinstance(lacking.quantity, NoValue) else "not known"
        status = "suppressed" if lacking.status == "suppressed" else "missing"
        return Figure(id, NoValue(reason), status=status, inputs=(old.id, new.id))

    def _change_of_average(self, id: FigureId) -> Figure:
        """From the average of the process that `since` belongs to, to that of another that came after it."""
        assert id.since is not None
        found = self.process((id.measure, id.area, id.breakdown))
        ids = id.at(id.since).of("average"), id.of("average")
        if isinstance(found, Process) and segment_of(found, id.since) == segment_of(found, id.period):
            stretches = about_step(found, id.since, id.period)
            if stretches is None:
                reason = f"{id.since.id} and {id.period.id} belong to the same process"
                return Figure(id, NoValue(reason), status="missing")
            ids = (id.at(stretches[0]).of("mean"), id.at(stretches[1]).of("mean"))
        old, new = map(self.find, ids)
        lacking = next((f.quantity.reason for f in (new, old) if isinstance(f.quantity, NoValue)), None)
        if lacking is not None:
            return Figure(id, NoValue(lacking), status="missing")
        return changed(id, old, new)

    def _computed(self, id: FigureId, measure: Measure) -> Figure:
        if id.of("value") in self.held_back.levels:
            return Figure(id, NoValue(HELD_BACK), status="suppressed")
        observation, inputs = self._observe(id, measure)
        if observation is None:
            return Figure(id, NoValue("the document does not print it"), status="missing")
        observation = without_terms(observation, measure, self.held_back.tables)
        value = observation.value if id.statistic == "value" else getattr(observation, id.statistic)
        unit = UNIT_OF_STATISTIC.get(id.statistic, measure.unit)
        if id.statistic in ("numerator", "denominator"):
            unit = "count"
        quantity: Quantity | NoValue = (
            Quantity(value, unit)
            if value is not None
            else NoValue(observation.reason or f"a {measure.kind} has no {id.statistic}")
        )
        return Figure(
            id,
            quantity,
            status=observation.status,
            sum=observation.sum if id.statistic == "value" else "",
            inputs=inputs,
            origins=observation.origins,
            label=_grade(measure, value) if id.statistic == "value" else None,
        )

    def _observe(self, id: FigureId, measure: Measure) -> tuple[Observation | None, tuple[FigureId, ...]]:
        kind = KINDS[measure.kind]
        if isinstance(kind, DerivedKind):
            refs = kind.inputs(measure.compute, id.area, id.breakdown, self.plan.measures)
            if isinstance(refs, NoValue):
                return Observation(None, "not-applicable", refs.reason), ()
            named = {role: self._input(ref, id.period) for role, ref in refs.items()}
            known = {role: Known(_as_observation(f), f.id.period) for role, f in named.items()}
            return kind.combine(measure.compute, known), tuple(f.id for f in named.values())
        if measure.kind == "published" or self.computed is None:
            return None, ()
        return self.computed.observe(measure.id, id.area, id.breakdown, id.period), ()

    def _input(self, ref: Ref, period: Period) -> Figure:
        """An input of a derived measure; a population may be the latest on or before the period's last day."""
        figure = self.find(FigureId(ref.measure, ref.area, ref.breakdown, period))
        if figure.value is not None or not ref.or_latest or period.last is None:
            return figure
        typed = [
            row.id.period
            for row in self.typed.values()
            if row.id.period.kind == "at"  # an older year of a flow is no population
            and (row.id.measure, row.id.area, row.id.breakdown) == (ref.measure, ref.area, ref.breakdown)
        ]
        months = self.computed.months(ref.measure) if self.computed is not None else ()
        computed = [at(p.last) for p in months if p.last is not None]
        earlier = [p for p in (*typed, *computed) if p.last is not None and p.last <= period.last]
        for candidate in sorted(earlier, key=lambda p: p.last or date.min, reverse=True):
            found = self.find(FigureId(ref.measure, ref.area, ref.breakdown, candidate))
            if found.value is not None:
                return found
        return figure

    def _not_stated(self, id: FigureId, measure: Measure) -> Figure:
        """A level the plan gives for a KPI whose baseline has no stated period."""
        kpi = self._levels.get((id.measure, id.area, id.breakdown))
        level = kpi.baseline.value if kpi is not None and kpi.baseline is not None else None
        if kpi is None or level is None:
            return Figure(id, NoValue("the document does not print it"), status="missing")
        quantity = Quantity(exact(level), measure.unit)
        return Figure(id, quantity, status="published", origins=(self._origin(kpi),), published=True)

    def _target(self, id: FigureId, measure: Measure) -> Figure:
        for kpi in all_kpis(self.plan).values():
            target = kpi.target
            if kpi.measure == id.measure and target and _thing(kpi, self.plan) == (id.area, id.breakdown):
                _, level = side(target)
                quantity = Quantity(exact(level), measure.unit)
                return Figure(id, quantity, origins=(self._origin(kpi),), printed=level)
        return Figure(id, NoValue("the plan sets no target"), status="not-applicable")

    def _origin(self, kpi: Kpi) -> Origin:
        """The line of the plan file a KPI stands in; the plan as a whole where its files are not known."""
        path, _, line = self.plan.lines.get(f"kpi:{kpi.id}", "").rpartition(":")
        read = self._plan_files.get(path)
        if read is None or not line.isdigit():
            return self._plan_origin
        return Origin(path, sha256(read).hexdigest(), int(line))

    def _neighbours(self, id: FigureId) -> list[FigureId]:
        """The same figure for every area of the same level, in the plan's order."""
        level = next((a.level for a in self.plan.file.areas.list if a.id == id.area), None)
        areas = [a.id for a in self.plan.file.areas.list if a.level == level]
        return [FigureId(id.measure, area, id.breakdown, id.period) for area in areas]

    def _parts(self, id: FigureId) -> list[FigureId]:
        kpis = all_kpis(self.plan)
        wholes = {k.id for k in kpis.values() if k.measure == id.measure and _thing(k, self.plan) == (id.area, ())}
        parts = [k for k in kpis.values() if k.parent in wholes and k.measure is not None]
        if not parts:
            return self._typed_parts(id)
        return [FigureId(k.measure or "", id.area, tuple(sorted(k.breakdown.items())), id.period) for k in parts]

    def _typed_parts(self, id: FigureId) -> list[FigureId]:
        """The levels typed for a whole without parts among the KPIs, where one breakdown tells them apart."""
        whole = (id.measure, id.area, id.period, "value")
        typed = [t for t in self.typed if (t.measure, t.area, t.period, t.statistic) == whole and t.breakdown]
        dimensions = {tuple(dimension for dimension, _ in t.breakdown) for t in typed}
        return typed if len(dimensions) == 1 and all(len(d) == 1 for d in dimensions) else []


def _as_observation(figure: Figure) -> Observation:
    reason = figure.quantity.reason if isinstance(figure.quantity, NoValue) else None
    status = figure.status if figure.status in _STATUSES else "final"
    return Observation(figure.value, status, reason, origins=figure.origins)  # type: ignore[arg-type]


_STATUSES = (
    "final",
    "provisional",
    "revised",
    "suppressed",
    "missing",
    "not-due",
    "not-applicable",
    "published",
)


def _baseline_levels(plan: Plan) -> dict[tuple[str, str, tuple[tuple[str, str], ...]], Kpi]:
    return {
        (kpi.measure, *_thing(kpi, plan)): kpi
        for kpi in all_kpis(plan).values()
        if kpi.measure and kpi.baseline and kpi.baseline.value is not None
    }


def _series(kpi: Kpi, plan: Plan) -> Series:
    return (kpi.measure or "", *_thing(kpi, plan))


def _thing(kpi: Kpi, plan: Plan) -> tuple[str, tuple[tuple[str, str], ...]]:
    area = kpi.area or next(a.id for a in plan.file.areas.list if a.parent is None)
    return area, tuple(sorted(kpi.breakdown.items()))


def _grade(measure: Measure, value: Fraction | None) -> str | None:
    """The word of a grade, whose value is its place on the scale, best first, from 1."""
    spec = measure.compute
    if not isinstance(spec, Grade) or value is None:
        return None
    return spec.scale[int(value) - 1]
