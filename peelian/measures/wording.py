"""The words of sums and of reasons: numbers in full, months in runs, names up to a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from peelian.quantities import counted, decimal_text, few, terminates

MOST_TERMS = 24  # terms of a sum that are written out; two years of months are still read by eye
MOST_NAMED = 3  # names in a reason before "and so many more"


def number(value: Fraction | int) -> str:
    """An exact number in full: "47,553", "2.5", or "1/3" where the decimals have no end."""
    exact = Fraction(value)
    return decimal_text(exact, commas=True) if terminates(exact) else f"{exact.numerator:,}/{exact.denominator:,}"


def added(terms: Sequence[Fraction | int]) -> str:
    """Terms of a sum written out, "3 + 4 + 5"; the empty text where they are too many to read."""
    return " + ".join(number(term) for term in terms) if 0 < len(terms) <= MOST_TERMS else ""


def runs(months: Iterable[date]) -> str:
    """Months by their first days, following ones joined: "2024-03, 2024-06 to 2024-09"."""
    stretches: list[list[date]] = []
    for month in sorted(months):
        if stretches and _next(stretches[-1][-1]) == month:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    return ", ".join(
        month_id(stretch[0]) if len(stretch) == 1 else f"{month_id(stretch[0])} to {month_id(stretch[-1])}"
        for stretch in stretches
    )


def named(names: Iterable[str]) -> str:
    """A few names in quotes, the rest counted: "'a', 'b', 'c' and 4 more"."""
    return few((f"'{name}'" for name in sorted(names)), MOST_NAMED)


def rows(count: int, one: str = "row") -> str:
    return counted(count, one)


def month_id(month: date) -> str:
    return month.isoformat()[:7]


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
