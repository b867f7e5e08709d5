"""Bars: as long as their values, the chosen one told by weight too, a missing one said, intervals over them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from peelian.charts.bars import Bar, Bars, draw
from peelian.charts.frame import WIDTH
from peelian.charts.lettering import width
from tests.unit.charts.drawn import SVG, parsed, places, texts

F = Fraction
CHART = Bars(
    "Crime per 1,000 people",
    "per 1,000",
    "offences per 1,000 people",
    1,
    (Bar("North", F(80), F(78), F(82)), Bar("South", F(100), F(98), F(102), True), Bar("East", None)),
    ("mean of the group", F(90)),
    "95% interval",
)


def widths(chart: Bars) -> list[float]:
    return [float(r.get("width")) for r in parsed(draw(chart)).iter(f"{SVG}rect")]


def test_bars_are_as_long_as_their_values() -> None:
    north, south = widths(CHART)
    assert abs(north / south - 0.8) < 0.001


def test_one_that_is_missing_is_said_and_has_no_bar() -> None:
    assert len(widths(CHART)) == 2
    assert "not available" in texts(draw(CHART))
    assert "Not available: East." in draw(CHART).alt


def test_the_chosen_one_is_bold_not_only_blue() -> None:
    bold = ["".join(t.itertext()) for t in parsed(draw(CHART)).iter(f"{SVG}text") if t.get("font-weight") == "bold"]
    assert bold == ["South", "100.0 per 1,000"]


def test_the_line_and_the_intervals_are_told_below() -> None:
    told = texts(draw(CHART))[-1]
    assert "dashed line: mean of the group, 90.0 per 1,000" in told
    assert "thin line over a bar: 95% interval" in told
    bare = replace(CHART, bars=(Bar("North", F(80)),), line=None)
    assert "line" not in texts(draw(bare))[-1]


def test_the_scale_has_numbers_without_the_words_of_the_unit() -> None:
    assert {"0", "50", "100"} <= set(texts(draw(CHART)))


def test_bars_below_zero_go_the_other_way() -> None:
    chart = replace(CHART, unit="pp", bars=(Bar("North", F(-4)), Bar("South", F(4))), line=None)
    one, other = (float(r.get("x")) for r in parsed(draw(chart)).iter(f"{SVG}rect"))
    assert one < other
    left, right = widths(chart)
    assert left == right


def test_the_words_name_every_bar() -> None:
    assert draw(CHART).alt == (
        "Bar chart: Crime per 1,000 people, offences per 1,000 people. North 80.0 per 1,000; South 100.0 per 1,000."
        " Mean of the group: 90.0 per 1,000. Not available: East."
    )


def test_long_values_and_words_have_their_room() -> None:
    many = replace(CHART, unit="per 100,000", bars=(Bar("North", F(220_000), chosen=True), Bar("South", F(90_000))))
    drawing = draw(many)
    ends = [float(r.get("x")) + float(r.get("width")) for r in parsed(drawing).iter(f"{SVG}rect")]
    begins = [WIDTH - 6 - width(t, 13) for t in texts(drawing) if t.endswith("per 100,000") and t[0].isdigit()]
    assert max(ends) < min(begins)
    assert all(width(t, 12) <= WIDTH - 24 for t in texts(draw(replace(many, interval="of many words " * 12))))


def test_numbers_along_the_foot_never_touch() -> None:
    wide = replace(CHART, unit="GBP", bars=(Bar("North", F(4 * 10**12)),), line=None)
    found = [(x, t) for x, y, t in places(draw(wide)) if t.startswith("£") and x < WIDTH - 100]
    for (x, t), (other, u) in pairwise(found):
        assert other - x >= (width(t, 12) + width(u, 12)) / 2
