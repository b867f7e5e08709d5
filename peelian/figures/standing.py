"""Figures of a force among its peers: place, mean of the group, gap to it, and what chance leaves open of both.

Chance is what it does to counts of events that befall independently of each other, and to samples: nothing of how
forces record, nor of what they do. Byar's interval of a count, Wilson's of a share, or the interval a figure has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peelian.figures.derive import status_of
from peelian.figures.ids import FigureId, Open
from peelian.figures.model import Figure
from peelian.figures.process import Find, absent
from peelian.measures.inputs import input_ids
from peelian.measures.intervals import wilson
from peelian.measures.model import Measure
from peelian.plan.model import Peer, Plan, force_area
from peelian.plan.peers import members, valid_on
from peelian.quantities import NoValue, Quantity, decimal_text
from peelian.signals.peers import Member, Rank, Standing, stand


@dataclass(frozen=True)
class Group:
    """A force among its peers in one period: the level of each by its name, its own first; and how it stands."""

    levels: Mapping[str, FigureId]
    standing: Standing | NoValue


def group_of(plan: Plan, find: Find, id: FigureId, group: str) -> Group:
    """How the force stands in a group, by the version of the list that is valid on the last day of the period."""
    force, level = plan.file.force, id.of("value")
    if id.area != force_area(plan).id:
        return Group({}, NoValue("peers are compared with the force as a whole"))
    if id.period.last is None:
        return Group({}, NoValue("its period is not stated"))
    listed = valid_on(plan, group, id.period.last)
    if isinstance(listed, NoValue):
        return Group({}, listed)
    others = members(plan, listed)
    levels = {force.name: level} | {peer.name: replace(level, area=peer.id) for peer in others}
    if reasons := list(_differing(plan, id.measure, others)):
        return Group(levels, NoValue("; ".join(reasons)))
    measure = plan.measures[id.measure]
    of = [
        Member(name, _known(find(one)), f"version {measure.version.number}", _interval(plan, find, one))
        for name, one in levels.items()
    ]
    return Group(levels, stand(force.name, of, first="highest", self_included=plan.file.peers_mean == "all"))


def _differing(plan: Plan, measure: str, peers: Sequence[Peer]) -> Iterator[str]:
    """Who counts otherwise, in the measure or in one that it is made of."""
    of = {measure, *_below(plan, measure)}
    for peer in peers:
        yield from (f"{peer.name} counts otherwise ({why.rstrip('.')})" for id, why in peer.differs.items() if id in of)


def _below(plan: Plan, measure: str) -> Iterator[str]:
    for one in input_ids(plan.measures[measure]) if measure in plan.measures else ():
        yield one
        yield from _below(plan, one)


def _known(figure: Figure) -> Fraction | NoValue:
    return figure.quantity if isinstance(figure.quantity, NoValue) else figure.quantity.value


def _interval(plan: Plan, find: Find, level: FigureId) -> tuple[Fraction, Fraction] | None:
    """The 95% interval of a level; None where it has none, or where what it counts are no events."""
    value, measure = find(level).value, plan.measures[level.measure]
    first, second = (find(id).value for id in _bounds(measure, level))
    if value is None or first is None or second is None or not _events(plan, measure):
        return None
    if measure.kind == "compliance":
        first, second = (end * 100 for end in wilson(first / second, second)) if second else (value, value)
    return (first, second) if first <= value <= second else None


def _bounds(measure: Measure, level: FigureId) -> tuple[FigureId, FigureId]:
    """The figures that an interval is made of."""
    if measure.kind == "compliance":
        return level.of("numerator"), level.of("denominator")
    return level.of("low"), level.of("high")


def _events(plan: Plan, measure: Measure) -> bool:
    """Whether chance is one of events, or of a sample: not where a rate or a share is one of a stock."""
    if measure.kind not in ("rate", "share"):
        return True
    above = plan.measures.get(next(iter(input_ids(measure)), ""))
    return above is not None and above.unit == "count" and above.kind in ("count", "published")


def figure_of(plan: Plan, find: Find, group: Group, id: FigureId, asked: Open) -> Figure:
    """The figure of a statistic of a group."""
    standing = group.standing
    if isinstance(standing, NoValue):
        return absent(id, standing.reason)
    what = asked.name.removesuffix("-in-GROUP")
    if what.startswith("rank"):
        return _place(plan, find, group.levels, standing, id, what)
    own = group.levels[standing.id]
    unit = plan.measures[id.measure].unit
    of_change = "pp" if unit == "percent" else unit
    mean = id.of(f"mean-in-{asked.of}")
    level, middle = _plain(standing.value), _plain(standing.mean)
    if what == "mean":
        averaged = [
            name for name in _with_value(group.levels, standing) if standing.self_included or name != standing.id
        ]
        inputs = [group.levels[name] for name in averaged]
        told = " + ".join(_plain(value) for one in inputs if (value := find(one).value) is not None)
        return _made(find, id, Quantity(standing.mean, unit), f"({told}) ÷ {len(inputs)}", inputs)
    if what == "gap":
        return _made(find, id, Quantity(standing.gap, of_change), f"{level} - {middle}", (own, mean))
    if what == "gap-percent":
        if isinstance(standing.gap_percent, NoValue):
            return absent(id, standing.gap_percent.reason)
        sum_ = f"({level} - {middle}) ÷ {middle} × 100"
        return _made(find, id, Quantity(standing.gap_percent, "percent"), sum_, (own, mean))
    if isinstance(standing.gap_interval, NoValue):
        return absent(id, standing.gap_interval.reason)
    end = standing.gap_interval[0 if what == "gap-low" else 1]
    sum_ = f"the {'lower' if what == 'gap-low' else 'upper'} end of the 95% interval of {level} - {middle}"
    return _made(find, id, Quantity(end, of_change), sum_, _all(plan, find, group.levels))


def _place(
    plan: Plan, find: Find, levels: Mapping[str, FigureId], standing: Standing, id: FigureId, what: str
) -> Figure:
    rank = standing.rank
    if isinstance(rank, NoValue):
        return absent(id, rank.reason)
    if what in ("rank", "rank-from-lowest"):
        place = rank.place if what == "rank" else _from_lowest(rank)
        way = "higher" if what == "rank" else "lower"
        sum_ = f"{place - 1} of {rank.of - 1} others are {way}"
        return _made(find, id, Quantity(Fraction(place), "rank"), sum_, tuple(levels.values()))
    if rank.between is None:
        return absent(id, "not every member has an interval")
    first = what == "rank-first"
    sum_ = f"one after those surely {'higher' if first else 'not lower'}, by the 95% intervals of all"
    place = rank.between[0 if first else 1]
    return _made(find, id, Quantity(Fraction(place), "rank"), sum_, _all(plan, find, levels))


def _from_lowest(rank: Rank) -> int:
    return rank.of - rank.place - len(rank.tied) + 1


def _with_value(levels: Mapping[str, FigureId], standing: Standing) -> list[str]:
    missing = {name for name, _ in standing.missing}
    return [name for name in levels if name not in missing]


def _all(plan: Plan, find: Find, levels: Mapping[str, FigureId]) -> tuple[FigureId, ...]:
    """The levels of all members that have one, each with what its interval is made of."""
    known = [id for id in levels.values() if find(id).value is not None]
    return tuple(one for id in known for one in (id, *_bounds(plan.measures[id.measure], id)))


def _made(find: Find, id: FigureId, quantity: Quantity, sum_: str, inputs: Sequence[FigureId]) -> Figure:
    figures = [find(one) for one in inputs]
    about = "about" if any(figure.qualifier for figure in figures) else None
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=tuple(inputs), qualifier=about)


def _plain(value: Fraction) -> str:
    return decimal_text(value, commas=True)
