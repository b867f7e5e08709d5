"""One figure as a line of a terminal, what stands below it, and many as small bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peelian.figures.beside import beside, counterpart
from peelian.figures.book import Figures
from peelian.figures.model import Figure
from peelian.measures.formula import formula
from peelian.measures.model import Measure
from peelian.periods import short
from peelian.plan.model import Plan
from peelian.quantities import NoValue, Quantity
from peelian.quantities import show as print_quantity

BARS = "▁▂▃▄▅▆▇█"
FEWEST_BARS = 3


def line(figure: Figure, measure: Measure, interval: str = "", called: str = "") -> str:
    """A figure with its status, interval and sum, by the name of its period, or as it is `called`."""
    name = called or short(figure.id.period)
    if figure.id.since is not None:
        name += f" from {short(figure.id.since)}"
    if isinstance(figure.quantity, NoValue):
        return f"  {name:<24} no value: {figure.quantity.reason}"
    told = number_of(figure, measure)
    return "  ".join(["", f"{name:<24} {told:>14}", figure.status, *filter(None, (interval, figure.sum))])


def number_of(figure: Figure, measure: Measure) -> str:
    """A published level as its document prints it; anything else rounded as the measure says, changes with a sign.

    About, over or under stands before it where it is no exact number, unless the document prints such a word itself.
    """
    text = _exactly(figure, measure)
    return f"{figure.qualifier} {text}" if figure.qualifier and not text[:1].isalpha() else text


def _exactly(figure: Figure, measure: Measure) -> str:
    if figure.label or (figure.published and figure.printed and figure.id.since is None):
        return figure.label or figure.printed or ""
    assert isinstance(figure.quantity, Quantity)
    decimals = 1 if figure.id.since else measure.decimals
    return print_quantity(figure.quantity, decimals, style="table", signed=figure.id.since is not None).text


def elsewhere(figure: Figure, figures: Figures) -> Iterator[str]:
    """What other documents print for the same figure, where that is another value."""
    for other in figures.elsewhere(figure):
        yield f"  {'':<24} {other.printed:>14}  in {other.document}, {other.paragraph}"


def counted_as(plan: Plan, measure: Measure, part: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What counts the same as a published measure from records, and how; or why nothing can."""
    found = counterpart(measure, part)
    if found is not None and found[0] in plan.measures:
        yield f"From records: {found[0]} ({formula(plan.measures[found[0]])})"
    elif measure.not_computed is not None:
        yield f"Not counted from records: {measure.not_computed}"


def beside_it(figure: Figure, figures: Figures) -> Iterator[str]:
    """What records give for a published figure, and how far that is from it."""
    found = beside(figure, figures)
    if found is None:
        return
    counted = figures.plan.measures[found.counted.id.measure]
    far = ", in another unit"
    if found.difference is not None:
        measure = figures.plan.measures[figure.id.measure]
        decimals = measure.decimals if measure.decimals is not None else counted.decimals
        unit = "pp" if counted.unit == "percent" else counted.unit
        shown = print_quantity(Quantity(found.difference, unit), decimals, style="table", signed=True).text
        far = f", {shown}" if found.difference else ", the same"
    yield f"  {'':<24} {number_of(found.counted, counted):>14}  from records{far}"


def chart(found: Sequence[Figure]) -> list[str]:
    """One bar a value, lowest to highest; a gap where there is none."""
    values = [figure.value for figure in found]
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_BARS or max(known) == min(known):
        return []
    low, span = min(known), max(known) - min(known)
    bars = "".join(" " if v is None else BARS[int((v - low) / span * (len(BARS) - 1))] for v in values)
    return [f"  {bars}"]
