"""The report of an audit, as a document: what was checked, what does not come out and why, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from peelian.audit.claims.audited import Audit, Audited
from peelian.audit.claims.model import KINDS, SEVERITIES, VERDICTS, Claim
from peelian.audit.papers.paper import CHARACTERS_OF_A_PAGE
from peelian.publications.audit_lists import Told, every, said, undecided
from peelian.publications.audit_passages import place, quoted
from peelian.publications.audit_words import (
    KIND_WORDS,
    LIMITS,
    SEVERITY_COUNTS,
    SEVERITY_WORDS,
    VERDICT_MEANS,
    VERDICT_WORDS,
    advice,
    between,
    counted,
    summed,
)
from peelian.publications.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Inlines,
    Paragraph,
    Strong,
    Table,
    Text,
)

MOST_IN_FULL = 300  # statements told in full, with their passages
MOST_NAMED = 3  # papers in the title
PUBLISHER = "Peelian"


def compose(audit: Audit, made: date) -> Document:
    """The report of these papers. `made` is the day it is dated; the same audit and day give the same document."""
    wrong = sorted(
        ((one, claim) for one, claim in audit.claims if claim.verdict == "inconsistent"),
        key=lambda told: SEVERITIES.index(told[1].severity) if told[1].severity else len(SEVERITIES),
    )
    names = [one.paper.name for one in audit.papers]
    blocks: list[Block] = [
        *_found(audit, wrong),
        *_wrong(wrong, len(audit.papers) == 1),
        *undecided(audit),
        *_papers(audit),
        *_how(),
        *every(audit),
    ]
    return Document(
        title="Audit of arithmetic",
        subtitle="; ".join(names) if len(names) <= MOST_NAMED else f"{names[0]} and {len(names) - 1:,} other papers",
        issued=made,
        publisher=PUBLISHER,
        cover=(
            ("Pages", f"{sum(one.pages for one in audit.papers):,}"),
            ("Statements checked", f"{len(audit.claims):,}"),
            ("Do not come out", f"{len(wrong):,}"),
        ),
        notices=(LIMITS,),
        blocks=tuple(_numbered(blocks)),
        subject="Arithmetic of published papers, checked",
        dated="Checked",
        called="report",
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their tables counted from 1, as not every report has all of them."""
    number = 0
    for block in blocks:
        number += isinstance(block, Table)
        yield replace(block, label=f"{block.label} {number}") if isinstance(block, Table) else block


def _found(audit: Audit, wrong: list[Told]) -> Iterator[Block]:
    yield Heading(1, "What was found", "found", "1")
    claims = [claim for _, claim in audit.claims]
    left = sum(one.left for one in audit.papers)
    pages, papers = sum(one.pages for one in audit.papers), len(audit.papers)
    where = f"{counted(papers, 'paper')} with {counted(pages, 'page')}" if papers > 1 else counted(pages, "page")
    sound = sum(claim.verdict in ("consistent", "consistent_within_rounding") for claim in claims)
    rounded = sum(claim.verdict == "consistent_within_rounding" for claim in claims)
    undecided = sum(claim.verdict == "not_decidable" for claim in claims)
    yield said(
        f"In {where}, {counted(len(claims), 'statement')} could be checked against other printed numbers. "
        f"{_share(sound, len(claims))} come out{_rounded(rounded)}. "
        f"{counted(len(wrong), 'statement')} {'does' if len(wrong) == 1 else 'do'} not come out{_gravely(wrong)}. "
        f"{undecided:,} cannot be decided from what is printed.",
        "1.1",
    )
    yield said(
        f"{counted(left, 'statement')} looked as if they could be checked and were left, because no other number was "
        "found that they can be checked against. A sentence that is not listed was not recognised; that is no sign "
        "that it is right.",
        "1.2",
    )
    rows = [
        (
            (Text(KIND_WORDS[kind]),),
            *((Text(f"{sum(c.kind == kind and c.verdict == verdict for c in claims):,}"),) for verdict in VERDICTS),
        )
        for kind in KINDS
        if any(c.kind == kind for c in claims)
    ]
    if rows:
        whole = (
            (Strong((Text("All kinds"),)),),
            *((Strong((Text(f"{sum(c.verdict == verdict for c in claims):,}"),)),) for verdict in VERDICTS),
        )
        columns = (Column("Kind of statement"), *(Column(VERDICT_WORDS[v].capitalize(), "right") for v in VERDICTS))
        yield Table("Statements by kind and verdict", columns, (*rows, whole), "by-kind", "Table")


