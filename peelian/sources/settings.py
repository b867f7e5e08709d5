"""What is wrong with a source as it is written in sources.yaml, before any of its files is opened."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from datetime import date

from peelian.contracts.load import NAMES, form
from peelian.contracts.model import FormColumn
from peelian.findings import Finding
from peelian.series.tables import AREA, MONTH
from peelian.sources import fetchable
from peelian.sources.dates import format_fault
from peelian.sources.model import Column, MonthSpan, Quarantine, Source
from peelian.sources.open_data import forces
from peelian.sources.problems import shown
from peelian.sources.quarantine import share

_ID = "[a-z0-9][a-z0-9._-]*"
_NAME = "[a-z][a-z0-9_]*"
_NATIONAL = ("home-office", "stats19", "answering-999")  # files of all forces
TABLELESS: Mapping[str, str] = {"figures": "figures", "lookup": "lookups"}
"""The formats whose files fill no table, with what they hold."""
_ONLY_TIDY: Mapping[str, object] = {
    "columns": {},
    "sheet": None,
    "header_row": 1,
    "last_row": None,
    "slice": "month",
}


def check_settings(id: str, source: Source) -> list[Finding]:
    """All of them, in the order of the fields."""
    where = f"sources.yaml, {id}"
    return [Finding("source-settings", where, says) for says in _faults(id, source)]


def _faults(id: str, source: Source) -> Iterator[str]:
    if not re.fullmatch(_ID, id):
        yield f"the id {shown(id)} has other letters than small ones, digits, '-', '_' and '.'; rename it"
    if not source.files:
        yield "'files' is empty; name the files, such as data/*.csv"
    if source.format in TABLELESS and source.table is not None:
        yield f"{TABLELESS[source.format]} go to no table; take 'table' out"
    if source.format not in TABLELESS and not re.fullmatch(_NAME, source.table or ""):
        yield f"'table' is {shown(source.table or '')}; name the table in small letters, digits and '_'"
    if source.published > source.received:
        yield f"published {source.published} is after received {source.received}; mend one"
    rows = source.expect.rows
    if rows.least < 0 or (rows.most is not None and rows.most < rows.least):
        yield f"expect: rows: least is {rows.least}, most is {rows.most}; no number of rows fits"
    if source.expect.months is not None and span_of(source.expect.months) is None:
        yield "expect: months: write first and last as 2024-03, the first not after the last"
    yield from fetchable.faults(source)
    if source.force is not None and source.format.startswith(_NATIONAL) and (fault := forces.fault(source.force)):
        yield fault
    if source.force is not None and source.areas is not None and source.format.startswith(_NATIONAL):
        yield "'force' says which rows are the plan's, and so does 'areas'; take one out"
    if source.format == "extract":
        yield from _extract_faults(source)
    elif source.contract is not None or source.quarantine != Quarantine():
        says = f"'contract' and 'quarantine' are for extracts; this is {source.format}: "
        yield says + "take them out, or write 'format: extract'"
    if source.format not in ("tidy", "extract"):
        police = source.format.startswith("police-uk") or source.format in TABLELESS
        for name, default in _ONLY_TIDY.items():
            own = police or name not in ("sheet", "header_row", "columns")
            if own and getattr(source, name) != default:
                yield f"'{name}' is for tidy files; {source.format} files have a fixed form: take it out"
    else:
        yield from _sheet_faults(source)
    if source.format == "tidy":
        yield from _tidy_faults(source)
    elif source.format not in ("extract", *TABLELESS) and not source.format.startswith("police-uk"):
        for name, column in source.columns.items():
            if column != Column(column.from_, values=column.values, beside=column.beside):
                says = f"of {source.format} files only the headings and words of the publisher's can be told; "
                yield f"columns: {name}: {says}keep 'from', 'beside' and 'values' alone"


def _extract_faults(source: Source) -> Iterator[str]:
    """Of a form's columns a mapping says what the force calls them; all else is in the form."""
    if source.contract is None:
        yield f"an extract needs 'contract', its form: {', '.join(NAMES)}"
        return
    if share(source.quarantine.most) is None:
        yield f"quarantine: most is {shown(source.quarantine.most)}; write a percentage of the rows, such as 0.5%"
    columns = form(source.contract).columns
    for name, column in source.columns.items():
        if name not in columns:
            near = difflib.get_close_matches(name, columns, n=1)
            hint = f" (did you mean {shown(near[0])}?)" if near else ""
            yield f"columns: {shown(name)} is no column of '{source.contract}'{hint}; it has: {', '.join(columns)}"
            continue
        own = (column.as_, column.blank, column.negative, column.others, column.beside)
        if own != ("text", None, None, "keep", None):
            yield f"columns: {name}: 'as', 'blank', 'negative', 'others', 'beside' are fixed by the form; take them out"
        if fault := _form_fault(column, columns[name]):
            yield f"columns: {name}: {fault}"


