"""What quantities refuse and how they say it; what they print and read is in specs/quantities."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest

from peelian.errors import WRONG_USE, PeelianError
from peelian.quantities import (
    UNITS,
    NoValue,
    Quantity,
    QuantityError,
    change,
    counted,
    exact,
    few,
    in_words,
    percent_change,
    read,
    show,
)


def test_the_units_are_these() -> None:
    assert list(UNITS) == [
        "count",
        "percent",
        "pp",
        "seconds",
        "days",
        "working days",
        "months",
        "GBP",
        "ratio",
        "per 1,000",
        "per 100,000",
        "FTE",
        "headcount",
        "score",
        "index",
        "rank",
        "grade",
    ]
    assert all(unit.name == name for name, unit in UNITS.items())


@pytest.mark.parametrize(
    "value",
    [Quantity(Fraction(1), "count"), NoValue("zero"), show(Quantity(Fraction(1), "count")), UNITS["pp"]],
)
def test_a_value_never_changes(value: object) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, next(iter(vars(value))), "other")


def test_an_error_is_one_for_people() -> None:
    assert issubclass(QuantityError, PeelianError)
    assert QuantityError.exit_code == WRONG_USE


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("1,234.50", Fraction(2469, 2)),
        ("-5", Fraction(-5)),
        ("\N{MINUS SIGN}5", Fraction(-5)),
        ("+5", Fraction(5)),
        (" 7 ", Fraction(7)),
        ("1/3", Fraction(1, 3)),
        ("-1/3", Fraction(-1, 3)),
        ("1.10", Fraction(11, 10)),
        (7, Fraction(7)),
        (Decimal("1.10"), Fraction(11, 10)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_exact(given: str | int | Decimal | Fraction, number: Fraction) -> None:
    assert exact(given) == number
    assert type(exact(given)) is Fraction


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "abc",
        "1,23",
        "12,34,567",
        "1234,567",
        "1.",
        ".5",
        "1e3",
        "1/0",
        "1/2/3",
        "8.5%",
        "--5",
        "5-",
        "٣",
        "nan",
    ],
)
def test_exact_refuses_and_shows_the_text(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        exact(text)
    assert str(refused.value) == f"{text!r} is not an exact number; write digits such as 1,234.50 or -5 or 1/3"


def test_exact_refuses_a_long_text_and_shows_its_start() -> None:
    with pytest.raises(QuantityError, match=r"^'9{57}\.\.\.' is not an exact number"):
        exact("9" * 201)
    assert exact("9" * 200) == 10**200 - 1
    with pytest.raises(QuantityError, match=f"^'{'x' * 60}' is not"):
        exact("x" * 60)


@pytest.mark.parametrize("number", [8.5, float("nan"), True])
def test_exact_refuses_what_is_not_exact(number: object) -> None:
    with pytest.raises(QuantityError, match=f"{number!r} is not an exact number; write it as text"):
        exact(cast(int, number))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1E+61", "1E-61"])
def test_exact_refuses_decimals_out_of_reach(text: str) -> None:
    with pytest.raises(QuantityError, match="is not a number that can be used; write digits"):
        exact(Decimal(text))
    assert exact(Decimal("1E+60")) == 10**60


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "'' is not a number that can be read; write digits, such as 1,234 or 8.5% or 12:44"),
        ("many", "'many' is not a number"),
        ("--5", "'--5' is not a number"),
        ("-£-5", "'-£-5' is not a number"),
        ("1,23", "'1,23' is not a number"),
        ("1.2.3", "'1.2.3' is not a number"),
        ("2025/26", "'2025/26' is not a number"),
        ("12:60", "'12:60' is not a number"),
        ("1:60:00", "'1:60:00' is not a number"),
        ("1 hour 60 minutes", "is not a unit"),
        ("1 minute 60 seconds", "is not a unit"),
        ("1.5 hours 0 minutes", "is not a unit"),
        ("1:5:00", "'1:5:00' is not a number"),
        ("5 bananas", "'5 bananas': 'bananas' is not a unit; write it as 8.5%, 4.1pp, 186 days or 12:44"),
        ("1 hour 75 minutes", "'1 hour 75 minutes': 'hour 75 minutes' is not a unit"),
        ("1.5 hours 10 minutes", "is not a unit"),
        ("£5 days", "'£5 days': 'days' is not a unit"),
        ("12m", "'12m' may be minutes or million; write the word, or name the unit"),
        ("zero hundred", "'hundred' is not a unit"),
        ("twenty-ten", "'twenty-ten' is not a number"),
        ("ten hundred", "'hundred' is not a unit"),
        ("5\n5", "'5 5': '5' is not a unit"),
    ],
)
def test_read_refuses_and_says_why(text: str, says: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read(text)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("4.1%", "pp", "'4.1%' is in percent, but pp is asked for; change one"),
        ("4.1pp", "percent", "'4.1pp' is in pp, but percent is asked for; change one"),
        ("12:44", "count", "'12:44' is in seconds, but count is asked for; change one"),
        ("£5", "count", "'£5' is in GBP, but count is asked for; change one"),
        ("5 days", "working days", "'5 days' is in days, but working days is asked for; change one"),
        ("5", "furlongs", "unknown unit 'furlongs'; a unit is one of: count; percent; pp; seconds; days;"),
    ],
)
def test_read_refuses_another_unit_than_the_one_asked_for(text: str, unit: str, says: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read(text, unit)
    assert str(refused.value).startswith(says)


def test_m_is_million_where_a_unit_that_is_no_time_is_asked_for() -> None:
    assert read("12m", "count").value == 12_000_000
    assert read("12m", "seconds").value == 12 * 60


def test_a_text_too_long_to_be_a_number_is_refused() -> None:
    assert read("0" * 199 + "7").value == 7
    with pytest.raises(QuantityError, match="is not a number that can be read"):
        read("0" * 200 + "7")


@pytest.mark.parametrize("unit", [name for name, unit in UNITS.items() if not unit.scales])
def test_a_scale_needs_a_unit_that_has_one(unit: str) -> None:
    with pytest.raises(QuantityError) as refused:
        show(Quantity(Fraction(1), unit), scale="million")
    assert str(refused.value) == f"{unit} is not printed in millions; leave the scale out"


def test_an_unknown_unit_is_refused_wherever_it_is_used() -> None:
    odd = Quantity(Fraction(1), "furlongs")
    for use in (lambda: show(odd), lambda: change(odd, odd), lambda: percent_change(odd, odd)):
        with pytest.raises(QuantityError, match="unknown unit 'furlongs'; a unit is one of: count; percent"):
            use()


@pytest.mark.parametrize(("n", "says"), [(0, "0 months"), (1, "1 month"), (2, "2 months"), (1200, "1,200 months")])
def test_one_of_a_thing_has_no_plural(n: int, says: str) -> None:
    assert counted(n, "month") == says


@pytest.mark.parametrize("number", [-1, 1000])
def test_words_end_at_999(number: int) -> None:
    with pytest.raises(QuantityError, match=f"{number} is not written in words; 0 to 999 are, print others"):
        in_words(number)


@pytest.mark.parametrize(
    ("names", "says"),
    [("", ""), ("a", "a"), ("abc", "a, b, c"), ("abcd", "a, b, c, d"), ("abcde", "a, b, c and 2 more")],
)
def test_of_a_list_the_rest_is_counted_where_it_is_more_than_one(names: str, says: str) -> None:
    assert few(names, 3) == says
    assert few(map(str, range(5_000)), 1) == "0 and 4,999 more"
