"""The figures of an edition by what papers call them: measures by their names, areas by theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from peelian.audit.links.facts import naming_words
from peelian.editions.reading import Edition
from peelian.editions.shape import FigureEntry
from peelian.figures.ids import FigureId, FigureIdError, parse_id
from peelian.periods import Period

_LIST = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Known:
    """One figure that has a value: its id, exact value, unit and how the edition prints it."""

    id: FigureId
    value: Fraction
    unit: str
    printed: str


@dataclass(frozen=True)
class Named:
    """`measures` maps the words of a name to the measures that have it. `areas` are the words of each area's id.

    `whole` is the area that most figures are of: what a sentence that names none speaks of.
    """

    name: str
    figures: tuple[Known, ...]
    measures: dict[frozenset[str], tuple[str, ...]]
    areas: dict[str, frozenset[str]]
    whole: str

    def of(self, measure: str, area: str) -> tuple[Known, ...]:
        return tuple(f for f in self.figures if f.id.measure == measure and f.id.area == area)


def named(edition: Edition) -> Named:
    """The figures without a value, or with an id that this version does not know, are left out."""
    figures, areas = [], Counter[str]()
    names: dict[frozenset[str], dict[str, None]] = {}
    for id, entry in edition.figures.items():
        known = _known(id, entry)
        if known is None:
            continue
        figures.append(known)
        areas[known.id.area] += 1
        measure = entry["trace"]["measure"]
        for name in (measure["title"], *measure.get("names", ())):
            names.setdefault(naming_words(name), {})[measure["id"]] = None
    measures = {words: tuple(ids) for words, ids in names.items() if words}
    words = {area: frozenset(_LIST.findall(area.replace("-", " "))) for area in areas}
    whole = areas.most_common(1)[0][0] if areas else ""
    return Named(edition.manifest["edition"], tuple(figures), measures, words, whole)


def _known(id: str, entry: FigureEntry) -> Known | None:
    if entry["value"] is None or entry["unit"] is None:
        return None
    try:
        of = parse_id(id)
        value = Fraction(entry["trace"].get("exact", entry["value"]))
    except (FigureIdError, ValueError, ZeroDivisionError):
        return None
    return Known(of, value, entry["unit"], entry["printed"] or entry["value"])


def levels(figures: Iterable[Known], unit: str) -> dict[str, list[Known]]:
    """Levels of a unit by period, the whole and its parts: those without a breakdown first."""
    found: dict[str, list[Known]] = {}
    for figure in sorted(figures, key=lambda f: (len(f.id.breakdown), f.id.statistic != "value")):
        if figure.unit == unit and figure.id.since is None:
            found.setdefault(stretch(figure.id.period), []).append(figure)
    return found


def stretch(period: Period) -> str:
    """The days of a period, whichever way it is named: twelve months to March are the year ending March."""
    return f"{period.first}..{period.last}" if period.first and period.last else period.id