def _form_fault(column: Column, given: FormColumn) -> str | None:
    if column.date_format is not None:
        if given.type not in ("date", "month", "time"):
            return f"'date_format' is for dates, months and times, not for {given.type}; take it out"
        needs_day = given.type != "month"
        if fault := format_fault(column.date_format, needs_day, needs_clock=given.type == "time"):
            return f"date_format {shown(column.date_format)}: {fault}"
    unknown = [word for word in column.values.values() if word and word not in given.values]
    if given.values and unknown:
        return f"values: {shown(unknown[0])} is no word of the form; it has: {', '.join(given.values)}"
    return None


def _sheet_faults(source: Source) -> Iterator[str]:
    if source.header_row < 1 or (source.last_row is not None and source.last_row <= source.header_row):
        yield f"header_row {source.header_row}, last_row {source.last_row} leave no rows; count rows from 1"


def _tidy_faults(source: Source) -> Iterator[str]:
    month = source.columns.get(MONTH)
    if source.as_at is not None and month is not None:
        yield "both 'as_at' and columns: month say which month a row belongs to; keep one of them"
    elif source.as_at is not None:
        pass  # the file does not say in its rows which day it is of
    elif month is None or month.as_ != "month":
        says = "columns need 'month: {from: ..., as: month}', the month that a row belongs to; where the file does not "
        yield says + "say it, write the day it is of as 'as_at'"
    elif month.blank == "keep":
        yield "columns: month: a row must have a month; take 'blank: keep' out"
    if AREA in source.columns:
        yield "columns: the area comes from 'areas: {column: ...}'; take 'area' out of columns"
    for name, column in source.columns.items():
        if not re.fullmatch(_NAME, name):
            yield f"columns: {shown(name)} has other letters than small ones, digits and '_'; rename it"
        if fault := _column_fault(column):
            yield f"columns: {name}: {fault}"


def _column_fault(column: Column) -> str | None:
    if column.beside is not None and (fault := _beside_fault(column, column.beside)):
        return fault
    if column.date_format is not None:
        if column.as_ not in ("date", "month"):
            return f"'date_format' is for dates and months, not for {column.as_}; take it out"
        if fault := format_fault(column.date_format, needs_day=column.as_ == "date"):
            return f"date_format {shown(column.date_format)}: {fault}"
    if column.negative is not None and column.as_ not in ("integer", "number", "seconds"):
        return f"'negative' is for numbers, not for {column.as_}; take it out"
    if column.others == "refuse" and not column.values:
        return "'others: refuse' needs 'values', the words that are allowed"
    return None


def _beside_fault(column: Column, beside: str) -> str | None:
    if column.as_ not in ("text", "date", "month"):
        return f"'beside' is for months, dates and texts, not for {column.as_}; take it out"
    if beside == column.from_:
        return f"'beside' is the column {shown(beside)} itself; name the other one"
    if column.as_ != "text" and column.date_format is None:
        return "'beside' needs 'date_format', that of both texts with a space between, such as '%Y %B'"
    return None


def span_of(months: MonthSpan) -> tuple[date, ...] | None:
    """Every first day of the months a source covers; None where they are not written as months in order."""
    ends = [re.fullmatch("([0-9]{4})-(0[1-9]|1[0-2])", text) for text in (months.first, months.last)]
    if ends[0] is None or ends[1] is None:
        return None
    first, last = (int(end[1]) * 12 + int(end[2]) - 1 for end in ends if end is not None)
    if first > last or not 1900 * 12 <= first <= last < 2200 * 12:
        return None
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))
