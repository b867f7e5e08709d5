"""How we got these numbers: each computed number with its sum, every part of it tied to its figure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from peelian.figures.ids import parse_id
from peelian.measures.model import Share
from peelian.publications.appendix.sums import blocks
from peelian.publications.blocks import Number, Table, flatten, plain
from peelian.publications.sentences.desk import Desk
from peelian.quantities import decimal_text
from tests import small_plan
from tests.small_plan import kpi, measure, typed

CHANGE = "a/all/ye-2026-03/change-percent-from-ye-2024-03"


def printed(desk: Desk, *ids: str) -> Desk:
    for id in ids:
        figure = desk.figures.find(parse_id(id))
        desk.cited.number(figure, desk.plan.measures[figure.id.measure])
    return desk


def changed(old: object, new: object, unit: str = "count") -> Desk:
    plan = small_plan.plan([kpi("a")], [measure("a", unit)])
    rows = [typed("a/all/ye-2026-03/value", new, unit), typed("a/all/ye-2024-03/value", old, unit)]
    return printed(small_plan.desk(plan, rows), CHANGE)


def table(desk: Desk) -> Table:
    found = [b for b in blocks(desk) if isinstance(b, Table)]
    assert len(found) == 1
    return found[0]


def ties(desk: Desk) -> list[tuple[str, str]]:
    return [(leaf.text, leaf.figure) for leaf in flatten(table(desk).rows[0][2]) if isinstance(leaf, Number)]


def test_a_row_says_what_the_number_is_how_it_is_printed_and_its_sum() -> None:
    desk = changed(1000, 900)
    assert [plain(cell) for cell in table(desk).rows[0]] == [
        "A: change in per cent, YE Mar 2026 from YE Mar 2024",
        "-10.0%",
        "(900 - 1,000) ÷ 1,000 × 100",
    ]


def test_each_number_of_the_sum_is_tied_and_the_constant_is_not() -> None:
    assert ties(changed(1000, 900)) == [
        ("900", "a/all/ye-2026-03/value"),
        ("1,000", "a/all/ye-2024-03/value"),
        ("1,000", "a/all/ye-2024-03/value"),
    ]


def test_two_inputs_with_one_value_are_each_tied() -> None:
    assert ties(changed(500, 500)) == [
        ("500", "a/all/ye-2026-03/value"),
        ("500", "a/all/ye-2024-03/value"),
        ("500", "a/all/ye-2024-03/value"),
    ]


def test_a_base_of_a_hundred_is_not_the_hundred_of_per_cent() -> None:
    assert ties(changed(100, 120)) == [
        ("120", "a/all/ye-2026-03/value"),
        ("100", "a/all/ye-2024-03/value"),
        ("100", "a/all/ye-2024-03/value"),
    ]


def test_times_are_said_to_be_in_seconds() -> None:
    assert plain(table(changed(764, 583, "seconds")).rows[0][2]) == "(583 - 764) ÷ 764 × 100 (in seconds)"


def test_times_are_printed_in_words() -> None:
    plan = small_plan.plan([kpi("a")], [measure("a", "seconds")])
    rows = [typed("a/all/ye-2026-03/value", 2, "seconds"), typed("a/all/ye-2024-03/value", 5, "seconds")]
    desk = printed(small_plan.desk(plan, rows), "a/all/ye-2026-03/change-from-ye-2024-03")
    assert [plain(cell) for cell in table(desk).rows[0][1:]] == ["-3 seconds", "2 - 5 (in seconds)"]


def test_a_change_of_grade_is_told_by_its_ends() -> None:
    plan = small_plan.plan([kpi("a", "higher")], [measure("a", "grade")])
    rows = [
        typed("a/all/ye-2026-03/value", 3, "grade", printed="Adequate"),
        typed("a/all/ye-2024-03/value", 4, "grade", printed="Requires improvement"),
    ]
    desk = printed(small_plan.desk(plan, rows), "a/all/ye-2026-03/change-from-ye-2024-03")
    assert [plain(cell) for cell in table(desk).rows[0][1:]] == [
        "from Requires improvement to Adequate",
        "3 - 4 (places on the scale of grades, the best first)",
    ]


def test_a_part_has_the_title_of_its_kpi_else_its_label() -> None:
    plan = small_plan.plan(
        [kpi("n", measure="a", title="Night-time", breakdown={"kind": "by-night"})],
        [measure("a", labels={"by-day": "Daytime"})],
    )
    ids = [f"a/all/kind={kind}/ye-2026-03/change-from-ye-2024-03" for kind in ("by-night", "by-day")]
    rows = [
        typed(f"a/all/kind={kind}/ye-{year}-03/value", value)
        for kind in ("by-night", "by-day")
        for year, value in ((2024, 7), (2026, 5))
    ]
    desk = printed(small_plan.desk(plan, rows), *ids)
    names = [plain(row[0]).split(":")[0] for row in table(desk).rows]
    assert names == ["A, Night-time", "A, Daytime"]


def test_a_share_shows_its_parts() -> None:
    measures = [
        *(measure("part"), measure("whole")),
        measure("share", "percent", kind="share", compute=Share("part", "whole")),
    ]
    rows = [typed("part/all/ye-2026-03/value", 47553), typed("whole/all/ye-2026-03/value", 300418)]
    desk = printed(small_plan.desk(small_plan.plan([kpi("share")], measures), rows), "share/all/ye-2026-03/value")
    assert [plain(cell) for cell in table(desk).rows[0]] == [
        "Share: level, YE Mar 2026",
        "15.8%",
        "47,553 ÷ 300,418 × 100",
    ]
    assert [figure for _, figure in ties(desk)] == ["part/all/ye-2026-03/value", "whole/all/ye-2026-03/value"]


@pytest.mark.parametrize(
    "words",
    [
        "47,553 ÷ 300,418 × 100; 5 rows without a time left out",
        "47,553 (31 March 2026) ÷ 300,418 (31 March 2026) × 100",
        "47,553 ÷ 300,418 × 100; effective base 256.5, design effect 1.03",
    ],
)
def test_what_is_said_beside_a_sum_is_no_number_of_it(words: str) -> None:
    measures = [
        *(measure("part"), measure("whole")),
        measure("share", "percent", kind="share", compute=Share("part", "whole")),
    ]
    rows = [typed("part/all/ye-2026-03/value", 47553), typed("whole/all/ye-2026-03/value", 300418)]
    desk = printed(small_plan.desk(small_plan.plan([kpi("share")], measures), rows), "share/all/ye-2026-03/value")
    for id, figure in list(desk.cited.figures.items()):
        desk.cited.figures[id] = replace(figure, sum=words) if figure.sum else figure
    assert plain(table(desk).rows[0][2]) == words
    assert ties(desk) == [("47,553", "part/all/ye-2026-03/value"), ("300,418", "whole/all/ye-2026-03/value")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (Fraction(200, 3), Fraction(1, 7), "0.1428… - 66.6666…"),
        (Fraction("62.5"), Fraction(1, 7000), "0.0001428… - 62.5"),
        (Fraction(100_000, 3), Fraction("1234.12345"), "1,234.12345 - 33,333.3333…"),
        (Fraction(-200, 3), Fraction(16950, 197), "86.0406… - -66.6666…"),
    ],
)
def test_long_decimals_are_cut_in_print_and_tied_to_the_whole_number(old: Fraction, new: Fraction, said: str) -> None:
    plan = small_plan.plan([kpi("a")], [measure("a", "percent")])
    rows = [typed("a/all/ye-2026-03/value", new, "percent"), typed("a/all/ye-2024-03/value", old, "percent")]
    desk = printed(small_plan.desk(plan, rows), "a/all/ye-2026-03/change-pp-from-ye-2024-03")
    cell = table(desk).rows[0][2]
    assert plain(cell) == said
    assert [leaf.value for leaf in flatten(cell) if isinstance(leaf, Number)] == [decimal_text(new), decimal_text(old)]


def test_an_area_and_a_part_are_named() -> None:
    id = "a/n/kind=by-night/ye-2026-03/change-from-ye-2024-03"
    plan = small_plan.plan([kpi("a")], areas={"n": "North"})
    rows = [typed(f"a/n/kind=by-night/ye-{year}-03/value", value) for year, value in ((2024, 7), (2026, 5))]
    desk = printed(small_plan.desk(plan, rows), id)
    assert plain(table(desk).rows[0][0]) == "A, By night, North: change, YE Mar 2026 from YE Mar 2024"


def test_what_was_typed_and_the_months_of_a_chart_have_no_sum() -> None:
    plan = small_plan.plan([kpi("a")])
    desk = printed(small_plan.desk(plan, [typed("a/all/2026-03/value", 5)]), "a/all/2026-03/value")
    assert blocks(desk) == []
    assert blocks(small_plan.desk(plan)) == []


def test_inputs_enter_the_register_without_being_printed() -> None:
    desk = changed(1000, 900)
    assert set(desk.cited.figures) == {CHANGE}
    blocks(desk)
    assert set(desk.cited.figures) == {CHANGE, "a/all/ye-2026-03/value", "a/all/ye-2024-03/value"}
    assert set(desk.cited.printed) == {CHANGE}


def test_a_number_is_not_tied_to_a_figure_of_zero() -> None:
    measures = [
        *(measure("part"), measure("whole")),
        measure("share", "percent", kind="share", compute=Share("part", "whole")),
    ]
    rows = [typed("part/all/ye-2026-03/value", 0), typed("whole/all/ye-2026-03/value", 12)]
    desk = printed(small_plan.desk(small_plan.plan([kpi("share")], measures), rows), "share/all/ye-2026-03/value")
    assert ties(desk) == [("0", "part/all/ye-2026-03/value"), ("12", "whole/all/ye-2026-03/value")]
