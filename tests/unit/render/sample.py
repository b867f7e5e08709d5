"""Documents to render: one with every kind of block and of inline, one with hostile texts, one of 30 pages."""

from __future__ import annotations

from datetime import date
from html import escape

from peelian.audit.audit import audit
from peelian.audit.papers.plaintext import read
from peelian.publications.audit_report import compose
from peelian.publications.blocks import (
    Aside,
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Number,
    Paragraph,
    Strong,
    Table,
    Text,
)

NASTY = (
    "<b>bold?</b> & \"quoted\" 'single'",
    "</title></style></textarea><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "{{ 7 * 7 }} {% raw %} {# no #}",
    '#read("secret") $x^2$ *b* _e_ `code` @ref <label> // gone /* too */ ~ -- --- ...',
    "= + - @ \\ \\u{41} [x](javascript:alert(1)) ![y](z)",
    "bell \x07 nul \x00 escape \x1b tab\tnew\nline \ud800 \ufffe end",
    "a\u202eb reversed \u2066c",
    "naïve café Łódź Ελλάδα Привет עברית",
    "漢字 हिन्दी 😀 👩‍👩‍👧 \U0010fffd",
    "averyveryverylongwordwithoutanyplacetobreakit" * 3,
)


def audit_report() -> Document:
    """The report of an audit of a paper that is wrong in words and in a table, and calls itself by a hostile name."""
    text = (
        "# Visits\n\n1.1. Visits rose from 1,200 to 1,500, an increase of 35%. <b>Rooms</b> are open.\n\n"
        "1.2. There were 700 late returns, a reduction of 12.5% compared with the baseline year.\n\n"
        "| Branch | 2024 | 2025 | Change |\n|---|---|---|---|\n| North | 100 | 120 | 20% |\n| South | 50 | 60 | 12% |\n"
    )
    return compose(audit([read(text.encode(), "<script>alert(1)</script>.md")]), date(2026, 11, 26))


def number(text: str, figure: str, value: str) -> Number:
    return Number(text, f"{figure}/peelshire/ye-2026-03/value", value)


def line_chart(values: list[int], title: str = "", desc: str = "") -> str:
    """A run of points in SVG, drawn as a chart of ours may be: text, a style, a clip path, a marker."""
    top = max(values) * 1.15
    points = " ".join(
        f"{70 + at * 610 / (len(values) - 1):.1f},{270 - value * 230 / top:.1f}" for at, value in enumerate(values)
    )
    dots = "".join(
        f'<circle cx="{point.split(",")[0]}" cy="{point.split(",")[1]}" r="3.5" fill="#14365c">'
        f"<title>Month {at}: {value}</title></circle>"
        for at, (point, value) in enumerate(zip(points.split(), values, strict=True), start=1)
    )
    grid = "".join(
        f'<line x1="70" x2="690" y1="{270 - step * 57.5}" y2="{270 - step * 57.5}" stroke="#c3c9d1"/>'
        f'<text x="60" y="{274 - step * 57.5}" text-anchor="end">{top * step / 4:,.0f}</text>'
        for step in range(5)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 320" font-size="13" fill="#17191c" '
        f'font-family="system-ui, sans-serif" role="img"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{escape(desc)}</desc><defs><clipPath id="plot"><rect x="64" y="20" width="640" '
        f'height="256"/></clipPath></defs><g>{grid}</g><g clip-path="url(#plot)">'
        f'<polyline points="{points}" style="fill: none; stroke: #14365c; stroke-width: 2"/>{dots}</g>'
        '<text x="70" y="304">Apr 2023</text><text x="690" y="304" text-anchor="end">Mar 2026</text></svg>'
    )


MONTHLY = [1510, 1488, 1602, 1555, 1490, 1467, 1420, 1433, 1398, 1401, 1377, 1350, 1340, 1362, 1301, 1290]


def chart(at: int = 1, title: str = "Incidents recorded each month") -> Chart:
    rows: tuple[tuple[Inlines, ...], ...] = tuple(
        (
            (Text(f"Month {month}"),),
            (Number(f"{value:,}", f"incidents/peelshire/2025-{month:02d}/value", str(value)),),
        )
        for month, value in enumerate(MONTHLY, start=1)
    )
    table = Table(
        "Incidents recorded each month",
        (Column("Month"), Column("Incidents", "right")),
        rows,
        id=f"chart-{at}-data",
    )
    alt = "A line falling from 1,510 in the first month to 1,290 in the last, with no month outside its limits."
    return Chart(title, line_chart(MONTHLY, title, alt), alt, table, f"chart-{at}", f"Chart {at}")


def paragraphs(chapter: int) -> list[Block]:
    crime = number("300,418", "total-crime", "300418")
    fall = number("8.5%", "total-crime/change", "-2773500/328153")
    return [
        Paragraph(
            (
                Text("Recorded crime continues to fall. In the year ending March 2026, "),
                crime,
                Text(" offences were recorded, an "),
                fall,
                Text(" reduction compared with the baseline figure of "),
                number("328,153", "total-crime/baseline", "328153"),
                NoteRef("recording"),
                Text(" recorded in the year ending March 2024. This is in line with most similar forces."),
            ),
            f"{chapter}.1",
        ),
        Paragraph(
            (
                Text("The median attendance to a priority call was "),
                number("1 hour, 2 minutes and 39 seconds", "priority-median", "3759"),
                Text(", a change of "),
                number("-5%", "priority-median/change", "-5"),
                Text(" and "),
                number("4.1 percentage points", "priority-share/change", "4.1"),
                Text(" more calls were attended in time. See "),
                Link((Text("Table 1"),), "#areas-1"),
                Text(" and the "),
                Link((Text("code of practice"),), "https://www.gov.uk/government/collections?a=1&b=2#top"),
                Text("."),
            ),
            f"{chapter}.2",
        ),
        Paragraph((Text("The areas with the highest demand were these, "), Emphasis((Text("in order"),)), Text(":"))),
        Bullets(
            (
                (Text("Westmarket ("), number("7,935", "total-crime/westmarket", "7935"), Text(")")),
                (Strong((Text("Old Town"),)), Text(" ("), number("4,054", "total-crime/old-town", "4054"), Text(")")),
            )
        ),
    ]


def area_table(at: int) -> Table:
    """Seven columns: wider than a telephone."""
    names = ("Westmarket", "Old Town", "Riverside and Docks", "Northfields", "Abbey Hill", "St Bride's")
    columns = (
        Column("Neighbourhood"),
        Column("Offences, YE Mar 2026", "right"),
        Column("Baseline, YE Mar 2024", "right"),
        Column("Change", "right"),
        Column("Direction"),
        Column("Positive outcome rate", "right"),
        Column("Median attendance", "right"),
    )
    rows = tuple(
        (
            (Text(name),),
            (number(f"{7935 - 311 * row:,}", f"crime-{row}", str(7935 - 311 * row)),),
            (number(f"{8102 - 290 * row:,}", f"base-{row}", str(8102 - 290 * row)),),
            (number(f"-{2 + row}.1%", f"change-{row}", f"-{2 + row}.1"),),
            (Text("Lower: better"),),
            (number(f"{12 + row}.3%", f"outcome-{row}", f"{12 + row}.3"),),
            (number(f"{11 + row}:05", f"median-{row}", str((11 + row) * 60 + 5)),),
        )
        for row, name in enumerate(names)
    )
    return Table(
        "Offences by neighbourhood against the baseline",
        columns,
        rows,
        id=f"areas-{at}",
        label=f"Table {at}",
        note=(Text("Source: force records, as at 5 April 2026. Median attendance in minutes and seconds."),),
    )


def small_table() -> Table:
    return Table(
        "Officers and staff",
        (Column("Group"), Column("Headcount", "right"), Column("Change", "right")),
        (
            ((Text("Officers"),), (number("8,266", "officers", "8266"),), (number("+2.0%", "officers/change", "2"),)),
            ((Text("PCSOs"),), (number("314", "pcsos", "314"),), (number("+1.3%", "pcsos/change", "1.3"),)),
            ((Text("Volunteers"),), (Text("not collected"),), (Text(""),)),
        ),
        id="workforce",
        label="Table 2",
    )


def document() -> Document:
    blocks: list[Block] = [
        Heading(1, "Introduction", "introduction", "1"),
        Paragraph(
            (
                Text("This report presents performance against the priorities of the plan. Unless stated "),
                Text("otherwise, the data covers the 12 months from 1 April 2025 to 31 March 2026."),
                NoteRef("source"),
            ),
            "1.1",
        ),
        Heading(1, "Rebuilding community policing", "community", "2"),
        *paragraphs(2),
        area_table(1),
        Aside(
            "finding",
            "The parts do not make the total",
            (
                Paragraph(
                    (
                        Text("The three kinds of incident sum to "),
                        number("18,800", "asb/parts", "18800"),
                        Text("; the total published is "),
                        number("18,684", "asb/total", "18684"),
                        Text(". Both are printed as published."),
                        NoteRef("recording"),
                    ),
                    "2.3",
                ),
            ),
        ),
        Heading(2, "Incidents over time", "over-time", "2.1"),
        chart(),
        Heading(3, "Workforce", "workforce-heading"),
        small_table(),
        Aside("note", "Data to come", (Bullets(((Text("Baselines are being agreed."),),)),)),
        Aside("notice", "Provisional", (Paragraph((Text("Figures for March are provisional."),)),)),
        Heading(1, "Next steps", "next-steps", "3"),
        Paragraph(
            (
                Text("The board is asked to note this report. Write to "),
                Link((Text("the office"),), "mailto:performance@example.org"),
                Text("."),
            ),
            "3.1",
        ),
    ]
    return Document(
        title="Police and Crime Plan Performance",
        subtitle="Year ending March 2026",
        issued=date(2026, 5, 20),
        publisher="Office of the Police and Crime Commissioner for Peelshire",
        cover=(
            ("Meeting", "Accountability and Governance Board"),
            ("Date", "May 2026"),
            ("Presented by", "Head of Performance"),
            ("Purpose", "To note"),
        ),
        notices=("Made-up figures: Peelshire is not a place.",),
        blocks=tuple(blocks),
        footnotes=(
            Footnote("source", (Text("Force records, taken on 5 April 2026."),)),
            Footnote("recording", (Text("Recording rules changed in "), Strong((Text("May 2023"),)), Text("."))),
        ),
        subject="Performance against the Police and Crime Plan",
        keywords=("police", "performance"),
    )


def filled(text: str, url: str = "https://example.org/", svg: str | None = None) -> Document:
    """Every text of every kind of block, and every name and id, is `text`; every link goes to `url`.

    `svg` is a chart's drawing as it is; by default one whose title and description are `text`, escaped.
    """
    some: tuple[Inline, ...] = (
        Text(text),
        Number(text, text, text),
        Strong((Text(text),)),
        Emphasis((Link((Text(text),), url),)),
        Link((Text(text),), f"#{text}"),
        NoteRef(text),
    )
    table = Table(text, (Column(text), Column(text, "right")), ((some, some),), text, text, some)
    drawing = line_chart(MONTHLY, text, text) if svg is None else svg
    return Document(
        title=text,
        subtitle=text,
        issued=date(2026, 5, 20),
        publisher=text,
        cover=((text, text),),
        notices=(text,),
        blocks=(
            Heading(1, text, text, text),
            Heading(2, text, text, text),
            Heading(3, text, text),
            Paragraph(some, text, text),
            Paragraph(some),
            Bullets((some, some)),
            table,
            Chart(text, drawing, text, table, text, text),
            Aside("finding", text, (Paragraph(some), table)),
        ),
        footnotes=(Footnote(text, some[:5]),),
        subject=text,
        keywords=(text, text),
    )


def long_document(chapters: int = 10) -> Document:
    """About 30 pages of A4: ten chapters, each with two tables, two charts and some pages of text."""
    sample = document()
    blocks: list[Block] = []
    for chapter in range(1, chapters + 1):
        blocks.append(Heading(1, f"Chapter {chapter} of the paper", f"chapter-{chapter}", str(chapter)))
        for part in (1, 2):
            at = chapter * 2 + part - 2
            blocks.append(Heading(2, f"Part {part}", f"part-{at}"))
            blocks.extend(paragraphs(at + 10))
            blocks.extend(paragraphs(at + 40))
            blocks.append(area_table(at))
            blocks.append(chart(at))
    return Document(
        sample.title,
        sample.subtitle,
        sample.issued,
        sample.publisher,
        sample.cover,
        sample.notices,
        tuple(blocks),
        sample.footnotes,
        subject=sample.subject,
    )
