"""A paper opened in a limited process of its own, so that a hostile one costs no more than that.

Run by limited.py. What comes out, on standard output, is one line of JSON about the paper, then a line for each
passage and table (block_wire.py).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from peelian.audit.papers import block_wire
from peelian.audit.papers.notread import NotRead
from peelian.audit.papers.paper import Passage, Table
from peelian.findings import Finding
from peelian.pandoc_program import executable, surroundings

MOST_MEMORY = 1 << 30  # bytes of address space of a process
MOST_SECONDS = 60  # of processor time, where the system counts it
MOST_WAITED = 180  # seconds by the clock, on a machine that does much else
MOST_TEXT = 60_000_000  # bytes said of a paper; a pack of 800 pages has under five million
MOST_TREE = 150_000_000  # bytes of pandoc's tree
MOST_FILES = 64  # open at once
SECONDS_OF_PANDOC = 150  # by the clock

Read = tuple[int | None, tuple[Passage | Table, ...], tuple[Finding, ...]]


def main(arguments: Sequence[str]) -> int:
    """Arguments: the paper, the kind of it (pdf, docx, odt or html), its name for findings.

    Or the paper, "annotate" and where its copy with notes goes; the marks come as JSON on standard input.
    """
    limit()
    path, kind, name = Path(arguments[0]), arguments[1], arguments[2]
    try:
        if kind == "annotate":
            print(json.dumps({"unplaced": _annotated(path, Path(name))}))
            return 0
        pages, blocks, notes = read_here(path, kind, name)
        _say({"pages": pages, "notes": [asdict(note) for note in notes]}, blocks)
    except NotRead as refused:
        print(json.dumps({"code": refused.code, "refused": str(refused)}))
    return 0


def _annotated(path: Path, target: Path) -> list[int]:
    with told_as_refused("be annotated"):
        from peelian.audit.papers.pdf.annotating import Mark, annotate

        return annotate(path, target, [Mark(**mark) for mark in json.loads(sys.stdin.buffer.read())])


def read_here(path: Path, kind: str, name: str, *, shared: bool = False) -> Read:
    """Pages, blocks and findings of a PDF, DOCX, ODT or HTML file, read in this process, which should have limits.

    `shared`: a copy of this process may do a part of it. Raises NotRead and nothing else.
    """
    with told_as_refused("be read"):
        if kind == "pdf":
            from peelian.audit.papers.pdf import read

            paper = read(path, name, shared=shared)
            return paper.pages, paper.blocks, paper.notes
        from peelian.audit.papers.tree import blocks_of

        return None, tuple(blocks_of(_tree(path, kind))), ()


@contextmanager
def told_as_refused(what: str) -> Iterator[None]:
    """Turns what goes wrong with a paper within into NotRead: too little memory, or a fault of ours."""
    try:
        yield
    except NotRead:
        raise
    except (MemoryError, RecursionError):
        says = f"needs more than the {MOST_MEMORY >> 20} MB of memory it may have; split it"
        raise NotRead("audit-limits", says) from None
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
        says = f"could not {what} by a fault of ours ({fault}); please report it with the file"
        raise NotRead("audit-fault", says) from None


def _say(about: dict[str, Any], blocks: Iterable[Passage | Table]) -> None:
    lines, size = [], 0
    for block in blocks:
        line = block_wire.written(block)
        size += len(line)
        if size > MOST_TEXT:
            raise NotRead("audit-limits", f"holds more than {MOST_TEXT // 1_000_000} MB of text; split it")
        lines.append(line)
    print(json.dumps(about), *lines, sep="\n")


def too_much(name: str) -> Finding:
    """What is told of a paper whose process was ended, or ended itself."""
    says = f"could not be read within {MOST_SECONDS} seconds and {MOST_MEMORY >> 20} MB; split it"
    return Finding("audit-limits", name, says)


def limit(seconds: int = MOST_SECONDS) -> None:
    """Memory, time and open files, where the system has such limits; elsewhere the parent's clock alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))


def _tree(path: Path, kind: str) -> dict[str, Any]:
    """What pandoc makes of the document: sandboxed, with a limit on its heap, in an empty folder."""
    with tempfile.TemporaryDirectory(prefix="peelian-") as folder, tempfile.TemporaryFile() as given:
        given.write(_without_navigation(_in_utf8(path.read_bytes())) if kind == "html" else path.read_bytes())
        given.seek(0)
        command = [str(executable()), "+RTS", f"-M{MOST_MEMORY // 2}", "-RTS", "--sandbox", f"--data-dir={folder}"]
        with subprocess.Popen(
            [*command, f"--from={kind}", "--to=json"],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=surroundings(folder),
        ) as pandoc:
            return _answer(pandoc)


def _answer(pandoc: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert pandoc.stdout is not None
    clock = threading.Timer(SECONDS_OF_PANDOC, pandoc.kill)
    clock.daemon = True
    clock.start()
    try:
        said = pandoc.stdout.read(MOST_TREE + 1)
        if len(said) > MOST_TREE:
            pandoc.kill()
            raise NotRead("audit-limits", f"makes more than {MOST_TREE // 1_000_000} MB when it is read; split it")
        code = pandoc.wait()
    finally:
        clock.cancel()
    if code < 0 or code == 251:  # killed; out of the memory it may have
        raise NotRead("audit-limits", "takes more time or memory to read than is allowed; split it")
    try:
        tree = json.loads(said)
    except (ValueError, RecursionError):
        tree = None
    if code or not isinstance(tree, dict):
        raise NotRead("audit-damaged", "is damaged and cannot be read; open it, save it anew, or fetch it again")
    return tree


def _without_navigation(page: bytes) -> bytes:
    """A page without its elements of navigation: links to elsewhere, which pandoc would take for text."""
    lower, kept, at = page.lower(), [], 0
    while (start := lower.find(b"<nav", at)) >= 0 and (end := lower.find(b"</nav>", start)) >= 0:
        kept.append(page[at:start])
        at = end + len(b"</nav>")
    return b"".join([*kept, page[at:]])


def _in_utf8(data: bytes) -> bytes:
    """A page in UTF-8, whatever it is written in: by its byte order mark or its meta element, else as it can be."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace").encode()
    said = re.search(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", data[:4096], re.I)
    for name in ([said[1].decode()] if said else []) + ["utf-8", "cp1252"]:
        try:
            return data.decode(name).encode()
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1").encode()
