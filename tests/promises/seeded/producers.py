"""The reports as files: what each office's programs make of them, tagged and untagged, and as documents and text.

HTML is the one form all others are made from, so that no part of Peelian writes what Peelian reads.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pypandoc
import pypdfium2 as pdfium
import typst

from tests.promises.seeded.report import Report, Text
from tests.promises.seeded.tables import Grid

LOOKS = (
    "td, th { border: 1px solid #000 }",
    "tr { border-bottom: 1px solid #999 }",
    "tr:nth-child(even) { background: #eee } th { background: #234; color: #fff }",
    "thead th { border-bottom: 2px solid } table { border-top: 2px solid; border-bottom: 2px solid }",
)


def html(report: Report, notes: bool = True) -> str:
    """`notes` True sets footnotes as most offices' programs do, at the end; False leaves them to pandoc."""
    made, feet, listing = [f"<h1>{escape(report.title)}</h1>"], [], False
    for block in report.blocks:
        item = isinstance(block, Text) and block.kind == "item"
        if item != listing:
            made.append("<ul>" if item else "</ul>")
            listing = item
        if isinstance(block, Grid):
            made.append(_table(block))
            continue
        note = ""
        if block.note and notes:
            feet.append(block.note)
            note = f"<sup>{len(feet)}</sup>"
        elif block.note:
            note = f'<span class="note">{escape(block.note)}</span>'
        tag = {"heading": "h2", "item": "li", "paragraph": "p"}[block.kind]
        made.append(f"<{tag}>{escape(block.text)}{note}</{tag}>")
    made += [f"<p><sup>{n}</sup> {escape(text)}</p>" for n, text in enumerate(feet, 1)]
    style = (
        "body { font: 11pt serif } table { border-collapse: collapse } td, th { padding: 2px 7px; text-align: right }"
    )
    style += " td:first-child, th:first-child, caption { text-align: left } " + LOOKS[report.seed % len(LOOKS)]
    head = f"<meta charset=utf-8><title>{escape(report.title)}</title><style>{style}</style>"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{''.join(made)}</body></html>"


def _table(grid: Grid) -> str:
    heads = "".join(
        "<tr>"
        + "".join(f"<th{_span('col', h.columns)}{_span('row', h.rows)}>{escape(h.text)}</th>" for h in row)
        + "</tr>"
        for row in grid.headings
    )
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in grid.rows)
    width = 72 // (len(grid.rows[0]) - 1)  # per cent of the page; pandoc's own guess breaks words
    columns = "<col style='width: 28%'>" + f"<col style='width: {width}%'>" * (len(grid.rows[0]) - 1)
    caption = f"<caption>{escape(grid.caption)}</caption><colgroup>{columns}</colgroup>"
    return f"<table>{caption}<thead>{heads}</thead><tbody>{rows}</tbody></table>"


def _span(way: str, many: int) -> str:
    return f" {way}span={many}" if many > 1 else ""


# --- pandoc's formats ---


def tree(report: Report) -> str:
    """pandoc's tree of the report, as JSON, with its footnotes as footnotes."""
    read = json.loads(pypandoc.convert_text(html(report, notes=False), "json", format="html"))

    def noted(node: Any) -> Any:
        if isinstance(node, list):
            return [noted(one) for one in node]
        if isinstance(node, dict):
            if node.get("t") == "Span" and "note" in node["c"][0][1]:
                return {"t": "Note", "c": [{"t": "Para", "c": node["c"][1]}]}
            return {key: noted(value) for key, value in node.items()}
        return node

    return json.dumps(noted(read))


def _pandoc(report: Report, to: str, out: Path, *options: str) -> None:
    pypandoc.convert_text(tree(report), to, format="json", outputfile=str(out), extra_args=list(options))


def as_document(to: str) -> Callable[[Sequence[Report], Path], list[Path]]:
    def make(reports: Sequence[Report], folder: Path) -> list[Path]:
        made = []
        for report in reports:
            out = folder / f"{report.seed}.{to}"
            _pandoc(report, to, out)
            made.append(out)
        return made

    return make


def as_html(reports: Sequence[Report], folder: Path) -> list[Path]:
    made = []
    for report in reports:
        out = folder / f"{report.seed}.html"
        out.write_text(html(report), encoding="utf-8")
        made.append(out)
    return made


