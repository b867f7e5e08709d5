"""A field as SQL: the text as it came, whether it may be taken, its value. The rules of cells.py, at speed.

`v` below is the text of a cell, NULL where it is blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelian.sources import cells, dates
from peelian.sources.fields import DATE_KINDS, EARLIEST, Field


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def path_literal(path: str) -> str:
    """A path with the characters that the engine takes for patterns set in brackets."""
    return literal("".join(f"[{c}]" if c in "[*?" else c for c in path))


def reader(path: str, width: int, skip: int) -> str:
    """The file's records as texts c0, c1 and so on, in the order of the file. Nothing is guessed."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    return (
        f"read_csv({path_literal(path)}, auto_detect = false, header = true, skip = {skip}, "
        f"delim = ',', quote = '\"', escape = '\"', compression = 'none', "
        f"columns = {{{columns}}}, strict_mode = true, null_padding = false)"
    )


def text_of(field: Field, column: str) -> str:
    """v: the cell after `values` has put one word for another, NULL where blank.

    Trimming is dear, and a cell with a space at its start is rare: the cheap question comes first.
    """
    if not field.values:
        if field.kind == "text":
            blank = f"CASE WHEN trim({column}, ' ') = '' THEN NULL ELSE {column} END"
            return f"CASE WHEN starts_with({column}, ' ') THEN {blank} ELSE {column} END"
        return f"CASE WHEN contains({column}, ' ') THEN nullif(trim({column}, ' '), '') ELSE {column} END"
    trimmed = f"nullif(trim({column}, ' '), '')"
    cases = " ".join(f"WHEN {literal(a)} THEN {literal(b.strip(' '))}" for a, b in field.values.items())
    kept = column if field.kind == "text" else trimmed
    return f"CASE WHEN {trimmed} IS NULL THEN NULL ELSE nullif(CASE {trimmed} {cases} ELSE {kept} END, '') END"


def good(field: Field, v: str, value: str, column: str, hashes: bool = True) -> str:
    """True where the cell may be taken, never NULL; empty where every cell may be.

    `value` is the cell's value, worked out once. `hashes` is False where the file is known to hold no '#', and so
    no spreadsheet's error.
    """
    tests = [test for test in (_fits(field, v, value),) if test]
    if field.closed and field.values:
        tests.append(_is_one_of(f"trim({column}, ' ')", list(field.values)))
    if field.required:
        tests.append(f"{v} IS NOT NULL")
    test = f"coalesce({' AND '.join(tests)}, false)" if tests else ""
    if tests and not field.required:
        test = f"({v} IS NULL OR {test})"
    if not hashes or field.kind != "text":  # nothing but a text fits and begins with '#'
        return test
    errors = "|".join(re.escape(error) for error in cells.ERROR_CELLS if error not in field.values)
    no_error = f"CASE WHEN contains({column}, '#') THEN NOT {_matches(column, f' *(?:{errors}) *')} ELSE true END"
    return f"({test} AND {no_error})" if test else no_error


def value(field: Field, v: str) -> str:
    """The cell as the table keeps it; NULL, never an error, where it may not be taken."""
    match field.kind:
        case "text":
            return v
        case "integer":
            return f"TRY_CAST({v} AS BIGINT)"
        case "number" | "coordinate":
            return f"TRY_CAST({v} AS {field.sql_type})"
        case "seconds":
            parts = [f"TRY_CAST(split_part({v}, ':', {i}) AS BIGINT)" for i in (1, 2, 3)]
            clock = f"{parts[0]} * 3600 + {parts[1]} * 60 + {parts[2]}"
            return f"CASE WHEN contains({v}, ':') THEN {clock} ELSE TRY_CAST({v} AS BIGINT) END"
        case "boolean":
            return _is_one_of(f"lower({v})", cells.TRUE)
        case "month" if _is_one_month(field):
            return f"DATE '{field.only}'"  # no other month is good
        case "month" | "utc-month":
            return _first_of_month(_day(field, v))
    return _day(field, v)


def _is_one_of(v: str, words: Sequence[str]) -> str:
    """Written without IN, which the engine turns into a join for every column."""
    return f"list_contains([{', '.join(literal(word) for word in words)}], {v})"


def _fits(field: Field, v: str, value: str) -> str:
    sign = "-?" if field.negative else "(?:-0+(?:\\.0+)?)|"  # minus nothing is not below zero
    match field.kind:
        case "text":
            return _has_words(field.words, v) if field.words else ""
        case "integer":
            return _matches(v, sign + cells.INTEGER)
        case "number":
            return _matches(v, sign + cells.NUMBER)
        case "coordinate":
            return _matches(v, cells.COORDINATE)
        case "seconds":
            return _matches(v, f"{sign}{cells.SECONDS}|{cells.CLOCK}")
        case "boolean":
            return _is_one_of(f"lower({v})", cells.TRUE + cells.FALSE)
    if _is_one_month(field):
        iso = f"{_date_matches(field, v)} AND TRY_CAST({v} AS DATE) IS NOT NULL"
        return (
            f"CASE WHEN {v} = '{field.only:%Y-%m}' THEN true ELSE starts_with({v}, '{field.only:%Y-%m}-') AND {iso} END"
        )
    return " AND ".join([_date_matches(field, v), *_bounds(field, value)])


def _has_words(words: Sequence[str], v: str) -> str:
    """All words, whatever the case. Most forces are called as their file is: that is asked first, and cheaply."""
    plain = f"replace(lower({v}), '&', 'and')"
    every = " AND ".join(f"contains({plain}, {literal(word)})" for word in words)
    usual = " ".join(word.capitalize() for word in words)
    return f"CASE WHEN starts_with({v}, {literal(usual)}) THEN true ELSE {every} END"


def _matches(v: str, pattern: str) -> str:
    return f"regexp_full_match({v}, {literal(pattern)})"


def _date_matches(field: Field, v: str) -> str:
    iso = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    if field.kind in ("utc-month", "utc-date"):
        return _matches(v, dates.UTC_STAMP)
    if field.date_format is not None:
        return _matches(v, dates.pattern(field.date_format, named=False))
    return _matches(v, f"{cells.MONTH}|{iso}" if field.kind == "month" else iso)


def _day(field: Field, v: str) -> str:
    if field.kind in ("utc-month", "utc-date"):
        utc = f"timezone('UTC', TRY_CAST(left({v}, 19) AS TIMESTAMP))"
        return f"CAST(timezone('Europe/London', {utc}) AS DATE)"
    if field.date_format is not None:
        return f"CAST(try_strptime({v}, {literal(field.date_format)}) AS DATE)"
    if field.kind == "month":
        return f"TRY_CAST(CASE WHEN length({v}) = 7 THEN {v} || '-01' ELSE {v} END AS DATE)"
    return f"TRY_CAST({v} AS DATE)"


def _is_one_month(field: Field) -> bool:
    """Whether the column may hold one month alone, as in a record file of a month: then it is compared as text."""
    written_so = field.date_format is None and field.only is not None and field.only >= EARLIEST
    return field.kind == "month" and field.required and written_so


def _first_of_month(day: str) -> str:
    return f"CAST(date_trunc('month', {day}) AS DATE)"


def _bounds(field: Field, day: str) -> list[str]:
    assert field.kind in DATE_KINDS
    tests = [f"{day} >= DATE '{EARLIEST}'"]
    if field.only is not None:
        tests.append(f"{day} = DATE '{field.only}'")
    if field.latest is not None:
        tests.append(f"{day} <= DATE '{field.latest}'")
    return tests
