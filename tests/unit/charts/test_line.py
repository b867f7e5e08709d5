"""The line chart: the same bytes each time, gaps kept, its words and its scale in step with its values."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from peelian.charts.frame import BOTTOM, HEIGHT, LABELS, LEFT, RIGHT, TOP, WIDTH, Drawing, named
from peelian.charts.line import Point, draw
from peelian.periods import month, quarter_ending, shift
from peelian.quantities import read

ROOT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"
FIRST = month(2024, 4)


def series(*values: object) -> list[Point]:
    """Months from April 2024 on; None is a month without a value."""
    return [Point(shift(FIRST, n), None if v is None else Fraction(str(v))) for n, v in enumerate(values)]


def drawn(*values: object, unit: str = "count") -> Drawing:
    return draw("Fires", unit, "Number of fires", series(*values), None)


def parsed(drawing: Drawing) -> etree._Element:
    return etree.fromstring(drawing.svg)


def dots(drawing: Drawing) -> list[tuple[float, float]]:
    return [(float(c.get("cx")), float(c.get("cy"))) for c in parsed(drawing).iter(f"{SVG}circle")]


def line(drawing: Drawing) -> str:
    path = next(p for p in parsed(drawing).iter(f"{SVG}path") if p.get("fill") == "none")
    return path.get("d")


def scale(drawing: Drawing) -> list[tuple[float, str]]:
    """The lines across with the number each is named by, from the foot up."""
    texts = [t for t in parsed(drawing).iter(f"{SVG}text") if t.get("font-size") is None]
    return [(float(t.get("y")) - 4, t.text) for t in texts]


def foot(drawing: Drawing) -> list[str]:
    names = [t.text for t in parsed(drawing).iter(f"{SVG}text") if t.get("font-size") == "12" and t.get("text-anchor")]
    return list(reversed(names))


# --- the drawing ---


def test_the_same_series_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    program = (
        "from tests.unit.charts.test_line import drawn, series; import sys;"
        "sys.stdout.buffer.write(drawn('3.3', None, 7, '1/3').svg.encode())"
    )
    here = drawn("3.3", None, 7, "1/3").svg.encode()
    for seed, locale in (("0", "C"), ("4242", "tr_TR.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True)
        assert done.stdout == here, done.stderr


def test_another_value_gives_other_bytes() -> None:
    assert drawn(1, 2, 3).svg != drawn(1, 2, 4).svg


def test_a_missing_value_leaves_a_gap_in_the_line() -> None:
    whole, gapped = drawn(5, 6, 7, 8, 9), drawn(5, 6, None, 8, 9)
    assert re.sub(r"[0-9. ]", "", line(whole)) == "MLLLL"
    assert re.sub(r"[0-9. ]", "", line(gapped)) == "MLML"
    assert len(dots(gapped)) == 4
    assert dots(gapped) == [dot for n, dot in enumerate(dots(whole)) if n != 2]


def test_a_value_between_two_gaps_has_its_dot() -> None:
    drawing = drawn(5, None, 7, None, 9)
    assert re.sub(r"[0-9. ]", "", line(drawing)) == "MMM"
    assert len(dots(drawing)) == 3


@given(st.lists(st.one_of(st.none(), st.integers(0, 400_000)), min_size=2, max_size=60))
def test_any_series_is_well_formed_and_inside_the_drawing(values: list[int | None]) -> None:
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return
    drawing = drawn(*values)
    assert len(dots(drawing)) == len(known)
    for x, y in dots(drawing):
        assert LEFT <= x <= WIDTH - RIGHT
        assert TOP <= y <= HEIGHT - BOTTOM
    heights = [y for _, y in dots(drawing)]
    for (one, high), (other, low) in pairwise(zip(known, heights, strict=True)):
        assert high <= low if one >= other else high >= low


def test_a_point_stands_at_its_height_on_the_scale() -> None:
    drawing = drawn(0, 100, 50)
    marks = {name: y for y, name in scale(drawing)}
    assert [y for _, y in dots(drawing)] == [marks["0"], marks["100"], (marks["0"] + marks["100"]) / 2]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", "]]>", '" onload="alert(1)', "<!-- -->"])
def test_words_are_words_whatever_they_hold(text: str) -> None:
    drawing = draw(text, "count", text, series(1, 2), None)
    root = parsed(drawing)
    assert root.findtext(f"{SVG}title") == text
    assert {etree.QName(e).localname for e in root.iter()} <= {"svg", "title", "desc", "path", "text", "circle", "g"}
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]


# --- the scale ---


@pytest.mark.parametrize(
    ("unit", "values", "names"),
    [
        ("count", [0, 10, 4], ["0", "2", "4", "6", "8", "10"]),
        ("count", [3, 11], ["0", "5", "10", "15"]),
        ("count", [300_418, 328_153], ["0", "100,000", "200,000", "300,000", "400,000"]),
        ("percent", ["92.9", 97], ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ("seconds", [764, 583], ["0:00", "5:00", "10:00", "15:00"]),
        ("seconds", [3759, 2128], ["0:00", "15:00", "30:00", "45:00", "1:00:00", "1:15:00"]),
        ("seconds", [2, 5], ["0:00", "0:01", "0:02", "0:03", "0:04", "0:05"]),
        ("count", [7, 7, 7], ["0", "2", "4", "6", "8"]),
        ("count", [0, 0, 0], ["0", "1"]),
        ("pp", [-3, 4], ["-4pp", "-2pp", "0pp", "2pp", "4pp"]),
    ],
)
def test_the_scale_has_round_steps(unit: str, values: list[object], names: list[str]) -> None:
    assert [name for _, name in scale(drawn(*values, unit=unit))] == names


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("count", [0, 10]),
        ("percent", ["92.9", 97]),
        ("percent", ["0.3", "0.45"]),
        ("count", [0, 1, 2]),
        ("count", [0, 1]),
        ("ratio", ["1.9", "2.4"]),
        ("percent", ["0.01", "0.2"]),
    ],
)
def test_each_line_across_is_named_by_its_own_value(unit: str, values: list[object]) -> None:
    marks = scale(drawn(*values, unit=unit))
    named = [read(name, unit).value for _, name in marks]
    low, high = marks[0][0], marks[-1][0]
    shares = [Fraction(str(y - low)) / Fraction(str(high - low)) for y, _ in marks]
    for value, share in zip(named, shares, strict=True):
        assert abs((value - named[0]) / (named[-1] - named[0]) - share) < Fraction(1, 100)


@pytest.mark.parametrize("values", [[-300, -200], [-5000, 1]])
def test_a_scale_below_zero_has_few_lines(values: list[int]) -> None:
    assert len(scale(drawn(*values, unit="pp"))) <= 12


def test_a_scale_says_where_it_starts() -> None:
    assert "Number of fires, by month; the scale starts at zero" in drawn(5, 6).svg
    assert "the scale starts below zero" in drawn(-5, 6, unit="pp").svg
    quarters = [Point(quarter_ending(2024, 6), Fraction(5)), Point(quarter_ending(2024, 9), Fraction(6))]
    assert "by quarter;" in draw("Fires", "count", "Number", quarters, None).svg


# --- the foot ---


def test_two_points_are_both_named() -> None:
    assert foot(drawn(1, 2)) == ["Apr 2024", "May 2024"]


@pytest.mark.parametrize("count", [8, 9, 24, 59, 60])
def test_so_many_names_as_fit_and_always_the_last(count: int) -> None:
    names = foot(drawn(*range(count)))
    assert len(names) <= LABELS
    assert names[-1] == {8: "Nov 2024", 9: "Dec 2024", 24: "Mar 2026", 59: "Feb 2029", 60: "Mar 2029"}[count]


# --- the words ---


def said(values: Sequence[object], unit: str = "count") -> str:
    return drawn(*values, unit=unit).alt


def test_the_words_match_the_values() -> None:
    assert said([812, 790, 655, 901, 880]) == (
        "Line chart: Fires, April 2024 to August 2024. It starts at 812 and ends at 880; the highest is 901"
        " (July 2024), the lowest 655 (June 2024)."
    )


def test_the_words_say_what_is_missing() -> None:
    assert said([None, 790, None, 901, None]) == (
        "Line chart: Fires, April 2024 to August 2024. It starts at 790 (May 2024) and ends at 901 (July 2024); the"
        " highest is 901 (July 2024), the lowest 790 (May 2024). Without a value, and left as a gap: 3 of 5."
    )


def test_a_zero_is_a_value_and_no_gap() -> None:
    assert "the lowest 0 (May 2024)." in said([5, 0, 7])
    assert "gap" not in said([5, 0, 7])


def test_of_equal_values_the_first_is_named() -> None:
    assert "the highest is 7 (April 2024), the lowest 7 (April 2024)" in said([7, 7, 7])


def test_times_and_shares_are_said_as_in_prose() -> None:
    assert "It starts at 12 minutes and 44 seconds and ends at 9 minutes and 43 seconds" in said([764, 583], "seconds")
    assert "It starts at 92.9% and ends at 97.0%" in said(["92.9", 97], "percent")
    assert "the lowest -3.0 percentage points (April 2024)" in said([-3, 4], "pp")


def test_the_drawing_carries_its_own_words() -> None:
    drawing = drawn(5, None, 7)
    root = parsed(drawing)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Fires"
    assert root.findtext(f"{SVG}desc") == drawing.alt


def test_the_months_named_are_each_april_and_the_last() -> None:
    months = [month(2022 + (3 + n) // 12, (3 + n) % 12 + 1) for n in range(60)]
    indexes = named(months)
    assert [months[i].id for i in indexes] == ["2027-03", "2026-04", "2025-04", "2024-04", "2023-04", "2022-04"]
