"""Figures of parts: which share each is of a level, and what made a change. Exact, for what adds up.

The parts are the areas of a level, or the values of a breakdown: the axis. What lies in none of them is their rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peelian.figures.derive import part_sum, status_of
from peelian.figures.ids import FigureId, Open
from peelian.figures.model import Figure
from peelian.figures.process import Find, absent
from peelian.measures.model import adds_up
from peelian.periods import Period
from peelian.plan.model import Plan, inside
from peelian.quantities import NoValue, Quantity, decimal_text
from peelian.signals.contributions import Moved, Movement, Parts, largest, movement, parts_of

REST = ""  # the name of what lies in no part: no figure's id


@dataclass(frozen=True)
class Ground:
    """Where parts are found: `values` gives the values of a dimension that a whole is told apart by."""

    plan: Plan
    find: Find
    values: Callable[[FigureId, str], tuple[str, ...]]


def parts_by(ground: Ground, whole: FigureId, axis: str) -> tuple[FigureId, ...]:
    """The levels of the parts of a whole, in the plan's order of areas, or by value; none where it has none."""
    level = whole.of("value")
    if axis in ground.plan.file.areas.levels:
        return tuple(replace(level, area=area) for area in inside(ground.plan.file.areas, whole.area, axis))
    if axis in dict(whole.breakdown):
        return ()
    return tuple(
        replace(level, breakdown=tuple(sorted((*whole.breakdown, (axis, value)))))
        for value in ground.values(level, axis)
    )


def typed_values(typed: Iterable[FigureId], whole: FigureId, dimension: str) -> tuple[str, ...]:
    """The values of a dimension that typed levels tell a whole apart by, in any period, as they were typed."""
    held = set(whole.breakdown)
    same = [id for id in typed if (id.measure, id.area, id.statistic) == (whole.measure, whole.area, "value")]
    further = [dict(set(id.breakdown) - held) for id in same if held <= set(id.breakdown)]
    return tuple(dict.fromkeys(more[dimension] for more in further if set(more) == {dimension}))


def whole_of(part: FigureId, axis: str) -> FigureId:
    """The level that a part of a breakdown is part of."""
    return replace(part.of("value"), breakdown=tuple(pair for pair in part.breakdown if pair[0] != axis))


def figure_of(ground: Ground, id: FigureId, asked: Open) -> Figure:
    """The figure of a statistic of parts."""
    if not adds_up(ground.plan.measures[id.measure]):
        return absent(id, "parts make the whole of counts and sums only")
    if asked.name == "share-of-AREA":
        if asked.of not in _around(ground.plan, id.area):
            return absent(id, f"'{id.area}' does not lie in '{asked.of}'")
        return _share(ground, id, replace(id.of("value"), area=asked.of))
    if asked.name == "share-by-AXIS":
        if asked.of not in dict(id.breakdown):
            return absent(id, f"it is no part by {asked.of}")
        return _share(ground, id, whole_of(id, asked.of))
    return _of_change(ground, id, asked) if id.since else _of_level(ground, id, asked)


def _around(plan: Plan, area: str) -> list[str]:
    """The areas that an area lies in, the nearest first."""
    parents = {a.id: a.parent for a in plan.file.areas.list}
    found: list[str] = []
    while (parent := parents.get(area)) is not None:
        found.append(parent)
        area = parent
    return found


def _share(ground: Ground, id: FigureId, of: FigureId) -> Figure:
    part, whole = ground.find(id.of("value")), ground.find(of)
    for figure in (part, whole):
        if isinstance(figure.quantity, NoValue):
            return absent(id, figure.quantity.reason)
    assert part.value is not None
    assert whole.value is not None
    if not 0 <= part.value <= whole.value or not whole.value:
        return absent(id, "the whole is zero" if not whole.value else "the part is no part of that whole")
    sum_ = f"{_plain(part.value)} ÷ {_plain(whole.value)} × 100"
    return _percent(ground, id, part.value / whole.value, sum_, (part.id, whole.id))


def _of_level(ground: Ground, id: FigureId, asked: Open) -> Figure:
    ids, parts = _parted(ground, id, asked.of, id.period)
    if asked.name == "parts-by-AXIS":
        return part_sum(id, [ground.find(part) for part in ids], ground.plan.measures[id.measure].unit)
    if isinstance(parts, NoValue):
        return absent(id, parts.reason)
    whole = id.of("value")
    rest = parts.rest[1] if parts.rest else Fraction()
    if asked.name == "rest-by-AXIS":
        sum_ = " - ".join(_plain(value) for value in (parts.whole, *parts.parts.values()))
        unit = ground.plan.measures[id.measure].unit
        return _made(ground, id, Quantity(rest, unit), sum_, (whole, *ids))
    if not parts.whole:
        return absent(id, "the whole is zero")
    if asked.name == "rest-share-by-AXIS":
        sum_ = f"{_plain(rest)} ÷ {_plain(parts.whole)} × 100"
        return _percent(ground, id, rest / parts.whole, sum_, (id.of(f"rest-by-{asked.of}"), whole))
    if asked.number > len(ids):
        return absent(id, f"there are {len(ids)} parts")
    found = largest(parts, asked.number)
    assert not isinstance(found, NoValue)
    sum_ = f"{_added([parts.parts[name] for name in found.names])} ÷ {_plain(parts.whole)} × 100"
    return _percent(ground, id, found.share, sum_, (*_named(ids, found.names), whole))


