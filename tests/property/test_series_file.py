"""A panel written as a file in any order is read back the same; the fast reader and the slow one agree."""

from __future__ import annotations

import csv
import io
import math
import re
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.periods import Period, month, parse, quarter_ending, shift, wave, year_ending
from peelian.signals.panel import STATUSES, Panel, of_quotients
from peelian.sources.panels import read_series
from peelian.sources.panels.cells import NUMBER
from peelian.sources.panels.layout import Layout
from peelian.sources.panels.rows import Opened, Rows, _numbers, read_rows
from peelian.sources.problems import Place
from peelian.sources.records import find_broken
from peelian.sources.scan import Body, Head, read_body, read_head

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6).filter(
    lambda name: not name.startswith("#")
)
VALUES = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.integers(0, 10**6).map(float)


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    """Fewer than the six rows in even steps, and the three before and after a turn, that show another frequency."""
    count = draw(st.integers(1, 9))
    match draw(st.integers(0, 4)):
        case 0:
            return tuple(shift(month(2019, 11), n) for n in range(count))
        case 1:
            return tuple(shift(quarter_ending(2019, 12), 3 * n) for n in range(count))
        case 2:
            return tuple(shift(year_ending(2019, 11), n) for n in range(count))
        case 3:
            return tuple(shift(parse("at-2019-03"), 6 * n) for n in range(count))
    return tuple(wave(n + 1) for n in range(count))


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    names = tuple(draw(st.lists(NAMES, min_size=1, max_size=5, unique=True)))
    columns = draw(periods())
    shape = (len(names), len(columns))

    def numbers(value: st.SearchStrategy[float]) -> Any:
        cell = st.one_of(value, st.just(math.nan))
        cells = draw(st.lists(cell, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
        return np.array(cells).reshape(shape) + 0.0

    if draw(st.booleans()):
        made = Panel(names, columns, numbers(VALUES))
    else:
        denominator = numbers(COUNTS.map(lambda value: value + 1))
        made = of_quotients(names, columns, numbers(COUNTS), denominator)
    if draw(st.booleans()):
        given = st.sampled_from([0, 1, 2])
        marks = np.array(draw(st.lists(given, min_size=made.values.size, max_size=made.values.size)), np.int8)
        missing = np.isnan(made.values)
        marks = np.where(missing, STATUSES.index("suppressed"), marks.reshape(shape)).astype(np.int8)
        made = Panel(names, columns, made.values, made.numerator, made.denominator, marks)
    return made


def table_of(panel: Panel) -> list[dict[str, str]]:
    def text(value: float) -> str:
        return "" if math.isnan(value) else repr(float(value))

    table = []
    for s, name in enumerate(panel.names):
        for t, period in enumerate(panel.periods):
            row = {"series": name, "period": period.id}
            if panel.numerator is None or panel.denominator is None:
                row["value"] = text(panel.values[s, t])
            else:
                row |= {"numerator": text(panel.numerator[s, t]), "denominator": text(panel.denominator[s, t])}
            if panel.status is not None:
                row["status"] = STATUSES[panel.status[s, t]]
            table.append(row)
    return table


def same(a: Any, b: Any) -> bool:
    return (a is None) == (b is None) and (a is None or np.array_equal(a, b, equal_nan=a.dtype.kind == "f"))


@settings(max_examples=150, deadline=None)
@given(panel=panels(), data=st.data(), end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.booleans())
def test_a_panel_in_any_order_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, panel: Panel, data: st.DataObject, end: str, mark: bool
) -> None:
    table = data.draw(st.permutations(table_of(panel)))
    # Of a series beside the first, a row that says nothing may be left out: it is a gap all the same.
    kept = [
        row
        for row in table
        if row["series"] == panel.names[0]
        or any(row.get(name) for name in ("value", "numerator", "denominator", "status"))
        or data.draw(st.booleans())
    ]
    names = data.draw(st.permutations([*kept[0], "other"]))
    out = io.StringIO(newline="")
    quoting = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    writer = csv.DictWriter(out, names, lineterminator=end, quoting=quoting, restval='x, "y"')
    writer.writeheader()
    writer.writerows(kept)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + out.getvalue().encode())
    got = read_series(path)
    assert got.panel is not None, got.findings
    order = list(dict.fromkeys(row["series"] for row in kept))
    wanted = panel.rows(np.array([panel.names.index(name) for name in order]))
    assert got.panel.names == wanted.names
    assert got.panel.periods == wanted.periods
    for what in ("values", "numerator", "denominator", "status"):
        assert same(getattr(got.panel, what), getattr(wanted, what)), what
    assert {finding.severity for finding in got.findings} == {"note"}  # of the other column


TELLING = (
    *("", " ", "0", "-0", "+5", "5.", ".5", ".", "-", "+", "e5", "1e5", "1E+5", "1e", "1e5.5", "--5", "0x10", "1_0"),
    *("nan", "NaN", "NAN(1)", "inf", "-Infinity", "infinity", "1e999", "-1e999", "1e-999", "9" * 400, "1,204"),
    *("15%", "NA", "null", "None", " 7 ", "\t7", "7\n", "\u00a07", "٣", "½", "−5", "1 000", "1d5", "5f", "#REF!", "=1"),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(TELLING),
            st.from_regex(r"\A ?[+-]?[0-9]{0,25}\.?[0-9]{0,25}([eE][+-]?[0-9]{1,4})? ?\Z"),
            st.floats().map(repr),
            st.text(max_size=5),
        ),
        max_size=20,
    )
)
def test_a_number_is_what_the_form_allows_and_python_reads(texts: list[str]) -> None:
    values, bad = _numbers(pa.array([text or None for text in texts], pa.string()))
    for n, text in enumerate(texts):
        bare = text.strip(" ")
        right = re.fullmatch(NUMBER, bare) is not None and math.isfinite(float(bare))
        assert (n in bad.tolist()) == (not right and bool(bare)), text
        assert values[n] == float(bare) if right else math.isnan(values[n]), text


CELLS = st.one_of(st.text(st.sampled_from('ab,"\n\r é;5'), max_size=4), st.sampled_from(["1", "2.5", "x", " 3"]))


@settings(max_examples=400, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
    raw=st.booleans(),
)
def test_both_readers_agree(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str, raw: bool
) -> None:
    """Also of cells written without care: then there may be no rows at all, or other ones."""
    out = io.StringIO(newline="")
    if raw:
        out.write(end.join(",".join(row) for row in [["series", "period", "value"], *rows]) + end)
    else:
        csv.writer(out, lineterminator=end).writerows([["series", "period", "value"], *rows])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(out.getvalue().encode())
    place = Place("a.csv")
    head = read_head(path, 1, place)
    assert isinstance(head, Head)
    body = read_body(path, head, place, open_end=True)
    assert isinstance(body, Body)
    if not body.rows:
        return
    layout = Layout({"series": 0, "period": 1, "value": 2}, {})
    file = Opened(path, place, head, body, layout)
    fast = read_rows(file, body.rows, slowly=False)
    if fast is None:
        return
    assert find_broken(path, head, place, needs_line_end=False) == (fast.count, [])
    slow = read_rows(file, body.rows, slowly=True)
    assert slow is not None
    assert texts(fast) == texts(slow)
    np.testing.assert_array_equal(fast.numbers["value"], slow.numbers["value"])
    np.testing.assert_array_equal(fast.refused["value"], slow.refused["value"])


def texts(rows: Rows) -> dict[str, list[str | None]]:
    found = {}
    for name, column in rows.texts.items():
        every = column.first(100)
        found[name] = [None if code < 0 else every[code] for code in column.codes.tolist()]
    return found
