"""From a computed number to the number a reader sees, rounded once, with its sign and unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from peelian.quantities import durations
from peelian.quantities.rounding import digits_of_steps, half_step, of_steps, steps
from peelian.quantities.units import SCALES, UNITS, Unit, unit_named
from peelian.quantities.values import Printed, Quantity, QuantityError

Style = Literal["prose", "table", "first"]
Scale = Literal["thousand", "million", "billion"]

NOTHING = Fraction(0)
SCALED_DECIMALS = 1  # "40.9 million" where the caller names no decimals


def show(
    quantity: Quantity,
    decimals: int | None = None,
    *,
    style: Style = "prose",
    signed: bool = False,
    scale: Scale | None = None,
) -> Printed:
    """The number as printed, with its unit: "300,418", "8.5%", "9 minutes and 43 seconds", "£12.2 million".

    `decimals` None takes the unit's own. `style` table is shorter for points ("4.1pp") and times ("12:44"); first is
    the first mention in prose, which says what a unit's letters stand for ("338 full-time equivalents (FTE)").
    `signed` puts a plus before what is above zero as printed; zero has no sign, and never a minus.
    """
    unit = UNITS.get(quantity.unit) or unit_named(quantity.unit)
    if scale is not None and not unit.scales:
        raise QuantityError(f"{unit.name} is not printed in {scale}s; leave the scale out")
    places = _places(unit, decimals, scale)
    factor = SCALES[scale] if scale else 1
    numerator, denominator = quantity.value.as_integer_ratio()
    number = steps(numerator, denominator * factor, places)
    rounded = of_steps(number, places)
    half_width = _half_width(unit, denominator, places, factor)
    if unit.name == "seconds":
        body, half_width = _duration(rounded, places, style)
    else:
        body = _body(unit, number, places, style, scale)
    sign = "-" if number < 0 else "+" if signed and number > 0 else ""
    return Printed(sign + body, rounded * factor if scale else rounded, unit.name, half_width)


def text(quantity: Quantity, decimals: int | None = None) -> str:
    """The text alone of what `show` gives for a sentence, a good deal faster."""
    unit = UNITS.get(quantity.unit) or unit_named(quantity.unit)
    if unit.name == "seconds":
        return show(quantity, decimals).text
    places = unit.decimals if decimals is None else decimals
    number = steps(*quantity.value.as_integer_ratio(), places)
    body = _body(unit, number, places, "prose", None)
    return "-" + body if number < 0 else body


def _body(unit: Unit, number: int, places: int, style: Style, scale: Scale | None) -> str:
    """Digits and unit of so many steps of the last decimal, without their sign."""
    printed = digits_of_steps(number, places)
    scaled = f" {scale}" if scale else ""
    return unit.prefix + printed + scaled + _suffix(unit, printed, style, scale)


def _places(unit: Unit, decimals: int | None, scale: Scale | None) -> int:
    if decimals is not None:
        return decimals
    return SCALED_DECIMALS if scale else unit.decimals


def _half_width(unit: Unit, denominator: int, places: int, factor: int) -> Fraction:
    """Zero where a whole thing is printed to the last one and nothing was rounded away."""
    if unit.whole and factor == 1 and places >= 0 and denominator == 1:
        return NOTHING
    return half_step(places) if factor == 1 else half_step(places) * factor


def _duration(rounded: Fraction, places: int, style: Style) -> tuple[str, Fraction]:
    if style == "table":
        return durations.clock(rounded, places), half_step(places)
    words, half_width = durations.prose(rounded, places)
    return words, max(half_width, half_step(places))


def _suffix(unit: Unit, number: str, style: Style, scale: Scale | None) -> str:
    if style == "table" and unit.words:
        return unit.suffix
    if style == "first" and unit.full:
        return unit.full_one if number == "1" and scale is None else unit.full
    if number == "1" and unit.one and scale is None:
        return unit.one
    return unit.words or unit.suffix
