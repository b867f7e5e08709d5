"""The book of figures: which typed row is printed, what is computed from what, and why a figure cannot be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256

import pytest

from peelian.figures.book import Figures
from peelian.figures.ids import parse_id
from peelian.figures.model import Figure, Typed
from peelian.measures.model import Rate, Share
from peelian.periods import at, parse
from peelian.plan.model import Baseline, Kpi, Plan, Target
from peelian.quantities import NoValue
from peelian.series.model import Origin
from tests import small_plan
from tests.small_plan import kpi, measure, typed

NOW, BEFORE = "a/all/ye-2026-03/value", "a/all/ye-2024-03/value"
CHANGE = "a/all/ye-2026-03/change-percent-from-ye-2024-03"
PLAIN = small_plan.plan([kpi("a")])


def found(rows: Iterable[Typed], id: str, plan: Plan = PLAIN) -> Figure:
    return small_plan.book(plan, rows).find(parse_id(id))


def reason(figure: Figure) -> str:
    assert isinstance(figure.quantity, NoValue)
    return figure.quantity.reason


# --- which typed row ---


def test_a_typed_figure_says_where_it_stands() -> None:
    row = typed(NOW, 900, printed="900", qualifier="about", as_at=at(date(2026, 4, 1)), status="provisional")
    figure = found([row], NOW)
    assert (figure.value, figure.published, figure.printed) == (900, True, "900")
    assert (figure.qualifier, figure.status, figure.as_at) == ("about", "provisional", at(date(2026, 4, 1)))
    assert (figure.sum, figure.inputs, figure.origins) == ("", (), (row.origin,))


@pytest.mark.parametrize("turned", [False, True])
def test_the_publications_own_document_comes_first(turned: bool) -> None:
    later = at(date(2026, 5, 10))
    rows = [typed(NOW, 900, as_at=at(date(2026, 1, 1))), typed(NOW, 950, document="another", as_at=later)]
    assert found(reversed(rows) if turned else rows, NOW).value == 900


@pytest.mark.parametrize("turned", [False, True])
def test_without_a_row_of_its_own_the_latest_known_is_taken(turned: bool) -> None:
    rows = [
        typed(NOW, 1, document="first", as_at=at(date(2026, 1, 1))),
        typed(NOW, 2, document="second", as_at=at(date(2026, 5, 18))),
        typed(NOW, 3, document="too-late", as_at=at(date(2026, 5, 19))),
        typed(NOW, 4, document="undated-earlier", published=date(2026, 5, 17)),
    ]
    assert found(reversed(rows) if turned else rows, NOW).value == 2


def test_a_row_without_a_date_is_known_since_its_document_came_out() -> None:
    undated = [typed(NOW, 4, document="undated", published=date(2026, 5, 18))]
    assert found(undated, NOW).value == 4
    later = [typed(NOW, 4, document="undated", published=date(2026, 5, 19))]
    assert found(later, NOW).value is None


def test_a_row_of_a_month_is_known_by_its_end() -> None:
    rows = [
        typed(NOW, 1, document="april", as_at=parse("2026-04")),
        typed(NOW, 2, document="may", as_at=parse("2026-05")),
    ]
    assert found(rows, NOW).value == 1
    assert small_plan.book(PLAIN, rows, document=None, issued=date(2026, 5, 31)).find(parse_id(NOW)).value == 2


def test_a_row_of_its_own_document_counts_whatever_its_date() -> None:
    assert found([typed(NOW, 5, as_at=at(date(2026, 6, 1)))], NOW).value == 5


def test_for_another_document_other_rows_count() -> None:
    rows = [typed(NOW, 900), typed(NOW, 950, document="another", as_at=at(date(2026, 5, 1)))]
    other = small_plan.book(PLAIN, rows, document="another")
    assert other.find(parse_id(NOW)).value == 950


def test_where_no_document_is_named_the_latest_is_taken() -> None:
    rows = [
        typed(NOW, 900, as_at=at(date(2026, 4, 1))),
        typed(NOW, 950, document="another", as_at=at(date(2030, 1, 1))),
    ]
    book = small_plan.book(PLAIN, rows, document=None, issued=date.max)
    assert book.find(parse_id(NOW)).value == 950


# --- changes ---


def test_a_change_is_computed_from_both_ends_and_never_typed_over() -> None:
    rows = [typed(NOW, 900), typed(BEFORE, 1000), typed(CHANGE, -49, "percent", printed="49.0%")]
    figure = found(rows, CHANGE)
    assert (figure.value, figure.published, figure.sum) == (-10, False, "(900 - 1,000) ÷ 1,000 × 100")
    assert [str(id) for id in figure.inputs] == [BEFORE, NOW]


def test_a_typed_change_stands_where_an_end_is_not_known() -> None:
    figure = found([typed(NOW, 900), typed(CHANGE, -49, "percent", printed="49.0%")], CHANGE)
    assert (figure.value, figure.published, figure.printed, figure.inputs) == (-49, True, "49.0%", ())


def test_a_typed_change_is_never_used_to_compute_its_base() -> None:
    figure = found([typed(NOW, 900), typed(CHANGE, -10, "percent")], BEFORE)
    assert reason(figure) == "the document does not print it"


def test_points_and_differences() -> None:
    plan = small_plan.plan([kpi("a")], [measure("a", "percent")])
    rows = [typed(NOW, "97.0", "percent"), typed(BEFORE, "92.9", "percent")]
    points = found(rows, "a/all/ye-2026-03/change-pp-from-ye-2024-03", plan)
    assert (points.value, points.sum) == (Fraction("4.1"), "97 - 92.9")
    assert points.quantity.unit == "pp"  # type: ignore[union-attr]
    relative = found(rows, CHANGE, plan)
    assert relative.value == Fraction("4.1") / Fraction("92.9") * 100


def test_a_count_has_no_change_in_points() -> None:
    rows = [typed(NOW, 900), typed(BEFORE, 1000)]
    assert found(rows, "a/all/ye-2026-03/change-pp-from-ye-2024-03").value is None


def test_a_change_from_nothing_has_a_reason() -> None:
    rows = [typed(NOW, 12), typed(BEFORE, 0)]
    assert reason(found(rows, CHANGE)) == "the baseline is zero"
    assert found(rows, "a/all/ye-2026-03/change-from-ye-2024-03").value == 12


def test_a_change_without_an_end_says_which_end_lacks_and_names_both() -> None:
    figure = found([typed(NOW, 900)], CHANGE)
    assert (figure.status, reason(figure)) == ("missing", "the document does not print it")
    assert [str(id) for id in figure.inputs] == [BEFORE, NOW]


def test_a_change_takes_the_weaker_status_and_is_about_its_size() -> None:
    rows = [typed(NOW, 900, status="provisional", qualifier="about"), typed(BEFORE, 1000)]
    assert (found(rows, CHANGE).status, found(rows, CHANGE).qualifier) == ("provisional", "about")
    assert found([typed(NOW, 900), typed(BEFORE, 1000)], CHANGE).status == "final"


# --- reasons ---


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("b/all/ye-2026-03/value", "no measure 'b' is defined"),
        ("a/all/ye-2026-03/value", "the document does not print it"),
        ("a/all/ye-2026-03/low", "the document does not print it"),
        ("a/all/not-stated/value", "the document does not print it"),
        ("a/all/ye-2026-03/target", "the plan sets no target"),
        ("a/all/ye-2026-03/parts", "no value for any part"),
        ("a/all/ye-2026-03/rank", "no value for all"),
        ("a/moon/ye-2026-03/rank", "no value for moon"),
    ],
)
def test_a_figure_that_cannot_be_had_says_why(id: str, why: str) -> None:
    figure = found([], id)
    assert figure.value is None
    assert figure.status in ("missing", "not-applicable")
    assert reason(figure) == why


def test_a_figure_is_found_once_and_stays_the_same() -> None:
    book = small_plan.book(PLAIN, [typed(NOW, 900)])
    assert book.find(parse_id(NOW)) is book.find(parse_id(NOW))


# --- ranks ---

AREAS = {"n": "North", "s": "South", "e": "East", "w": "West"}
PLACES = small_plan.plan([kpi("a")], areas=AREAS)


def ranks(levels: dict[str, int]) -> dict[str, Fraction | None]:
    rows = [typed(f"a/{area}/ye-2026-03/value", value) for area, value in levels.items()]
    book: Figures = small_plan.book(PLACES, rows)
    return {area: book.find(parse_id(f"a/{area}/ye-2026-03/rank")).value for area in AREAS}


def test_ties_share_the_lower_number_and_the_next_is_skipped() -> None:
    assert ranks({"n": 5, "s": 7, "e": 5, "w": 3}) == {"n": 2, "s": 1, "e": 2, "w": 4}
    assert ranks({"n": 0, "s": 0, "e": 0, "w": 0}) == {"n": 1, "s": 1, "e": 1, "w": 1}


def test_one_missing_member_leaves_no_rank_at_all() -> None:
    assert set(ranks({"n": 5, "s": 7, "e": 5}).values()) == {None}
    rows = [typed(f"a/{area}/ye-2026-03/value", 5) for area in ("n", "s", "e")]
    figure = small_plan.book(PLACES, rows).find(parse_id("a/n/ye-2026-03/rank"))
    assert reason(figure) == "no value for w"


def test_a_rank_says_how_many_are_higher() -> None:
    rows = [typed(f"a/{area}/ye-2026-03/value", value) for value, area in enumerate(AREAS)]
    figure = small_plan.book(PLACES, rows).find(parse_id("a/s/ye-2026-03/rank"))
    assert (figure.value, figure.sum, len(figure.inputs)) == (3, "2 of 4 are higher", 4)
    assert figure.quantity.unit == "rank"  # type: ignore[union-attr]


# --- parts ---


def whole(*parts: Kpi) -> Plan:
    return small_plan.plan([kpi("whole"), *parts])


def test_the_parts_of_a_whole_are_added() -> None:
    plan = whole(kpi("b", parent="whole"), kpi("c", parent="whole"), kpi("d", parent="b"))
    rows = [typed(f"{id}/all/ye-2026-03/value", n) for id, n in (("whole", 18684), ("b", 13874), ("c", 4926), ("d", 1))]
    figure = found(rows, "whole/all/ye-2026-03/parts", plan)
    assert (figure.value, figure.sum) == (18800, "13,874 + 4,926")
    assert [id.measure for id in figure.inputs] == ["b", "c"]


def test_a_missing_part_leaves_no_sum() -> None:
    plan = whole(kpi("b", parent="whole"), kpi("c", parent="whole"))
    figure = found([typed("b/all/ye-2026-03/value", 5)], "whole/all/ye-2026-03/parts", plan)
    assert reason(figure) == "no value for c/all/ye-2026-03/value"


def test_parts_told_apart_by_a_breakdown() -> None:
    plan = small_plan.plan(
        [
            kpi("whole", measure="m"),
            kpi("b", measure="m", parent="whole", breakdown={"kind": "day"}),
            kpi("c", measure="m", parent="whole", breakdown={"kind": "night"}),
        ]
    )
    rows = [typed("m/all/kind=day/ye-2026-03/value", 4), typed("m/all/kind=night/ye-2026-03/value", 7)]
    assert found(rows, "m/all/ye-2026-03/parts", plan).value == 11


def test_the_parts_of_another_areas_kpi_are_not_counted_twice() -> None:
    plan = small_plan.plan(
        [
            kpi("whole", measure="m"),
            kpi("b", measure="b", parent="whole"),
            kpi("whole-north", measure="m", area="n"),
            kpi("b-north", measure="b", area="n", parent="whole-north"),
        ],
        areas={"n": "North"},
    )
    assert found([typed("b/all/ye-2026-03/value", 5)], "m/all/ye-2026-03/parts", plan).value == 5


# --- targets and baselines that the plan gives ---


def test_a_target_is_that_of_the_kpi_of_this_area_and_part() -> None:
    plan = small_plan.plan(
        [
            kpi("north", measure="m", area="n", target=Target("count", at_most="80")),
            kpi("part", measure="m", breakdown={"kind": "day"}, target=Target("count", at_most="30")),
            kpi("whole", measure="m", target=Target("count", at_least="1,250")),
        ],
        areas={"n": "North", "s": "South"},
    )
    for id, level in (("m/all", 1250), ("m/n", 80), ("m/all/kind=day", 30), ("m/s", None)):
        assert found([], f"{id}/ye-2026-03/target", plan).value == level


def test_a_baseline_that_is_not_stated_has_the_level_of_the_plan() -> None:
    plan = small_plan.plan([kpi("a", baseline=Baseline("not-stated", "1,250.5", "No year is named."))])
    figure = found([], "a/all/not-stated/value", plan)
    assert (figure.value, figure.status, figure.published) == (Fraction("1250.5"), "published", True)
    assert found([typed("a/all/not-stated/value", 7)], "a/all/not-stated/value", plan).value == 7


def test_a_level_not_stated_is_no_base() -> None:
    plan = small_plan.plan([kpi("a", baseline=Baseline("not-stated", "1250"))])
    assert found([], "a/all/not-stated/base", plan).value is None


# --- figures computed from typed ones ---

SHARE = [measure("part"), measure("whole"), measure("share", "percent", kind="share", compute=Share("part", "whole"))]


def test_a_share_is_computed_from_typed_parts() -> None:
    plan = small_plan.plan([kpi("share")], SHARE)
    rows = [typed("part/all/ye-2026-03/value", 47553), typed("whole/all/ye-2026-03/value", 300418)]
    book = small_plan.book(plan, rows)
    figure = book.find(parse_id("share/all/ye-2026-03/value"))
    assert figure.value == Fraction(4755300, 300418)
    assert (figure.sum, figure.published) == ("47,553 ÷ 300,418 × 100", False)
    assert [str(id) for id in figure.inputs] == ["part/all/ye-2026-03/value", "whole/all/ye-2026-03/value"]
    assert book.find(parse_id("share/all/ye-2026-03/numerator")).value == 47553
    assert book.find(parse_id("share/all/ye-2026-03/denominator")).value == 300418
    assert reason(book.find(parse_id("share/all/ye-2026-03/base"))) == "a share has no base"
    low, high = (book.find(parse_id(f"share/all/ye-2026-03/{end}")).value for end in ("low", "high"))
    assert low is not None
    assert high is not None
    assert low < Fraction(4755300, 300418) < high


def test_a_typed_share_stands_before_its_sum() -> None:
    plan = small_plan.plan([kpi("share")], SHARE)
    rows = [
        typed("part/all/ye-2026-03/value", 47553),
        typed("whole/all/ye-2026-03/value", 300418),
        typed("share/all/ye-2026-03/value", "15.9", "percent"),
    ]
    figure = small_plan.book(plan, rows).find(parse_id("share/all/ye-2026-03/value"))
    assert (figure.value, figure.published) == (Fraction("15.9"), True)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "the numerator has no value (the document does not print it)"),
        ([typed("part/all/ye-2026-03/value", 5)], "the denominator has no value (the document does not print it)"),
        ([typed("part/all/ye-2026-03/value", 5), typed("whole/all/ye-2026-03/value", 0)], "the denominator is zero"),
    ],
)
def test_a_share_that_cannot_be_done_says_why(rows: list[Typed], why: str) -> None:
    plan = small_plan.plan([kpi("share")], SHARE)
    figure = found(rows, "share/all/ye-2026-03/value", plan)
    assert figure.value is None
    assert reason(figure).startswith(why)


def test_a_share_of_a_provisional_figure_is_provisional() -> None:
    plan = small_plan.plan([kpi("share")], SHARE)
    rows = [
        typed("part/all/ye-2026-03/value", 1, status="provisional"),
        typed("whole/all/ye-2026-03/value", 4),
    ]
    assert found(rows, "share/all/ye-2026-03/value", plan).status == "provisional"


RATE = [
    measure("events"),
    measure("people", "headcount"),
    measure("rate", "per 1,000", kind="rate", compute=Rate("events", "people", 1000)),
]


@pytest.mark.parametrize(
    ("dates", "taken"),
    [
        (["at-2020-06", "at-2025-06", "at-2024-06"], "at-2025-06"),
        (["at-2020-06", "at-2026-06"], "at-2020-06"),
        (["at-2026-03", "at-2025-06"], "at-2026-03"),
        (["at-2026-03", "ye-2026-03"], "ye-2026-03"),
    ],
)
def test_a_rate_takes_the_latest_population_by_its_last_day(dates: list[str], taken: str) -> None:
    plan = small_plan.plan([kpi("rate")], RATE)
    rows = [typed(f"people/all/{day}/value", 2000, "headcount") for day in dates]
    figure = found([typed("events/all/ye-2026-03/value", 90), *rows], "rate/all/ye-2026-03/value", plan)
    assert figure.value == 45
    assert [id.period.id for id in figure.inputs] == ["ye-2026-03", taken]


def test_a_population_of_later_days_does_not_count() -> None:
    plan = small_plan.plan([kpi("rate")], RATE)
    rows = [typed("events/all/ye-2026-03/value", 90), typed("people/all/at-2026-06/value", 2000, "headcount")]
    assert found(rows, "rate/all/ye-2026-03/value", plan).value is None


def test_a_typed_grade_is_printed_as_its_word() -> None:
    plan = small_plan.plan([kpi("a", "higher")], [measure("a", "grade")])
    assert found([typed(NOW, 3, "grade", printed="Requires improvement")], NOW, plan).label == "Requires improvement"


def test_an_older_year_of_a_flow_is_no_population() -> None:
    plan = small_plan.plan([kpi("rate")], RATE)
    rows = [typed("events/all/ye-2026-03/value", 50), typed("people/all/ye-2024-03/value", 10_000)]
    assert found(rows, "rate/all/ye-2026-03/value", plan).value is None


def test_a_change_of_a_bound_is_about_its_size_and_not_over_it() -> None:
    rows = [typed(NOW, 100, qualifier="over"), typed(BEFORE, 50, qualifier="over")]
    assert found(rows, CHANGE).qualifier == "about"


@pytest.mark.parametrize(("status", "made"), [("revised", "revised"), ("provisional", "provisional")])
def test_a_sum_of_parts_and_a_change_take_the_weakest_status(status: str, made: str) -> None:
    plan = small_plan.plan([kpi("a"), kpi("b", parent="a"), kpi("c", parent="a")])
    rows = [typed("b/all/ye-2026-03/value", 1, status=status), typed("c/all/ye-2026-03/value", 2)]
    assert found(rows, "a/all/ye-2026-03/parts", plan).status == made
    assert found([typed(NOW, 900), typed(BEFORE, 1000, status=status)], CHANGE).status == made


def test_a_level_of_the_plan_is_traced_to_its_file_and_line() -> None:
    files = {"priorities/one.yaml": b"kpis: []\n"}
    told = kpi("a", target=Target("percent", at_least="90"), baseline=Baseline("not-stated", "12"))
    plan = replace(small_plan.plan([told]), lines={"kpi:a": "priorities/one.yaml:7"})
    book = Figures(
        plan, [], None, document=None, issued=small_plan.ISSUED, plan_origin=small_plan.PLAN_FILE, plan_files=files
    )
    origin = Origin("priorities/one.yaml", sha256(files["priorities/one.yaml"]).hexdigest(), 7)
    assert book.find(parse_id("a/all/not-stated/value")).origins == (origin,)
    assert book.find(parse_id("a/all/ye-2026-03/target")).origins == (origin,)
    unread = Figures(plan, [], None, document=None, issued=small_plan.ISSUED, plan_origin=small_plan.PLAN_FILE)
    assert unread.find(parse_id("a/all/not-stated/value")).origins == (small_plan.PLAN_FILE,)
