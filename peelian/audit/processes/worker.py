"""A process that reads and checks papers: each in a process of its own, so that a hostile one costs no more than that.

Run by workers.py. A request is a line of JSON on standard input: the path of a paper, and what is wanted of it beside
its claims. The answer on standard output is a line about the paper, then a line for each claim, level and block, then
an empty one. What a paper needs is loaded once; then every paper gets a copy of the process, with limits on memory
and time, or, on systems that do not copy processes, a process of its own from the start.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from peelian.audit.audit import checked
from peelian.audit.claims import claim_wire
from peelian.audit.papers import block_wire, child
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.notread import NotRead
from peelian.audit.papers.paper import Paper
from peelian.audit.processes.exchange import Request, head
from peelian.errors import Unusable
from peelian.findings import Finding

MOST_SECONDS = 2 * child.MOST_SECONDS  # of processor time, for reading and checking together
ANSWERED = 17  # how a copy ends that gave its answer; whatever ends it otherwise says something else


def main() -> int:
    """Answers until there are no more requests, or until a paper's process ended badly; that one has no answer."""
    import peelian.audit.papers.pdf
    import peelian.audit.papers.tree  # noqa: F401  both are loaded here and not in each copy

    gc.freeze()
    for line in sys.stdin.buffer:
        request = Request(**json.loads(line))
        if not hasattr(os, "fork"):
            _say(request)
            return 0
        number = os.fork()
        if number == 0:
            _end(request)
        if os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) != ANSWERED:
            return 1
    return 0


def _end(request: Request) -> None:
    """Answers in the copy, which never comes back from here."""
    code = 1
    try:
        child.limit(MOST_SECONDS)
        _say(request)
        code = ANSWERED
    finally:
        os._exit(code)


def _say(request: Request) -> None:
    answer = "\n".join([*_lines(request), "", ""])
    sys.stdout.write(answer)
    sys.stdout.flush()


def _lines(request: Request) -> Iterator[str]:
    path = Path(request.path)
    try:
        paper = read_paper(path, partial(child.read_here, shared=request.shared))
    except Unusable as error:
        yield json.dumps({"unusable": str(error)})
        return
    if not paper.blocks:
        yield json.dumps({"paper": head(paper)})
        return
    try:
        with child.told_as_refused("be checked"):
            one, levels = checked(paper, levels=request.levels)
    except NotRead as refused:
        note = Finding(refused.code, paper.name, str(refused))
        yield json.dumps({"paper": head(Paper(paper.name, paper.sha256, paper.pages, (), (*paper.notes, note)))})
        return
    about = {"pages": one.pages, "left": one.left, "claims": len(one.claims), "levels": len(levels)}
    yield json.dumps({"paper": head(paper)} | about)
    yield from (json.dumps(claim_wire.written(claim)) for claim in one.claims)
    yield from (json.dumps(claim_wire.level_written(level)) for level in levels)
    if request.blocks:
        yield from map(block_wire.written, paper.blocks)
