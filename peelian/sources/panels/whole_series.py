"""What the rows of a file say of their series as a whole: the harm of one unit, and what the series is part of.

A series says it in one of its rows or in all of them; two rows that say different things are a fault.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.findings import Finding
from peelian.quantities import at_most
from peelian.signals.hierarchy import circle
from peelian.signals.panel import Array, Flags
from peelian.sources.panels.cells import harm_fault, number_fault
from peelian.sources.panels.layout import HARM, PART_OF, SERIES
from peelian.sources.panels.rows import BLANK, Opened, Rows
from peelian.sources.panels.spotted import Cells, Faults, Seen, Spotted
from peelian.sources.problems import SAMPLES, listed, shown

BETWEEN = ";"  # stands between the names of several wholes
MOST_TOLD = 5
MOST_TEXTS = 1_000_000  # as many as there may be series

Places = NDArray[np.int32]


@dataclass(frozen=True)
class WholeSeries:
    """`harm` [S]: the harm of one unit of each series; None where the file has no such column. `part_of`: for each
    series the places of those that it is part of; empty where the file does not say."""

    harm: Array | None = None
    part_of: tuple[tuple[int, ...], ...] = ()


NOTHING_SAID = WholeSeries()


def whole_series(file: Opened, rows: Rows, names: Sequence[str], series: Places, faults: Faults) -> WholeSeries:
    """What is said of each of the `names`; `series` [rows] is the place of each row's, BLANK where it has none."""
    if not names:
        return NOTHING_SAID
    return WholeSeries(
        _harm(file, rows, names, series, faults) if HARM in rows.numbers else None,
        _part_of(file, rows, names, series, faults) if PART_OF in rows.texts else (),
    )


def _harm(file: Opened, rows: Rows, names: Sequence[str], series: Places, faults: Faults) -> Array:
    harm = rows.numbers[HARM]
    if (refused := rows.refused[HARM]).size:
        faults.cells.append(Cells(HARM, refused, number_fault))
    if (negative := np.flatnonzero(np.less(harm, 0))).size:
        faults.cells.append(Cells(HARM, negative, harm_fault))
    first = _first_rows(series, ~np.isnan(harm), len(names))
    known = first >= 0
    faults.spotted += _differing(file, HARM, series, first, ~np.isnan(harm), harm != harm[first[series]])
    if not known.all() and not refused.size:
        faults.spotted.append(_without(file, series, np.flatnonzero(~known)))
    return np.where(known, harm[first] + 0.0, np.nan)  # minus zero is zero


def _part_of(
    file: Opened, rows: Rows, names: Sequence[str], series: Places, faults: Faults
) -> tuple[tuple[int, ...], ...]:
    texts = rows.texts[PART_OF]
    if len(texts.every) > MOST_TEXTS:
        faults.spotted.append(_too_many(file, int(np.argmax(texts.codes == MOST_TEXTS)), len(texts.every)))
        return ()
    said = [text.strip() for text in texts.every.to_pylist()]
    first_of: dict[str, int] = {}
    alike = np.array([first_of.setdefault(text, code) if text else BLANK for code, text in enumerate(said)] + [BLANK])
    codes = alike[texts.codes]  # BLANK counts from the end
    told = codes != BLANK
    first = _first_rows(series, told, len(names))
    faults.spotted += _differing(file, PART_OF, series, first, told, codes != codes[first[series]])
    places = {name: place for place, name in enumerate(names)}
    wholes = [_named(said[codes[row]], places) if row >= 0 else ((), ()) for row in first.tolist()]
    strangers = [(row, unknown) for row, (_, unknown) in zip(first.tolist(), wholes, strict=True) if unknown]
    count = at_most(len(strangers), MOST_TOLD)
    faults.spotted += [_stranger(file, row, unknown, names) for row, unknown in strangers[:count]]
    if len(strangers) > count:
        faults.spotted.append(_more_strangers(file, strangers[count][0], len(strangers) - count))
    part_of = tuple(found for found, _ in wholes)
    if wrong := circle(part_of):
        faults.spotted.append(_circle(file, int(first[wrong[0]]), [names[place] for place in wrong]))
    return part_of


