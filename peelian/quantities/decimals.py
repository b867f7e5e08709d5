"""An exact value in decimals, for programs and inside printed sums: its digits are never a float's."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from peelian.quantities.rounding import round_half_away

SIGNIFICANT_DIGITS = 12


def terminates(value: Fraction) -> bool:
    """Whether the value has a last decimal: its denominator has no other prime factors than 2 and 5."""
    return _decimals(value.denominator) is not None


def decimal_text(value: Fraction, *, commas: bool = False) -> str:
    """The value in decimals: "-0.085"; with `commas`, thousands parted: "1,734.5". Exact where it has an end.

    Else it is rounded half away from zero to 12 significant digits.
    """
    decimals = _decimals(value.denominator)
    if decimals is None:
        value = round_half_away(value, SIGNIFICANT_DIGITS - 1 - _magnitude(value))
        decimals = _decimals(value.denominator) or 0
    whole, rest = divmod(abs(value.numerator) * (10**decimals // value.denominator), 10**decimals)
    sign = "-" if value < 0 else ""
    shown = f"{whole:,}" if commas else str(whole)
    return f"{sign}{shown}.{rest:0{decimals}d}" if decimals else f"{sign}{shown}"


@lru_cache(maxsize=4096)
def _decimals(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None for no end."""
    counts = []
    for factor in (2, 5):
        count = 0
        while denominator % factor == 0:
            denominator //= factor
            count += 1
        counts.append(count)
    return max(counts) if denominator == 1 else None


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit that is not 0: 2 for 123.4, -2 for 0.0123."""
    above, below = abs(value.numerator), value.denominator
    guess = len(str(above)) - len(str(below))
    reached = above >= below * 10**guess if guess >= 0 else above * 10**-guess >= below
    return guess if reached else guess - 1