def _of_change(ground: Ground, id: FigureId, asked: Open) -> Figure:
    assert id.since is not None
    found = _moved(ground, id, asked.of, id.since)
    if isinstance(found, NoValue):
        return absent(id, found.reason)
    ids, moved = found
    rising = "rise" in asked.name
    way, total = (moved.rises, moved.risen) if rising else (moved.falls, moved.fallen)
    if not way:
        return absent(id, f"no part {'rose' if rising else 'fell'}")
    named = [one for one in way if one.name != REST]
    rest = next((one for one in way if one.name == REST), None)
    if asked.name in ("rise-by-AXIS", "fall-by-AXIS"):
        inputs = [part.change("change", id.since) for part in _named(ids, [one.name for one in named])]
        terms = [_plain(one.change) for one in named]
        if rest is not None:
            inputs += _ends_of_rest(id, asked.of)
            terms.append(_difference(rest))
        unit = ground.plan.measures[id.measure].unit
        return _made(ground, id, Quantity(total, unit), " + ".join(terms), inputs)
    whole = replace(id, statistic=f"{'rise' if rising else 'fall'}-by-{asked.of}")
    if asked.name.startswith("rest"):
        if rest is None:
            return absent(id, f"what lies in no part did not {'rise' if rising else 'fall'}")
        sum_ = f"{_difference(rest)} ÷ {_plain(total)} × 100"
        return _percent(ground, id, rest.share, sum_, (*_ends_of_rest(id, asked.of), whole))
    if asked.number > len(named):
        return absent(id, f"{len(named)} parts {'rose' if rising else 'fell'}")
    top = named[: asked.number]
    sum_ = f"{_added([one.change for one in top])} ÷ {_plain(total)} × 100"
    parts = [part.change("change", id.since) for part in _named(ids, [one.name for one in top])]
    return _percent(ground, id, sum((one.share for one in top), Fraction()), sum_, (*parts, whole))


def _parted(ground: Ground, id: FigureId, axis: str, period: Period) -> tuple[tuple[FigureId, ...], Parts | NoValue]:
    whole = id.at(period)
    ids = parts_by(ground, whole, axis)
    return ids, parts_of(_known(ground, whole), {str(part): _known(ground, part) for part in ids}, rest=REST)


def _moved(ground: Ground, id: FigureId, axis: str, since: Period) -> tuple[tuple[FigureId, ...], Movement] | NoValue:
    """The parts in the later period, and the movement since; its parts bear the ids of the later period."""
    ids, after = _parted(ground, id, axis, id.period)
    was, before = _parted(ground, id, axis, since)
    for one in (before, after):
        if isinstance(one, NoValue):
            return one
    assert isinstance(before, Parts)
    assert isinstance(after, Parts)
    renamed = {str(now): before.parts[str(then)] for now, then in zip(ids, was, strict=True)}
    moved = movement(replace(before, parts=renamed), after)
    return moved if isinstance(moved, NoValue) else (ids, moved)


def _known(ground: Ground, id: FigureId) -> Fraction | NoValue:
    figure = ground.find(id)
    return figure.quantity if isinstance(figure.quantity, NoValue) else figure.quantity.value


def _ends_of_rest(id: FigureId, axis: str) -> list[FigureId]:
    assert id.since is not None
    return [id.of(f"rest-by-{axis}"), id.at(id.since).of(f"rest-by-{axis}")]


def _named(ids: Sequence[FigureId], names: Sequence[str]) -> list[FigureId]:
    by_name = {str(id): id for id in ids}
    return [by_name[name] for name in names]


def _percent(ground: Ground, id: FigureId, share: Fraction, sum_: str, inputs: Sequence[FigureId]) -> Figure:
    return _made(ground, id, Quantity(share * 100, "percent"), sum_, inputs)


def _made(ground: Ground, id: FigureId, quantity: Quantity, sum_: str, inputs: Sequence[FigureId]) -> Figure:
    figures = [ground.find(one) for one in inputs]
    about = "about" if any(figure.qualifier for figure in figures) else None
    return Figure(id, quantity, status=status_of(figures), sum=sum_, inputs=tuple(inputs), qualifier=about)


def _added(values: Sequence[Fraction]) -> str:
    told = " + ".join(_plain(value) for value in values)
    return f"({told})" if len(values) > 1 else told


def _difference(moved: Moved) -> str:
    return f"({_plain(moved.after)} - {_plain(moved.before)})"


def _plain(value: Fraction) -> str:
    return decimal_text(value, commas=True)