def _first_rows(series: Places, told: Flags, many: int) -> NDArray[np.int64]:
    """The first row of each series that says something [S]; -1 where none does."""
    first = np.full(many, -1, dtype=np.int64)
    rows = np.flatnonzero(told & (series != BLANK))[::-1]
    first[series[rows]] = rows  # of several rows the last that is written is the first of the file
    return first


def _differing(
    file: Opened, column: str, series: Places, first: NDArray[np.int64], told: Flags, other: Flags
) -> list[Spotted]:
    """Rows that say another thing than the first of their series that says one."""
    rows = np.flatnonzero(told & other & (series != BLANK))

    count = at_most(len(rows), MOST_TOLD)

    def one(seen: Sequence[Seen]) -> Finding:
        before, after = seen
        says = f"column {shown(file.layout.called[column])} holds {shown(after.cells[column])} for "
        says += (
            f"{shown(after.cells[SERIES])}, and line {before.line} {shown(before.cells[column])}; a series has one: "
        )
        return file.place.finding("series-whole", f"{says}write the same in all its rows, or in one alone", after.line)

    def more(seen: Sequence[Seen]) -> Finding:
        says = f"and {len(rows) - count:,} more rows say another thing of their series than a row before"
        return file.place.finding("series-whole", f"{says}; write the same in all rows of a series", seen[0].line)

    found = [Spotted([int(first[series[row]]), int(row)], one) for row in rows[:count]]
    return [*found, Spotted([int(rows[count])], more)] if len(rows) > count else found


def _without(file: Opened, series: Places, places: NDArray[np.int64]) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        names = listed([one.cells[SERIES].strip() for one in seen], SAMPLES)
        more = f" and {len(places) - len(seen):,} more" if len(places) > len(seen) else ""
        says = (
            f"column {shown(file.layout.called[HARM])} is blank in every row of {names}{more}; write the harm of one "
        )
        return file.place.finding("series-whole", f"{says}unit, 0 for none, in a row of each series", seen[0].line)

    return Spotted([int(np.argmax(series == place)) for place in places[: at_most(len(places), SAMPLES)]], finding)


def _named(text: str, places: dict[str, int]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The series that a text names, and what in it names none: the text as it is, or its parts between semicolons."""
    if text in places:
        return (places[text],), ()
    names = [name for part in text.split(BETWEEN) if (name := part.strip())]
    found = tuple(dict.fromkeys(places[name] for name in names if name in places))
    return found, tuple(name for name in names if name not in places)


def _stranger(file: Opened, row: int, unknown: Sequence[str], names: Sequence[str]) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        near = difflib.get_close_matches(unknown[0], names[:10_000], n=1)
        hint = f" (did you mean {shown(near[0])}?)" if near else ""
        says = (
            f"column {shown(file.layout.called[PART_OF])} names {listed(unknown, SAMPLES)}, which is no series of the "
        )
        says += f"file{hint}; write the name of a series as it stands in {shown(file.layout.called[SERIES])}, and a "
        return file.place.finding("series-whole", f"{says}semicolon between several", seen[0].line)

    return Spotted([row], finding)


def _too_many(file: Opened, row: int, count: int) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        says = f"column {shown(file.layout.called[PART_OF])} holds {count:,} different texts, this one among them: "
        says += f"{shown(seen[0].cells[PART_OF])}; at most {MOST_TEXTS:,} are read: is it the right column?"
        return file.place.finding("series-size", says, seen[0].line)

    return Spotted([row], finding)


def _more_strangers(file: Opened, row: int, count: int) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        says = f"and {count:,} more series are part of what is no series of the file; mend the names"
        return file.place.finding("series-whole", says, seen[0].line)

    return Spotted([row], finding)


def _circle(file: Opened, row: int, names: Sequence[str]) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        says = f"{listed(names, SAMPLES)} {'is' if len(names) == 1 else 'are'} part of themselves, by way of column "
        says = says.replace("is part of themselves", "is part of itself")
        says += f"{shown(file.layout.called[PART_OF])}; take one of the names out, so that there is a whole above all"
        return file.place.finding("series-whole", says, seen[0].line)

    return Spotted([row], finding)
