"""Half of a piece of work in a copy of the process: the same as alone, whatever becomes of the copy."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peelian.audit.papers.pdf import reader
from peelian.audit.papers.pdf.halves import both
from tests.unit.audit.typeset import tagged, untagged

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system does not copy processes"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

PAGES = reader.LEAST_SHARED + 3
PACK = "#set heading(numbering: none)\n" + "#pagebreak()\n".join(
    f"= Wardens of ward {n}\n\nOf the {40 + n} wardens, 12 were women.\n\n"
    f"#table(columns: 2, [Ward], [Visits], [{n}], [{n * 7}])\n"
    for n in range(PAGES)
)
HERE = os.getpid()

Half = Callable[[], list[Any]]


def test_the_second_half_is_done_by_another_process() -> None:
    first, second = both(lambda: [os.getpid()], lambda: [os.getpid()])
    assert first == HERE
    assert second != HERE
    assert gone(second)


def test_more_than_a_pipe_holds_comes_back_whole() -> None:
    assert both(lambda: [0], lambda: list(range(1, 300_000))) == list(range(300_000))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGXCPU], ids=["killed", "out of time"])
def test_where_the_copy_dies_its_half_is_done_here(end: int) -> None:
    def second() -> list[int]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), end)
        return [os.getpid()]

    assert both(lambda: [1], second) == [1, HERE]


def test_what_the_copy_raises_is_raised_here() -> None:
    def second() -> list[int]:
        raise ValueError("page 41")

    with pytest.raises(ValueError, match="page 41"):
        both(lambda: [1], second)


def test_what_is_raised_here_ends_the_copy(tmp_path: Path) -> None:
    said = tmp_path / "copy"

    def first() -> list[int]:
        while not said.exists() or not said.read_text():
            time.sleep(0.01)
        raise ValueError("page 3")

    def second() -> list[int]:
        said.write_text(str(os.getpid()))
        time.sleep(600)
        return []

    began = time.monotonic()
    with pytest.raises(ValueError, match="page 3"):
        both(first, second)
    assert time.monotonic() - began < 60
    assert gone(int(said.read_text()))


def gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("typeset", [tagged, untagged])
def test_a_paper_read_in_halves_is_the_paper_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typeset: Callable[[str], bytes]
) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(typeset(PACK))
    shared: list[int] = []

    def counted(first: Half, second: Half) -> list[Any]:
        shared.append(1)
        return both(first, second)

    monkeypatch.setattr(reader, "can_share", lambda: True)
    monkeypatch.setattr(reader, "both", counted)
    whole = reader.read(path, "pack.pdf")
    assert (shared, whole.pages, len(whole.blocks)) == ([], PAGES, 3 * PAGES)
    assert reader.read(path, "pack.pdf", shared=True) == whole
    assert shared == [1]


def test_a_short_paper_or_one_core_is_not_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "both", lambda *_: pytest.fail("a copy was made"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    path = tmp_path / "pack.pdf"
    path.write_bytes(tagged(PACK))
    assert reader.read(path, "pack.pdf", shared=True).pages == PAGES
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    path.write_bytes(tagged("One page.\n"))
    assert reader.read(path, "pack.pdf", shared=True).pages == 1
