"""Papers to try the word-processor formats on: one of every kind of block, one of nasty strings, one long."""

from __future__ import annotations

from datetime import date

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
    Inlines,
    Link,
    NoteRef,
    Number,
    Paragraph,
    Strong,
    Table,
    Text,
)

ISSUED = date(2026, 5, 14)


def words(text: str) -> Inlines:
    return (Text(text),)


def number(text: str, figure: str = "recorded-thefts/peelshire/ye-2026-03/value", value: str = "") -> Number:
    return Number(text, figure, value or text.replace(",", ""))


def line_chart(values: tuple[int, ...], title: str = "Thefts a month") -> str:
    """A small drawing with axis, line and words, as a chart module would make one."""
    width, height, left, bottom = 720, 320, 60, 40
    top = max(values)
    step = (width - left - 20) / (len(values) - 1)
    points = " ".join(
        f"{left + at * step:.1f},{20 + (height - bottom - 20) * (1 - value / top):.1f}"
        for at, value in enumerate(values)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="Arial, sans-serif" font-size="14"><title>{title}</title><desc>A line.</desc>'
        f'<path d="M{left} 20V{height - bottom}H{width - 20}" stroke="#50565e" fill="none"/>'
        f'<text x="8" y="30">{top:,}</text><text x="40" y="{height - bottom}">0</text>'
        f'<polyline points="{points}" fill="none" stroke="#14365c" stroke-width="2.5"/>'
        f'<text x="{left}" y="{height - 12}">April 2024</text>'
        f'<text x="{width - 20}" y="{height - 12}" text-anchor="end">March 2026</text></svg>'
    )


MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
VALUES = (812, 790, 845, 801, 777, 760, 742, 751, 733, 720, 698, 705)


def chart(at: int, title: str = "Thefts recorded each month") -> Chart:
    return Chart(
        title,
        line_chart(VALUES),
        "A line falls from 812 in April to 705 in March, with a rise to 845 in June.",
        Table(
            "Thefts by month, April 2025 to March 2026",
            (Column("Month"), Column("Thefts", "right")),
            tuple((words(month), (number(str(value)),)) for month, value in zip(MONTHS, VALUES, strict=True)),
            f"figure-{at}-data",
        ),
        f"figure-{at}",
        f"Figure {at}",
    )


def area_table(at: int, rows: int = 8) -> Table:
    areas = ("Northmoor", "Easterly", "Westbrook", "Southam", "Millford", "Harbour", "Oldtown", "Greenhill")
    return Table(
        "Recorded crime by local policing area, year ending March 2026 against the baseline",
        (
            Column("Local policing area"),
            Column("Year ending March 2024", "right"),
            Column("Year ending March 2026", "right"),
            Column("Change", "right"),
            Column("In words"),
        ),
        tuple(
            (
                words(f"{areas[row % 8]}{' and district' if row % 3 == 1 else ''}"),
                (number(f"{12_345 + row * 977:,}"),),
                (number(f"{11_010 + row * 801:,}"),),
                (number(f"-{10 + row / 10:.1f}%"),),
                words("a reduction" if row % 4 else "a reduction, provisional: two months are still to come"),
            )
            for row in range(rows)
        ),
        f"table-{at}",
        f"Table {at}",
        (Text("Source: force extract of 14 April 2026. "), Emphasis(words("Provisional")), Text(" data.")),
    )


