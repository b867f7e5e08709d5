"""Every name of a period reads back, what is moved comes back, and the months of a period are its parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from peelian.periods import (
    NOT_STATED,
    Period,
    PeriodError,
    at,
    before,
    calendar_year,
    days,
    financial_year,
    is_before,
    month,
    months,
    parse,
    quarter_ending,
    read,
    shift,
    short,
    span,
    wave,
    words,
    year_ending,
    year_to_date,
)

years, numbers = st.integers(1800, 2200), st.integers(1, 12)
some_months = st.builds(month, years, numbers)
ranges = st.builds(lambda first, more: span(first, shift(first, more)), some_months, st.integers(0, 60))
month_ends = some_months.map(lambda m: at(last_day(m)))
dates = st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(at)
in_months = st.one_of(
    some_months,
    st.builds(quarter_ending, years, numbers),
    st.builds(year_ending, years, numbers),
    st.builds(calendar_year, years),
    st.builds(year_to_date, years, numbers),
    ranges,
)
with_days = in_months | month_ends | dates
periods = with_days | st.integers(1, 999).map(wave) | st.just(NOT_STATED)


def last_day(p: Period) -> date:
    assert p.last is not None
    return p.last


def first_day(p: Period) -> date:
    assert p.first is not None
    return p.first


def step_of(p: Period) -> int:
    """The months by which a period of this kind can be moved."""
    return 12 if p.kind in ("calendar-year", "year-to-date") else 1


@given(periods)
def test_every_name_reads_back(p: Period) -> None:
    assert parse(p.id) == p
    assert read(p.id) == read(words(p)) == read(short(p)) == p
    assert read(words(p).upper()) == p
    assert read(f"  {short(p)} ") == p


@given(periods, periods)
def test_two_periods_never_share_a_name(a: Period, b: Period) -> None:
    assume(a != b)
    assert a.id != b.id
    assert words(a) != words(b)
    assert short(a) != short(b)


@given(in_months | month_ends, st.integers(-240, 240))
def test_what_is_moved_comes_back(p: Period, steps: int) -> None:
    moved = shift(p, steps * step_of(p))
    assert shift(moved, -steps * step_of(p)) == p
    assert moved.kind == p.kind
    assert len(months(moved)) == len(months(p))


@given(in_months | month_ends, st.integers(-60, 60), st.integers(-60, 60))
def test_two_moves_are_one(p: Period, a: int, b: int) -> None:
    step = step_of(p)
    assert shift(shift(p, a * step), b * step) == shift(p, (a + b) * step)


@given(dates, st.integers(-240, 240))
def test_a_moved_date_stays_on_its_day_where_the_month_has_it(p: Period, by: int) -> None:
    before_move, after = last_day(p), last_day(shift(p, by))
    assert (after.year - before_move.year) * 12 + after.month - before_move.month == by
    at_the_end = (after + timedelta(days=1)).day == 1
    assert after.day == before_move.day or at_the_end


@given(in_months)
def test_months_are_the_parts(p: Period) -> None:
    parts = months(p)
    assert (first_day(parts[0]), last_day(parts[-1])) == (p.first, p.last)
    for one, following in pairwise(parts):
        assert last_day(one) + timedelta(days=1) == first_day(following)
        assert one < following
        assert is_before(one, following)
    assert sum(days(part) for part in parts) == days(p)


@given(in_months.filter(lambda p: p.kind != "year-to-date"))
def test_the_period_before_ends_the_day_before(p: Period) -> None:
    earlier = before(p)
    assert last_day(earlier) + timedelta(days=1) == p.first
    assert (earlier.kind, len(months(earlier))) == (p.kind, len(months(p)))
    assert is_before(earlier, p)


@given(st.builds(year_to_date, years, numbers) | month_ends)
def test_like_is_compared_with_like(p: Period) -> None:
    earlier = before(p)
    assert (last_day(earlier).month, last_day(earlier).year) == (last_day(p).month, last_day(p).year - 1)
    assert (earlier.kind, len(months(earlier))) == (p.kind, len(months(p)))


@given(with_days, with_days)
def test_order_is_that_of_last_days(a: Period, b: Period) -> None:
    assert is_before(a, b) == (last_day(a) < last_day(b))
    assert not (is_before(a, b) and is_before(b, a))


@given(st.lists(periods, max_size=8))
def test_sorting_puts_any_periods_in_one_order(some: list[Period]) -> None:
    turned = list(reversed(some))
    assert sorted(some) == sorted(turned)


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)), numbers)
def test_a_day_lies_in_its_financial_year(day: date, starts: int) -> None:
    year = financial_year(day, starts)
    assert first_day(year) <= day <= last_day(year)
    assert (first_day(year).month, len(months(year))) == (starts, 12)


PIECES = [
    "2025",
    "/26",
    "-",
    "–",
    " ",
    "to",
    "April",
    "Mar",
    "31",
    "st",
    "YE ",
    "Q1 ",
    "ye-",
    "cy-",
    "at-",
    "..",
    "03",
]
PIECES += [
    "wave ",
    "0000",
    "9999",
    "-13",
    "months ",
    "from ",
    "the ",
    "financial year ",
    "to date, ",
    "quarter ",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example("0000-01")
@example("at-0000-12")
@example("9999/00")
@example("FYTD Jan 0000")
@example("31 June 2025")
@example("ye-0001-03")
@example("²²²²-⁰¹")
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for reader in (parse, read):
        found = period_or_words(reader, text)
        if isinstance(found, str):
            assert len(found) < 350
            assert "\n" not in found
        else:
            assert parse(found.id) == found


def period_or_words(reader: Callable[[str], Period], text: str) -> Period | str:
    try:
        return reader(text)
    except PeriodError as refused:
        return str(refused)
