"""All formats of a paper say the same, word for word."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from peelian.publications.blocks import Document, Footnote, Paragraph, Table
from peelian.render import docx, html, odt, pdf
from tests.promises.same_content import compare, differences, words
from tests.unit.render import office_sample, sample
from tests.unit.render.office_sample import number

FORMATS = {"html": html, "docx": docx, "odt": odt, "pdf": pdf}


@cache
def written(document: Document) -> dict[str, bytes]:
    return {kind: module.render(document) for kind, module in FORMATS.items()}


def test_every_format_says_the_same() -> None:
    unreferred = replace(
        office_sample.paper(), footnotes=(*office_sample.paper().footnotes, Footnote("x", office_sample.words("Lost.")))
    )
    papers = {
        "sample": sample.document(),
        "paper": office_sample.paper(),
        "long": sample.long_document(3),
        "a note nobody refers to": unreferred,
    }
    counted = compare({name: written(document) for name, document in papers.items()})
    assert counted.held == counted.tried == 12, counted.details()


@pytest.mark.parametrize("kind", FORMATS)
def test_words_are_those_a_reader_sees_in_order(kind: str) -> None:
    read = " ".join(words(written(office_sample.paper())[kind], kind))
    assert read.startswith(
        "Office of the Police and Crime Commissioner for Peelshire Police and Crime Plan Performance "
        "Accountability and Governance Board, May 2026 Notice Made up for tests by Peelian; not issued by any "
        "commissioner. Board Accountability and Governance Board Meeting May 2026 Purpose To note progress "
    )
    assert "2.1 In the year ending March 2026, 9,134 thefts were recorded, an 8.5% reduction compared" in read
    # A page has some room where a footnote's mark was.
    assert "comparedwiththebaselinefigureof9,982.Thebaselineisexplainedabove." in read.replace(" ", "")
    assert "Figure 1 Thefts recorded each month Data behind Figure 1 Thefts by month, April 2025" in read
    assert "Month Thefts Apr 812 May 790" in read
    assert "Known finding the parts do not make the total The parts sum to 18,800;" in read
    assert read.endswith("unless the paragraph says otherwise. Force extract, see the plan")
    for left_out in ("Contents", "Page 1", "Edition issued", "A line falls"):
        assert left_out not in read


@pytest.mark.parametrize("kind", FORMATS)
def test_one_changed_number_is_seen(kind: str) -> None:
    """The control: a format that prints one digit otherwise, in a table or a paragraph, is found out."""
    base = office_sample.paper()
    table = next(block for block in base.blocks if isinstance(block, Table))
    row = (*table.rows[0][:3], (number("-10.1%"),), table.rows[0][4])
    blocks = tuple(replace(b, rows=(row, *b.rows[1:])) if b is table else b for b in base.blocks)
    changed = FORMATS[kind].render(replace(base, blocks=blocks))
    found = differences(words(written(base)["html"], "html"), words(changed, kind))
    assert len(found) == 1
    assert "11,010" in found[0]
    # The two papers part at the last digit: -10.0% against -10.1%.
    assert "'0%areduction" in found[0]
    assert "'1%areduction" in found[0]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_lost_paragraph_is_seen(kind: str) -> None:
    base = office_sample.paper()
    fewer = tuple(b for b in base.blocks if not (isinstance(b, Paragraph) and b.number == "10.1"))
    changed = FORMATS[kind].render(replace(base, blocks=fewer))
    assert differences(words(written(base)["html"], "html"), words(changed, kind))