def as_text(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Markdown, with pipe tables; a table whose headings span is set without the upper row."""
    made = []
    for report in reports:
        parts = [f"# {report.title}"]
        for block in report.blocks:
            if isinstance(block, Grid):
                heads = [h.text for h in block.headings[0]] if len(block.headings) == 1 else _flat(block)
                lines = [heads, ["---"] * len(heads), *block.rows]
                parts.append(block.caption)
                parts.append("\n".join("| " + " | ".join(line) + " |" for line in lines))
            else:
                parts.append({"heading": "## ", "item": "- ", "paragraph": ""}[block.kind] + block.text)
        out = folder / f"{report.seed}.md"
        out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        made.append(out)
    return made


def _flat(grid: Grid) -> list[str]:
    first, second = grid.headings
    return [first[0].text, *(h.text for h in second), first[-1].text]


# --- PDF ---

PAGE = '#set page(paper: "a4", margin: 25mm)\n#set text(font: "Libertinus Serif", size: 10.5pt)\n'
PAGE += "#let horizontalrule = line()\n"


def by_typst(tagged: bool) -> Callable[[Sequence[Report], Path], list[Path]]:
    stamp = datetime(2026, 5, 14, tzinfo=UTC)

    def make(reports: Sequence[Report], folder: Path) -> list[Path]:
        made = []
        for report in reports:
            source = PAGE + pypandoc.convert_text(tree(report), "typst", format="json", extra_args=["--wrap=none"])
            data = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, timestamp=stamp)
            out = folder / f"{report.seed}.pdf"
            out.write_bytes(data if tagged else _without_tags(data))
            made.append(out)
        return made

    return make


def _without_tags(data: bytes) -> bytes:
    made = pdfium.PdfDocument.new()
    made.import_pages(pdfium.PdfDocument(data))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def by_libreoffice(tagged: bool) -> Callable[[Sequence[Report], Path], list[Path]]:
    """All of them in one run of the program, from Word files."""

    def make(reports: Sequence[Report], folder: Path) -> list[Path]:
        sources = as_document("docx")(reports, folder)
        options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += ["--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return [source.with_suffix(".pdf") for source in sources]

    return make


def by_chromium(tagged: bool) -> Callable[[Sequence[Report], Path], list[Path]]:
    def make(reports: Sequence[Report], folder: Path) -> list[Path]:
        from playwright.sync_api import sync_playwright

        made = []
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "18mm")
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            try:
                page = browser.new_page()
                for report, source in zip(reports, as_html(reports, folder), strict=True):
                    page.goto(source.as_uri())
                    out = folder / f"{report.seed}.pdf"
                    page.pdf(path=out, tagged=tagged, format="A4", margin=margin)  # type: ignore[arg-type]
                    made.append(out)
            finally:
                browser.close()
        return made

    return make


def by_groff(reports: Sequence[Report], folder: Path) -> list[Path]:
    made = []
    for report in reports:
        source = pypandoc.convert_text(tree(report), "ms", format="json", extra_args=["--standalone"])
        command = ["groff", "-Kutf8", "-ms", "-t", "-Tps", "-P-pa4"]
        page = subprocess.run(command, input=source.encode(), check=True, capture_output=True, timeout=120).stdout
        (folder / "paper.ps").write_bytes(page)
        out = folder / f"{report.seed}.pdf"
        subprocess.run(["ps2pdf", "paper.ps", out.name], cwd=folder, check=True, capture_output=True, timeout=120)
        made.append(out)
    return made


@dataclass(frozen=True)
class Producer:
    """What makes files of reports, the least share of cells to be read from them, and the programs it needs."""

    name: str
    least: float
    needs: tuple[str, ...]
    make: Callable[[Sequence[Report], Path], list[Path]]

    @property
    def missing(self) -> str | None:
        absent = [name for name in self.needs if shutil.which(name) is None]
        return f"{', '.join(absent)} is not installed" if absent else None


TAGGED, UNTAGGED = 0.995, 0.97
PRODUCERS = (
    Producer("typst, tagged", TAGGED, (), by_typst(True)),
    Producer("typst, untagged", UNTAGGED, (), by_typst(False)),
    Producer("LibreOffice, tagged", TAGGED, ("soffice",), by_libreoffice(True)),
    Producer("LibreOffice, untagged", UNTAGGED, ("soffice",), by_libreoffice(False)),
    Producer("Chromium, tagged", TAGGED, ("chromium",), by_chromium(True)),
    Producer("Chromium, untagged", UNTAGGED, ("chromium",), by_chromium(False)),
    Producer("groff, untagged", UNTAGGED, ("groff", "ps2pdf"), by_groff),
    Producer("DOCX", TAGGED, (), as_document("docx")),
    Producer("ODT", TAGGED, (), as_document("odt")),
    Producer("HTML", TAGGED, (), as_html),
    Producer("Markdown", TAGGED, (), as_text),
)
