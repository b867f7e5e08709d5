"""Why a figure that two editions have is not the same in both: definition change, revision, correction, new data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from peelian.editions.reading import Edition
from peelian.editions.shape import FigureEntry, OriginEntry
from peelian.quantities import few

Category = Literal["new period", "new data", "no longer printed", "revision", "definition change", "correction"]
CATEGORIES: tuple[Category, ...] = (
    "definition change",
    "revision",
    "correction",
    "no longer printed",
    "new data",
    "new period",
)
"""In the order in which a reader must be told."""

Reason = tuple[Category, str]
MOST_NAMED = 3


class Reasons:
    """The reasons for the figures of two editions; each is looked for once, however many figures rest on it."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self._old, self._new = old, new
        self._known: dict[str, Reason] = {}

    def of(self, id: str) -> Reason:
        """The reason why this figure differs. Both editions have it, and it does."""
        if id not in self._known:
            before, after = self._old.figures[id], self._new.figures[id]
            self._known[id] = _own(before, after) or self._from_below(before, after) or _mended(before)
        return self._known[id]

    def _from_below(self, before: FigureEntry, after: FigureEntry) -> Reason | None:
        """The gravest reason that lies in the figures it is made from; None where they are the same."""
        was, now = _inputs(before), _inputs(after)
        found = [_other_inputs(was, now)] if was != now else []
        for id in sorted(was & now):
            if id in self._old.figures and differ(self._old.figures[id], self._new.figures[id]):
                category = self.of(id)[0]
                found.append((category, f"made from a figure that changed: {category}"))
        return min(found, key=lambda reason: CATEGORIES.index(reason[0]), default=None)


def differ(before: FigureEntry, after: FigureEntry) -> bool:
    """Whether two editions say different things of one figure: another value, unit or definition."""
    return any(told(before) != told(after) for told in (_value, _unit, _version))


def _own(before: FigureEntry, after: FigureEntry) -> Reason | None:
    """The reason that lies in the figure itself: its definition, whether it has a value, the files it comes from."""
    if _version(before) != _version(after):
        return "definition change", f"definition {_version(before)} before, {_version(after)} now"
    if before["value"] is None:
        return "new data", f"it had no value before{_because(before)}"
    if after["value"] is None:
        return "revision", f"it has no value now{_because(after)}; a reason must be given"
    if _unit(before) != _unit(after):
        return "definition change", f"in {_unit(before)} before, in {_unit(after)} now"
    if _documents(before) != _documents(after):
        told = f"{listed(_documents(before)) or 'the data'} before, {listed(_documents(after)) or 'the data'} now"
        return "revision", f"the same period, later data: {told}; a reason must be given"
    was, now = _files(before), _files(after)
    if was.keys() != now.keys():
        paths = listed((was | now)[sha256] for sha256 in was.keys() ^ now.keys())
        return "revision", f"the same period, other data in {paths}; a reason must be given"
    return None


def _other_inputs(was: set[str], now: set[str]) -> Reason:
    """A rate whose population is that of another year, a sum of other parts."""
    told = [f"from {listed(ids)} {when}" for ids, when in ((was - now, "before"), (now - was, "now")) if ids]
    return "revision", f"made {', '.join(told)}; a reason must be given"


def _mended(before: FigureEntry) -> Reason:
    changed = "the typed figure was mended" if before["trace"]["kind"] == "published" else "the sum was mended"
    return "correction", f"the same source for the same period: {changed}"


def _value(entry: FigureEntry) -> str | None:
    return entry["value"]


def _unit(entry: FigureEntry) -> str | None:
    return entry["unit"]


def _version(entry: FigureEntry) -> str:
    return entry["trace"]["measure"]["version"]


def _because(entry: FigureEntry) -> str:
    return f": {entry['trace']['reason']}" if "reason" in entry["trace"] else ""


def _inputs(entry: FigureEntry) -> set[str]:
    return set(entry["trace"].get("inputs", []))


def _origins(entry: FigureEntry) -> list[OriginEntry]:
    return entry["trace"].get("origins", [])


def _documents(entry: FigureEntry) -> set[str]:
    return {origin["document"] for origin in _origins(entry) if "document" in origin}


def _files(entry: FigureEntry) -> dict[str, str]:
    """Paths of the files behind a computed figure, by their hash; typed figures are told apart by their document."""
    return {origin["sha256"]: origin["path"] for origin in _origins(entry) if "document" not in origin}


def listed(names: Iterable[str]) -> str:
    """Names in order, separated by commas; the rest counted."""
    return few(sorted(set(names)), MOST_NAMED)
