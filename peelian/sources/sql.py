"""A field as SQL: the text as it came, whether it may be taken, its value. The rules of cells.py, at speed.

`v` below is the text of a cell, NULL where it is blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peelian.sources import cells, clock, dates
from peelian.sources.fields import DATE_KINDS, EARLIEST, Field

CALENDAR_BEGINS = date(2000, 1, 1)  # rows of police data are rarely older
MANY = 12  # words of a column from which to look each up costs less than to compare them one by one
ROWS_A_DAY = 10  # to put a day into a calendar takes as long as to judge so many rows without one


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


def trimmed(column: str, spaced: bool = True) -> str:
    """The cell without spaces at its ends, NULL where blank.

    Trimming is dear, and a cell with such a space is rare: the cheap question comes first. `spaced` is False where the
    file is known to hold no such cell: every cell is then its own text already, and a blank one is NULL.
    """
    if not spaced:
        return column
    outer = f"{column} < '!' OR suffix({column}, ' ')"  # only a space, and what no text begins with, is below '!'
    return f"CASE WHEN {outer} THEN nullif(trim({column}, ' '), '') ELSE {column} END"


def column_of(field: Field, at: Mapping[str, int]) -> str:
    """The text a field is read from; `at` says where each of the publisher's columns stands. Blank or NULL: no text."""
    if field.fixed is not None:
        return literal(field.fixed)
    columns = [f"c{at[header]}" for header in field.headers]
    if len(columns) == 1 and not field.after:
        return columns[0]
    return "(" + " || ' ' || ".join(f"nullif(trim({c}, ' '), '')" for c in columns) + f" || {literal(field.after)})"


@dataclass(frozen=True)
class Cell:
    """A field in the question of a file, as SQL: what gives v and the value of v, whether it may be taken, a join."""

    text: str
    value: str
    good: str
    join: str = ""


def cell(field: Field, column: str, n: int, rows: int, hashes: bool, spaced: bool = True) -> Cell:
    """The field of number n in a file of so many rows; v and its value are called v0 and p0, v1 and p1, and so on.

    `hashes` and `spaced` are False where the file is known to hold no such cells: see Body.
    """
    v, spaced = f"v{n}", spaced or field.fixed is not None or bool(field.beside or field.after)
    if field.closed and len(field.values) > MANY and rows:
        return _looked_up(field, column, n)
    made = Cell(text_of(field, column, spaced), value(field, v), good(field, v, f"p{n}", column, hashes, spaced))
    if day := _usual(field):
        usual = f"{column} = {literal(day)}"
        return Cell(
            f"CASE WHEN {usual} THEN NULL ELSE {made.text} END",
            f"CASE WHEN {usual} THEN DATE '{field.only}' ELSE {made.value} END",
            f"CASE WHEN {usual} THEN true ELSE {made.good} END",
        )
    days = calendar(field, rows)
    if not days:
        return made
    return Cell(
        f"CASE WHEN d{n} IS NULL THEN {made.text} END",
        f"coalesce(d{n}, {made.value})",
        f"CASE WHEN d{n} IS NULL THEN {made.good} ELSE true END",
        f"LEFT JOIN ({days}) AS calendar{n}(text{n}, d{n}) ON text{n} = {column}",
    )


def _looked_up(field: Field, column: str, n: int) -> Cell:
    """A text of many allowed words, each with the word put for it: one join, where comparing takes a step for each."""
    assert field.kind == "text"
    pairs = ", ".join(f"({literal(a)}, {literal(b.strip(' '))})" for a, b in field.values.items())
    return Cell(
        f"nullif(trim({column}, ' '), '')",
        f"nullif(word{n}, '')",
        f"coalesce(word{n}, '') <> ''" if field.required else f"(v{n} IS NULL OR word{n} IS NOT NULL)",
        f"LEFT JOIN (VALUES {pairs}) AS words{n}(text{n}, word{n}) ON text{n} = trim({column}, ' ')",
    )


def _usual(field: Field) -> str:
    """How the one day or month that a column may hold is written nearly always; empty where it may hold others."""
    only, latest = field.only, field.latest
    if only is None or field.kind not in ("date", "month") or field.date_format or field.values or field.allowed:
        return ""
    if only < EARLIEST or (latest is not None and latest < only) or (field.kind == "month" and only.day != 1):
        return ""
    return f"{only:%Y-%m}" if field.kind == "month" else only.isoformat()


