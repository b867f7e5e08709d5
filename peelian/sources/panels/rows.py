"""The rows of a file of series as arrays: texts by code, numbers as they are, the rows whose number may not be taken.

Arrow reads what the scan of the bytes found to be regular; any doubt, and any difference in the number of rows,
sends the file to the slow reader, whose word counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from peelian.signals.panel import Array
from peelian.sources.panels.cells import NUMBER
from peelian.sources.panels.layout import Layout
from peelian.sources.problems import Place
from peelian.sources.records import lines_of, records
from peelian.sources.scan import Body, Head

if TYPE_CHECKING:
    import pyarrow as pa

Numbered = NDArray[np.int64]
"""Numbers of rows, or of columns; the first is 0."""

BLOCK = 16 << 20  # bytes read at a time: names seldom stand in two blocks of a file, and memory stays small
RECORDS = 100_000  # rows that the slow reader gives at a time
BLANK = -1


@dataclass(frozen=True)
class Opened:
    """A file whose header and bytes are known; `path` holds plain bytes."""

    path: Path
    place: Place
    head: Head
    body: Body
    layout: Layout

    def lines(self, rows: Sequence[int]) -> dict[int, int]:
        """The line of each of these rows."""
        if self.body.rows is not None and self.body.one_line_each:
            return {row: self.head.next_line + row for row in rows}
        found = lines_of(self.path, self.head, [row + 1 for row in rows])
        return {row: found[row + 1] for row in rows}


@dataclass(frozen=True)
class Texts:
    """A column of texts. `codes` [rows] are places in `every`, which is in order of first appearance; BLANK for none.

    `every` is an Arrow array, since a column of the wrong file may hold ten million texts.
    """

    codes: NDArray[np.int32]
    every: Any

    def first(self, most: int) -> list[str]:
        return list(self.every.slice(0, most).to_pylist())


@dataclass(frozen=True)
class Rows:
    """Every row of a file. `numbers` [rows] are NaN where a cell is blank, and in the rows of `refused`.

    `slowly` says which reader they come from, so that it is asked again for their words.
    """

    count: int
    slowly: bool
    texts: Mapping[str, Texts]
    numbers: Mapping[str, Array]
    refused: Mapping[str, Numbered]


def read_rows(file: Opened, count: int, slowly: bool) -> Rows | None:
    """The rows of a file, at least one, of which there are so many; None where the slow reader must be asked."""
    import pyarrow as pa

    texts = {name: _Coding(count) for name in file.layout.texts}
    numbers = {name: np.empty(count) for name in file.layout.numeric}
    refused: dict[str, list[Numbered]] = {name: [] for name in numbers}
    begins = 0
    try:
        for batch in batches(file, slowly):
            ends = begins + batch.num_rows
            if ends > count:
                return None
            for name, coding in texts.items():
                coding.add(batch.column(name), begins)
            for name, values in numbers.items():
                values[begins:ends], bad = _numbers(batch.column(name))
                refused[name].append(bad + begins)
            begins = ends
    except pa.ArrowInvalid:
        return None
    if begins != count:
        return None
    bad_rows = {name: np.concatenate(pieces) for name, pieces in refused.items()}
    return Rows(count, slowly, {name: coding.texts() for name, coding in texts.items()}, numbers, bad_rows)


def texts_of(file: Opened, slowly: bool, rows: Sequence[int]) -> dict[int, dict[str, str]]:
    """The cells of some rows as they stand in the file, by column."""
    found: dict[int, dict[str, str]] = {}
    wanted, begins = np.unique(np.array(rows, dtype=np.int64)), 0
    for batch in batches(file, slowly):
        here = wanted[(wanted >= begins) & (wanted < begins + batch.num_rows)]
        for row, cells in zip(here.tolist(), batch.take(here - begins).to_pylist(), strict=True):
            found[row] = {name: text or "" for name, text in cells.items()}
        begins += batch.num_rows
        if len(found) == len(wanted):
            break
    return found


def batches(file: Opened, slowly: bool) -> Iterator[pa.RecordBatch]:
    """The file piece by piece, a column for each of the layout: texts, those that come again and again by code."""
    return _by_record(file) if slowly else _by_arrow(file)


def _by_arrow(file: Opened) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa
    from pyarrow import csv

    layout = file.layout
    wanted = {name: f"c{layout.at[name]}" for name in (*layout.texts, *layout.numeric)}
    types = {wanted[name]: pa.dictionary(pa.int32(), pa.string()) for name in layout.texts}
    types |= {wanted[name]: pa.string() for name in layout.numeric}
    with pa.OSFile(str(file.path)) as raw:
        raw.seek(file.head.offset)
        reader = csv.open_csv(
            raw,
            read_options=csv.ReadOptions(
                column_names=[f"c{n}" for n in range(len(file.head.names))],
                block_size=BLOCK,
            ),
            parse_options=csv.ParseOptions(newlines_in_values=not file.body.one_line_each),
            convert_options=csv.ConvertOptions(
                column_types=types,
                include_columns=list(wanted.values()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
        for batch in reader:
            yield batch.rename_columns(list(wanted))


def _by_record(file: Opened) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    layout = file.layout
    names = (*layout.texts, *layout.numeric)
    columns: dict[str, list[str | None]] = {name: [] for name in names}

    def batch() -> pa.RecordBatch:
        made = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
        return pa.record_batch({n: made[n].dictionary_encode() if n in layout.texts else made[n] for n in names})

    for _, cells in records(file.path, file.head):
        for name, column in columns.items():
            column.append(cells[layout.at[name]] or None)
        if len(columns[names[0]]) == RECORDS:
            yield batch()
            for column in columns.values():
                column.clear()
    if columns[names[0]]:
        yield batch()


class _Coding:
    """A column of texts that comes in pieces, each with codes of its own, on the way to one code for each text."""

    def __init__(self, count: int) -> None:
        self._codes = np.empty(count, dtype=np.int32)
        self._pieces: list[tuple[int, int, Any]] = []

    def add(self, piece: Any, begins: int) -> None:
        ends = begins + len(piece)
        self._codes[begins:ends] = piece.indices.fill_null(BLANK).to_numpy(zero_copy_only=False)
        self._pieces.append((begins, ends, piece.dictionary))

    def texts(self) -> Texts:
        import pyarrow as pa
        import pyarrow.compute as pc

        every = pc.dictionary_encode(pa.concat_arrays([words for _, _, words in self._pieces]))
        of_word, at = every.indices.to_numpy(), 0
        for begins, ends, words in self._pieces:
            mine = np.append(of_word[at : at + len(words)], np.int32(BLANK))  # BLANK counts from the end
            self._codes[begins:ends] = mine[self._codes[begins:ends]]
            at += len(words)
        return Texts(self._codes, every.dictionary)


def _numbers(column: Any) -> tuple[Array, Numbered]:
    """The nearest double to each text, NaN where it is blank or none may be taken; and where it may not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        text, cast = column, pc.cast(column, pa.float64())
    except pa.ArrowInvalid:
        trimmed = pc.utf8_trim(column, " ")
        text = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
        cast = pc.cast(pc.if_else(pc.match_substring_regex(text, rf"\A{NUMBER}\z"), text, None), pa.float64())
    values = cast.to_numpy(zero_copy_only=False)
    finite = np.isfinite(values)
    if finite.all():
        return values, np.zeros(0, dtype=np.int64)
    bad = ~finite & text.is_valid().to_numpy(zero_copy_only=False)
    return np.where(bad, np.nan, values), np.flatnonzero(bad)
