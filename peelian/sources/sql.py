"""A field as SQL: the text as it came, whether it may be taken, its value. The rules of cells.py, at speed.

`v` below is the text of a cell, NULL where it is blank.
"""

from __future__ import annotations

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


def good(field: Field, v: str, column: str) -> str:
    """True where the cell may be taken, never NULL."""
    tests = [test for test in (_fits(field, v),) if test]
    if field.closed and field.values:
        tests.append(f"trim({column}, ' ') IN ({_words(list(field.values))})")
    if field.required:
        tests.append(f"{v} IS NOT NULL")
    test = f"coalesce({' AND '.join(tests)}, false)" if tests else ""
    if tests and not field.required:
        test = f"({v} IS NULL OR {test})"
    if field.kind != "text":  # nothing but a text fits and begins with '#'
        return test
    errors = _words([error for error in cells.ERROR_CELLS if error not in field.values])
    no_error = f"CASE WHEN contains({column}, '#') THEN trim({column}, ' ') NOT IN ({errors}) ELSE true END"
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
            return f"lower({v}) IN ({_words(cells.TRUE)})"
    if field.only is not None and field.required:
        return f"DATE '{field.only}'"
    return _day(field, v)


def _words(words: Sequence[str]) -> str:
    return ", ".join(literal(word) for word in words)


def _fits(field: Field, v: str) -> str:
    sign = "-?" if field.negative else "(?:-0+(?:\\.0+)?)|"  # minus nothing is not below zero
    match field.kind:
        case "text":
            plain = f"replace(lower({v}), '&', 'and')"
            return " AND ".join(f"contains({plain}, {literal(word)})" for word in field.words)
        case "integer":
            return _matches(v, sign + cells.INTEGER)
        case "number":
            return _matches(v, sign + cells.NUMBER)
        case "coordinate":
            return _matches(v, cells.COORDINATE)
        case "seconds":
            return _matches(v, f"{sign}{cells.SECONDS}|{cells.CLOCK}")
        case "boolean":
            return f"lower({v}) IN ({_words(cells.TRUE + cells.FALSE)})"
    fits = " AND ".join([_date_matches(field, v), *_bounds(field, _day(field, v))])
    if field.kind == "month" and field.only is not None and field.date_format is None:
        return f"CASE WHEN {v} = '{field.only:%Y-%m}' THEN true ELSE {fits} END"
    return fits


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
        day = f"CAST(timezone('Europe/London', {utc}) AS DATE)"
    elif field.date_format is not None:
        day = f"CAST(try_strptime({v}, {literal(field.date_format)}) AS DATE)"
    elif field.kind == "month":
        day = f"TRY_CAST(CASE WHEN length({v}) = 7 THEN {v} || '-01' ELSE {v} END AS DATE)"
    else:
        day = f"TRY_CAST({v} AS DATE)"
    return f"date_trunc('month', {day})::DATE" if field.kind in ("month", "utc-month") else day


def _bounds(field: Field, day: str) -> list[str]:
    assert field.kind in DATE_KINDS
    tests = [f"{day} >= DATE '{EARLIEST}'"]
    if field.only is not None:
        tests.append(f"{day} = DATE '{field.only}'")
    if field.latest is not None:
        tests.append(f"{day} <= DATE '{field.latest}'")
    return tests
