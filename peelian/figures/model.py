"""One figure: a number with its unit, its status and its trace, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peelian.figures.ids import FigureId
from peelian.quantities import NoValue, Quantity
from peelian.series.model import Origin

UNIT_OF_STATISTIC = {"base": "count", "rank": "rank"}


@dataclass(frozen=True)
class Typed:
    """A figure somebody published, as typed from its document."""

    id: FigureId
    quantity: Quantity
    printed: str
    qualifier: str | None
    status: str
    as_at: date | None
    document: str
    paragraph: str
    origin: Origin


@dataclass(frozen=True)
class Figure:
    """A number that may be printed. Exactly one of value and reason is there: `quantity` is one or the other.

    `sum` is the arithmetic in words a reader can check; empty for a typed figure. `inputs` are the figures it was
    computed from; `origins` the files, for figures read from files. `printed` is how its document prints it.
    """

    id: FigureId
    quantity: Quantity | NoValue
    status: str = "final"
    sum: str = ""
    inputs: tuple[FigureId, ...] = ()
    origins: tuple[Origin, ...] = ()
    printed: str | None = None
    qualifier: str | None = None
    as_at: date | None = None
    published: bool = False
    label: str | None = None

    @property
    def value(self) -> Fraction | None:
        return self.quantity.value if isinstance(self.quantity, Quantity) else None


def decimal_text(value: Fraction) -> str:
    """The value for programs: exact where it ends, else to 12 significant digits, half away from zero."""
    scaled, denominator = value, value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator == 1:
        places = 0
        while scaled.denominator != 1:
            scaled, places = scaled * 10, places + 1
    else:
        places = _places_for(value)
        grown = abs(value) * Fraction(10) ** places
        whole = (2 * grown.numerator + grown.denominator) // (2 * grown.denominator)
        scaled = Fraction(whole if value > 0 else -whole)
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0") if places > 0 else str(abs(scaled.numerator))
    sign = "-" if scaled < 0 else ""
    if places <= 0:
        return sign + digits + "0" * -places
    return f"{sign}{digits[:-places]}.{digits[-places:].rstrip('0') or '0'}"


SIGNIFICANT = 12


def _places_for(value: Fraction) -> int:
    """Decimals that leave 12 significant digits: 11 for 3.33…, 14 for 0.00333…, 6 for 333,333.3…"""
    size, places = abs(value), SIGNIFICANT - 1
    while size >= 10:
        size, places = size / 10, places - 1
    while 0 < size < 1:
        size, places = size * 10, places + 1
    return max(places, 0)