def paper() -> Document:
    """Every kind of block and inline once or more, as a board would see them."""
    blocks: tuple[Block, ...] = (
        Heading(1, "Introduction", "introduction", "1"),
        Paragraph(
            (
                Text("This report presents an outline of performance against the priorities of the plan. It "),
                Text("compares the year ending March 2026 with the baseline, the year ending March 2024"),
                NoteRef("baseline"),
                Text(", and is explained on the "),
                Link(words("office's pages"), "https://www.example.org/plan?a=1&b=2"),
                Text("; see also "),
                Link(words("paragraph 2.2"), "#p-2.2"),
                Text("."),
            ),
            "1.1",
            "p-1.1",
        ),
        Paragraph(words("A paragraph without a number, between the numbered ones, that runs on for a while.")),
        Heading(1, "Preventing and reducing neighbourhood crime in towns and villages", "crime", "2"),
        Heading(2, "Thefts", "thefts"),
        Paragraph(
            (
                Text("In the year ending March 2026, "),
                number("9,134"),
                Text(" thefts were recorded, "),
                Strong((Text("an "), number("8.5%"), Text(" reduction"))),
                Text(" compared with the baseline figure of "),
                number("9,982"),
                NoteRef("source"),
                Text(". The baseline is explained above"),
                NoteRef("baseline"),
                Text("."),
            ),
            "2.1",
            "p-2.1",
        ),
        Paragraph((Text("Three things are behind this:"),), "2.2", "p-2.2"),
        Bullets(
            (
                words("more officers in town centres, on the days and at the hours when most thefts happen"),
                (Text("a scheme with "), Emphasis(words("forty-three")), Text(" shops;")),
                words("a change in how thefts are counted."),
            )
        ),
        chart(1),
        area_table(1),
        Aside(
            "finding",
            "the parts do not make the total",
            (
                Paragraph((Text("The parts sum to "), number("18,800"), Text("; the total printed is 18,684."))),
                Bullets((words("nuisance"), words("personal"), words("environmental"))),
            ),
        ),
        Heading(3, "In development", "in-development"),
        Aside("note", "", (Paragraph(words("Two measures await their first data in September 2026.")),)),
        Aside("notice", "provisional data", (Paragraph(words("The last quarter may still change.")),)),
        Heading(1, "Next steps", "next-steps", "10"),
        Paragraph(words("The board is asked to note the content of this report."), "10.1", "p-10.1"),
    )
    return Document(
        "Police and Crime Plan Performance",
        "Accountability and Governance Board, May 2026",
        ISSUED,
        "Office of the Police and Crime Commissioner for Peelshire",
        (
            ("Board", "Accountability and Governance Board"),
            ("Meeting", "May 2026"),
            ("Purpose", "To note progress against the Police and Crime Plan 2025 to 2029"),
        ),
        ("Made up for tests by Peelian; not issued by any commissioner.",),
        blocks,
        (
            Footnote("baseline", words("Every comparison is with this year unless the paragraph says otherwise.")),
            Footnote("source", (Text("Force extract, see "), Link(words("the plan"), "https://www.example.org/"))),
        ),
        subject="Performance against the Police and Crime Plan",
        keywords=("police and crime plan", "performance"),
    )


def long_paper(chapters: int = 10) -> Document:
    """About 30 pages: 20 tables and 5 charts among 120 numbered paragraphs."""
    sentence = (
        "In the 12 months ending March 2026, 300,418 offences were recorded, representing an 8.5% reduction "
        "compared with the baseline figure of 328,153 recorded in the year ending March 2024, and most areas "
        "either recorded small reductions or remained broadly stable over the same period. "
    )
    blocks: list[Block] = []
    for chapter in range(1, chapters + 1):
        blocks.append(Heading(1, f"Chapter {chapter} of the plan", f"c{chapter}", str(chapter)))
        for at in range(1, 11):
            ref = (NoteRef("a"),) if at == 1 and chapter == 1 else ()
            blocks.append(Paragraph((*words(sentence), *ref), f"{chapter}.{at}", f"p-{chapter}.{at}"))
            if at in (4, 8):
                table = area_table(chapter * 2 + at // 8 - 1, 14)
                blocks += [Heading(2, f"Areas {chapter}.{at}", f"s{chapter}-{at}"), table]
        if chapter % 2:
            blocks.append(chart(chapter // 2 + 1))
    base = paper()
    return Document(
        "A long paper about very many things that a police and crime panel may want to read in one sitting",
        base.subtitle,
        base.issued,
        base.publisher,
        base.cover,
        base.notices,
        tuple(blocks),
        (Footnote("a", words("One note.")),),
    )
