"""What is asked of a process that reads and checks papers (worker.py), and what it answers, as lines of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from peelian.audit.claims import claim_wire
from peelian.audit.claims.audited import Audited
from peelian.audit.claims.levels import Level
from peelian.audit.papers import block_wire
from peelian.audit.papers.paper import Paper
from peelian.errors import Unusable
from peelian.findings import Finding


@dataclass(frozen=True)
class Request:
    """What is asked: the claims of a paper; levels too where it is one of a set, blocks where they are shown.

    `shared`: two processes may read it.
    """

    path: str
    levels: bool
    blocks: bool
    shared: bool

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode("ascii") + b"\n"


def head(paper: Paper) -> dict[str, Any]:
    """What an answer says of a paper beside its claims."""
    return {
        "name": paper.name,
        "sha256": paper.sha256,
        "pages": paper.pages,
        "notes": [asdict(note) for note in paper.notes],
    }


Answer = Paper | tuple[Audited, tuple[Level, ...]]


def understood(lines: list[bytes]) -> Answer:
    """The answer of these lines: a paper that was not read, or one that was checked, with its levels.

    Raises Unusable where there is no such file.
    """
    about = json.loads(lines[0])
    if "unusable" in about:
        raise Unusable(about["unusable"])
    head = about["paper"]
    notes = tuple(Finding(**{**note, "figures": tuple(note["figures"])}) for note in head["notes"])
    if "claims" not in about:
        return Paper(head["name"], head["sha256"], head["pages"], (), notes)
    claims, levels = 1 + about["claims"], 1 + about["claims"] + about["levels"]
    blocks = block_wire.read(line.decode("ascii") for line in lines[levels:])
    paper = Paper(head["name"], head["sha256"], head["pages"], blocks, notes)
    said = tuple(claim_wire.read(json.loads(line)) for line in lines[1:claims])
    return (
        Audited(paper, said, about["left"], about["pages"]),
        tuple(claim_wire.level_read(json.loads(line)) for line in lines[claims:levels]),
    )
