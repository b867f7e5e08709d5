"""The funnel plot: points at their place, those outside named, limits as curves, words in step."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from peelian.charts.frame import BOTTOM, HEIGHT
from peelian.charts.funnel import MOST_NAMED, Funnel, FunnelPoint, Limits, draw
from tests.unit.charts.drawn import paths, places, texts

LIMITS = [
    Limits(s, 15 - 60 / s**0.5, 15 - 40 / s**0.5, 15 + 40 / s**0.5, 15 + 60 / s**0.5) for s in (50, 100, 400, 900)
]
POINTS = [
    FunnelPoint("North", Fraction(400), Fraction(15)),
    FunnelPoint("South", Fraction(800), Fraction(25), "concern"),
]
CHART = Funnel("Outcomes", "percent", "Share", "crimes", 1, POINTS, LIMITS, 15.0)


def test_limits_are_curves_of_two_kinds() -> None:
    drawing = draw(CHART)
    assert len(paths(drawing, stroke_dasharray="7 4")) == len(paths(drawing, stroke_dasharray="2 3")) == 2
    assert all(path.count("L") == len(LIMITS) - 1 for path in paths(drawing, stroke_dasharray="7 4"))


def test_those_outside_are_named_and_no_others() -> None:
    assert "South" in texts(draw(CHART))
    assert "North" not in texts(draw(CHART))


def test_names_side_by_side_do_not_touch() -> None:
    near = [FunnelPoint(f"Area {n}", Fraction(800 + n), Fraction(25), "concern") for n in range(12)]
    named = [(x, y) for x, y, text in places(draw(replace(CHART, points=near))) if text.startswith("Area")]
    assert len(named) == MOST_NAMED
    heights = sorted(y for _, y in named)
    assert all(after - before >= 14 for before, after in pairwise(heights))


def test_names_stay_inside_the_sheet() -> None:
    low = [FunnelPoint(f"Area {n}", Fraction(800 + n), Fraction(0), "concern") for n in range(12)]
    named = [y for _, y, text in places(draw(replace(CHART, points=low))) if text.startswith("Area")]
    assert len(set(named)) == MOST_NAMED
    assert max(named) <= HEIGHT - BOTTOM


def test_the_words_say_who_stands_outside() -> None:
    assert draw(CHART).alt == (
        "Funnel plot: Outcomes. The line they stand around is 15.0%. 1 of 2 stand outside the 99.8% limits: South"
        " (25.0%)."
    )
    inside = draw(replace(CHART, points=POINTS[:1], verdict="As expected.")).alt
    assert inside.endswith("None of the 1 stands outside the 99.8% limits. As expected.")
