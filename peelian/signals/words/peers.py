"""A force or an area among its group, in words: rate, place, quarter, gap to the group's mean and its course.

A place is given with n of N, ties share it, and there is none where a member is missing (Office for Statistics
Regulation). What is said of chance holds for the members' own intervals, at 95%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.quantities import NoValue
from peelian.quantities.units import unit_named
from peelian.signals.peer_trend import Over, changed, gap_trend
from peelian.signals.peers import LEVEL, First, Rank, Standing
from peelian.signals.words.phrases import (
    SMALLEST_BASE,
    Called,
    capital,
    counted,
    listed,
    said,
    stretch,
    stretches,
    unsigned,
    when,
)
from peelian.signals.words.pieces import Amount, Said, Statistic

History = Sequence[tuple[Period, Standing | NoValue]]
OTHER_END: dict[First, First] = {"highest": "lowest", "lowest": "highest"}


@dataclass(frozen=True)
class Compared:
    """What is compared.

    `name` of the member; `measured`: what its value is called ("rate of recorded offences"); `called`: what the members
    are ("force", "forces") and the unit of their values; `first`: which value has place 1.
    """

    name: str
    measured: str
    called: Called
    first: First = "highest"


def peers(history: History, of: Compared, *, over: Over | None = None, since: Period | None = None) -> tuple[Said, ...]:
    """How the member stands in the last of these periods, in order of time.

    `over` adds the course of its gap over the last 6 or 12 of them, `since` the place it had in an earlier one. Where
    definitions differ, or values are missing, that is said in place of what they prevent. Raises Unusable without a
    period, and where `since` is none of the earlier ones.
    """
    if not history:
        raise Unusable("there is no period to speak of; give at least one")
    period, standing = history[-1]
    if isinstance(standing, NoValue):
        others = f"the other {of.called.many}"
        return (capital(said(f"{of.name} is not compared with {others} {when(period)}: {standing.reason}.")),)
    told = [_place(standing, of, period), *_gap(standing, of, period), *_chance(standing, of, period)]
    if since is not None:
        told += _earlier(history, standing, of, since)
    if over is not None:
        told.append(_course(history, over, of))
    return tuple(told)


def _place(standing: Standing, of: Compared, period: Period) -> Said:
    """ "In October 2015, North had the second highest rate of theft of the eight forces, 10.1 per 1,000, in the …"."""
    value = of.called.amount(standing.value, "value", period, standing.id)
    start = f"{when(period)[:1].upper()}{when(period)[1:]}, {of.name} "
    of_all = len(standing.group) + 1
    if isinstance(standing.rank, NoValue) or not standing.group:
        without = [f"{id} ({why.reason})" for id, why in standing.missing]
        has = "has no value" if len(without) == 1 else "have no value"
        among = said(counted(of_all, period, statistic="members"), f" {of.called.many}")
        reason = said("it has no place among the ", among, ", since ", listed(without), f" {has}")
        return said(start, f"had a {of.measured} of ", value, "; ", reason, ".")
    rank = standing.rank
    if of_all == 2 and not rank.tied:
        (other,) = standing.group
        higher = (rank.place == 1) == (of.first == "highest")
        return said(start, f"had a {'higher' if higher else 'lower'} {of.measured} than {other}, ", value, ".")
    among = said(" of the ", counted(of_all, period, statistic="members"), f" {of.called.many}, ", value)
    if len(rank.tied) == rank.of - 1:
        return said(start, f"had the same {of.measured} as all others", among, ".")
    tied = said(", with ", listed(list(rank.tied)), ",") if rank.tied else said()
    placed = said("had the ", "joint " if rank.tied else "", _which(rank, of.first, period), f" {of.measured}")
    return said(start, placed, tied, among, _quarter(standing, of.first), ".")


def _which(rank: Rank, first: First, period: Period) -> Said:
    """ "highest", "third lowest": the place counted from the nearer end."""
    from_end = rank.of - rank.place - len(rank.tied) + 1
    place, end = (rank.place, first) if rank.place <= from_end else (from_end, OTHER_END[first])
    return said(end) if place == 1 else said(_ordinal(place, period), f" {end}")


def _ordinal(place: int, period: Period, statistic: Statistic = "rank") -> Amount:
    return Amount(Fraction(place), "rank", statistic, period, ordinal=True)


def _quarter(standing: Standing, first: First) -> str:
    """The quarter of the places it lies in, where its place does not say so already."""
    assert isinstance(standing.rank, Rank)
    if isinstance(standing.quartile, NoValue) or standing.rank.place in (1, standing.rank.of):
        return ""
    last = OTHER_END[first]
    return f", in the {(first, f'second {first}', f'second {last}', last)[standing.quartile - 1]} quarter"


def _chance(standing: Standing, of: Compared, period: Period) -> list[Said]:
    """The places that chance leaves open; of two members the gap says as much."""
    if isinstance(standing.rank, NoValue) or standing.rank.between is None or standing.rank.of == 2:
        return []
    low, high = standing.rank.between
    start = said("Allowing for chance (", _level(period), "), ")
    if low == high:
        return [said(start, "no other place is left open.")]
    if (low, high) == (1, standing.rank.of):
        return [
            said(start, "its place could be any of the ", counted(standing.rank.of, period, statistic="members"), ".")
        ]
    last = {1: of.first, standing.rank.of: OTHER_END[of.first]}
    reach: tuple[tuple[int, Statistic], ...] = ((low, "rank-first"), (high, "rank-last"))
    ends = [said(last[p]) if p in last else said(_ordinal(p, period, which), f" {of.first}") for p, which in reach]
    return [said(start, "its place could be any from the ", ends[0], " to the ", ends[1], ".")]


def _level(period: Period) -> Amount:
    return Amount(LEVEL * 100, "percent", "confidence", period, decimals=0)


def _gap(standing: Standing, of: Compared, period: Period) -> list[Said]:
    """How far it is from the mean, and between what bounds chance leaves that."""
    mean = said(_mean_of(standing, of, period), ", ", of.called.amount(standing.mean, "group-mean", period))
    without = [id for id, _ in standing.missing]
    left_out = said(", without ", listed(without)) if without else said()
    if of.called.alike(standing.gap, Fraction()):
        even = "level with " if standing.gap == 0 else "about level with "
        return [said("That was ", even, mean, left_out, ".")]
    gap = Amount(standing.gap, of.called.of_change, "gap", period, decimals=of.called.decimals, unsigned=True)
    bracket = said()
    if _has_percent(standing, of):
        assert isinstance(standing.gap_percent, Fraction)
        bracket = said(" (", unsigned(Amount(standing.gap_percent, "percent", "gap-percent", period)), ")")
    side = " above " if standing.gap > 0 else " below "
    return [said("That was ", gap, bracket, side, mean, left_out, ".", _open(standing, of, period))]


def _has_percent(standing: Standing, of: Compared) -> bool:
    """A gap between shares is in points alone, one from a count below 100 has no percentage."""
    if isinstance(standing.gap_percent, NoValue) or of.called.of_change == "pp":
        return False
    return unit_named(of.called.unit).relative and (of.called.unit != "count" or standing.mean >= SMALLEST_BASE)


def _mean_of(standing: Standing, of: Compared, period: Period) -> Said:
    if len(standing.group) == 1 and not standing.self_included:
        return said(standing.group[0])
    if standing.self_included:
        return said(
            "the mean of the ",
            counted(standing.mean_of, period, statistic="members"),
            f" {of.called.many}, itself included",
        )
    number = counted(standing.mean_of, period, statistic="members")
    return said("the mean of the other ", number, f" {of.called.many if standing.mean_of > 1 else of.called.one}")


def _open(standing: Standing, of: Compared, period: Period) -> Said:
    if isinstance(standing.gap_interval, NoValue):
        return said()
    start = said(" Allowing for chance (", _level(period), "), the gap could be ")

    def end(value: Fraction, statistic: Statistic) -> Said:
        amount = Amount(value, of.called.of_change, statistic, period, decimals=of.called.decimals, unsigned=True)
        return said(amount, " above" if value > 0 else " below")

    low, high = standing.gap_interval
    lower, upper = end(low, "gap-low"), end(high, "gap-high")
    if low <= 0 <= high:
        return said(start, "anything from ", lower, " to ", upper, ", so it may be none.")
    nearer, further = (lower, upper) if low > 0 else (upper, lower)
    return said(start, "anything from ", nearer[0], " to ", further, ".")


def _earlier(history: History, now: Standing, of: Compared, since: Period) -> list[Said]:
    then = next((standing for period, standing in history[:-1] if period == since), None)
    if then is None:
        raise Unusable(f"{since.id} is none of the earlier periods; name one of those that are given")
    start = f"Its place {when(since)} "
    if isinstance(then, NoValue):
        return [said(start, f"is not known: {then.reason}.")]
    if isinstance(then.rank, NoValue) or isinstance(now.rank, NoValue):
        return []
    if reason := changed(then, now):
        return [said(start, f"cannot be compared, since {reason}.")]
    place, joint = _which(then.rank, of.first, since), "joint " if then.rank.tied else ""
    if (then.rank.place, len(then.rank.tied)) == (now.rank.place, len(now.rank.tied)):
        return [said(start, "was the same.")]
    return [said(start, "was the ", joint, place, ".")]


def _course(history: History, over: Over, of: Compared) -> Said:
    """Whether the gap has grown, over the last periods."""
    period = history[-1][0]
    trend = gap_trend(history, over)
    last = said("over the last ", stretches(over, period))
    if isinstance(trend, NoValue):
        return said("Whether the gap has grown ", last, " cannot be told: ", _why_no_course(history, over, trend), ".")
    ends = [
        said(
            Amount(gap, of.called.of_change, "gap", at, decimals=of.called.decimals, unsigned=True),
            " above" if gap > 0 else " below" if gap < 0 else "",
        )
        for gap, at in ((trend.first, history[-over][0]), (trend.last, period))
    ]
    from_to = said("from ", ends[0], " to ", ends[1])
    if trend.course == "no trend":
        return said("The gap shows no trend ", last, " (", from_to, ").")
    return said(_COURSES[trend.course], last, ", ", from_to, ".")


_COURSES = {
    "growing": "The gap has grown ",
    "narrowing": "The gap has narrowed ",
    "crossed": "It has crossed the mean of the others ",
}


def _why_no_course(history: History, over: Over, trend: NoValue) -> Said:
    """The reason, with its numbers as amounts and its periods in words."""
    period = history[-1][0]
    if len(history) < over:
        known = len(history)
        have = said(counted(known, period), f" {stretch(period)}", " is known" if known == 1 else "s are known")
        return said("only ", have)
    held: Standing | None = None
    for at, standing in history[-over:]:
        if isinstance(standing, NoValue):
            return said(f"there is no comparison {when(at)} ({standing.reason})")
        if held is not None and (reason := changed(held, standing)):
            return said(f"{reason} {when(at)}")
        held = standing
    return said(trend.reason)
