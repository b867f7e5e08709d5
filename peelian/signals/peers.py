"""A force or an area among its group in one period: rank, quartile, gap to the group's mean, what chance leaves open.

Exact numbers in and out. Ties share the lower number, the rank is printed with n of N, and there is none where a member
is missing (Office for Statistics Regulation); the mean is that of the members' rates and not their pooled rate, and
whether it holds the member itself is said (Independent Office for Police Conduct). The interval of a gap, from those of
the members: Zou, Huang and Zhang, "A note on confidence interval estimation for a linear function of binomial
proportions", Computational Statistics and Data Analysis 53 (2009), 1080. The places chance leaves open: Mogstad and
others, "Inference for ranks", Review of Economic Studies 91 (2024), 476, with Bonferroni's correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import Literal

from peelian.errors import Unusable
from peelian.quantities import NoValue

First = Literal["highest", "lowest"]

QUARTERS = 4
LEVEL = Fraction(95, 100)  # of the members' intervals, and of those made from them
_FINE = Context(prec=40)
_KEPT = Context(prec=12)


@dataclass(frozen=True)
class Member:
    """One of a group, in one period. All members are in one unit.

    `value` is its level or rate, or the reason why there is none. `definition` is the version of the definition of what
    was counted. `interval` is its 95% interval, where it has one.
    """

    id: str
    value: Fraction | NoValue
    definition: str
    interval: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True)
class Rank:
    """Place `place` of `of`; ties share the lower number. `tied` are the other members with the same value.

    `between` are the first and the last place that chance leaves open (95%), None where a member has no interval.
    """

    place: int
    of: int
    tied: tuple[str, ...]
    between: tuple[int, int] | None


@dataclass(frozen=True)
class Standing:
    """One member in its group.

    `group` are all other members, `missing` those of them without a value, with each one's reason. `mean` is that of
    the members that have one: of the others, and of this member too where `self_included`. `gap` is its value minus
    that mean, `gap_percent` the same in percent of the mean. `quartile` 1 holds the first quarter of the places.
    """

    id: str
    value: Fraction
    definition: str
    group: tuple[str, ...]
    missing: tuple[tuple[str, NoValue], ...]
    self_included: bool
    rank: Rank | NoValue
    quartile: int | NoValue
    mean: Fraction
    gap: Fraction
    gap_percent: Fraction | NoValue
    gap_interval: tuple[Fraction, Fraction] | NoValue

    @property
    def mean_of(self) -> int:
        """How many members the mean is of."""
        return len(self.group) - len(self.missing) + self.self_included


def stand(id: str, members: Sequence[Member], *, first: First, self_included: bool) -> Standing | NoValue:
    """How the member of this id stands in the group, of which it is one.

    `first` says which value has place 1. There is no standing where definitions differ or are not given, where this
    member has no value, or where no other has one; no rank and no quartile where any member has none. Raises Unusable
    where the id is not in the group, or twice.
    """
    ids = [member.id for member in members]
    if ids.count(id) != 1 or len(set(ids)) < len(ids):
        raise Unusable(f"{id} is to be in its group once, and each member once; the group is {', '.join(ids)}")
    own = members[ids.index(id)]
    if reason := _differing(members):
        return NoValue(reason)
    if isinstance(own.value, NoValue):
        return NoValue(f"{id} has no value: {own.value.reason}")
    others = [member for member in members if member.id != id]
    missing = tuple((m.id, m.value) for m in others if isinstance(m.value, NoValue))
    known = [(m, m.value) for m in others if isinstance(m.value, Fraction)]
    if not known:
        return NoValue("no other member of the group has a value")
    averaged = [value for _, value in known] + [own.value] * self_included
    mean = sum(averaged, Fraction()) / len(averaged)
    rank: Rank | NoValue = _no_rank(missing, len(members)) if missing else _rank(own, own.value, known, first)
    return Standing(
        id=id,
        value=own.value,
        definition=own.definition,
        group=tuple(m.id for m in others),
        missing=missing,
        self_included=self_included,
        rank=rank,
        quartile=_quartile(rank),
        mean=mean,
        gap=own.value - mean,
        gap_percent=_percent(own.value - mean, mean),
        gap_interval=_gap_interval(own, own.value, known, self_included),
    )


def _differing(members: Sequence[Member]) -> str | None:
    without = [m.id for m in members if not m.definition.strip()]
    if without:
        return f"no definition is given for {', '.join(without)}, so it cannot be told whether the same was counted"
    held: dict[str, list[str]] = {}
    for member in members:
        held.setdefault(member.definition, []).append(member.id)
    if len(held) == 1:
        return None
    told = "; ".join(f"{version}: {', '.join(ids)}" for version, ids in held.items())
    return f"the members count by different definitions ({told})"


def _no_rank(missing: tuple[tuple[str, NoValue], ...], of: int) -> NoValue:
    told = "; ".join(f"{id}: {why.reason}" for id, why in missing)
    return NoValue(f"{len(missing)} of the {of} members {'has' if len(missing) == 1 else 'have'} no value ({told})")


def _rank(own: Member, value: Fraction, known: list[tuple[Member, Fraction]], first: First) -> Rank:
    ahead = [other > value if first == "highest" else other < value for _, other in known]
    return Rank(
        place=1 + sum(ahead),
        of=1 + len(known),
        tied=tuple(m.id for m, other in known if other == value),
        between=_places_left_open(own, value, known, first),
    )


def _places_left_open(
    own: Member, value: Fraction, known: list[tuple[Member, Fraction]], first: First
) -> tuple[int, int] | None:
    """One place after those surely ahead, to one before those surely behind.

    Sure: the interval of the difference, widened so that all pairs hold together, leaves out no difference.
    """
    if own.interval is None or any(m.interval is None for m, _ in known):
        return None
    wider = _wider(len(known))
    sign = 1 if first == "highest" else -1
    ahead = behind = 0
    for member, other in known:
        difference = other - value
        # Towards each other: the upper reach of the lower one, and the lower reach of the upper one.
        low, high = ((own, value), (member, other)) if difference > 0 else ((member, other), (own, value))
        reach = _reach(low, up=True) ** 2 + _reach(high, up=False) ** 2
        if difference * difference > wider * wider * reach:
            ahead += sign * difference > 0
            behind += sign * difference < 0
    return 1 + ahead, 1 + len(known) - behind


def _wider(pairs: int) -> Fraction:
    """How much wider an interval is so that so many hold together, to four decimals."""
    normal = NormalDist()
    tail = float(1 - LEVEL) / 2
    return Fraction(f"{normal.inv_cdf(1 - tail / pairs) / normal.inv_cdf(1 - tail):.4f}")


def _reach(of: tuple[Member, Fraction], *, up: bool) -> Fraction:
    member, value = of
    assert member.interval is not None
    return member.interval[1] - value if up else value - member.interval[0]


def _quartile(rank: Rank | NoValue) -> int | NoValue:
    """The quarter in which the place lies: the first holds the places up to N/4, rounded up."""
    if isinstance(rank, NoValue):
        return rank
    if rank.of < QUARTERS:
        return NoValue(f"{rank.of} members have no quartiles; {QUARTERS} or more have")
    return (rank.place - 1) * QUARTERS // rank.of + 1


def _percent(gap: Fraction, mean: Fraction) -> Fraction | NoValue:
    if mean <= 0:
        return NoValue(f"the group's mean is {'zero' if mean == 0 else 'below zero'}")
    return gap / mean * 100


def _gap_interval(
    own: Member, value: Fraction, known: list[tuple[Member, Fraction]], self_included: bool
) -> tuple[Fraction, Fraction] | NoValue:
    """From the members' own intervals, as if they were independent.

    Each reaches as far from its value as it counts in the gap; the squares are added. It holds what chance does to the
    members' numbers, and nothing of how the members were chosen.
    """
    without = [m.id for m in (own, *(m for m, _ in known)) if m.interval is None]
    if without:
        return NoValue(f"no interval is known for {', '.join(without)}")
    size = len(known) + self_included
    counts = [(own, value, 1 - Fraction(int(self_included), size))]
    counts += [(member, other, Fraction(-1, size)) for member, other in known]
    gap = sum((weight * number for _, number, weight in counts), Fraction())
    low = sum((weight * weight * _reach((m, n), up=weight < 0) ** 2 for m, n, weight in counts), Fraction())
    high = sum((weight * weight * _reach((m, n), up=weight > 0) ** 2 for m, n, weight in counts), Fraction())
    return gap - _root(low), gap + _root(high)


def _root(square: Fraction) -> Fraction:
    """The square root to twelve significant digits, the same on every machine."""
    root = _FINE.divide(Decimal(square.numerator), Decimal(square.denominator)).sqrt(_FINE)
    return Fraction(_KEPT.plus(root))
