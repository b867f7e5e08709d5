"""The one home of rounding: half away from zero, from exact numbers, once, at the edge."""

from __future__ import annotations

from fractions import Fraction
from functools import cache


def round_half_away(value: Fraction, decimals: int) -> Fraction:
    """The nearest number of so many decimals; a half goes away from zero, so -2.5 gives -3 and 2.5 gives 3.

    `decimals` below zero rounds to tens (-1), hundreds (-2) and so on.
    Source: glossary of the field, "compute from unrounded values, round once, half away from zero".
    """
    return of_steps(steps(*value.as_integer_ratio(), decimals), decimals)


def steps(numerator: int, denominator: int, decimals: int) -> int:
    """The same as a whole number of steps of the last decimal: 2.5 with one decimal is 25."""
    power: int = 10 ** abs(decimals)
    up, down = (abs(numerator) * power, denominator) if decimals >= 0 else (abs(numerator), denominator * power)
    rounded = (2 * up + down) // (2 * down)
    return rounded if numerator >= 0 else -rounded


def of_steps(number: int, decimals: int) -> Fraction:
    """So many steps of the last decimal as a number."""
    return Fraction(number, 10**decimals) if decimals > 0 else Fraction(number * 10**-decimals)


@cache
def half_step(decimals: int) -> Fraction:
    """Half a unit of the last of so many decimals: 0.05 for one."""
    return of_steps(1, decimals) / 2


def digits(rounded: Fraction, decimals: int) -> str:
    """The digits of an already rounded number without its sign, thousands parted by commas: "1,234.50"."""
    places = max(decimals, 0)
    return digits_of_steps(steps(*abs(rounded).as_integer_ratio(), places), places)


def digits_of_steps(number: int, decimals: int) -> str:
    """The digits of so many steps of the last decimal, without their sign."""
    if decimals <= 0:
        return f"{abs(number) * 10**-decimals:,}"
    whole, rest = divmod(abs(number), 10**decimals)
    return f"{whole:,}.{rest:0{decimals}d}"
