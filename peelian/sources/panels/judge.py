"""The rows of a file to a panel, with every fault of every cell, and of the rows together, told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.findings import Finding
from peelian.periods import Period
from peelian.quantities import counted
from peelian.signals.panel import Array, Codes, Flags, Panel, of_quotients
from peelian.sources.panels import checks
from peelian.sources.panels.cells import (
    FINAL,
    MISSING,
    SUPPRESSED,
    count_fault,
    name_fault,
    number_fault,
    part_fault,
    read_periods,
    read_status,
)
from peelian.sources.panels.grid import MOST_PERIODS, Grid, Held, grid_of
from peelian.sources.panels.layout import DENOMINATOR, HARM, NUMERATOR, PERIOD, SERIES, STATUS, VALUE
from peelian.sources.panels.rows import BLANK, Opened, Rows, Texts
from peelian.sources.panels.spotted import Cells, Faults, Seen, Spotted
from peelian.sources.panels.whole_series import NOTHING_SAID, WholeSeries, whole_series
from peelian.sources.problems import Bad, shown

MOST_SERIES = 1_000_000
MOST_CELLS = 20_000_000  # series times periods; with numerators, denominators and a status they take two gigabytes
MOST_STATUSES = 1_000  # texts; there are five words, with capitals and blanks or without


@dataclass(frozen=True)
class SeriesFile:
    """The series of a file, and what was found in it. The panel is None where a finding is an error.

    `whole`: what the file says of each series as a whole.
    """

    panel: Panel | None
    findings: tuple[Finding, ...]
    whole: WholeSeries = NOTHING_SAID


@dataclass(frozen=True)
class _Cells:
    """Where each sound row stands in a panel, row by row: `at` numbers its cells from 0; `rows` are the sound rows."""

    rows: NDArray[np.int32]
    at: NDArray[np.int32]


def judged(file: Opened, rows: Rows, counts: bool, shares: bool) -> SeriesFile:
    """The panel of the rows, or every reason why there is none.

    `counts` refuses fractions and values below zero, `shares` more than the whole.
    """
    faults = Faults()
    names, series = _names(file, rows.texts[SERIES], faults)
    held = _periods(file, rows.texts[PERIOD], faults)
    status = _status(rows.texts[STATUS], faults) if STATUS in rows.texts else None
    _numbers(rows, counts, faults)
    grid = None
    if any(held.of):
        grid, spotted = grid_of(held)
        faults.spotted += spotted
    cells = _cells(file, held, grid, series, len(names), faults)
    if file.layout.numbers != (VALUE,):
        faults.spotted += checks.zero_denominators(file, rows)
        if shares:
            faults.spotted += checks.more_than_whole(file, rows)
    whole = whole_series(file, rows, names, series, faults)
    known = _known(rows)
    if status is not None:
        faults.spotted += checks.marked_missing(file, status, known)
    findings = tuple(faults.told(file, rows.slowly))
    if grid is None or cells is None or any(finding.severity == "error" for finding in findings):
        return SeriesFile(None, findings)
    if status is not None:
        status[~known & (status != SUPPRESSED)] = MISSING
    return SeriesFile(_panel(names, grid, cells.at, rows, status), findings, whole)


def _names(file: Opened, texts: Texts, faults: Faults) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The series by their first rows, and the place of each row's [rows], BLANK where its name may not be taken."""
    places: dict[str, int] = {}
    of = np.full(len(texts.every) + 1, BLANK, dtype=np.int32)
    if len(texts.every) > MOST_SERIES:
        faults.spotted.append(_too_many_texts(file, texts, SERIES, MOST_SERIES))
    for code, text in enumerate(texts.first(MOST_SERIES)):
        if name_fault(text) is None:
            of[code] = places.setdefault(text.strip(" "), len(places))
    series = of[texts.codes]
    if (bad := np.flatnonzero((series == BLANK) & (texts.codes < MOST_SERIES))).size:
        faults.cells.append(Cells(SERIES, bad, name_fault))
    return tuple(places), series


def _periods(file: Opened, texts: Texts, faults: Faults) -> Held:
    if len(texts.every) > MOST_PERIODS:
        faults.spotted.append(_too_many_texts(file, texts, PERIOD, MOST_PERIODS))
    every = ["", *texts.first(MOST_PERIODS)]
    read = dict(zip(every, read_periods(every), strict=True))
    of = [None if isinstance(read[text], Bad) else read[text] for text in every[1:]]
    of += [None] * (len(texts.every) - len(of))
    held = Held(file, of, texts.codes)  # type: ignore[arg-type]
    refused = [code for code, text in enumerate(every[1:]) if isinstance(read[text], Bad)]
    if (bad := held.rows([*refused, BLANK])).size:
        faults.cells.append(Cells(PERIOD, bad, lambda text: _bad(read[text])))
    return held


