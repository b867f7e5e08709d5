"""What cannot be shown of a measure, in words that lead on: ids that are near, parts there are, what records count."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from peelian.errors import Unusable
from peelian.figures.beside import counterpart
from peelian.figures.book import Figures
from peelian.figures.ids import parse_breakdown
from peelian.measures.breakdowns import slug
from peelian.measures.model import Measure, Ratio
from peelian.plan.model import Plan
from peelian.quantities import few

MOST_NAMED = 8  # ids in a message; the rest are counted
_PAIRS = re.compile(r",(?=[^,=]*=)")  # what parts pairs of dimension and value, of which a value may hold commas


def near(measure: str, plan: Plan) -> str:
    """Measures with such an id, else those of the plan itself."""
    close = difflib.get_close_matches(measure, plan.measures, n=3)
    close += [id for id in plan.measures if measure in id and id not in close]
    if close:
        return f"did you mean {' or '.join(close[:3])}?"
    return f"there are {_some(id for id in plan.measures if f'measure:{id}' in plan.lines)}"


def _some(names: Iterable[str]) -> str:
    return few(names, MOST_NAMED)


def check_document(folder: Path, document: str, figures: Figures) -> None:
    """Every figure of a document stands in the book asked for it, so one without any is not known."""
    if all(typed.document != document for typed in figures.typed.values()):
        known = ", ".join(sorted({typed.document for typed in figures.typed.values()})) or "none"
        raise Unusable(f"no document '{document}' in {folder}; typed figures are of: {known}")


def part_of(measure: Measure, breakdown: str) -> tuple[tuple[str, str], ...]:
    """The part asked for, as ids or as the data write it ("part=Some, other").

    A measure of a table's rows has the dimensions it names; others those of their figures.
    """
    pairs = [pair.partition("=") for pair in _PAIRS.split(breakdown)]
    part = parse_breakdown(",".join(f"{name.strip()}={slug(value)}" if is_ else name for name, is_, value in pairs))
    for dimension, _ in part:
        if hasattr(measure.compute, "table") and dimension not in measure.breakdowns:
            there = ", ".join(sorted(measure.breakdowns)) or "none"
            raise Unusable(f"'{measure.id}' has no breakdown '{dimension}'; its breakdowns: {there}")
    return part


def counted_instead(figures: Figures, measure: Measure, area: str, part: tuple[tuple[str, str], ...]) -> str:
    """How to ask for what records give of an area that no document prints a figure of; nothing where none count it."""
    found = counterpart(measure, part)
    if found is None or found[0] not in figures.plan.measures:
        return ""
    asked = f" --breakdown {','.join(f'{dimension}={value}' for dimension, value in found[1])}" if found[1] else ""
    return f"no document prints them, but records count the same: show {found[0]} --area {area}{asked}"


def check_part(figures: Figures, measure: Measure, area: str, part: tuple[tuple[str, str], ...]) -> None:
    """Raises Unusable, with the parts that there are, where a measure of tables has none such, or is of parts alone."""
    computed = figures.computed
    typed = any((id.measure, id.area, id.breakdown) == (measure.id, area, part) for id in figures.typed)
    if typed or computed is None or not computed.months(measure.id):
        return
    ratio = measure.compute if isinstance(measure.compute, Ratio) else None
    dimensions = [ratio.dimension] if ratio else sorted({*measure.breakdowns, *(dimension for dimension, _ in part)})
    known = {one: computed.breakdown_values(measure.id, one) for one in dimensions}
    if ratio:
        known[ratio.dimension] = tuple(value for value in known[ratio.dimension] if value != ratio.reference)
    unknown = any(value not in known[dimension] for dimension, value in part if dimension in known)
    if unknown or (ratio and ratio.dimension not in dict(part)):
        parts = [f"{dimension}={value}" for dimension, values in known.items() for value in values]
        raise of_a_part(measure, area, part, [*typed_parts(figures, measure, area), *parts])


def of_a_part(measure: Measure, area: str, part: tuple[tuple[str, str], ...], parts: Sequence[str]) -> Unusable:
    whole = "that part" if part else "the whole"
    there = f"give a part with --breakdown: {_some(parts)}" if parts else "it has no parts"
    return Unusable(f"'{measure.id}' has no figures for {whole} of {area}; {there}")


def typed_parts(figures: Figures, measure: Measure, area: str) -> list[str]:
    """The parts that figures are typed for, as --breakdown takes them."""
    typed = {id.breakdown for id in figures.typed if (id.measure, id.area) == (measure.id, area) and id.breakdown}
    return sorted(",".join(f"{dimension}={value}" for dimension, value in breakdown) for breakdown in typed)
