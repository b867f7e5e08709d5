"""The audit of a paper that is about to be published: its printed numbers must agree with each other in every format.

Each format is read back from its bytes as anybody would read it, and every statement that can be checked is worked out
again (peelian.audit). One that does not come out must not be published, by however little: our numbers are exact.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from peelian.audit.audit import audit
from peelian.audit.claims.audited import Audited
from peelian.audit.claims.model import Claim
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Paper, Passage
from peelian.errors import naming
from peelian.findings import Finding

CODE = "audit-inconsistent"
READERS = 2  # formats read at a time, each in a process of its own
SLOWEST_FIRST = ("paper.pdf", "paper.html", "paper.docx", "paper.odt")
_LABEL = re.compile(r"(?:Table|Chart) \d+")


@dataclass(frozen=True)
class Arithmetic:
    """What the audit of an edition says. Counts are of the page; `seconds` is how long all formats took, by the clock.

    `left` counts what looked as if it could be checked and was not. `unread` are formats that could not be read back,
    which is the builder's to know and no part of the edition: another machine may manage.
    """

    findings: tuple[Finding, ...]
    unread: tuple[Finding, ...]
    formats: tuple[str, ...]
    seconds: float
    recognised: int = 0
    sound: int = 0
    undecided: int = 0
    left: int = 0


def check(files: Mapping[str, bytes]) -> Arithmetic:
    """The findings about the papers among an edition's files, each told once with the formats that have it."""
    began = time.perf_counter()
    names = tuple(name for name in SLOWEST_FIRST if name in files)
    found: dict[str, Audited] = {}
    with ThreadPoolExecutor(READERS) as readers:
        reading = {name: readers.submit(_read, name, files[name]) for name in names}
        for name in (*names[1:], *names[:1]):  # while the slowest is read, the others are audited
            found[name] = _audited(reading[name].result())
    unread = [
        Finding("not-audited", name, f"its arithmetic was not checked: {note.says}", "warning")
        for name, one in found.items()
        if not one.paper.blocks
        for note in one.paper.notes[:1]
    ]
    took = time.perf_counter() - began
    if not found:
        return Arithmetic((), (), (), took)
    of = found.get("paper.html") or next(iter(found.values()))
    verdicts = [claim.verdict for claim in of.claims]
    return Arithmetic(
        tuple(_told(found)),
        tuple(unread),
        names,
        took,
        len(verdicts),
        sum(verdict in ("consistent", "consistent_within_rounding") for verdict in verdicts),
        verdicts.count("not_decidable"),
        of.left,
    )


@lru_cache(maxsize=8)
def _read(name: str, data: bytes) -> Paper:
    """The paper in these bytes. The same bytes are read once."""
    with tempfile.TemporaryDirectory(prefix="peelian-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, name)
        with naming(path):
            path.write_bytes(data)
        return read_paper(path)


@lru_cache(maxsize=8)
def _audited(paper: Paper) -> Audited:
    return audit([paper]).papers[0]


def _told(found: Mapping[str, Audited]) -> list[Finding]:
    """One finding for what several formats print alike."""
    formats: dict[tuple[str, str, str], list[str]] = {}
    first: dict[tuple[str, str, str], tuple[Audited, Claim]] = {}
    for name, one in found.items():
        for claim in one.claims:
            if claim.verdict == "inconsistent":
                key = (claim.kind, claim.spot.quote, claim.stated.printed)
                formats.setdefault(key, []).append(name)
                first.setdefault(key, (one, claim))
    return [
        _finding(*first[key], "all formats" if len(names) == len(found) else ", ".join(names))
        for key, names in formats.items()
    ]


def _finding(one: Audited, claim: Claim, formats: str) -> Finding:
    place = _place(one.paper, claim.spot.block)
    words = claim.stated.number.text if claim.stated.number is not None else claim.stated.printed
    sum_ = f"{claim.sum}; " if claim.sum else ""
    says = f"“{_cut(claim.spot.quote)}” does not come out: printed {words}, {sum_}{claim.reason} ({formats})"
    advice = "mend the words or the figures it is made of, or accept it with a reason in accepted-findings.yaml"
    return Finding(CODE, place, says, place=place, words=words, advice=advice)


def _place(paper: Paper, block: int) -> str:
    """The number of the paragraph or the label of the table, or of the nearest before it that has one."""
    for before in reversed(paper.blocks[: block + 1]):
        if isinstance(before, Passage):
            if before.number and before.kind != "heading":
                return before.number.rstrip(".")
        elif label := _LABEL.match(before.caption):
            return label[0]
    return "the paper"


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def audit_line(one: Arithmetic) -> str:
    """What a person who builds is told of it; the time stands apart from that of the build."""
    formats = f"{len(one.formats)} format{'' if len(one.formats) == 1 else 's'}"
    open_ = f", {one.undecided} cannot be decided" if one.undecided else ""
    return (
        f"audit of {formats}: {one.recognised} statements checked, {one.sound} come out{open_}; {one.left} left; "
        f"{one.seconds:.1f} s"
    )


def audit_json(one: Arithmetic) -> dict[str, object]:
    """The same for a program."""
    return {
        "formats": list(one.formats),
        "recognised": one.recognised,
        "sound": one.sound,
        "undecided": one.undecided,
        "left": one.left,
        "seconds": round(one.seconds, 3),
    }
