"""What the audit made of a report against what was planted in it.

A statement is recognised where a claim that overlaps it has its kind or states its number, and came to a verdict. A
slip is found where a claim that overlaps its sentence, or is of its cell, is called inconsistent. A finding is right
where it touches a sentence with a slip, or a row or column of a table that has one; any other is a false alarm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from peelian.audit.claims.audited import Audit
from peelian.audit.claims.model import Claim, Spot
from peelian.audit.papers.paper import Paper, Passage
from peelian.audit.papers.paper import Table as ReadTable
from tests.promises.seeded.report import Report
from tests.promises.seeded.sentences import Statement
from tests.promises.seeded.tables import Grid

_LEFT_OUT = re.compile(r"[\s\u00ad\u2010\u2011\u2012\u2013\u2212-]")
_QUOTES = str.maketrans("\u2019\u2018", "''")

CHANGES = ("percent_change", "point_change", "absolute_change", "direction_word")
Key = tuple[str, str, str]  # set, kind, producer


@dataclass
class Score:
    """Counts by set of phrases, kind and producer, and what was missed and shouted, to look at."""

    statements: Counter[Key] = field(default_factory=Counter)
    recognised: Counter[Key] = field(default_factory=Counter)
    slips: Counter[Key] = field(default_factory=Counter)
    found: Counter[Key] = field(default_factory=Counter)
    findings: Counter[Key] = field(default_factory=Counter)
    alarms: Counter[Key] = field(default_factory=Counter)
    rounding: Counter[Key] = field(default_factory=Counter)  # false alarms about statements that only rounding explains
    cells: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    unrecognised: list[tuple[Statement, str]] = field(default_factory=list)
    missed: list[tuple[Statement, str]] = field(default_factory=list)
    shouted: list[tuple[str, Claim, str]] = field(default_factory=list)
    reports: int = 0
    pages: int = 0

    def add(self, other: Score) -> None:
        for name, mine in vars(self).items():
            theirs = getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            elif isinstance(mine, list):
                mine.extend(theirs)
        self.reports += other.reports
        self.pages += other.pages


@dataclass(frozen=True)
class Where:
    """Where a statement stands in a paper as read: offsets in a passage, or a row of a table by its first cell."""

    paper: int
    block: int
    start: int = 0
    end: int = 0
    row: str = ""


def squeezed(text: str) -> tuple[str, list[int]]:
    """Without blanks, hyphens and dashes, and for each character left the offset it had."""
    kept = [(c, at) for at, c in enumerate(text.translate(_QUOTES)) if not _LEFT_OUT.match(c)]
    return "".join(c for c, _ in kept), [at for _, at in kept]


def digits(text: str) -> str:
    return "".join(re.findall(r"[\d.]", text)).rstrip(".")


def score(report: Report, audit: Audit, producer: str) -> Score:
    """The first paper of the audit is the report, the second its other paper."""
    made = Score(reports=1, pages=audit.papers[0].pages)
    papers = [one.paper for one in audit.papers]
    grids = [block for block in report.blocks if isinstance(block, Grid)]
    blocks = {n: _best(grid, papers[0]) for n, grid in enumerate(grids, 1)}
    for n, grid in enumerate(grids, 1):
        cells, exact = _cells(grid, papers[0], blocks[n])
        made.cells[producer] += cells
        made.exact[producer] += exact
    claims = [(at, claim) for at, one in enumerate(audit.papers) for claim in one.claims]
    places = {id(s): list(_places(s, papers, blocks)) for s in report.statements}
    for statement in report.statements:
        _of_statement(made, statement, places[id(statement)], claims, producer)
    slipped = [s for s in report.statements if s.slip]
    for at, claim in claims:
        if claim.verdict == "inconsistent":
            _of_finding(made, report, at, claim, audit, slipped, places, (grids, blocks), producer)
    return made


def _of_statement(
    made: Score, statement: Statement, places: Sequence[Where], claims: Iterable[tuple[int, Claim]], producer: str
) -> None:
    key = (statement.set, statement.kind, producer)
    near = [c for at, c in claims if any(_touches(w, at, s) for w in places for s in (c.spot, *c.also))]
    own = [c for c in near if _states(c, statement)]
    made.statements[key] += 1
    if any(c.verdict != "not_decidable" for c in own):
        made.recognised[key] += 1
    else:
        made.unrecognised.append((statement, producer))
    if statement.slip:
        made.slips[key] += 1
        fits = own if statement.table and statement.slip != "symbol" else near
        if any(c.verdict == "inconsistent" for c in fits):
            made.found[key] += 1
        else:
            made.missed.append((statement, producer))


def _states(claim: Claim, statement: Statement) -> bool:
    said = digits(statement.stated)
    if statement.table:
        return digits(claim.stated.printed) == said
    if statement.kind == "symbol_vs_sign" and claim.kind in CHANGES:
        return True  # the sign belongs to the change that is checked
    return claim.kind == statement.kind or (bool(said) and digits(claim.stated.printed) == said)


def _of_finding(
    made: Score,
    report: Report,
    at: int,
    claim: Claim,
    audit: Audit,
    slipped: Sequence[Statement],
    places: dict[int, list[Where]],
    tables: tuple[list[Grid], dict[int, int]],
    producer: str,
) -> None:
    spots = (claim.spot, *claim.also)
    names = {one.paper.name: n for n, one in enumerate(audit.papers)}
    wheres = [(names.get(s.document, at), s) for s in spots]
    of = next(
        (s for s in report.statements if any(_touches(w, n, spot) for w in places[id(s)] for n, spot in wheres[:1])),
        None,
    )
    key = (of.set if of else "none", claim.kind, producer)
    made.findings[key] += 1
    if any(_touches(w, n, spot) for s in slipped for w in places[id(s)] for n, spot in wheres):
        return
    if any(_in_column(s, claim, tables) for s in slipped if s.table):
        return
    made.alarms[key] += 1
    if of is not None and of.by_rounding:
        made.rounding[key] += 1
    made.shouted.append((key[0], claim, producer))


def _in_column(slip: Statement, claim: Claim, tables: tuple[list[Grid], dict[int, int]]) -> bool:
    """Whether a finding is about the total of the column that a slip stands in."""
    grids, blocks = tables
    grid = grids[(slip.table or 0) - 1]
    if claim.spot.row is None or claim.spot.block != blocks[slip.table or 0]:
        return False
    row = next(row for row in grid.rows if row[0] == slip.text)
    column = row.index(slip.stated)
    return digits(grid.rows[-1][column]) == digits(claim.stated.printed)


def _touches(where: Where, paper: int, spot: Spot) -> bool:
    if (where.paper, where.block) != (paper, spot.block):
        return False
    if where.row:
        return squeezed(spot.quote)[0].startswith(squeezed(where.row)[0])
    return spot.start < where.end and where.start < spot.end


def _places(statement: Statement, papers: Sequence[Paper], blocks: dict[int, int]) -> Iterator[Where]:
    if statement.table:
        yield Where(0, blocks[statement.table], row=statement.text)
        return
    for text in filter(None, (statement.text, statement.first)):
        wanted = squeezed(text)[0]
        for n, paper in enumerate(papers):
            for at, block in enumerate(paper.blocks):
                if not isinstance(block, Passage):
                    continue
                said, offsets = squeezed(block.text)
                start = said.find(wanted)
                if start >= 0:
                    yield Where(n, at, offsets[start], offsets[start + len(wanted) - 1] + 1)


# --- cells ---


def _best(grid: Grid, paper: Paper) -> int:
    """The block of the paper that has most of the table's cells; -1 where none has any."""
    sizes = {at: _alike(grid, b) for at, b in enumerate(paper.blocks) if isinstance(b, ReadTable)}
    return max(sizes, key=lambda at: sizes[at], default=-1)


def _cells(grid: Grid, paper: Paper, block: int) -> tuple[int, int]:
    read = paper.blocks[block] if block >= 0 else None
    many = sum(map(len, grid.rows))
    return many, _alike(grid, read) if isinstance(read, ReadTable) else 0


def _alike(grid: Grid, read: ReadTable) -> int:
    """Cells of the body that stand in the row of their name and in their column."""
    rows = {_plain(row[0].text): row for row in reversed(read.rows) if row}
    pairs = ((mine, rows.get(_plain(mine[0]), ())) for mine in grid.rows)
    return sum(_plain(a) == _plain(b.text) for mine, theirs in pairs for a, b in zip(mine, theirs, strict=False))


def _plain(text: str) -> str:
    return " ".join(re.sub("[\u2010\u2212\u2013]", "-", text).translate(_QUOTES).split())