def _wrong(wrong: list[Told], alone: bool) -> Iterator[Block]:
    yield Heading(1, "What does not come out", "wrong", "2")
    if not wrong:
        yield said("Every statement that could be checked comes out, or cannot be decided.", "2.1")
        return
    yield said(
        "The gravest first. The statement is in bold in its passage; the other numbers it was checked against stand "
        "in the sum.",
        "2.1",
    )
    for number, (one, claim) in enumerate(wrong[:MOST_IN_FULL], 1):
        yield from _in_full(f"2.{number + 1}", f"wrong-{number}", one, claim, alone)
    if len(wrong) > MOST_IN_FULL:
        yield said(
            f"{counted(len(wrong) - MOST_IN_FULL, 'more statement')} not told here; the list at the end has each.",
            f"2.{MOST_IN_FULL + 2}",
        )


def _in_full(number: str, id: str, one: Audited, claim: Claim, alone: bool) -> Iterator[Block]:
    severity = SEVERITY_WORDS[claim.severity] if claim.severity else VERDICT_WORDS[claim.verdict]
    title = f"{KIND_WORDS[claim.kind]}, {place(one, claim.spot, alone)}: {severity[0].lower()}{severity[1:]}"
    yield Heading(2, title, id, number)
    yield Paragraph(quoted(one.paper, claim.spot))
    facts: list[Inlines] = [_fact("Printed", _printed(claim))]
    if claim.sum:
        facts.append(_fact("The sum", summed(claim)))
    if claim.possible is not None and claim.recomputed is not None and claim.possible[0] != claim.possible[1]:
        facts.append(_fact("With the rounding of the printed numbers", between(claim)))
    facts.append(_fact("Verdict", f"{VERDICT_WORDS[claim.verdict]}; {claim.reason}"))
    if claim.severity:
        facts.append(_fact("What to do", advice(claim)))
    for spot in claim.also:
        facts.append((Strong((Text("Together with"),)), Text(f" {place(one, spot)}: “{spot.quote}”")))
    yield Bullets(tuple(facts))


def _papers(audit: Audit) -> Iterator[Block]:
    yield Heading(1, "The papers", "papers", "4")
    rows = tuple(
        (
            (Text(one.paper.name),),
            (Text(f"{one.pages:,}" if one.paper.pages is not None else f"{one.pages:,} (by length)"),),
            (Text(f"{len(one.claims):,}"),),
            (Text(f"{sum(c.verdict == 'inconsistent' for c in one.claims):,}"),),
            (Text(f"{one.left:,}"),),
            (Text(one.paper.sha256[:16]),),
        )
        for one in audit.papers
    )
    columns = (
        Column("Paper"),
        Column("Pages", "right"),
        Column("Checked", "right"),
        Column("Do not come out", "right"),
        Column("Left", "right"),
        Column("SHA-256 begins"),
    )
    note = f"Where a format has no pages, {CHARACTERS_OF_A_PAGE:,} characters count as one."
    yield Table("What was read", columns, rows, "what-was-read", "Table", (Text(note),))
    notes = [note for one in audit.papers for note in one.paper.notes]
    if notes:
        yield said("What could not be read, or not wholly:", "4.1")
        yield Bullets(tuple((Text(note.line()),) for note in notes))


def _how() -> Iterator[Block]:
    yield Heading(1, "How it was checked", "how", "5")
    yield said(
        "Each statement was worked out again in exact arithmetic from the numbers that the papers print, and held "
        "against the printed result. A printed number stands for every value that rounds to it: 29.2% for 29.15% to "
        "29.25%. Counts printed to the last one do not move. No number from elsewhere was used, and no judgement "
        "of the figures themselves is made.",
        "5.1",
    )
    yield Bullets(tuple(_fact(VERDICT_WORDS[verdict].capitalize(), VERDICT_MEANS[verdict]) for verdict in VERDICTS))


def _fact(label: str, text: str) -> Inlines:
    return (Strong((Text(f"{label}:"),)), Text(f" {text}"))


def _printed(claim: Claim) -> str:
    """The printed result, and that it stands elsewhere where the marked passage does not hold it."""
    printed = claim.stated.printed
    elsewhere = claim.also and printed not in claim.spot.quote and " / " not in printed
    return f"{printed}, in the passage it is held against" if elsewhere else printed


def _gravely(wrong: Iterable[Told]) -> str:
    """How many of each severity, in words that follow a number of statements."""
    counts = [(name, sum(claim.severity == name for _, claim in wrong)) for name in SEVERITIES]
    told = [SEVERITY_COUNTS[name].format(f"{number:,}") for name, number in counts if number]
    return f" ({', '.join(told)})" if told else ""


def _rounded(number: int) -> str:
    return f", {number:,} of them only because printed numbers are rounded" if number else ""


def _share(part: int, whole: int) -> str:
    return "None of them" if not part else "All of them" if part == whole else f"{part:,} of them"