def calendar(field: Field, rows: int) -> str:
    """The days or months that a column may hold, as a question for `text` and `day`; empty where none is worth it.

    Millions of rows share a few thousand days: each is judged once, by the rules below, and the rows look theirs up.
    A text that is not in it, of an older day or as 1/3/2024 for 01/03/2024, is judged in its own row.
    """
    form = field.date_format or ("%Y-%m" if field.kind == "month" else "%Y-%m-%d")
    first, last = field.only or CALENDAR_BEGINS, field.only or field.latest
    if field.kind not in ("date", "month") or last is None or "%H" in form:
        return ""
    step, length = ("DAY", 1) if "%d" in form else ("MONTH", 31)
    if not rows or rows < (last - first).days // length * ROWS_A_DAY:
        return ""
    days = f"range(DATE '{first}', DATE '{last}' + 1, INTERVAL 1 {step}) AS days(day)"
    texts = f"SELECT strftime(day, {literal(form)}) AS text FROM {days}"
    read = f"SELECT text, {text_of(field, 'text')} AS v FROM ({texts})"
    valued = f"SELECT text, v, {value(field, 'v')} AS day FROM ({read})"
    return f"SELECT DISTINCT text, day FROM ({valued}) WHERE {good(field, 'v', 'day', 'text')}"


def text_of(field: Field, column: str, spaced: bool = True) -> str:
    """v: the cell after `values` has put one word for another, NULL where blank, numbers without thousands commas."""
    text = _word_of(field, column, spaced)
    if not field.commas:
        return text
    commas = f"contains({column}, ',') AND {_matches(text, cells.THOUSANDS)}"
    return f"CASE WHEN {commas} THEN replace({text}, ',', '') ELSE {text} END"


def _word_of(field: Field, column: str, spaced: bool) -> str:
    if not field.values:
        if not field.trims and spaced:
            return f"CASE WHEN {column} < '!' AND trim({column}, ' ') = '' THEN NULL ELSE {column} END"
        return trimmed(column, spaced)
    bare = f"nullif(trim({column}, ' '), '')" if spaced else column
    cases = " ".join(f"WHEN {literal(a)} THEN {literal(b.strip(' '))}" for a, b in field.values.items())
    kept = bare if field.trims else column
    return f"CASE WHEN {bare} IS NULL THEN NULL ELSE nullif(CASE {bare} {cases} ELSE {kept} END, '') END"


def good(field: Field, v: str, value: str, column: str, hashes: bool = True, spaced: bool = True) -> str:
    """True where the cell may be taken, never NULL; empty where every cell may be.

    `value` is the cell's value, worked out once. `hashes` is False where the file is known to hold no '#', and so
    no spreadsheet's error; `spaced` where it is known to hold no cell with a space at its ends.
    """
    tests = [test for test in (_fits(field, v, value), *_limits(field, v, value, spaced)) if test]
    if field.closed and field.values:
        tests.append(_is_one_of(f"trim({column}, ' ')", list(field.values)))
    if field.required:
        tests.append(f"{v} IS NOT NULL")
    test = f"coalesce({' AND '.join(tests)}, false)" if tests else ""
    if tests and not field.required:
        test = f"CASE WHEN {v} IS NULL THEN true ELSE {test} END"
    if not hashes or field.kind != "text":  # nothing but a text fits and begins with '#'
        return test
    errors = "|".join(re.escape(error) for error in cells.ERROR_CELLS if error not in field.values)
    no_error = f"CASE WHEN contains({column}, '#') THEN NOT {_matches(column, f' *(?:{errors}) *')} ELSE true END"
    return f"({test} AND {no_error})" if test else no_error


def _limits(field: Field, v: str, value: str, spaced: bool) -> list[str]:
    """What a form says of a column beside its kind."""
    tests = [_is_one_of(v, field.allowed)] if field.allowed else []
    if field.pattern is not None:
        tests.append(_matches(v, field.pattern))
    if field.one_word:
        tests.append(f"NOT contains({v if field.trims or not spaced else f'trim({v})'}, ' ')")
    if field.least is not None:
        tests.append(f"{value} >= {field.least}")
    if field.most is not None:
        tests.append(f"{value} <= {field.most}")
    return tests


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
            return f"coalesce(TRY_CAST({v} AS BIGINT), {parts[0]} * 3600 + {parts[1]} * 60 + {parts[2]})"
        case "boolean":
            return _is_one_of(f"lower({v})", cells.TRUE)
        case "month" | "utc-month":
            return _first_of_month(_day(field, v))
        case "time":
            if field.date_format is not None:
                return f"try_strptime({v}, {literal(field.date_format)})"
            return f"TRY_CAST({v} AS TIMESTAMP)"
    return _day(field, v)


def _is_one_of(v: str, words: Sequence[str]) -> str:
    """Written without IN, which the engine turns into a join for every column."""
    return f"list_contains([{', '.join(literal(word) for word in words)}], {v})"


