"""From two numbers to the change between them, or to the reason why there is none."""

from __future__ import annotations

from peelian.quantities.units import unit_named
from peelian.quantities.values import NoValue, Quantity


def change(old: Quantity, new: Quantity) -> Quantity | NoValue:
    """New minus old, in their unit. The change between two percentages is in percentage points.

    Source: glossary of the field, "percentage points: difference of two rates". 58.7% to 79.3% is +20.6 pp.
    """
    if old.unit != new.unit:
        return _different_units(old, new)
    return Quantity(new.value - old.value, "pp" if unit_named(old.unit).name == "percent" else old.unit)


def percent_change(old: Quantity, new: Quantity) -> Quantity | NoValue:
    """(new - old) / old x 100, in percent. A baseline of zero or below has none: the reason is returned.

    Source: glossary of the field, "percent change": 300,418 against 328,153 is -8.5%. Between two
    percentages it is the relative change; callers who mean points use `change`.
    """
    if old.unit != new.unit:
        return _different_units(old, new)
    unit = unit_named(old.unit)
    if not unit.relative:
        return NoValue(f"a percent change of a number in {unit.name} means nothing")
    if old.value == 0:
        return NoValue("the baseline is zero")
    if old.value < 0:
        return NoValue("the baseline is below zero")
    return Quantity((new.value - old.value) / old.value * 100, "percent")


def _different_units(old: Quantity, new: Quantity) -> NoValue:
    return NoValue(f"the two numbers are in different units, {old.unit} and {new.unit}")
