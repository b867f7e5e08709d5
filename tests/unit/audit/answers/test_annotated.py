"""Copies of PDFs with highlights and notes: what is marked is the text of the claim, on every kind of PDF."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from peelian.audit.answers.annotated import Annotated, annotate, said
from peelian.audit.audit import audit
from peelian.audit.claims.audited import Audited
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.pdf.annotating import Mark
from peelian.audit.papers.pdf.annotating import annotate as write
from peelian.audit.papers.pdf.places import Box, Signs, compared, places
from peelian.findings import Finding
from peelian.publications.blocks import Column, Document, Heading, Paragraph, Table, Text
from tests.promises import accessibility
from tests.promises.papers_to_read import PRODUCERS
from tests.unit.audit.typeset import tagged, untagged
from tests.unit.render import sample

SOURCE = """
= Visits
Visits rose from 1,200 to 1,500, an increase of 35%. The rooms are open on Sundays, and everybody is welcome to them.

#lorem(120)

Loans rose from 1,200 to 1,501, an increase of 25.0%.#footnote[Counted at the desk.]

#table(columns: 4, table.header[Branch][2024][2025][Change],
  [North], [100], [120], [20%], [South], [50], [60], [12%], [East], [80], [88], [10%])
"""


def audited(path: Path) -> Audited:
    return audit([read_paper(path)]).papers[0]


def copy_of(data: bytes, folder: Path, *, all_: bool = False) -> tuple[Annotated, pikepdf.Pdf]:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    made = annotate(audited(path), path, folder, all_=all_)
    assert isinstance(made, Annotated), made
    return made, pikepdf.open(made.path)


def short() -> Document:
    """Two statements in paragraphs and three in a table."""
    rows = [("North", "100", "120", "20%"), ("South", "50", "60", "12%"), ("East", "80", "88", "10%")]
    columns = (Column("Branch"), Column("2024", "right"), Column("2025", "right"), Column("Change", "right"))
    return replace(
        sample.document(),
        blocks=(
            Heading(1, "Visits", "visits", "1"),
            Paragraph((Text("Visits rose from 1,200 to 1,500, an increase of 35%. The rooms are open."),), "1.1"),
            Paragraph(
                (Text("Loans rose from 1,200 to 1,501, an increase of 25.0%. " + "They are free. " * 30),), "1.2"
            ),
            Table("Visits", columns, tuple(tuple((Text(t),) for t in row) for row in rows), "visits-table", "Table 1"),
        ),
        footnotes=(),
    )


def highlights(document: pikepdf.Pdf) -> list[tuple[int, pikepdf.Dictionary]]:
    return [
        (number, one)
        for number, page in enumerate(document.pages)
        for one in page.get("/Annots", ())
        if one.Subtype == pikepdf.Name.Highlight
    ]


def under(path: Path, page: int, annotation: pikepdf.Dictionary) -> str:
    """The text that lies under the rectangles of a highlight."""
    document = pdfium.PdfDocument(path)
    text = document[page].get_textpage()
    quads = [float(n) for n in annotation.QuadPoints]
    found = []
    for at in range(0, len(quads), 8):
        left, top, right, _, _, bottom = quads[at : at + 6]
        boxes = raw.FS_RECTF()
        for n in range(raw.FPDFText_CountChars(text.raw)):
            raw.FPDFText_GetLooseCharBox(text.raw, n, ctypes.byref(boxes))
            middle = (boxes.left + boxes.right) / 2, (boxes.bottom + boxes.top) / 2
            if left <= middle[0] <= right and bottom <= middle[1] <= top:
                found.append(chr(raw.FPDFText_GetUnicode(text.raw, n)))
    return "".join(found)


@pytest.mark.parametrize("make", [tagged, untagged])
def test_what_is_highlighted_is_the_statement(tmp_path: Path, make: Callable[[str], bytes]) -> None:
    made, document = copy_of(make(SOURCE), tmp_path)
    assert (made.marked, made.unplaced) == (3, 0)
    marked = {compared(under(made.path, page, one)): str(one.Contents) for page, one in highlights(document)}
    wrong = marked[compared("Visits rose from 1,200 to 1,500, an increase of 35%")]
    assert wrong.startswith(
        "Inconsistent (material). Printed: an increase of 35%. The sum: (1,500 - 1,200) / 1,200 = 25%"
    )
    assert compared("South 50 60 12%") in marked
    assert any(text.startswith("Inconsistent (last digit)") for text in marked.values())
    assert not any("sundays" in text for text in marked)


def test_all_marks_what_is_sound_too_in_another_look(tmp_path: Path) -> None:
    made, document = copy_of(tagged(SOURCE), tmp_path, all_=True)
    assert made.marked == 5
    looks = {str(one.Contents).partition(".")[0]: [float(n) for n in one.C] for _, one in highlights(document)}
    assert looks.keys() == {"Inconsistent (material)", "Inconsistent (last digit)", "Consistent"}
    assert len({tuple(colour) for colour in looks.values()}) == 3


def test_every_highlight_has_a_look_of_its_own_and_lies_on_its_page(tmp_path: Path) -> None:
    _, document = copy_of(untagged(SOURCE), tmp_path, all_=True)
    for page, one in highlights(document):
        left, bottom, right, top = (float(n) for n in document.pages[page].mediabox)
        xs, ys = [float(n) for n in one.QuadPoints][0::2], [float(n) for n in one.QuadPoints][1::2]
        assert left <= min(xs) < max(xs) <= right
        assert bottom <= min(ys) < max(ys) <= top
        assert len(one.AP.N.read_bytes()) > 20
        assert str(one.T) == "Peelian"
        assert "/M" not in one


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    hashes = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made, _ = copy_of(tagged(SOURCE), tmp_path / name)
        hashes.add(hashlib.sha256(made.path.read_bytes()).hexdigest())
    assert len(hashes) == 1


@pytest.mark.skipif(accessibility.why_not() is not None, reason=accessibility.why_not() or "")
def test_a_tagged_pdf_stays_one_for_screen_readers(tmp_path: Path) -> None:
    from peelian.render import pdf

    content = pdf.render(sample.audit_report())
    assert accessibility.pdf_faults(content) == []
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    made = annotate(audited(path), path, tmp_path, all_=True)
    assert isinstance(made, Annotated)
    assert made.marked >= 2
    assert accessibility.pdf_faults(made.path.read_bytes()) == []


@pytest.mark.parametrize("name", [name for name in PRODUCERS if not name.startswith("groff")])
def test_statements_are_found_in_the_pdfs_of_others(tmp_path: Path, name: str) -> None:
    producer = PRODUCERS[name]
    if producer.missing:
        pytest.skip(producer.missing)
    made, document = copy_of(producer.make(short(), tmp_path), tmp_path, all_=True)
    assert (made.marked, made.unplaced) == (5, 0)
    texts = [compared(under(made.path, page, one)) for page, one in highlights(document)]
    for claim in audited(tmp_path / "paper.pdf").claims:
        assert any(compared(claim.spot.quote) in text for text in texts), claim.spot.quote


def test_a_turned_page_is_marked_where_its_text_stands(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(tagged(SOURCE))
    with pikepdf.open(path) as document:
        document.pages[0].Rotate = 90
        document.pages[0].CropBox = [20, 20, 575, 822]
        document.save(tmp_path / "turned.pdf")
    made, document = copy_of((tmp_path / "turned.pdf").read_bytes(), tmp_path)
    texts = {compared(under(made.path, page, one)) for page, one in highlights(document)}
    assert compared("Visits rose from 1,200 to 1,500, an increase of 35%") in texts


def test_a_passage_over_two_pages_is_marked_on_both(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(tagged("First page ends with 1,200\n#pagebreak()\nvisits that became 1,500 on the next."))
    target = tmp_path / "out.pdf"
    assert (
        write(path, target, [Mark(1, "ends with 1,200 visits that became 1,500", "Inconsistent. Why.", "wrong")]) == []
    )
    with pikepdf.open(target) as document:
        assert [page for page, _ in highlights(document)] == [0, 1]


def test_what_is_not_found_has_a_note_at_the_top_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(tagged("Nothing of it."))
    marks = [Mark(1, "words that are nowhere", "Inconsistent. Why.", "wrong")] * 3
    assert write(path, tmp_path / "out.pdf", marks) == [0, 1, 2]
    with pikepdf.open(tmp_path / "out.pdf") as document:
        notes = [one for one in document.pages[0].Annots if one.Subtype == pikepdf.Name.Text]
        assert [str(one.Contents) for one in notes] == ["Inconsistent. Why."] * 3
        assert len({float(one.Rect[0]) for one in notes}) == 3


def test_equal_statements_are_marked_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(tagged("Visits rose to 35.\n\nVisits rose to 35."))
    write(path, tmp_path / "out.pdf", [Mark(1, "Visits rose to 35.", "Inconsistent. Why.", "wrong")] * 2)
    with pikepdf.open(tmp_path / "out.pdf") as document:
        assert len({float(one.Rect[1]) for _, one in highlights(document)}) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {"owner": "secret", "user": "", "allow": pikepdf.Permissions(modify_annotation=False)},
            "does not allow notes",
        ),
        ({"owner": "secret", "user": "secret"}, "protected by a password"),
    ],
)
def test_a_pdf_that_may_not_be_annotated_is_told(tmp_path: Path, options: dict[str, object], words: str) -> None:
    plain, path = tmp_path / "plain.pdf", tmp_path / "paper.pdf"
    plain.write_bytes(tagged(SOURCE))
    of = audited(plain)
    with pikepdf.open(plain) as document:
        document.save(path, encryption=pikepdf.Encryption(**options))  # type: ignore[arg-type]
    made = annotate(of, path, tmp_path)
    assert isinstance(made, Finding)
    assert words in made.says
    assert sorted(p.name for p in tmp_path.iterdir()) == ["paper.pdf", "plain.pdf"]


def test_a_damaged_pdf_is_a_finding_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(tagged(SOURCE))
    of = audited(path)
    made = annotate(of, path, tmp_path)
    assert isinstance(made, Annotated)
    before = made.path.read_bytes()
    path.write_bytes(b"%PDF-1.7\nnot any more")
    assert isinstance(annotate(of, path, tmp_path), Finding)
    assert made.path.read_bytes() == before


def test_the_note_says_everything_once() -> None:
    claim = audit([read_text("1.1. Visits rose from 1,200 to 1,500, an increase of 35%.\n")]).papers[0].claims[0]
    assert said(claim) == (
        "Inconsistent (material). Printed: an increase of 35%. The sum: (1,500 - 1,200) / 1,200 = 25%. "
        "No rounding of the printed inputs explains it."
    )


def read_text(text: str):  # type: ignore[no-untyped-def]
    from peelian.audit.papers.plaintext import read

    return read(text.encode(), "a.txt")


def test_signs_between_are_passed_over_and_others_are_not() -> None:
    def signs(text: str) -> Signs:
        return Signs(compared(text), tuple(Box(n, 0, n + 1, 1) for n in range(len(compared(text)))))

    page = signs("In 2024 there were 1,200 visits[3] and in 2025 there were 1,500 visits to rooms")
    boxes, end = places(page, "there were 1,200 visits and in 2025 there were 1,500 visits")
    assert boxes
    assert end < len(page.text)
    assert places(page, "there were 9,999 visits to somewhere else entirely") == ((), 0)
    assert places(page, "…") == ((), 0)
