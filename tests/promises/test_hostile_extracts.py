"""Promise 1 for extracts: each hostile file is read right or refused with a finding, never half, never in silence."""

from __future__ import annotations

import os
import resource
from datetime import date
from pathlib import Path

import pytest

from peelian.contracts.load import example
from peelian.sources.model import Quarantine, Source
from peelian.sources.store import Loaded, load
from tests.unit.sources.raw_files import AREAS, put, rows_of, source, xlsx, zipped

CALLS = example("calls").replace(b"\r\n", b"\n")
HEAD, ROWS = CALLS.split(b"\n", 1)
# 1 GiB in the long runs; else enough to pass what a record may have.
ONE_LINE = 1 << 30 if os.environ.get("PEELIAN_SOAK") else 40 << 20
MOST_KILOBYTES = 400_000


def loaded(folder: Path, name: str, data: bytes) -> Loaded:
    one: Source = source(
        "extract", (name,), contract="calls", table="calls", received=date(2026, 6, 30), quarantine=Quarantine("20%")
    )
    return load({"one": one}, put(folder, {name: data}), folder / "store", AREAS)


TAKEN = {
    "a byte order mark": b"\xef\xbb\xbf" + CALLS,
    "line ends of Windows": CALLS.replace(b"\n", b"\r\n"),
    "quotes round every cell": b"\n".join(
        b",".join(b'"' + cell + b'"' for cell in line.split(b",")) for line in CALLS.splitlines()
    )
    + b"\n",
    "columns in another order": b"\n".join(b",".join(reversed(line.split(b","))) for line in CALLS.splitlines())
    + b"\n",
    "a column of notes with breaks and quotes": b"\n".join(
        line + (b',"a\nb ""c"", d"' if n else b",reason") for n, line in enumerate(CALLS.splitlines())
    )
    + b"\n",
    "an end without a line": CALLS + b"\n",
}


@pytest.mark.parametrize("kind", TAKEN)
def test_what_is_odd_and_sound_is_taken_whole(tmp_path: Path, kind: str) -> None:
    got = loaded(tmp_path, "calls.csv", TAKEN[kind])
    assert [finding.line() for finding in got.findings if finding.severity != "note"] == []
    assert rows_of(got, "calls", "count(*), count(answered), sum(seconds_to_answer)") == [(10, 8, 881)]


BOMB = zipped({"xl/workbook.xml": b"", "[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": b"0" * 3_000_000})
REFUSED = {
    "Latin-1": ("calls.csv", CALLS.replace(b"MADE-UP-A", "MADE-ÜP".encode("latin-1")), "UTF-8"),
    "UTF-16": ("calls.csv", CALLS.decode().encode("utf-16"), "UTF-16"),
    "a heading twice": ("calls.csv", CALLS.replace(b"area_code", b"channel"), "stands 2 times"),
    "a quote that never closes": ("calls.csv", CALLS.replace(b",999,", b',"999,', 1), "quote"),
    "a row with a cell too many": ("calls.csv", CALLS.replace(b",999,", b",999,,", 1), "cells"),
    "cut in the middle of a row": ("calls.csv", CALLS[:-20], ""),
    "a long cell in a row that breaks a rule": (
        "calls.csv",
        b"\n".join(
            line + (b',"a\n' + b"x" * 200_000 * (n == 3) + b'"' if n else b",reason")
            for n, line in enumerate(CALLS.replace(b",999,", b",998,", 1).splitlines())
        )
        + b"\n",
        "has more than 131,072 characters",
    ),
    "semicolons": ("calls.csv", CALLS.replace(b",", b";"), "semicolons"),
    "nothing": ("calls.csv", b"", "empty"),
    "headings alone": ("calls.csv", HEAD + b"\n", ""),
    "NUL bytes": ("calls.csv", CALLS.replace(b"MADE-UP-A", b"\0\0"), ""),
    "a workbook by another name": ("calls.csv", xlsx([["a"], [1]]), ""),
    "a workbook that is a bomb": ("calls.xlsx", BOMB, "300 times"),
    "a zip that is a bomb": ("calls.zip", zipped({"calls.csv": b"0" * 3_000_000}), "100 times"),
    "a zip that leads out": (
        "calls.zip",
        zipped({"placeholder-csv": CALLS}).replace(b"placeholder-csv", b"../../../x.csvv"),
        "leads out",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_trusted_is_refused_whole(tmp_path: Path, kind: str) -> None:
    name, data, word = REFUSED[kind]
    got = loaded(tmp_path / "plan", name, data)
    errors = [finding for finding in got.findings if finding.severity == "error"]
    assert errors, [finding.line() for finding in got.findings]
    assert any(word in finding.says for finding in errors), [finding.line() for finding in errors]
    assert (dict(got.tables), got.left_out, got.snapshots) == ({}, (), ())
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


@pytest.mark.parametrize("above", [b"", HEAD + b"\n"])
@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_line_without_an_end_is_refused_and_needs_no_memory_of_its_size(
    tmp_path: Path, above: bytes, quote: bytes
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = tmp_path / "plan" / "calls.csv"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.write(above + quote)
        for _ in range(ONE_LINE >> 20):
            file.write(b"x" * (1 << 20))
    one = source("extract", ("calls.csv",), contract="calls", table="calls", received=date(2026, 6, 30))
    got = load({"one": one}, path.parent, path.parent / "store", AREAS)
    [error] = [finding for finding in got.findings if finding.severity == "error"]
    assert "has no end within 16 MiB" in error.says
    assert dict(got.tables) == {}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_KILOBYTES


def test_a_quote_that_never_closes_above_millions_of_short_lines_needs_little_memory(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = tmp_path / "plan" / "calls.csv"
    path.parent.mkdir()
    path.write_bytes(CALLS + b'"' + b"x\n" * (ONE_LINE >> 6))
    one = source("extract", ("calls.csv",), contract="calls", table="calls", received=date(2026, 6, 30))
    got = load({"one": one}, path.parent, path.parent / "store", AREAS)
    [error] = [finding for finding in got.findings if finding.severity == "error"]
    assert "opens or closes a quote in the wrong place" in error.says
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_KILOBYTES
