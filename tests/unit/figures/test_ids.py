"""Figure ids: what is written is read back, and what is no id is refused with what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.errors import WRONG_USE
from peelian.figures.ids import (
    CHANGES,
    LEVELS,
    OPEN,
    SAYS,
    FigureId,
    FigureIdError,
    Open,
    opened,
    parse_breakdown,
    parse_id,
)
from peelian.periods import Period, at, calendar_year, month, parse, quarter_ending, span, year_ending

NAMES = st.lists(st.text("az09", min_size=1, max_size=4), min_size=1, max_size=3).map("-".join)
MONTHS = st.tuples(st.integers(1990, 2060), st.integers(1, 12))


def ranges(first: tuple[int, int], length: int) -> Period:
    end = first[0] * 12 + first[1] - 1 + length
    return span(month(*first), month(end // 12, end % 12 + 1))


PERIODS = st.one_of(
    MONTHS.map(lambda m: month(*m)),
    MONTHS.map(lambda m: quarter_ending(*m)),
    MONTHS.map(lambda m: year_ending(*m)),
    st.integers(1990, 2060).map(calendar_year),
    st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(at),
    st.builds(ranges, MONTHS, st.integers(1, 30)),
    st.integers(1, 99).map(lambda n: parse(f"wave-{n}")),
    st.just(parse("not-stated")),
)
BREAKDOWNS = st.dictionaries(NAMES, NAMES, max_size=3).map(lambda pairs: tuple(sorted(pairs.items())))


def filled(statistic: str, name: str, number: int) -> str:
    """The statistic with a name and a number where it has room for them."""
    room = {"N": str(number), "AREA": name, "AXIS": name, "GROUP": name}
    return "-".join(room.get(word, word) for word in statistic.split("-"))


def statistics(of: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(filled, st.sampled_from(of), NAMES, st.integers(1, 50))


IDS = st.one_of(
    st.builds(FigureId, NAMES, NAMES, BREAKDOWNS, PERIODS, statistics(LEVELS)),
    st.builds(FigureId, NAMES, NAMES, BREAKDOWNS, PERIODS, statistics(CHANGES), PERIODS),
)


@given(IDS)
def test_what_is_written_is_read_back(id: FigureId) -> None:
    assert parse_id(str(id)) == id


@given(st.text(max_size=60))
def test_any_text_is_an_id_that_writes_itself_or_is_refused(text: str) -> None:
    try:
        id = parse_id(text)
    except FigureIdError:
        return
    assert parse_id(str(id)) == id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("crime/all/ye-2026-03/value", FigureId("crime", "all", (), parse("ye-2026-03"))),
        ("crime/all/kind=theft/2026-03/base", FigureId("crime", "all", (("kind", "theft"),), parse("2026-03"), "base")),
        (
            "crime/all/ye-2026-03/change-percent-from-ye-2024-03",
            FigureId("crime", "all", (), parse("ye-2026-03"), "change-percent", parse("ye-2024-03")),
        ),
        (
            "crime/all/wave-38/change-pp-from-wave-37",
            FigureId("crime", "all", (), parse("wave-38"), "change-pp", parse("wave-37")),
        ),
        (
            "crime/all/2026-03/top-2-rise-share-by-kind-from-2025-03",
            FigureId("crime", "all", (), parse("2026-03"), "top-2-rise-share-by-kind", parse("2025-03")),
        ),
        ("  crime/all/2026-03/value\n", FigureId("crime", "all", (), parse("2026-03"))),
    ],
)
def test_ids_as_they_stand_in_a_paper(text: str, id: FigureId) -> None:
    assert parse_id(text) == id


def test_a_breakdown_is_sorted_by_dimension() -> None:
    assert parse_breakdown("sex=women, age=under-25") == (("age", "under-25"), ("sex", "women"))
    assert parse_breakdown("") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("crime", "it has 1 part"),
        ("crime/all/value", "it has 3 parts"),
        ("a/b/c=d/2026-03/value/more", "it has 6 parts"),
        ("Crime/all/2026-03/value", "'Crime' is no id"),
        ("crime/the north/2026-03/value", "'the north' is no id"),
        ("/all/2026-03/value", "'' is no id"),
        ("crime/-all/2026-03/value", "'-all' is no id"),
        ("crime/all/soon/value", "soon"),
        ("crime/all/2026-13/value", "2026-13"),
        ("crime/all/2026-03/change-from-then", "then"),
        ("crime/all/2026-03/mode", "no statistic 'mode'; there are value, numerator"),
        ("crime/all/2026-03/change", "no statistic 'change'"),
        ("crime/all/2026-03/value-from-2025-03", "no statistic 'value-from-2025-03'"),
        ("crime/all/2026-03/share-of-AREA", "no statistic 'share-of-AREA'"),
        ("crime/all/2026-03/top-0-share-by-kind", "no statistic 'top-0-share-by-kind'"),
        ("crime/all/2026-03/rise-by-kind", "no statistic 'rise-by-kind'"),
        ("crime/all/theft/2026-03/value", "'theft' is no breakdown; write dimension=value"),
        ("crime/all/kind=/2026-03/value", "'kind=' is no breakdown"),
        ("crime/all/=theft/2026-03/value", "'=theft' is no breakdown"),
        ("crime/all/kind=Theft/2026-03/value", "'kind=Theft' is no breakdown"),
        ("crime/all/kind=theft,/2026-03/value", "'kind=theft,' is no breakdown"),
    ],
)
def test_what_is_no_id_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(FigureIdError) as refused:
        parse_id(text)
    assert says in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 3
    assert refused.value.exit_code == WRONG_USE


@pytest.mark.parametrize("statistic", SAYS)
@given(name=NAMES, number=st.integers(1, 50))
def test_a_statistic_with_names_in_it_is_taken_apart(statistic: str, name: str, number: int) -> None:
    found = opened(filled(statistic, name, number))
    if statistic not in OPEN:
        assert found is None
    else:
        assert found == Open(statistic, name, number if "N" in statistic.split("-") else 0)


def test_a_name_with_a_period_in_it_is_no_period() -> None:
    id = parse_id("crime/north/2026-03/share-of-far-from-2025-03")
    assert id.opened == Open("share-of-AREA", "far-from-2025-03")
    assert id.since is None


def test_a_dimension_stands_once() -> None:
    with pytest.raises(FigureIdError):
        parse_breakdown("kind=theft,kind=arson")


def test_the_figures_beside_one() -> None:
    level = parse_id("crime/all/kind=theft/ye-2026-03/value")
    assert str(level.of("base")) == "crime/all/kind=theft/ye-2026-03/base"
    assert str(level.at(parse("ye-2024-03"))) == "crime/all/kind=theft/ye-2024-03/value"
    change = level.change("change-percent", parse("ye-2024-03"))
    assert str(change) == "crime/all/kind=theft/ye-2026-03/change-percent-from-ye-2024-03"
    assert change.of("value") == level
    assert str(change.at(parse("cy-2025"))) == "crime/all/kind=theft/cy-2025/value"
