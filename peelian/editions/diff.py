"""What changed between two editions, figure by figure, told apart by why: new period, new data, revision, definition
change, correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from peelian.editions.reading import Edition
from peelian.editions.shape import FigureEntry

Category = Literal["new period", "new data", "revision", "definition change", "correction"]
CATEGORIES: tuple[Category, ...] = ("definition change", "revision", "correction", "new data", "new period")


@dataclass(frozen=True)
class Difference:
    """One figure that the two editions do not tell alike. `old` and `new` are what they print; None is not there."""

    category: Category
    figure: str
    old: str | None
    new: str | None
    why: str


def differences(old: Edition, new: Edition) -> list[Difference]:
    """Every difference, those a reader must be told first. A figure that only one edition prints is new data, or a
    new period where the other has the same thing for another period."""
    found = [*_both(old, new), *_one_sided(old, new)]
    return sorted(found, key=lambda d: (CATEGORIES.index(d.category), d.figure))


def _both(old: Edition, new: Edition) -> Iterator[Difference]:
    for id in sorted(old.figures.keys() & new.figures.keys()):
        before, after = old.figures[id], new.figures[id]
        if (before["value"], before["unit"], _version(before)) == (
            after["value"],
            after["unit"],
            _version(after),
        ):
            continue
        category, why = _reason(before, after, old, new)
        yield Difference(category, id, _shown(before), _shown(after), why)


def _reason(before: FigureEntry, after: FigureEntry, old: Edition, new: Edition) -> tuple[Category, str]:
    if _version(before) != _version(after) or before["unit"] != after["unit"]:
        return "definition change", f"definition {_version(before)} before, {_version(after)} now"
    if _inputs(before) != _inputs(after) or _documents(before) != _documents(after):
        told = f"{_documents(before) or 'the data'} before, {_documents(after) or 'the data'} now"
        return "revision", f"the same period, later data: {told}; a reason must be given"
    below = _below(before, after, old, new)
    if below:
        category = min(below, key=CATEGORIES.index)
        return category, f"made from a figure that changed: {category}"
    changed = "the typed figure was mended" if before["trace"]["kind"] == "published" else "the sum was mended"
    return "correction", f"the same source for the same period: {changed}"


def _below(before: FigureEntry, after: FigureEntry, old: Edition, new: Edition) -> set[Category]:
    """Why the figures that this one is made from differ; nothing where none of them does."""
    found: set[Category] = set()
    for id in set(before["trace"].get("inputs", [])) & set(after["trace"].get("inputs", [])):
        was, now = old.figures[id], new.figures[id]
        if (was["value"], was["unit"], _version(was)) != (now["value"], now["unit"], _version(now)):
            found.add(_reason(was, now, old, new)[0])
    return found


def _one_sided(old: Edition, new: Edition) -> Iterator[Difference]:
    known = {_thing(figure["id"]) for figure in old.figures.values()}
    for id in sorted(new.figures.keys() - old.figures.keys()):
        entry = new.figures[id]
        if entry["printed"] is not None and entry["value"] is not None:
            again = _thing(id) in known
            why = f"the period {entry['period']} was not in the other edition" if again else "not in the other edition"
            yield Difference("new period" if again else "new data", id, None, _shown(entry), why)


def _thing(id: str) -> str:
    """A figure's measure, area and breakdown, with what its statistic measures, whatever the period."""
    *place, _, statistic = id.split("/")
    return "/".join([*place, statistic.split("-from-")[0]])


def _version(entry: FigureEntry) -> str:
    return str(entry["trace"]["measure"]["version"])


def _documents(entry: FigureEntry) -> str:
    return ", ".join(sorted({o["document"] for o in entry["trace"].get("origins", []) if "document" in o}))


def _inputs(entry: FigureEntry) -> set[str]:
    """Data files behind a computed figure; typed figures are told apart by their document."""
    return {o["sha256"] for o in entry["trace"].get("origins", []) if "document" not in o}


def _shown(entry: FigureEntry) -> str:
    return str(entry["printed"] or entry["value"] or "no value")
