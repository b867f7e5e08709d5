"""Numbers: units, printed against computed numbers, change, and the one home of rounding.

What goes in is exact (`Quantity`, a `Fraction` in a unit); what comes out is what a reader sees (`Printed`).
"""

from peelian.quantities.changes import change, percent_change
from peelian.quantities.decimals import SIGNIFICANT_DIGITS, decimal_text, terminates
from peelian.quantities.printing import Scale, Style, show, text
from peelian.quantities.reading import read
from peelian.quantities.rounding import round_half_away
from peelian.quantities.units import UNITS, Unit
from peelian.quantities.values import NoValue, Printed, Quantity, QuantityError, exact, from_float
from peelian.quantities.words import at_most, counted, few, in_words, ordinal

__all__ = [
    "SIGNIFICANT_DIGITS",
    "UNITS",
    "NoValue",
    "Printed",
    "Quantity",
    "QuantityError",
    "Scale",
    "Style",
    "Unit",
    "at_most",
    "change",
    "counted",
    "decimal_text",
    "exact",
    "few",
    "from_float",
    "in_words",
    "ordinal",
    "percent_change",
    "read",
    "round_half_away",
    "show",
    "terminates",
    "text",
]
