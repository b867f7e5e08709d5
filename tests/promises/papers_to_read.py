"""Papers with a known text, printed as PDF by four producers, with tables of many looks, to measure reading on."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from random import Random

from peelian.audit.papers.paper import Paper, Passage
from peelian.audit.papers.paper import Table as ReadTable
from peelian.publications.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Footnote,
    Heading,
    Inlines,
    NoteRef,
    Number,
    Paragraph,
    Table,
    Text,
    plain,
    walk,
)
from peelian.render import docx, html, pdf

PLACES = ("Northmoor", "Easterly and Dale", "Westbrook", "Southam", "Harbour and the Docks", "Old Town", "St Bride's")
MEASURES = ("Calls answered", "Homes visited", "Fires attended", "Journeys made", "Requests closed in ten working days")
HEADS = (
    "Year ending March 2024",
    "Year ending March 2026",
    "2024/25",
    "Target",
    "Apr",
    "Quarter 2",
    "Change",
    "% change",
)
REMARKS = (
    "on course",
    "behind, two months are still to come",
    "no figure: the survey was not run",
    "better than the target of the plan by a small margin, as in most places of this kind",
)
SENTENCES = (
    "In the year ending March 2026, {a} calls were answered, {p} more than the {b} of the year before.",
    "The share answered in time was {p}, compared with {q} at the baseline{note}.",
    "This is {a} fewer than in the previous quarter (a reduction of {p}).",
    "The longest wait was 1 hour, 2 minutes and 39 seconds; the median was 12m 44s.",
    "Performance-related payments and long-term agreements are reported separately by each department.",
    "Of these, {b} were made by telephone and the remaining {a} by letter, at a cost of £{a}k.",
)


def numeral(random: Random) -> str:
    return random.choice((f"{random.randint(2, 99_999):,}", f"{random.randint(100, 999)}", f"{random.randint(0, 9)}"))


def percent(random: Random) -> str:
    return f"{random.choice(('', '-', '+'))}{random.randint(0, 99)}.{random.randint(0, 9)}%"


def sentence(random: Random, note: str | None) -> Inlines:
    said = random.choice(SENTENCES)
    a, b, p, q = numeral(random), numeral(random), percent(random).lstrip("+-"), percent(random).lstrip("+-")
    before, _, after = said.format(a=a, b=b, p=p, q=q, note="\0").partition("\0")
    if not after:
        return (Text(before + " "),)
    return (Text(before), *((NoteRef(note),) if note else ()), Text(after + " "))


def paragraph(random: Random, number: str | None, note: str | None) -> Paragraph:
    said = [inline for at in range(random.randint(1, 6)) for inline in sentence(random, note if at == 0 else None)]
    return Paragraph(tuple(said), number)


def table(random: Random, at: int) -> Table:
    """Three to seven columns, three to fourteen rows; some cells empty, some in several lines."""
    width = random.randint(2, 6)
    kinds = [random.choice(("number", "number", "percent")) for _ in range(width)]
    if width < 5 and random.random() < 0.5:
        kinds.append("words")
    columns = [Column(random.choice(("Place", "Local policing area", "Measure")))]
    columns += [
        Column(random.choice(HEADS) if k != "words" else "Remarks", "left" if k == "words" else "right") for k in kinds
    ]
    rows = []
    for row in range(random.randint(3, 14)):
        name = random.choice(PLACES) if random.random() < 0.7 else random.choice(MEASURES)
        rows.append(((Text(name),), *(cell(random, kind, row) for kind in kinds)))
    return Table(f"Figures by place, table {at} of many", tuple(columns), tuple(rows), f"t-{at}", f"Table {at}")


def cell(random: Random, kind: str, row: int) -> Inlines:
    if random.random() < 0.05 and row > 1:
        return (Text(random.choice(("", "-", "n/a"))),)
    said = {"number": numeral, "percent": percent, "words": lambda r: r.choice(REMARKS)}[kind](random)
    return (Text(said),) if kind == "words" else (Number(said, "calls/peelshire/ye-2026-03/value", "1"),)


def paper(seed: int, tables: int = 8) -> Document:
    """A paper of about one page for each table."""
    random = Random(f"paper {seed}")
    blocks: list[Block] = []
    for chapter in range(1, tables + 1):
        blocks.append(Heading(1, f"Chapter on {random.choice(MEASURES).lower()}", f"c-{chapter}", str(chapter)))
        for at in range(1, random.randint(2, 5)):
            note = f"n-{chapter}" if at == 1 else None
            blocks.append(paragraph(random, f"{chapter}.{at}", note))
        blocks.append(Bullets(tuple(sentence(random, None) for _ in range(random.randint(2, 4)))))
        blocks.append(table(random, chapter))
        blocks.append(Paragraph((Text("Source: the office's own records."),)))
    notes = tuple(
        Footnote(f"n-{n}", (Text(f"As counted on {n} April, by the rules of that day."),)) for n in range(1, tables + 1)
    )
    used = {i.note for b in blocks if isinstance(b, Paragraph) for i in b.inlines if isinstance(i, NoteRef)}
    return Document(
        f"Performance of the services, paper {seed}",
        "Year ending March 2026",
        date(2026, 5, 14),
        "Office of Peelshire",
        (("Board", "Performance Board"),),
        ("Made up for tests.",),
        tuple(blocks),
        tuple(note for note in notes if note.id in used),
    )


# --- producers ---


@dataclass(frozen=True)
class Producer:
    """What makes a PDF of a paper, whether it is tagged, and the program that is needed beside our own."""

    name: str
    tagged: bool
    needs: tuple[str, ...]
    make: Callable[[Document, Path], bytes]

    @property
    def missing(self) -> str | None:
        absent = [name for name in self.needs if shutil.which(name) is None]
        return f"{', '.join(absent)} is not installed" if absent else None


def by_typst(document: Document, folder: Path) -> bytes:
    return pdf.render(document)


def by_libreoffice(tagged: bool) -> Callable[[Document, Path], bytes]:
    def make(document: Document, folder: Path) -> bytes:
        (folder / "paper.docx").write_bytes(docx.render(document))
        options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += [
            "--convert-to",
            f"pdf:writer_pdf_Export:{options}",
            "--outdir",
            str(folder),
            str(folder / "paper.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (folder / "paper.pdf").read_bytes()

    return make


def by_chromium(tagged: bool, write: Callable[[Document], bytes]) -> Callable[[Document, Path], bytes]:
    def make(document: Document, folder: Path) -> bytes:
        from playwright.sync_api import sync_playwright

        (folder / "paper.html").write_bytes(write(document))
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            try:
                page = browser.new_page()
                page.goto((folder / "paper.html").as_uri())
                return page.pdf(
                    tagged=tagged, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
                )
            finally:
                browser.close()

    return make


LOOKS = (
    "table.l0 td, table.l0 th { border: 1px solid #000 }",
    "table.l1 tr { border-bottom: 1px solid #999 }",
    "table.l2 tr:nth-child(even) { background: #eee } table.l2 th { background: #234; color: #fff }",
    "table.l3 thead th { border-bottom: 2px solid } table.l3 { border-top: 2px solid; border-bottom: 2px solid }",
    "table.l4 td, table.l4 th { border: none }",
)


def plain_page(document: Document) -> bytes:
    """The paper as a page of another hand: tables in turn framed, ruled, striped, ruled at the head only, and bare."""
    made = []
    for at, block in enumerate(document.blocks):
        match block:
            case Heading():
                made.append(f"<h2>{block.number} {escape(block.text)}</h2>")
            case Paragraph():
                label = f"{block.number} " if block.number else ""
                made.append(f"<p>{label}{escape(plain(block.inlines))}</p>")
            case Bullets():
                made.append("<ul>" + "".join(f"<li>{escape(plain(i))}</li>" for i in block.items) + "</ul>")
            case Table():
                head = "".join(f"<th class={c.align}>{escape(c.title)}</th>" for c in block.columns)
                rows = "".join(
                    "<tr>"
                    + "".join(
                        f"<td class={c.align}>{escape(plain(t))}</td>" for c, t in zip(block.columns, r, strict=True)
                    )
                    + "</tr>"
                    for r in block.rows
                )
                caption = f"<p><b>{block.label}: {escape(block.caption)}</b></p>"
                made.append(f"{caption}<table class=l{at % len(LOOKS)}><thead><tr>{head}</tr></thead>{rows}</table>")
    style = (
        "body { font: 11pt 'Nimbus Roman', serif } table { border-collapse: collapse }"
        " td, th { padding: 2px 6px; vertical-align: top }"
    )
    style += " th { text-align: left } .right { text-align: right }" + " ".join(LOOKS)
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{''.join(made)}".encode()


def by_groff(document: Document, folder: Path) -> bytes:
    """Set by troff in justified lines with hyphens, through PostScript: no tags, no blanks where words are moved."""
    source = "\n".join(roff(document)) + "\n"
    command = ["groff", "-Kutf8", "-ms", "-t", "-Tps", "-P-pa4"]
    made = subprocess.run(command, input=source.encode(), check=True, capture_output=True, timeout=120).stdout
    (folder / "paper.ps").write_bytes(made)
    subprocess.run(["ps2pdf", "paper.ps", "paper.pdf"], cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "paper.pdf").read_bytes()


def roff(document: Document) -> Iterator[str]:
    yield from (".nr PS 11", ".nr VS 14", ".nr LL 16c", ".nr PO 2.5c")
    for at, block in enumerate(document.blocks):
        match block:
            case Heading():
                yield from (".SH", f"{block.number} {block.text}")
            case Paragraph():
                label = f"{block.number} " if block.number else ""
                yield from (".LP", _roff(label + plain(block.inlines)))
            case Bullets():
                for item in block.items:
                    yield from (".IP \\(bu 2", _roff(plain(item)))
            case Table():
                yield from (".KS", ".LP", f"\\fB{block.label}: {block.caption}\\fP", ".TS")
                yield ("allbox tab(@);", "box tab(@);", "tab(@);")[at % 3]
                wide = [any(len(plain(row[n])) > 30 for row in block.rows) for n in range(len(block.columns))]
                kinds = [
                    "r" if c.align == "right" else "lw(4c)" if w else "l"
                    for c, w in zip(block.columns, wide, strict=True)
                ]
                yield " ".join("lb" for _ in kinds)
                yield " ".join(kinds) + "."
                yield "@".join(f"T{{\n.na\n{_roff(c.title)}\nT}}" for c in block.columns)
                if at % 3 == 1:
                    yield "_"
                for row in block.rows:
                    yield "@".join(
                        f"T{{\n{_roff(plain(t))}\nT}}" if w else _roff(plain(t)) for t, w in zip(row, wide, strict=True)
                    )
                yield from (".TE", ".KE")


def _roff(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-" if re.match(r"-\d", text) else "-")


PRODUCERS = {
    producer.name: producer
    for producer in (
        Producer("typst tagged", True, (), by_typst),
        Producer("libreoffice tagged", True, ("soffice",), by_libreoffice(True)),
        Producer("libreoffice", False, ("soffice",), by_libreoffice(False)),
        Producer("chromium tagged", True, ("chromium",), by_chromium(True, html.render)),
        Producer("chromium", False, ("chromium",), by_chromium(False, html.render)),
        Producer("chromium, other looks, tagged", True, ("chromium",), by_chromium(True, plain_page)),
        Producer("chromium, other looks", False, ("chromium",), by_chromium(False, plain_page)),
        Producer("groff", False, ("groff", "ps2pdf"), by_groff),
    )
}


# --- what was read against what was written ---


@dataclass(frozen=True)
class Score:
    cells: int
    exact: int
    passages: int
    same: int
    wrong: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.cells + other.cells,
            self.exact + other.exact,
            self.passages + other.passages,
            self.same + other.same,
            self.wrong + other.wrong,
        )

    def __str__(self) -> str:
        return f"{self.exact} of {self.cells} cells exact, {self.same} of {self.passages} passages the same"


_SAME = str.maketrans("\u2212\u2010\u2019\u2018", "--''")


def one_line(text: str) -> str:
    """Text as both sides have it: one kind of minus and of blank, without addresses that browsers print after links."""
    text = re.sub(r" ?\((?:https?|mailto):[^)]*\)", "", text)
    return " ".join(text.translate(_SAME).split())


def score(document: Document, read: Paper, notes: bool = True) -> Score:
    """Cells in their place in their table, and passages anywhere, each against what the document says."""
    cells = _cells(document, read)
    wanted = [one_line(text) for text in passages(document, notes)]
    left = Counter(one_line(block.text) for block in read.blocks if isinstance(block, Passage))
    lost = []
    for text in wanted:
        if left[text]:
            left[text] -= 1
        else:
            lost.append(f"passage {text[:120]!r}")
    return replace(cells, passages=len(wanted), same=len(wanted) - len(lost), wrong=(*cells.wrong, *lost))


def passages(document: Document, notes: bool) -> Iterator[str]:
    for block in walk(document.blocks):
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield plain(block.inlines)
            case Bullets():
                yield from map(plain, block.items)
    if notes:
        yield from (plain(note.inlines) for note in document.footnotes)


def _cells(document: Document, read: Paper) -> Score:
    found = [[[one_line(cell.text) for cell in row] for row in t.rows] for t in read.blocks if isinstance(t, ReadTable)]
    total = exact = 0
    wrong: list[str] = []
    for block in walk(document.blocks):
        if not isinstance(block, Table):
            continue
        rows = [[one_line(c.title) for c in block.columns], *([one_line(plain(c)) for c in row] for row in block.rows)]
        best = max((_alike(rows, other) for other in found), default=0)
        total += sum(map(len, rows))
        exact += best
        if best < sum(map(len, rows)):
            near = max(found, key=lambda other: _alike(rows, other), default=[])
            wrong.append(f"{block.label}: {_first_difference(rows, near)}")
    return Score(total, exact, 0, 0, tuple(wrong))


def _alike(rows: list[list[str]], other: list[list[str]]) -> int:
    return sum(a == b for row, theirs in zip(rows, other, strict=False) for a, b in zip(row, theirs, strict=False))


def _first_difference(rows: list[list[str]], other: list[list[str]]) -> str:
    for at, row in enumerate(rows):
        theirs = other[at] if at < len(other) else None
        if row != theirs:
            return f"row {at}: {row} read as {theirs}"
    return f"{len(rows)} rows read as {len(other)}"
