"""Figures typed from a published document: one row a figure, exact, with the digits as printed there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from peelian.findings import Finding
from peelian.periods import Period, PeriodError, at
from peelian.periods import parse as parse_period
from peelian.quantities import UNITS, QuantityError, counted, exact
from peelian.quantities import read as read_printed
from peelian.series.model import Breakdown, Origin
from peelian.sources.cells import RECEIVED
from peelian.sources.dates import read_iso
from peelian.sources.given import Given
from peelian.sources.header import check_header
from peelian.sources.model import Source
from peelian.sources.problems import Bad, Place, Sighting, listed, shown, told
from peelian.sources.records import find_broken, records
from peelian.sources.scan import Head, read_body, read_head

COLUMNS = (
    "measure",
    "area",
    "breakdown",
    "period",
    "statistic",
    "value",
    "unit",
    "printed",
    "qualifier",
    "status",
    "as_at",
    "document",
    "paragraph",
)
STATISTICS = ("value", "numerator", "denominator", "base", "low", "high", "rank")
UNIT_OF_CHANGE = {"change-from-": None, "change-percent-from-": "percent", "change-pp-from-": "pp"}
QUALIFIERS = ("", "about", "over", "under")
STATUSES = ("published", "provisional")
_ID = "[a-z0-9][a-z0-9_-]*"
_NAME = "[a-z0-9]+(-[a-z0-9]+)*"  # what a figure id takes for a dimension and its value


@dataclass(frozen=True)
class TypedFigure:
    """One figure as its document prints it. `value` is exact, in `unit`; a duration is in seconds.

    `origin` has the file, its hash, the line, and the document with the paragraph. `as_at` is a day, or a month of a
    document that prints no day; None where not typed. `published` is the day the document came out.
    """

    measure: str
    area: str
    breakdown: Breakdown
    period: Period
    statistic: str
    value: Fraction
    unit: str
    printed: str
    qualifier: str | None
    status: str
    as_at: Period | None
    document: str
    paragraph: str
    origin: Origin
    published: date


@dataclass(frozen=True)
class TypedFigures:
    """The figures of one file, and what is wrong with it; rows with a fault are left out."""

    rows: tuple[TypedFigure, ...]
    findings: tuple[Finding, ...]


def tidy(given: Given, source: Source) -> TypedFigures:
    """The figures of one file."""
    place, path = given.place, given.path
    head = read_head(path, 1, place)
    if isinstance(head, Finding):
        return TypedFigures((), (head,))
    findings = _shape(path, head, place)
    if findings:
        return TypedFigures((), tuple(findings))
    rows, sightings = [], []
    for line, cells in records(path, head):
        if not any(cell.strip() for cell in cells):
            continue  # a row that a spreadsheet left at the end
        row = dict(zip(head.names, (cell.strip() for cell in cells), strict=True))
        bad = [Sighting(line, column, row[column], fault) for column, fault in _faults(row, source.received)]
        sightings += bad
        if not bad:
            rows.append(_figure(row, given, line, source.published))
    findings = [*told(place, sightings), *_clashes(rows, place)]
    expect = source.expect.rows
    if not sightings and not expect.least <= len(rows) <= (expect.most or len(rows)):
        wanted = "exactly" if expect.most == expect.least else "at least" if expect.most is None else "between"
        most = f" and {expect.most:,}" if wanted == "between" else ""
        says = f"{counted(len(rows), 'figure')}; the source must have {wanted} {expect.least:,}{most}"
        findings.append(place.finding("source-rows", f"{says}; complete the file, or mend 'expect: rows'"))
    return TypedFigures(tuple(rows), tuple(findings))


def _shape(path: Path, head: Head, place: Place) -> list[Finding]:
    _, findings = check_header(head.names, COLUMNS, place, 1)
    if any(finding.code == "source-separator" for finding in findings):
        return findings  # whatever else is found is found because of it
    unknown = [name for name in head.names if name not in COLUMNS]
    if unknown and not any(unknown) and not findings:
        says = f"{counted(len(unknown), 'column')} at the end without a name; delete what is empty beside the table"
        findings.append(place.finding("source-header", says, 1))
    elif unknown and not findings:
        says = f"unknown column {listed(unknown)}; a figures file has {', '.join(COLUMNS)}"
        findings.append(place.finding("source-header", says, 1))
    body = read_body(path, head, place)
    if isinstance(body, Finding):
        return [*findings, body]
    # People type these files, and many editors leave the last line open: the row itself is checked below.
    broken = find_broken(path, head, place, needs_line_end=False)[1]
    if findings and len(head.names) != len(COLUMNS):  # then it is the header that has other cells than the rows
        broken = [finding for finding in broken if finding.code != "source-ragged"]
    return [*findings, *broken]


def _figure(row: dict[str, str], given: Given, line: int, published: date) -> TypedFigure:
    received = given.received
    origin = Origin(received.name, received.sha256, line, row["document"], row["paragraph"])
    return TypedFigure(
        row["measure"],
        row["area"],
        _breakdown(row["breakdown"]) or (),
        parse_period(row["period"]),
        row["statistic"],
        exact(row["value"]),
        row["unit"],
        row["printed"],
        row["qualifier"] or None,
        row["status"] or "published",
        _as_at(row["as_at"]),
        row["document"],
        row["paragraph"],
        origin,
        published,
    )


def _faults(row: dict[str, str], received: date) -> Iterator[tuple[str, Bad]]:
    """Every fault of a row, with its column."""
    for column in (
        "measure",
        "area",
        "period",
        "statistic",
        "value",
        "unit",
        "printed",
        "document",
        "paragraph",
    ):
        if not row[column]:
            yield column, Bad("source-blank", "blank", "fill it in")
    for column in ("measure", "area"):
        if row[column] and not re.fullmatch(_ID, row[column]):
            yield column, Bad("source-value", "not an id", "write small letters, digits and '-'")
    if _breakdown(row["breakdown"]) is None:
        yield (
            "breakdown",
            Bad(
                "source-value",
                "not a breakdown",
                "write dimension=value in small letters, digits and '-', or leave it blank",
            ),
        )
    yield from _choice(row, "qualifier", QUALIFIERS)
    yield from _choice(row, "status", ("", *STATUSES))
    yield from _choice(row, "unit", ("", *UNITS))
    if fault := _period_fault(row["period"]):
        yield "period", fault
    if fault := _statistic_fault(row["statistic"], row["unit"]):
        yield "statistic", fault
    yield from _as_at_faults(row["as_at"], received)
    yield from _value_faults(row)


def _choice(row: dict[str, str], column: str, allowed: tuple[str, ...]) -> Iterator[tuple[str, Bad]]:
    if row[column] not in allowed:
        words = ", ".join(word for word in allowed if word)
        yield (
            column,
            Bad("source-value", "not allowed here", f"allowed: {words}{' or blank' if '' in allowed else ''}"),
        )


def _breakdown(text: str) -> Breakdown | None:
    """Pairs of dimension and value by dimension; None where the text is no breakdown."""
    if not text:
        return ()
    pairs = [part.split("=") for part in text.split(",")]
    if any(len(pair) != 2 or not all(re.fullmatch(_NAME, text.strip()) for text in pair) for pair in pairs):
        return None
    found = tuple(sorted((dimension.strip(), value.strip()) for dimension, value in pairs))
    return found if len({dimension for dimension, _ in found}) == len(found) else None


def _period_fault(text: str) -> Bad | None:
    if not text:
        return None
    try:
        parse_period(text)
    except PeriodError:
        return Bad("source-value", "not a period", "write 2026-03, ye-2026-03, q-2026-03, at-2026-03 or not-stated")
    return None


def _statistic_fault(text: str, unit: str) -> Bad | None:
    if not text or text in STATISTICS:
        wrong = text == "rank" and unit != "rank"
        return Bad("source-value", f"not in {unit}", "a rank has the unit rank") if wrong else None
    for start, wanted in UNIT_OF_CHANGE.items():
        if text.startswith(start) and _period_fault(text[len(start) :]) is None and text != start:
            if wanted not in (None, unit):
                return Bad("source-value", f"not in {unit}", f"its unit is {wanted}")
            return None
    allowed = f"{', '.join(STATISTICS)}, change-from-PERIOD, change-percent-from-PERIOD or change-pp-from-PERIOD"
    return Bad("source-value", "not a statistic", f"allowed: {allowed}")


def _as_at(text: str) -> Period | None:
    """The day or the month that is written; None where neither is."""
    day = read_iso(text)
    if day is not None:
        return at(day)
    try:
        when = parse_period(text)
    except PeriodError:
        return None
    return when if when.kind == "month" else None


def _as_at_faults(text: str, received: date) -> Iterator[tuple[str, Bad]]:
    when = _as_at(text)
    if text and when is None:
        do = "write it as 2026-03-31, as 2026-03 where no day is printed, or leave it blank"
        yield "as_at", Bad("source-value", "not a date", do)
    if when is not None and when.first is not None and when.first > received:
        yield "as_at", Bad("source-future", f"after {received}, the day the document was received", RECEIVED)


def _value_faults(row: dict[str, str]) -> Iterator[tuple[str, Bad]]:
    """Digits that are not exact, and digits that differ from those printed."""
    text, unit = row["value"], row["unit"]
    if not text:
        return
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,12})?(/[1-9][0-9]{0,11})?", text) or ("." in text and "/" in text):
        do = "write plain digits, such as 1234.5 or -29.2 or 43/7, without commas, signs of percent or words"
        yield "value", Bad("source-value", "not an exact number", do)
        return
    if not row["printed"] or unit not in UNITS or unit == "grade":  # a grade prints a word
        return
    try:
        printed = read_printed(row["printed"], unit)
    except QuantityError as error:
        yield "printed", Bad("source-value", "not a number in this unit", str(error).rpartition("; ")[2])
        return
    value = exact(text)
    # "a 29.2% reduction" prints no sign; the value has one.
    unsigned = row["statistic"].startswith("change-") and printed.value >= 0
    if abs((abs(value) if unsigned else value) - printed.value) > printed.half_width:
        do = f"the value typed is {shown(text)} {unit}: mend whichever the document does not print"
        yield "printed", Bad("source-printed", "another number than the value", do)


def _clashes(rows: list[TypedFigure], place: Place) -> Iterator[Finding]:
    """The same figure of the same document, typed twice with different values or for the same paragraph."""
    first: dict[tuple[object, ...], TypedFigure] = {}
    for row in rows:
        key = (row.measure, row.area, row.breakdown, row.period, row.statistic, row.document)
        held = first.setdefault(key, row)
        if held is row or (held.value == row.value and held.paragraph != row.paragraph):
            continue
        line = row.origin.line
        says = f"column 'value' holds {shown(row.printed)} for a figure that line {held.origin.line} gives as "
        says += f"{shown(held.printed)}; keep one, or give them different areas, breakdowns or periods"
        yield place.finding("source-figure-twice", says, line)
