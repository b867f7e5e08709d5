"""The lists of an audit's report: what cannot be decided, and every statement that was checked, paper by paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from peelian.audit.claims.audited import Audit, Audited
from peelian.audit.claims.model import Claim
from peelian.publications.audit_passages import place
from peelian.publications.audit_words import VERDICT_WORDS, counted, kind_words, summed, worked_out
from peelian.publications.blocks import Block, Column, Heading, Inlines, Paragraph, Table, Text

MOST_LISTED = 2_000  # rows of the list of every statement
MOST_OPEN = 100  # rows of each table of what cannot be decided
MOST_QUOTED = 240  # characters of a passage in a cell

Told = tuple[Audited, Claim]


def undecided(audit: Audit) -> Iterator[Block]:
    """Section 3: first the statements whose numbers seem to differ, then those that lack a number."""
    yield Heading(1, "What cannot be decided", "open", "3")
    open_ = [(one, claim) for one, claim in audit.claims if claim.verdict == "not_decidable"]
    if not open_:
        yield said("Nothing that was recognised had to be left open.", "3.1")
        return
    differ = [told for told in open_ if told[1].recomputed is not None]
    lack = [told for told in open_ if told[1].recomputed is None]
    if differ:
        yield said(
            f"{_could(len(differ))} because two passages may not mean the same thing, or a list may not be whole. "
            "Their numbers seem to differ: they are worth a look.",
            "3.1",
        )
        caption, columns = "Numbers that seem to differ", _columns("Place", "Passage", "Printed", "Worked out", "Why")
        yield _by_paper(audit, differ, MOST_OPEN, caption, columns, _differing, "differing")
    if lack:
        yield said(
            f"{_could(len(lack))} because the paper does not print a number they need, such as the level a change is "
            "measured from. Whoever has the figures can check them; an author can print the number.",
            "3.2" if differ else "3.1",
        )
        caption, columns = "Statements that lack a number", _columns("Place", "Passage", "Printed", "Why")
        yield _by_paper(audit, lack, MOST_OPEN, caption, columns, _lacking, "undecided")


def every(audit: Audit) -> Iterator[Block]:
    """The last section: a row for each statement, consistent ones too."""
    yield Heading(1, "Every statement that was checked", "every", "6")
    if not audit.claims:
        yield said("No statement was recognised.", "6.1")
        return
    caption, columns = "In the order they stand", _columns("Place", "Kind", "Printed", "The sum", "Verdict")
    yield _by_paper(audit, list(audit.claims), MOST_LISTED, caption, columns, _checked, "every-statement")


def said(text: str, number: str) -> Paragraph:
    return Paragraph((Text(text),), number)


def _columns(*titles: str) -> tuple[Column, ...]:
    return tuple(map(Column, titles))


def _by_paper(
    audit: Audit,
    told: list[Told],
    most: int,
    caption: str,
    columns: tuple[Column, ...],
    row: Callable[[Claim], tuple[str, ...]],
    id: str,
) -> Table:
    """A row a statement. Of several papers each is a heading above its rows, so that a row need not name it."""
    groups: list[tuple[int, str]] = []
    rows: list[tuple[Inlines, ...]] = []
    for one, claim in told[:most]:
        if not groups or groups[-1][1] != one.paper.name:
            groups.append((len(rows), one.paper.name))
        rows.append(tuple((Text(cell),) for cell in (place(one, claim.spot, alone=True), *row(claim))))
    if len(told) > most:
        caption += f", the first {most:,} of {len(told):,}; --json has all"
    return Table(caption, columns, tuple(rows), id, "Table", groups=tuple(groups) if len(audit.papers) > 1 else ())


def _differing(claim: Claim) -> tuple[str, ...]:
    return (_cut(claim.spot.quote), claim.stated.printed, worked_out(claim), claim.reason)


def _lacking(claim: Claim) -> tuple[str, ...]:
    return (_cut(claim.spot.quote), claim.stated.printed, claim.reason)


def _checked(claim: Claim) -> tuple[str, ...]:
    return (
        kind_words(claim.kind),
        claim.stated.printed,
        summed(claim) or worked_out(claim),
        VERDICT_WORDS[claim.verdict],
    )


def _could(number: int) -> str:
    return f"{counted(number, 'statement')} could not be decided"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1]}…"
