"""The report of an audit as a document, and as what people open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from peelian.audit.audit import audit
from peelian.audit.claims.audited import Audit
from peelian.audit.claims.model import KINDS, SEVERITIES, VERDICTS
from peelian.audit.papers.plaintext import read
from peelian.publications import audit_lists, audit_report
from peelian.publications.audit_report import compose
from peelian.publications.audit_words import ADVICE, KIND_WORDS, SEVERITY_WORDS, VERDICT_MEANS, VERDICT_WORDS
from peelian.publications.blocks import Bullets, Document, Heading, Paragraph, Strong, Table, flatten, plain, walk

MADE = date(2026, 11, 26)
PAPER = """# Visits

1.1. Visits rose from 1,200 to 1,500, an increase of 35%. The rooms are open on Sundays.

1.2. Loans rose from 1,200 to 1,501, an increase of 25.0%.

1.3. Fines fell from 400 to 300, a decrease of 25%.

1.4. There were 700 late returns, a reduction of 12.5% compared with the baseline year.

| Branch | 2024 | 2025 | Change |
|---|---|---|---|
| North | 100 | 120 | 20% |
| South | 50 | 60 | 12% |
"""


def audited(*texts: str) -> Audit:
    return audit(read(text.encode(), f"paper-{n}.md") for n, text in enumerate(texts, 1))


def words(document: Document) -> str:
    parts = []
    for block in walk(document.blocks):
        match block:
            case Heading():
                parts.append(block.text)
            case Paragraph():
                parts.append(plain(block.inlines))
            case Bullets():
                parts += [plain(item) for item in block.items]
    return "\n".join(parts)


def table(document: Document, id: str) -> list[list[str]]:
    found = next(block for block in walk(document.blocks) if isinstance(block, Table) and block.id == id)
    return [[plain(cell) for cell in row] for row in found.rows]


def test_it_says_what_was_found_and_what_was_left() -> None:
    said = words(compose(audited(PAPER), MADE))
    assert "In 1 page, 6 statements could be checked against other printed numbers. 2 of them come out." in said
    assert (
        "3 statements do not come out (2 wrong by more than the last digit, 1 wrong in the last digit). "
        "1 cannot be decided from what is printed." in said
    )
    assert "A sentence that is not listed was not recognised; that is no sign that it is right." in said


def test_the_gravest_come_first_with_passage_sum_and_advice() -> None:
    document = compose(audited(PAPER), MADE)
    headings = [block.text for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        "Percent change, line 3: wrong by more than the last digit",
        "Change in a row of a table, line 14, table 1, row 2: wrong by more than the last digit",
        "Percent change, line 5: wrong in the last digit",
    ]
    said = words(document)
    assert "The sum: (1,500 − 1,200) / 1,200 = 25%" in said
    assert "What to do: ask which of the numbers is wrong" in said


def test_the_claim_is_marked_in_its_passage_and_in_its_row() -> None:
    document = compose(audited(PAPER), MADE)
    marked = [
        "".join(plain(leaf.inlines) for leaf in block.inlines if isinstance(leaf, Strong))
        for block in walk(document.blocks)
        if isinstance(block, Paragraph) and any(isinstance(leaf, Strong) for leaf in block.inlines)
    ]
    assert marked[0].rstrip(".") == "Visits rose from 1,200 to 1,500, an increase of 35%"
    assert "The rooms are open" not in marked[0]
    assert marked[1] == "South506012%"
    assert "2024: 50; 2025: 60; Change: 12%" in words(document)


def test_the_tables_count_and_list_every_statement() -> None:
    document = compose(audited(PAPER), MADE)
    assert table(document, "by-kind")[-1] == ["All kinds", "3", "1", "0", "2"]
    listed = table(document, "every-statement")
    assert len(listed) == 6
    assert listed[0] == [
        "line 3",
        "percent change",
        "an increase of 35%",
        "(1,500 − 1,200) / 1,200 = 25%",
        "inconsistent",
    ]
    assert table(document, "undecided")[0][3] == "the level it is compared with is not printed"


def test_several_papers_are_told_apart() -> None:
    one = "1.1. In the year ending March 2025, 1,200 fires were attended.\n"
    two = "1.1. In the year ending March 2025, 1,250 fires were attended.\n"
    document = compose(audited(one, two), MADE)
    assert document.subtitle == "paper-1.md; paper-2.md"
    assert [row[0] for row in table(document, "what-was-read")] == ["paper-1.md", "paper-2.md"]
    many = compose(audited(*["1.1. Nothing to add up.\n"] * 5), MADE)
    assert many.subtitle == "paper-1.md and 4 other papers"


def test_of_several_papers_each_is_a_heading_above_its_rows() -> None:
    document = compose(audited(PAPER, PAPER.replace("35%", "25%")), MADE)
    listed = next(b for b in walk(document.blocks) if isinstance(b, Table) and b.id == "every-statement")
    assert [name for _, name in listed.groups] == ["paper-1.md", "paper-2.md"]
    assert [plain(listed.rows[at][0]) for at, _ in listed.groups] == ["line 3", "line 3"]
    titles = [block.text for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 2]
    assert "Percent change, paper-1.md, line 3: wrong by more than the last digit" in titles


def test_tables_are_counted_as_they_come() -> None:
    for paper, labels in (
        (PAPER, ["Table 1", "Table 2", "Table 3", "Table 4"]),
        ("1.1. Fines fell from 400 to 300, a decrease of 25%.\n", ["Table 1", "Table 2", "Table 3"]),
    ):
        document = compose(audited(paper), MADE)
        assert [block.label for block in walk(document.blocks) if isinstance(block, Table)] == labels


def test_numbers_that_seem_to_differ_stand_before_those_that_lack_one() -> None:
    lists = "1.1. There were 100 visits. Of these, the most prominent kinds were 50 on foot, 30 by bus and 10 by car.\n"
    document = compose(audited(f"{PAPER}\n{lists}"), MADE)
    tables = [block.id for block in walk(document.blocks) if isinstance(block, Table)]
    assert tables == ["by-kind", "differing", "undecided", "what-was-read", "every-statement"]
    assert table(document, "differing")[0][2:4] == ["100", "90"]


def test_times_and_counts_say_what_a_reader_cannot_see() -> None:
    """A sum of times is in seconds; a total of counts is not put right by unrounded figures."""
    said = words(compose(audited("1.1. The median fell by 49.0%, from 1 hour and 2 minutes to 35 minutes.\n"), MADE))
    assert "(2,100 − 3,720) / 3,720 = −43.5484% (times in seconds)" in said
    said = words(compose(audited("1.1. There were 42 visits in total: 21 on foot, 12 by bus and 8 by car.\n"), MADE))
    assert "What to do: ask which of the counts is wrong, or what is left out or counted twice" in said


def test_nothing_wrong_is_said_so() -> None:
    document = compose(audited("1.1. Fines fell from 400 to 300, a decrease of 25%.\n"), MADE)
    assert "Every statement that could be checked comes out, or cannot be decided." in words(document)


def test_a_paper_without_numbers_has_a_report() -> None:
    document = compose(audited("Nothing to add up.\n"), MADE)
    assert "No statement was recognised." in words(document)


def test_long_lists_say_where_they_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_lists, "MOST_LISTED", 2)
    monkeypatch.setattr(audit_report, "MOST_IN_FULL", 1)
    document = compose(audited(PAPER), MADE)
    captions = [block.caption for block in walk(document.blocks) if isinstance(block, Table)]
    assert "In the order they stand, the first 2 of 6; --json has all" in captions
    assert "2 more statements not told here; the list at the end has each." in words(document)


def test_long_passages_are_cut_at_sentences() -> None:
    around = "The library has been open for many years and everyone likes it. " * 20
    text = f"{around}Visits rose from 1,200 to 1,500, an increase of 35%. {around}\n"
    passage = next(
        plain(block.inlines)
        for block in walk(compose(audited(text), MADE).blocks)
        if isinstance(block, Paragraph) and any(isinstance(leaf, Strong) for leaf in block.inlines)
    )
    assert passage.startswith("“… The library")
    assert passage.endswith(". …”")
    assert len(passage) < 800


def test_every_kind_verdict_and_severity_has_its_words() -> None:
    assert set(KIND_WORDS) == set(KINDS)
    assert set(VERDICT_WORDS) == set(VERDICT_MEANS) == set(VERDICTS)
    assert set(SEVERITY_WORDS) == set(ADVICE) == set(SEVERITIES)


def test_quotes_are_the_marked_text(shared: Path) -> None:
    """On real papers: what is marked is the quote itself, wherever the claim stands."""
    for path in sorted((shared / "papers").glob("*.txt")):
        for one, claim in audit([read(path.read_bytes(), path.name)]).claims:
            marked = [
                leaf
                for item in audit_report.quoted(one.paper, claim.spot)
                if isinstance(item, Strong)
                for leaf in flatten(item.inlines)
            ]
            squeezed = "".join(plain(marked and (leaf,)) for leaf in marked).replace(" ", "").replace(".", "")
            assert squeezed == claim.spot.quote.replace(" ", "").replace(".", ""), claim
