"""The plan as it is written: body, areas, priorities, commitments and the KPIs put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from peelian.measures.model import Measure
from peelian.plan.answers import Answers
from peelian.plan.areas import Area, Areas, DrawnArea
from peelian.plan.engine import Engine
from peelian.plan.processes import Processes
from peelian.series.model import Status
from peelian.series.outlines import Outline

KpiKind = Literal["number", "trajectory", "maintain", "monitor", "deliverable", "in-development"]
Polarity = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Body:
    """Who publishes; `short` is its name in brackets. An office may end on a day, and hand over to a successor."""

    name: str
    short: str
    ends: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class Force:
    """Who is held to account. `code` is that of the area it polices: rows of a source that bear it are the force's."""

    name: str
    short: str
    code: str | None = None


@dataclass(frozen=True)
class Term:
    """A term of office, both ends inclusive."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class Peer:
    """Another force, whose figures stand beside one's own; it is no area of the plan.

    `code` is that of the area it polices: rows of a source that bear it are its own. A list of the plan that names
    peers is a group of them. `differs` says, by a measure's id, why what it counts is not the same: then nobody is
    compared with it by that measure, or by one made of it, and the reason is printed.
    """

    id: str
    name: str
    code: str | None = None
    differs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NamedList:
    """A dated list of values, such as the outcome codes a body calls positive.

    `of` names what the values are, in the plural. `descriptions` maps a value to its words; `others` holds values that
    are known and left out, with theirs. `means` says what it is to be on the list: "Counted as positive".
    """

    id: str
    title: str
    values: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    of: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    means: str = "On the list"
    source: str | None = None


@dataclass(frozen=True)
class Baseline:
    """What the KPI is compared with. `period` is a period id or `not-stated`.

    `value` is only for a level printed without its period; otherwise the level is a figure of that period.
    """

    period: str
    value: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Target:
    """A level to reach: `at_least` or `at_most` it, itself included; or `over` or `under` it, which leave it out.

    It is a number in the measure's unit; `by` is the period it is to be reached in.
    """

    unit: str
    at_least: str | None = None
    at_most: str | None = None
    over: str | None = None
    under: str | None = None
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Kpi:
    """A measure put to work by a plan: for an area, against its own baseline, with its own polarity.

    `period` is None where the publication's period applies. `parent` is the KPI it is a part of.
    `awaits` says what a KPI in development waits for; `action` what follows when a monitored KPI moves;
    `stands_for` names the measures of a national framework that this one is a local proxy of.
    """

    id: str
    title: str
    kind: KpiKind
    polarity: Polarity
    measure: str | None = None
    parent: str | None = None
    area: str | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)
    decimals: int | None = None
    period: str | None = None
    baseline: Baseline | None = None
    target: Target | None = None
    stable_band: Decimal | None = None
    status: Status | None = None
    awaits: str | None = None
    action: str | None = None
    commitment: str | None = None
    stands_for: tuple[str, ...] = ()
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Commitment:
    """A promise in the plan, with the number it has there, where it is written, and the lead who answers for it."""

    id: str
    text: str
    number: str | None = None
    lead: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Group:
    """A part of a priority, up to three deep: section, objective, sub-objective."""

    id: str
    title: str
    commitments: tuple[Commitment, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Priority:
    """One file of `priorities/`: a chapter of the plan, in the order of the file names.

    `number` is the one the plan gives it; `about` what the plan says of it as a whole.
    """

    id: str
    title: str
    number: str | None = None
    about: str | None = None
    commitments: tuple[Commitment, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class SmallNumbers:
    """How small a count of one table must be to be held back: above zero and below `threshold`; 0 holds back nothing.

    `owner` is the office that decided it and answers for it, `reason` why. Both are printed.
    """

    table: str
    threshold: int
    owner: str
    reason: str


@dataclass(frozen=True)
class PlanFile:
    """plan.yaml. `id` tells this plan from others: an edition's manifest bears it.

    `words` are the body's own names for things: for an area level in the plural ("local policing areas"), for the
    commissioner, office, board, panel, force.
    `rules` is the rule set of its control charts. `terms` are names that hold digits and are no measured numbers.
    `peers` are other forces, `peers_mean` whether the mean of a group is one of the others, or of all.
    `small_numbers` are thresholds that the plan sets for tables, in the place of those that hold by themselves.
    `publisher` is who issues the papers where it is not the body itself: those of a plan that others rebuilt.
    `answers` names the measures of which `peelian area` tells a resident. `engine` is what computes the measures.
    """

    id: str
    title: str
    body: Body
    force: Force
    areas: Areas
    term: Term
    publisher: str | None = None
    notices: tuple[str, ...] = ()
    simulated: bool = False
    financial_year_starts: int = 4
    lists: tuple[NamedList, ...] = ()
    peers: tuple[Peer, ...] = ()
    peers_mean: Literal["others", "all"] = "others"
    small_numbers: tuple[SmallNumbers, ...] = ()
    rules: str = "nhs-2023"
    terms: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    answers: Answers | None = None
    engine: Engine | None = None
    source: str | None = None


@dataclass(frozen=True)
class Plan:
    """Everything a plan folder says that publications need, checked and joined.

    `lines` gives `file:line` of each id, keyed "kpi:ID", "measure:ID" and so on, for findings. `unread` are the
    ids that stand in parts left out for their mistakes: they are not missing. `outlines` are those of areas drawn by
    hand, by id.
    """

    file: PlanFile
    priorities: tuple[Priority, ...]
    measures: Mapping[str, Measure]
    accepted: tuple[Accepted, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    processes: Processes = field(default_factory=Processes)
    outlines: Mapping[str, Outline] = field(default_factory=dict)


@dataclass(frozen=True)
class Names:
    """The ids a plan has, for words that refer to them. None where some may stand in a file that cannot be read.

    A KPI is None where its id is known and the KPI itself is left out for its mistakes.
    """

    kpis: Mapping[str, Kpi | None] | None
    measures: frozenset[str] | None
    areas: frozenset[str] | None
    priorities: frozenset[str] | None


@dataclass(frozen=True)
class Accepted:
    """A finding the office knows and lets stand, with its reason and the day it was accepted.

    It covers what it names and nothing else. `figures` are the ids of all figures the finding is about, no more and no
    fewer; its place where it names no figure. A finding that quotes words, such as a number typed by hand, is named by
    `place` and `words`: `commentary/EDITION/CHAPTER.md#PARAGRAPH` (the file and the heading the words stand under; a
    footnote belongs to the paragraph that refers to it), or the number of a paragraph or the label of a table in the
    paper; and the number or word as it is quoted. So it holds when lines above are changed, and for these words only.
    """

    code: str
    reason: str
    date: date
    figures: tuple[str, ...] = ()
    place: str | None = None
    words: str | None = None


def kpis_of(priority: Priority | Group) -> tuple[Kpi, ...]:
    """All KPIs of a priority in the order they are written, those of its groups included."""
    own = priority.kpis
    return own + tuple(kpi for group in priority.groups for kpi in kpis_of(group))


def commitments_of(part: Priority | Group) -> tuple[Commitment, ...]:
    """All commitments of a priority or a group, those of its groups included."""
    return part.commitments + tuple(one for group in part.groups for one in commitments_of(group))


def groups_of(part: Priority | Group) -> tuple[Group, ...]:
    """All groups of a priority or a group, at every depth, in the order they are written."""
    return tuple(inner for group in part.groups for inner in (group, *groups_of(group)))


def all_kpis(plan: Plan) -> dict[str, Kpi]:
    """Every KPI of the plan by id, in reading order."""
    return {kpi.id: kpi for priority in plan.priorities for kpi in kpis_of(priority)}


def names_of(plan: Plan) -> Names:
    """The ids of a plan that was read whole."""
    return Names(
        kpis=all_kpis(plan),
        measures=frozenset(plan.measures),
        areas=frozenset(places(plan)),
        priorities=frozenset(priority.id for priority in plan.priorities),
    )


Place = Area | DrawnArea | Peer


def places(plan: Plan) -> dict[str, Place]:
    """Everything that figures may be of, by its id: areas, those drawn by hand, and peers."""
    areas = plan.file.areas
    found: tuple[Place, ...] = (*areas.list, *areas.drawn, *plan.file.peers)
    return {one.id: one for one in found}


def area_named(plan: Plan, area: str) -> Place:
    """The area, or the peer, of this id."""
    return places(plan)[area]


def force_area(plan: Plan) -> Area:
    """The area that has no parent: the force."""
    return next(a for a in plan.file.areas.list if a.parent is None)


def figure_of(kpi: Kpi, plan: Plan) -> tuple[str | None, str | None, tuple[tuple[str, str], ...]]:
    """What KPIs of the same figures share: measure, area and breakdown. An area left out is the whole."""
    roots = {a.id for a in plan.file.areas.list if a.parent is None}
    return kpi.measure, None if kpi.area in roots else kpi.area, tuple(sorted(kpi.breakdown.items()))


def leaves(areas: Areas, area: str) -> tuple[str, ...]:
    """The smallest areas inside an area, itself if it has none inside; in the order they are written."""
    inside = [a.id for a in areas.list if a.parent == area]
    return tuple(leaf for child in inside for leaf in leaves(areas, child)) if inside else (area,)


def inside(areas: Areas, area: str, level: str) -> tuple[str, ...]:
    """The areas of a level that lie in an area, at any depth; in the order they are written."""
    parents = {a.id: a.parent for a in areas.list}

    def lies(id: str | None) -> bool:
        return id is not None and (parents.get(id) == area or lies(parents.get(id)))

    return tuple(a.id for a in areas.list if a.level == level and lies(a.id))
