"""The control chart: marks told apart without colour, lines that follow each stretch, words in step with both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.charts.control import ControlChart, ControlPoint, draw
from peelian.charts.frame import HEIGHT, LEFT, WIDTH
from peelian.charts.marks import COLOURS, NAMES, Meaning, mark
from peelian.periods import month, shift
from tests.unit.charts.drawn import numbers, parsed, paths, places, texts

FIRST = month(2024, 4)
DASHED = "7 4"


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
    assert upper.count("M") == lower.count("M") == 4


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


def test_a_scale_away_from_zero_says_so() -> None:
    assert "the scale starts above zero" in draw(chart(points([96, 97, 98], (95, 97, 99)))).svg


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a & "b"', "]]>"])
def test_words_are_words_whatever_they_hold(text: str) -> None:
    made = replace(chart(points([1, 2, 3])), title=text, unit_words=text, kind=text, verdict=text)
    root = parsed(draw(made))
    assert not [e for e in root.iter() if "script" in str(e.tag)]


MEANINGS: list[Meaning] = list(NAMES)
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