def _fits(field: Field, v: str, value: str) -> str:
    def signed(pattern: str) -> str:
        """Below zero where that is kept; else minus nothing, which is not below zero, written as the pattern asks."""
        return f"-?{pattern}" if field.negative else f"-{pattern.replace('0-9', '0')}|{pattern}"

    match field.kind:
        case "text":
            return _has_words(field.words, v) if field.words else ""
        case "integer":
            return _digits(v, 18, signed(cells.INTEGER))
        case "number":
            return _matches(v, signed(cells.NUMBER))
        case "coordinate":
            # Publishers write as many decimals as are kept: to write the value again costs a quarter of the pattern.
            bounds = f"{value} > -1000 AND {value} < 1000" if field.least is None or field.most is None else "true"
            return f"CASE WHEN CAST({value} AS VARCHAR) = {v} THEN {bounds} ELSE {_matches(v, cells.COORDINATE)} END"
        case "seconds":
            return _digits(v, 9, f"{signed(cells.SECONDS)}|{cells.CLOCK}")
        case "boolean":
            return _is_one_of(f"lower({v})", cells.TRUE + cells.FALSE)
    return " AND ".join([_date_matches(field, v, value), *_bounds(field, value)])


def _has_words(words: Sequence[str], v: str) -> str:
    """All words, whatever the case. Most forces are called as their file is: that is asked first, and cheaply."""
    plain = f"replace(lower({v}), '&', 'and')"
    every = " AND ".join(f"contains({plain}, {literal(word)})" for word in words)
    usual = " ".join(word.capitalize() for word in words)
    return f"CASE WHEN starts_with({v}, {literal(usual)}) THEN true ELSE {every} END"


def _matches(v: str, pattern: str) -> str:
    return f"regexp_full_match({v}, {literal(pattern)})"


def _digits(v: str, most: int, pattern: str) -> str:
    """Whether a text fits a pattern that at most so many digits alone fit: those are told in half the time."""
    return f"CASE WHEN {v} GLOB '*[!0-9]*' THEN {_matches(v, pattern)} ELSE strlen({v}) <= {most} END"


def _date_matches(field: Field, v: str, value: str) -> str:
    iso = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    if field.kind in ("utc-month", "utc-date"):
        return _matches(v, dates.UTC_STAMP)
    if field.kind == "financial-year":
        return _matches(v, dates.FINANCIAL_YEAR)
    if field.kind == "financial-quarter":
        return _matches(v, dates.FINANCIAL_QUARTER)
    if field.kind == "time" and field.date_format is None:
        # Most are written as the engine writes a time: to write the value again costs less than half of the pattern.
        usual = f"strlen({v}) = {len('2024-01-31 08:15:00')} AND CAST({value} AS VARCHAR) = {v}"
        return f"CASE WHEN {usual} THEN true ELSE {_matches(v, dates.TIME)} END"
    if field.date_format is not None:
        return _matches(v, dates.pattern(field.date_format, named=False))
    return _matches(v, f"{cells.MONTH}|{iso}" if field.kind == "month" else iso)


def _day(field: Field, v: str) -> str:
    if field.kind in ("utc-month", "utc-date"):
        utc = f"timezone('UTC', TRY_CAST(left({v}, 19) AS TIMESTAMP))"
        return f"CAST(timezone('Europe/London', {utc}) AS DATE)"
    if field.kind in ("financial-year", "financial-quarter"):
        return _financial(v, field.kind == "financial-quarter")
    if field.date_format is not None:
        return f"CAST(try_strptime({v}, {literal(field.date_format)}) AS DATE)"
    if field.kind == "month":
        return f"TRY_CAST(CASE WHEN length({v}) = 7 THEN {v} || '-01' ELSE {v} END AS DATE)"
    return f"TRY_CAST({v} AS DATE)"


def _financial(v: str, quarters: bool) -> str:
    """The first day of the last month of a financial year or quarter, as `dates` reads them."""
    first, second, quarter = (f"TRY_CAST({part} AS INTEGER)" for part in (f"{v}[:4]", f"{v}[6:7]", f"{v}[9:]"))
    follows = f"({first} + 1) % 100 = {second}"
    if quarters:
        year, month = f"{first} + CASE WHEN {quarter} = 4 THEN 1 ELSE 0 END", f"{quarter} * 3 % 12 + 3"
        return f"CASE WHEN {follows} AND {quarter} BETWEEN 1 AND 4 THEN make_date({year}, {month}, 1) END"
    return (
        f"CASE WHEN contains({v}, '-') THEN TRY_CAST({v}[:4] || '-03-01' AS DATE) "
        f"WHEN {follows} THEN make_date({first} + 1, 3, 1) END"
    )


def _first_of_month(day: str) -> str:
    return f"CAST(date_trunc('month', {day}) AS DATE)"


def _bounds(field: Field, day: str) -> list[str]:
    assert field.kind in DATE_KINDS
    tests = [f"{day} >= DATE '{field.earliest}'"]
    if field.kind == "time":
        tests.append(f"NOT {clock.sql_never(day)}")
    if field.only is not None:
        tests.append(f"{day} = DATE '{field.only}'")
    if field.latest is not None:
        end = f"< DATE '{field.latest + timedelta(days=1)}'" if field.kind == "time" else f"<= DATE '{field.latest}'"
        tests.append(f"{day} {end}")
    return tests
