"""Sparklines: gaps kept, the last point marked by its meaning, everything inside the sheet."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from peelian.charts.marks import COLOURS
from peelian.charts.sparkline import BAND, EDGE, HEIGHT, WIDTH, draw
from tests.unit.charts.drawn import numbers, paths


def test_a_gap_breaks_the_line() -> None:
    (line,) = paths(draw("x", [1.0, 2.0, None, 3.0]), fill="none")
    assert [c for c in line if c in "ML"] == ["M", "L", "M"]


def test_a_value_between_two_gaps_is_a_dot() -> None:
    assert draw("x", [1.0, None, 2.0, None, 3.0]).svg.count("<circle") == 3 + 1  # the mark of the last too
    assert draw("x", [1.0, 2.0, None, 3.0, 4.0]).svg.count("<circle") == 1


def test_the_last_point_is_marked_by_its_meaning() -> None:
    assert COLOURS["concern"] in draw("x", [1.0, 2.0], "concern").svg
    assert COLOURS["concern"] not in draw("x", [1.0, 2.0]).svg


def test_limits_are_a_band_behind_the_line() -> None:
    with_band, without = draw("x", [1.0, 2.0], "none", [(0.0, 1.5, 3.0)] * 2), draw("x", [1.0, 2.0])
    assert len(paths(with_band)) == len(paths(without)) + 2
    assert with_band.svg.index(BAND) < with_band.svg.index('fill="none"')


def test_the_band_follows_limits_that_change_and_leaves_out_values_without() -> None:
    before, after = (0.0, 1.0, 2.0), (4.0, 5.0, 6.0)
    (band,) = paths(draw("x", [1.0, 1.0, 1.0, 5.0, 5.0], "none", [None, before, before, after, after]), fill=BAND)
    assert band.count("M") == 2
    left, _, middle, _, left_again, begins = numbers(band)[:6]
    step = (WIDTH - 2 * EDGE) / 4
    assert (left, left_again, begins) == (EDGE + step / 2, EDGE + step / 2, middle)
    assert middle == EDGE + 2.5 * step


def test_it_carries_its_words() -> None:
    assert "<title>Fires &amp; floods</title>" in draw("Fires & floods", [1.0]).svg


@given(st.lists(st.one_of(st.none(), st.fractions(-1000, 1000)), min_size=1, max_size=60))
def test_any_series_stays_inside(values: list[Fraction | None]) -> None:
    if all(v is None for v in values):
        return
    (line,) = paths(draw("x", values), fill="none")
    found = numbers(line)
    assert all(0 <= x <= WIDTH for x in found[::2])
    assert all(0 <= y <= HEIGHT for y in found[1::2])
