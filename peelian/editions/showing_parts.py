"""What a figure rests on: its 95% interval, the numbers it is a share of, how many answers or records.

In the terminal the interval of shares and of ratios, which without it say little; for a program whatever there is.
"""

from __future__ import annotations

from peelian.figures.book import Figures
from peelian.figures.model import Figure
from peelian.measures.model import Measure
from peelian.quantities import Quantity, decimal_text
from peelian.quantities import show as print_quantity

PARTS = ("low", "high", "numerator", "denominator", "base")
SAID = ("ratio", "percent")
"""Units of figures whose interval is said in the terminal."""


def parts(figure: Figure, figures: Figures) -> dict[str, str]:
    """Each number that a level has beside its value, exact."""
    found = {name: part.value for name, part in _parts(figure, figures).items()}
    return {name: decimal_text(value) for name, value in found.items() if value is not None}


def interval(figure: Figure, figures: Figures, measure: Measure) -> str:
    """ "95% interval 57.3% to 75.4%", rounded as the figure is; nothing where it has none."""
    found = _parts(figure, figures)
    if measure.unit not in SAID or "low" not in found or "high" not in found:
        return ""
    return f"95% interval {_end(found['low'], measure)} to {_end(found['high'], measure)}"


def _parts(figure: Figure, figures: Figures) -> dict[str, Figure]:
    if figure.value is None or figure.id.statistic != "value":
        return {}
    found = {name: figures.find(figure.id.of(name)) for name in PARTS}
    return {name: part for name, part in found.items() if part.value is not None}


def _end(end: Figure, measure: Measure) -> str:
    if end.published and end.printed:
        return end.printed
    assert isinstance(end.quantity, Quantity)
    return print_quantity(end.quantity, measure.decimals, style="table").text
