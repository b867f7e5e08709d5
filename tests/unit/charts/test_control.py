"""The control chart: marks told apart without colour, lines that follow each stretch, words in step with both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.charts.control import ControlChart, ControlPoint, Expected, draw
from peelian.charts.frame import HEIGHT, LEFT, WIDTH, Drawing
from peelian.charts.lettering import width
from peelian.charts.marks import COLOURS, NAMES, Meaning, mark
from peelian.periods import month, shift
from tests.unit.charts.drawn import SVG, numbers, parsed, paths, places, texts

FIRST = month(2024, 4)
DASHED = "7 4"
MEANINGS: list[Meaning] = list(NAMES)


def points(values: Sequence[int | None], lines: tuple[float, float, float] | None = (10, 20, 30)) -> list[ControlPoint]:
    """Months from April 2024 on, all in one stretch with these lower, centre and upper lines."""
    low, centre, high = lines or (None, None, None)
    return [
        ControlPoint(shift(FIRST, n), None if v is None else Fraction(v), centre, low, high, starts=n == 0)
        for n, v in enumerate(values)
    ]


def chart(made: Sequence[ControlPoint], verdict: str = "", target: int | None = None) -> ControlChart:
    wanted = None if target is None else Fraction(target)
    return ControlChart("Fires", "XmR chart", "average", "count", "Fires a month", 0, made, verdict, wanted)


def test_each_meaning_has_a_shape_of_its_own() -> None:
    shapes = {meaning: mark(10, 10, meaning).replace(COLOURS[meaning], "") for meaning in NAMES}
    assert len(set(shapes.values())) == len(NAMES)


def test_a_stretch_has_its_own_level_lines() -> None:
    early, late = points([20] * 6), points([12] * 6, (8, 12, 16))
    late = [replace(p, period=shift(FIRST, 6 + n), starts=n == 0) for n, p in enumerate(late)]
    drawing = draw(chart([*early, *late]))
    centre = next(p for p in paths(drawing, stroke="#1a1a1a", stroke_width="1.6"))
    assert centre.count("M") == centre.count("H") == 2
    x0, y0, x1, x2, y2, x3 = numbers(centre)
    assert x0 == LEFT
    assert x1 == x2
    assert x3 == WIDTH - 128
    assert y0 < y2
    assert "set anew Oct 2024" in texts(drawing)


def test_the_first_stretch_is_not_called_anew() -> None:
    assert not [t for t in texts(draw(chart(points([20] * 8)))) if "anew" in t]


def test_limits_that_move_with_the_denominator_are_steps() -> None:
    made = [replace(p, lower=10.0 - n, upper=30.0 + n) for n, p in enumerate(points([20] * 4))]
    upper, lower = paths(draw(chart(made)), stroke_dasharray=DASHED)
    for line, up in ((upper, -1), (lower, 1)):
        assert [command for command in line if command.isalpha()] == list("MHVHVHVH")
        heights = [float(part.split("H")[0].split()[-1]) for part in line[1:].split("V")]
        assert heights == sorted(heights, reverse=up < 0)


def test_lines_that_move_stay_apart_where_they_are_set_anew() -> None:
    made = [replace(p, upper=30.0 + n, starts=n in (0, 2)) for n, p in enumerate(points([20] * 4))]
    upper, _ = paths(draw(chart(made)), stroke_dasharray=DASHED)
    assert [command for command in upper if command.isalpha()] == list("MHVHMHVH")


def test_a_line_that_is_not_there_for_a_while_is_not_drawn_through() -> None:
    made = [replace(p, upper=None if n == 1 else 30.0) for n, p in enumerate(points([20] * 4))]
    upper, _ = paths(draw(chart(made)), stroke_dasharray=DASHED)
    assert [command for command in upper if command.isalpha()] == list("MHMH")


def test_points_without_limits_have_none_drawn() -> None:
    drawing = draw(chart(points([20, 25, 22], None)))
    assert paths(drawing, stroke_dasharray=DASHED) == []
    assert not [t for t in texts(drawing) if "limit" in t or "average" in t]


def test_names_beside_the_lines_say_their_level_and_never_touch() -> None:
    drawing = draw(chart(points([20] * 8, (19.9, 20, 20.1)), target=20))
    beside = sorted((y, text) for x, y, text in places(drawing) if x > WIDTH - 128)
    assert [text for _, text in beside] == ["upper limit 20", "average 20", "target 20", "lower limit 20"]
    heights = [y for y, _ in beside]
    assert all(after - before >= 14.9 for before, after in pairwise(heights))
    assert heights[-1] <= HEIGHT - 50


def test_the_legend_names_the_marks_that_are_there_and_no_others() -> None:
    made = points([20, 35, 20, 20])
    made[1] = replace(made[1], meaning="concern")
    assert {"usual variation", "concern"} <= set(texts(draw(chart(made))))
    assert not {"improvement", "special cause", "hollow: provisional"} & set(texts(draw(chart(made))))
    made[3] = replace(made[3], provisional=True)
    assert "hollow: provisional" in texts(draw(chart(made)))


def test_the_words_say_what_is_drawn() -> None:
    made = points([20, 35, None, 22])
    made[1] = replace(made[1], meaning="concern")
    assert draw(chart(made, "As before.", 25)).alt == (
        "XmR chart: Fires, April 2024 to July 2024. The latest value is 22 (July 2024). The average is 20, limits 10 to"
        " 30. The target is 25. Marked: one as concern. Without a value, and left as a gap: 1 of 4. As before."
    )


def test_the_words_say_since_when_the_lines_stand() -> None:
    made = points([20] * 8)
    made[4] = replace(made[4], starts=True)
    assert "The average since August 2024 is 20" in draw(chart(made)).alt
    assert "No point is marked." in draw(chart(made)).alt


def test_the_words_say_of_which_month_lines_that_move_are() -> None:
    made = [replace(p, upper=30.0 + n) for n, p in enumerate(points([20] * 4))]
    assert "The average is 20, limits 10 to 33 (July 2024)." in draw(chart(made)).alt
    seasonal = [replace(p, centre=20.0 + n, starts=n == 1) for n, p in enumerate(points([20] * 4))]
    assert "The average since May 2024 is 23 (July 2024), limits 10 to 30." in draw(chart(seasonal)).alt


def uprights(drawing: Drawing) -> list[tuple[float, str | None]]:
    """Where lines from the foot to the head stand, and their dashes."""
    found = [p for p in parsed(drawing).iter(f"{SVG}path") if re.fullmatch(r"M[0-9.]+ [0-9.]+V[0-9.]+", p.get("d"))]
    return sorted((numbers(p.get("d"))[0], p.get("stroke-dasharray")) for p in found)


def test_a_proposed_step_is_told_from_lines_set_anew() -> None:
    made = points([20] * 12)
    made[3] = replace(made[3], starts=True)
    made[8] = replace(made[8], proposed=True)
    drawing = draw(chart(made))
    assert {"set anew Jul 2024", "step proposed Dec 2024"} <= set(texts(drawing))
    (anew, solid), (proposed, dots) = uprights(drawing)
    assert anew < proposed
    assert solid is None
    assert dots is not None
    assert "Proposed, and confirmed by nobody: a step from December 2024." in drawing.alt


def test_a_step_that_was_confirmed_is_no_longer_proposed() -> None:
    made = points([20] * 12)
    made[3] = replace(made[3], starts=True, proposed=True)
    drawing = draw(chart(made))
    assert "proposed" not in drawing.svg.casefold()
    assert len(uprights(drawing)) == 1


@given(st.sets(st.integers(1, 59)), st.sets(st.integers(1, 59)))
def test_names_over_uprights_never_touch_and_stay_inside(anew: set[int], proposed: set[int]) -> None:
    made = [replace(p, starts=n in anew, proposed=n in proposed) for n, p in enumerate(points([20] * 60))]
    drawing = draw(chart(made))
    over = [(x, y, x + width(t, 11)) for x, y, t in places(drawing) if t.startswith(("set anew", "step proposed"))]
    assert len(over) == len(anew | proposed)
    assert all(y >= 11 and end <= WIDTH for _, y, end in over)
    for (x, y, end), (other, height, other_end) in combinations(over, 2):
        assert abs(y - height) >= 11 or end <= other or other_end <= x


def test_expected_ranges_stand_after_the_last_point_and_are_said() -> None:
    ahead = [Expected(shift(FIRST, 12), 12.0, 26.0), Expected(shift(FIRST, 13), 14.0, 28.0)]
    drawing = draw(replace(chart(points([20] * 12)), ahead=ahead))
    bars = [[float(r.get(k)) for k in ("x", "y", "width", "height")] for r in parsed(drawing).iter(f"{SVG}rect")]
    first, second, key = bars
    *_, last = (float(c.get("cx")) for c in parsed(drawing).iter(f"{SVG}circle") if float(c.get("cy")) < HEIGHT - 62)
    assert last < first[0] < first[0] + first[2] < second[0]
    assert second[0] + second[2] <= WIDTH - 128
    assert first[3] == pytest.approx(second[3], abs=0.02)
    assert first[1] - second[1] == pytest.approx(first[3] / 7, abs=0.02)  # two of fourteen higher
    assert key[1] > HEIGHT
    assert "expected range, Apr 2025 to May 2025" in texts(drawing)
    assert "Mar 2025" in texts(drawing)  # the last point stays named
    assert "Expected: 12 to 26 (April 2025), 14 to 28 (May 2025)." in drawing.alt


def test_a_long_legend_has_two_rows() -> None:
    made = [replace(p, meaning=MEANINGS[n % 4], provisional=n > 8) for n, p in enumerate(points([20] * 12))]
    drawing = draw(replace(chart(made), ahead=[Expected(shift(FIRST, n), 12.0, 26.0) for n in (12, 13, 14)]))
    names = {*NAMES.values(), "hollow: provisional", "expected range, Apr 2025 to Jun 2025"}
    entries = [(x, y, t) for x, y, t in places(drawing) if t in names]
    assert len(entries) == len(names)
    assert len({y for _, y, _ in entries}) == 2
    assert all(x + width(t, 12) <= WIDTH - 12 for x, _, t in entries)
    assert float(parsed(drawing).get("viewBox").split()[3]) == max(y for _, y, _ in entries) + 8


def test_one_month_ahead_is_named_once() -> None:
    drawing = draw(replace(chart(points([20] * 12)), ahead=[Expected(shift(FIRST, 12), 12.0, 26.0)]))
    assert "expected range, Apr 2025" in texts(drawing)


def test_without_a_look_ahead_nothing_is_said_of_it() -> None:
    drawing = draw(chart(points([20] * 12)))
    assert "xpected" not in drawing.svg


def test_a_name_beside_a_line_is_never_cut() -> None:
    made = [replace(p, value=Fraction(10**9), lower=9e8, centre=1e9, upper=1.1e9) for p in points([1] * 12)]
    drawing = draw(replace(chart(made), unit="GBP"))
    beside = [(x, t) for x, _, t in places(drawing) if "limit" in t]
    assert [t for _, t in beside] == ["upper limit £1,100,000,000", "lower limit £900,000,000"]
    assert all(x + width(t, 12) <= WIDTH for x, t in beside)


def test_units_in_words_are_left_to_the_words_below() -> None:
    assert "average 20" in texts(draw(replace(chart(points([20] * 8)), unit="per 100,000")))


def test_words_that_are_too_long_for_a_line_have_two() -> None:
    short, long = draw(chart(points([20] * 8))), draw(replace(chart(points([20] * 8)), unit_words="Fires " * 30))
    high = [float(parsed(d).get("viewBox").split()[3]) for d in (short, long)]
    assert high[1] - high[0] == 15
    words = [t for t in texts(long) if "Fires" in t or "XmR" in t]
    assert len(words) == 2
    assert all(width(t, 12) <= WIDTH - 24 for t in words)


def test_equal_values_stand_amid_the_sheet() -> None:
    drawing = draw(chart(points([7] * 8, None)))
    (height,) = {float(c.get("cy")) for c in parsed(drawing).iter(f"{SVG}circle") if float(c.get("cy")) < HEIGHT - 62}
    assert height == (18 + HEIGHT - 62) / 2
    below = draw(replace(chart(points([-7] * 8, None)), unit="pp"))
    assert {"-8.0pp", "-6.0pp"} <= set(texts(below))
    shares = draw(replace(chart(points([100] * 8, None)), unit="percent"))
    assert "100%" in texts(shares)
    assert not [t for t in texts(shares) if t.startswith("1") and t != "100%"]


def test_a_scale_away_from_zero_says_so() -> None:
    assert "the scale starts above zero" in draw(chart(points([96, 97, 98], (95, 97, 99)))).svg


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a & "b"', "]]>"])
def test_words_are_words_whatever_they_hold(text: str) -> None:
    made = replace(chart(points([1, 2, 3])), title=text, unit_words=text, kind=text, verdict=text)
    root = parsed(draw(made))
    assert not [e for e in root.iter() if "script" in str(e.tag)]


VALUES = st.one_of(st.none(), st.integers(-500, 500))


@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(-500, 500)), st.sampled_from(MEANINGS)), min_size=1, max_size=60
    ),
    st.one_of(st.none(), st.tuples(st.floats(-600, 0), st.floats(0, 1), st.floats(1, 600))),
)
def test_any_series_is_drawn_inside_the_sheet(
    values: list[tuple[int | None, Meaning]], lines: tuple[float, float, float] | None
) -> None:
    if all(value is None for value, _ in values):
        return
    made = [replace(p, meaning=m) for p, (_, m) in zip(points([v for v, _ in values], lines), values, strict=True)]
    drawing = draw(chart(made))
    assert "nan" not in drawing.svg.lower()
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT + 24 for x, y, _ in places(drawing))
    assert draw(chart(made)).svg == drawing.svg


def test_lines_may_have_other_decimals_than_the_values() -> None:
    drawing = draw(replace(chart(points([7, 6, 7, 8], (1.25, 6.5, 12.75)), target=5), of_lines=1))
    assert {"average 6.5", "lower limit 1.3", "upper limit 12.8", "target 5"} <= set(texts(drawing))
    assert "The latest value is 8 (July 2024). The average is 6.5, limits 1.3 to 12.8. The target is 5." in drawing.alt
