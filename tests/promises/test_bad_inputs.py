"""Promise 1: a faulty file is never a traceback, never taken, and the message leads to the fault.

0 tracebacks, 0 files taken in silence, every message at most three plain lines; at least 99 in 100 name the right
file, sheet, line and column and show the value.
"""

from __future__ import annotations

import os
import textwrap
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from peelian.findings import Finding
from peelian.sources import archives, figures, joined, readcsv, rows, scan, sql
from peelian.sources.model import Source
from peelian.sources.store import Loaded, load
from peelian.yamlfile import build, parse
from tests.promises.bad_files import KINDS, Case, Written, case_of, cases, faultless, mangled
from tests.promises.tally import tally
from tests.unit.sources.raw_files import AREAS, put

TRIED = 1000 if os.environ.get("PEELIAN_SOAK") else 200
NAMED = 0.99  # of the messages lead to the right file, sheet, line, column and value
LINES, WIDTH = 3, 100


def findings_of(case: Case, folder: Path) -> tuple[Finding, ...]:
    """What a user is told of a case; nothing may have been loaded."""
    if case.yaml is not None:
        node, found = parse(case.yaml, "sources.yaml")
        for item in (node.content or {}).values() if node is not None and isinstance(node.content, dict) else ():
            build(Source, item, found)
        return tuple(found)
    loaded: Loaded = load(case.sources, put(folder, case.files), folder / "store", AREAS)
    if loaded.tables or loaded.snapshots:
        return ()
    return loaded.findings


def faults(case: Case, folder: Path) -> list[str]:
    """How a case breaks the promise: a traceback, silence, or a message too long to read."""
    try:
        found = findings_of(case, folder)
    except Exception:
        return [f"traceback: {traceback.format_exc(limit=-1)}"]
    errors = [finding for finding in found if finding.severity == "error"]
    if not errors:
        return [f"taken in silence: {case.files or case.yaml!r:.200}"]
    lines = [finding.line() for finding in found]
    long = [line for line in lines if len(textwrap.wrap(line, WIDTH)) > LINES]
    odd = [line for line in lines if not line.isprintable() or "Traceback" in line or "Error:" in line]
    return [f"too long: {line}" for line in long] + [f"not plain: {line!r}" for line in odd]


def unnamed(case: Case, folder: Path) -> list[str]:
    """Why no message leads to the fault; nothing where one does."""
    found = [finding for finding in findings_of(case, folder) if finding.severity == "error"]
    for finding in found:
        if case.where in (None, finding.where) and all(word in finding.says for word in case.words):
            return []
    return [f"wanted {case.where} with {case.words}, got {[finding.line() for finding in found]}"]


def test_every_faulty_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    tried = list(enumerate(cases(TRIED)))
    held = tally(
        "promise 1, faulty files refused",
        {f"{n} {case.kind}": faults(case, tmp_path / f"{n}a") for n, case in tried},
    )
    assert held.tried == TRIED
    assert held.held == held.tried, held.details()
    named = tally(
        "promise 1, messages that lead to the fault",
        {f"{n} {case.kind}": unnamed(case, tmp_path / f"{n}b") for n, case in tried},
    )
    assert named.held >= NAMED * named.tried, named.details()


def test_files_without_a_fault_are_taken(tmp_path: Path) -> None:
    """What the faults are put into has none of its own."""
    for seed in range(28):
        written = faultless(seed)
        folder = put(tmp_path / str(seed), {stored(written): written.data})
        loaded = load({"one": written.source}, folder, folder / "store", AREAS)
        assert loaded.findings == ()
        assert loaded.tables or loaded.figures


def stored(written: Written) -> str:
    """The name of the file on the disk: for a member of a zip, the zip."""
    return written.name.partition(".zip/")[0] + ".zip" if ".zip/" in written.name else written.name


def mangled_faults(seed: int, folder: Path) -> list[str]:
    """How a mangled file breaks the promise. It may be taken, where its text is still sound; then as a whole."""
    written = faultless(seed)
    data = mangled(Random(f"mangled {seed}"), written.data)
    put(folder, {stored(written): data})
    try:
        loaded = load({"one": written.source}, folder, folder / "store", AREAS)
    except Exception:
        return [f"traceback: {traceback.format_exc(limit=-1)} for {data[:200]!r}"]
    lines = [finding.line() for finding in loaded.findings]
    odd = [line for line in lines if not line.isprintable() or len(textwrap.wrap(line, WIDTH)) > LINES]
    half = any(finding.severity == "error" for finding in loaded.findings) and (loaded.tables or loaded.snapshots)
    return [f"not plain: {line!r}" for line in odd] + (["half loaded"] if half else [])


def test_a_mangled_file_never_ends_in_a_traceback(tmp_path: Path) -> None:
    held = tally(
        "promise 1, mangled files",
        {str(seed): mangled_faults(seed, tmp_path / str(seed)) for seed in range(TRIED)},
    )
    assert held.held == held.tried, held.details()


def test_there_are_at_least_25_kinds_of_fault() -> None:
    assert len(KINDS) >= 25
    assert {case.kind for case in cases(TRIED)} == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_seed_gives_the_same_file(kind: str) -> None:
    first, again = case_of(kind, 3), case_of(kind, 3)
    if not any(name.endswith(("xlsx", "ods", "zip")) for name in first.files):  # these hold the time of writing
        assert first == again
    assert any(case_of(kind, seed) != first for seed in range(20))


SWITCHED_OFF: dict[str, tuple[Any, str, Callable[..., Any], str]] = {
    "rows are not counted": (readcsv, "check_rows", lambda *_: [], "too many rows"),
    "rows of workbooks are not counted": (rows, "check_rows", lambda *_: [], "too many rows"),
    "cells are not tested": (sql, "good", lambda *_: "true", "text in a number"),
    "dates are not bounded": (sql, "_bounds", lambda *_: ["true"], "date in the future"),
    "bytes are not looked at": (scan, "_wrong_bytes", lambda *_: None, "NUL byte"),
    "files are not compared": (joined, "_twice", lambda *_: (), "month given twice"),
    "names in a zip are not looked at": (archives, "_check_names", lambda *_: None, "zip that slips"),
    "digits are not compared": (figures, "_value_faults", lambda *_: (), "figure typed wrong"),
    "shapes are not looked at": (readcsv, "find_broken", lambda *_: (0, []), "ragged row"),
}


@pytest.mark.parametrize("check", sorted(SWITCHED_OFF))
def test_a_check_that_is_switched_off_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str) -> None:
    module, name, instead, kind = SWITCHED_OFF[check]
    tried = [case_of(kind, seed) for seed in range(12)]
    good = [faults(case, tmp_path / f"{n}a") + unnamed(case, tmp_path / f"{n}b") for n, case in enumerate(tried)]
    assert good == [[]] * 12
    monkeypatch.setattr(module, name, instead)
    assert any(faults(case, tmp_path / f"{n}c") for n, case in enumerate(tried))