def _status(texts: Texts, faults: Faults) -> Codes:
    """The place in STATUSES of each row [rows]; FINAL where it may not be taken, which is told."""
    every = texts.first(MOST_STATUSES)
    read = [read_status(text) for text in every]
    of = np.full(len(texts.every) + 1, FINAL, dtype=np.int8)
    of[: len(read)] = [FINAL if isinstance(got, Bad) else got for got in read]
    wrong = np.ones(len(texts.every) + 1, dtype=bool)
    wrong[: len(read)] = [isinstance(got, Bad) for got in read]
    wrong[BLANK] = False
    if (bad := np.flatnonzero(wrong[texts.codes])).size:
        faults.cells.append(Cells(STATUS, bad, lambda text: _bad(read_status(text))))
    return of[texts.codes]


def _bad(got: object) -> Bad | None:
    return got if isinstance(got, Bad) else None


def _numbers(rows: Rows, counts: bool, faults: Faults) -> None:
    for name in (name for name in rows.numbers if name != HARM):
        values = rows.numbers[name]
        if (refused := rows.refused[name]).size:
            faults.cells.append(Cells(name, refused, number_fault))
        counted = counts and name != DENOMINATOR
        if counted:
            wrong = np.less(values, 0) | np.not_equal(values, np.floor(values)) & ~np.isnan(values)
        elif name == VALUE:
            continue
        else:
            wrong = np.less(values, 0)
        if (bad := np.flatnonzero(wrong)).size:
            faults.cells.append(Cells(name, bad, count_fault if counted else part_fault))


def _known(rows: Rows) -> Flags:
    """Whether each row has a value: both parts of a share, the lower one not zero."""
    known = ~np.isnan(next(iter(rows.numbers.values())))
    return known & np.greater(rows.numbers[DENOMINATOR], 0) if DENOMINATOR in rows.numbers else known


def _cells(
    file: Opened, held: Held, grid: Grid | None, series: NDArray[np.int32], many: int, faults: Faults
) -> _Cells | None:
    """Where the rows stand, with what is wrong with that; None where there is no room for them.

    Without a grid, its columns are the periods by their first rows: enough to find those given twice.
    """
    if grid is not None:
        columns, wide = grid.columns, len(grid.periods)
    else:
        places: dict[Period, int] = {}
        by_code = [BLANK if period is None else places.setdefault(period, len(places)) for period in held.of]
        columns, wide = np.array([*by_code, BLANK], dtype=np.int32), len(places)
    if many * wide > MOST_CELLS:
        faults.spotted.append(_too_large(held, many, wide))
        return None
    column = columns[held.codes]
    sound = (series >= 0) & (column >= 0)
    rows = np.arange(len(sound), dtype=np.int32)
    if not sound.all():
        rows, series, column = rows[sound], series[sound], column[sound]
    at = series * np.int32(wide) + column
    faults.spotted += checks.twice(file, at, many * wide, rows)
    if grid is not None and not faults.cells:  # a row that may not be taken would leave a gap
        faults.spotted += checks.other_steps(file, at, grid, rows, many)
    return _Cells(rows, at)


def _too_many_texts(file: Opened, texts: Texts, column: str, most: int) -> Spotted:
    def finding(seen: Sequence[Seen]) -> Finding:
        says = (
            f"column {shown(file.layout.called[column])} holds {len(texts.every):,} different texts, this one among "
            f"them: {shown(seen[0].cells[column])}; at most {most:,} are read: is it the right column? Else split it"
        )
        return file.place.finding("series-size", says, seen[0].line)

    return Spotted([int(np.argmax(texts.codes == most))], finding)


def _too_large(held: Held, many: int, wide: int) -> Spotted:
    codes = [code for code, period in enumerate(held.of) if period is not None]
    ordered = sorted(codes, key=lambda code: held.of[code])  # type: ignore[arg-type, return-value]

    def finding(seen: Sequence[Seen]) -> Finding:
        first, last = seen
        says = (
            f"{many:,} series of {counted(wide, 'period')}, from {shown(first.cells[PERIOD])} to "
            f"{shown(last.cells[PERIOD])} (line {last.line}): more than the {MOST_CELLS:,} values that are read at "
            "once; mend a period that is wrong, or split the file by series"
        )
        return held.file.place.finding("series-size", says, first.line)

    return Spotted([int(held.rows([ordered[at]])[0]) for at in (0, -1)], finding)


def _panel(names: tuple[str, ...], grid: Grid, at: NDArray[np.int32], rows: Rows, status: Codes | None) -> Panel:
    """The panel of rows that are all sound."""
    shape = (len(names), len(grid.periods))

    def spread(values: Array) -> Array:
        made = np.full(shape, np.nan)
        made.ravel()[at] = values + 0.0  # minus zero is zero
        return made

    marks = None
    if status is not None:
        marks = np.full(shape, MISSING, dtype=np.int8)
        marks.ravel()[at] = status
    if VALUE in rows.numbers:
        return Panel(names, grid.periods, spread(rows.numbers[VALUE]), status=marks)
    parts = spread(rows.numbers[NUMERATOR]), spread(rows.numbers[DENOMINATOR])
    return of_quotients(names, grid.periods, *parts, marks)
