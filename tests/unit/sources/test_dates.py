from datetime import date

import pytest

from peelian.sources.dates import example, format_fault, london_date, pattern, read_date, read_iso


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("05/03/2024", "%d/%m/%Y", date(2024, 3, 5)),
        ("5/3/2024", "%d/%m/%Y", date(2024, 3, 5)),
        ("29/02/2024", "%d/%m/%Y", date(2024, 2, 29)),
        ("29/02/2023", "%d/%m/%Y", None),
        ("2024-03-05", "%d/%m/%Y", None),
        ("Mar 2024", "%b %Y", date(2024, 3, 1)),
        ("march 2024", "%B %Y", date(2024, 3, 1)),
        ("Marc 2024", "%B %Y", None),
        ("1 Jan 69", "%d %b %y", date(1969, 1, 1)),
        ("1 Jan 68", "%d %b %y", date(2068, 1, 1)),
        ("2024-03-05 23:59:59", "%Y-%m-%d %H:%M:%S", date(2024, 3, 5)),
        ("2024-03-05 24:00:00", "%Y-%m-%d %H:%M:%S", None),
        ("05.03.2024", "%d.%m.%Y", date(2024, 3, 5)),
        ("05x03x2024", "%d.%m.%Y", None),
    ],
)
def test_a_date_fits_its_format_or_is_none(text: str, form: str, day: date | None) -> None:
    assert read_date(text, form) == day


def test_iso_dates_are_strict() -> None:
    assert read_iso("2024-02-29") == date(2024, 2, 29)
    assert [read_iso(text) for text in ("2023-02-29", "2024-2-9", "20240229", "")] == [None] * 4


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-31T23:48:00+00:00", date(2024, 6, 1)),  # summer: an hour later in London
        ("2024-01-31T23:48:00+00:00", date(2024, 1, 31)),
        ("2024-03-30T23:59:59Z", date(2024, 3, 30)),  # the clocks turn on the 31st at 01:00
        ("2024-03-31T23:00:00Z", date(2024, 4, 1)),
        ("2024-10-26T23:30:00Z", date(2024, 10, 27)),
        ("2024-10-27T23:30:00Z", date(2024, 10, 27)),
        ("2024-05-31T23:48:00+01:00", None),
        ("2024-05-31T25:48:00Z", None),
        ("2024-05-31", None),
    ],
)
def test_the_day_in_london(stamp: str, day: date | None) -> None:
    assert london_date(stamp) == day


@pytest.mark.parametrize(
    ("form", "needs_day", "fault"),
    [
        ("%d/%m/%Y", True, None),
        ("%b %Y", False, None),
        ("%b %Y", True, "it lacks %d"),
        ("%d", True, "it lacks %Y and %m"),
        ("%d %m %B %Y", True, "it names a part of the date twice"),
        ("%j %Y", True, "'%j' is not one of %d %m %Y %y %b %B %H %M %S"),
        ("%d/%m/%Y%", True, "'%' is not one of %d %m %Y %y %b %B %H %M %S"),
    ],
)
def test_a_format_that_cannot_be_used_says_why(form: str, needs_day: bool, fault: str | None) -> None:
    assert format_fault(form, needs_day) == fault


def test_an_example_is_the_last_of_march() -> None:
    assert example("%d/%m/%Y") == "31/03/2024"
    assert example("%B %y at %H:%M") == "March 24 at 09:30"


def test_the_pattern_without_names_is_one_the_engine_takes() -> None:
    assert pattern("%d.%b", named=False) == r"([0-9]{1,2})\.([A-Za-z]{3})"
