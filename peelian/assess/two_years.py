"""Twelve months against the twelve before them, over the months that both years have.

A month that was not published is missing, not nought: it is left out of both years, so that like is compared with like.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from peelian import periods
from peelian.figures.model import Figure
from peelian.periods import Period
from peelian.quantities import NoValue

YEAR = 12
FEWEST_MONTHS = 6  # of twelve; fewer say more about which months they are than about the year
BY_CHANCE = Fraction("1.96") ** 2  # the square of a 95% limit of the normal distribution


@dataclass(frozen=True)
class TwoYears:
    """Sums over the same months of two years. `missing` are those of either year that have no value, in order.

    `last` is the last month of the later year, `stretches` the runs of its months that are summed, in order.
    """

    now: Fraction
    before: Fraction
    last: Period
    stretches: tuple[Period, ...]
    missing: tuple[Period, ...] = ()
    provisional: bool = False

    @property
    def months(self) -> int:
        """How many of the twelve months are summed."""
        return sum(len(periods.months(stretch)) for stretch in self.stretches)

    @property
    def by_chance(self) -> bool:
        """Whether chance alone makes differences as large, were the two years alike.

        Source: the comparison of two counts given their sum (Przyborowski and Wilenski 1940), by the normal curve.
        """
        return (self.now - self.before) ** 2 <= BY_CHANCE * (self.now + self.before)


def shares_by_chance(part: TwoYears, whole: TwoYears) -> bool:
    """Whether chance alone makes two shares as far apart, were they alike; True where a whole is nought.

    Source: the comparison of two proportions with their common share (Pearson 1900), by the normal curve. Where part
    and whole are not of the same records (outcomes of earlier crimes) it holds roughly, and for parts below the whole.
    """
    if not whole.now or not whole.before:
        return True
    common = (part.now + part.before) / (whole.now + whole.before)
    apart = part.now / whole.now - part.before / whole.before
    return apart**2 <= BY_CHANCE * max(common * (1 - common), Fraction()) * (1 / whole.now + 1 / whole.before)


def two_years(find: Callable[[Period], Sequence[Figure]], last: Period) -> tuple[TwoYears, ...] | NoValue:
    """Sums of each of the figures that a month has, over the months in which all of them have a value, in both years.

    The reason where fewer than six months can be compared.
    """
    later = [periods.shift(last, -back) for back in reversed(range(YEAR))]
    earlier = [periods.shift(month, -YEAR) for month in later]
    found = {month: find(month) for month in (*earlier, *later)}
    missing = {month for month, figures in found.items() if any(figure.value is None for figure in figures)}
    pairs = [pair for pair in zip(earlier, later, strict=True) if not missing & set(pair)]
    if len(pairs) < FEWEST_MONTHS:
        known = f"{len(pairs)} of the twelve months" if pairs else "none of the twelve months"
        return NoValue(f"{known} to {periods.words(last)} can be compared with the year before; it takes six")
    told = [figures for pair in pairs for figures in (found[pair[0]], found[pair[1]])]
    return tuple(
        TwoYears(
            now=sum((found[month][at].value or Fraction() for _, month in pairs), Fraction()),
            before=sum((found[month][at].value or Fraction() for month, _ in pairs), Fraction()),
            last=last,
            stretches=_stretches([month for _, month in pairs]),
            missing=tuple(month for month in found if month in missing),
            provisional=any(figures[at].status == "provisional" for figures in told),
        )
        for at in range(len(told[0]))
    )


def summed(find: Callable[[Period], Figure], stretches: Sequence[Period], back: int = 0) -> Fraction | None:
    """The sum over stretches, or so many months before them; None where one has no value."""
    values = [find(periods.shift(stretch, -back)).value for stretch in stretches]
    known = [value for value in values if value is not None]
    return sum(known, Fraction()) if len(known) == len(values) else None


def _stretches(months: Sequence[Period]) -> tuple[Period, ...]:
    """Months in order, those that follow each other put together."""
    runs: list[list[Period]] = []
    for month in months:
        if runs and periods.shift(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return tuple(run[0] if len(run) == 1 else periods.span(run[0], run[-1]) for run in runs)
