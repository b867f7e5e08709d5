"""The one home of rounding: half away from zero, from exact numbers, once, at the edge."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache


def round_half_away(value: Fraction, decimals: int) -> Fraction:
    """The nearest number of so many decimals; a half goes away from zero, so -2.5 gives -3 and 2.5 gives 3.

    `decimals` below zero rounds to tens (-1), hundreds (-2) and so on.
    Source: glossary of the field, "compute from unrounded values, round once, half away from zero".
    """
    many, one = 10 ** max(decimals, 0), 10 ** max(-decimals, 0)  # many steps make up one, or a step is several
    whole = value.denominator * one
    steps = (2 * abs(value.numerator) * many + whole) // (2 * whole)
    return Fraction((steps if value >= 0 else -steps) * one, many)


@lru_cache(maxsize=64)
def half_step(decimals: int) -> Fraction:
    """Half a unit of the last of so many decimals: 0.05 for one."""
    return Fraction(10) ** -decimals / 2


def digits(rounded: Fraction, decimals: int) -> str:
    """The digits of an already rounded number without its sign, thousands parted by commas: "1,234.50"."""
    places = max(decimals, 0)
    whole, rest = divmod(abs(rounded.numerator) * 10**places // rounded.denominator, 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"
