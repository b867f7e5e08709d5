"""From a figure to the number a reader sees, and the register of what was printed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from peelian.editions.gates import tied
from peelian.figures.ids import parse_id
from peelian.figures.model import Figure
from peelian.publications.blocks import Document, Number, Paragraph, Strong, Text, plain
from peelian.publications.citing import Cited, because, join, listed, sentence
from peelian.quantities import NoValue, Quantity
from tests.small_plan import measure

LEVEL = "a/all/ye-2026-03/value"
CHANGE = "a/all/ye-2026-03/change-percent-from-ye-2024-03"


def figure(value: object, unit: str = "count", id: str = LEVEL, **fields: Any) -> Figure:
    return Figure(parse_id(id), Quantity(Fraction(str(value)), unit), **fields)


def said(one: Figure, unit: str = "count", decimals: int | None = None, scale: str | None = None, **style: Any) -> str:
    return Cited().number(one, measure("a", unit, scale=scale), decimals, **style).text


@pytest.mark.parametrize(
    ("one", "unit", "text"),
    [
        (figure(300418), "count", "300,418"),
        (figure("92.36", "percent"), "percent", "92.4%"),
        (figure("4.13", "pp"), "percent", "4.1 percentage points"),
        (figure(3759, "seconds"), "seconds", "1 hour, 2 minutes and 39 seconds"),
        (figure("-8.4518", "percent", CHANGE), "count", "-8.5%"),
        (figure(7, "count", CHANGE), "count", "7"),
    ],
)
def test_a_number_is_printed_in_its_own_unit(one: Figure, unit: str, text: str) -> None:
    assert said(one, unit) == text


def test_the_sign_is_left_to_the_words_or_said() -> None:
    change = figure("-8.4518", "percent", CHANGE)
    assert said(change, unsigned=True) == "8.5%"
    assert said(figure("8.4518", "percent", CHANGE), signed=True, style="table") == "+8.5%"
    assert said(figure("4.1", "pp", CHANGE), signed=True, style="table") == "+4.1pp"


def test_a_change_that_is_called_smaller_is_printed_as_smaller_wherever_it_stands() -> None:
    cited, change, of = Cited(), figure("0.97", "percent", CHANGE), measure("a")
    assert cited.number(change, of, unsigned=True, below=Fraction(1)).text == "0.97%"
    assert cited.number(change, of, style="table", signed=True).text == "+0.97%"
    assert said(change, unsigned=True) == "1.0%"


def test_decimals_are_those_of_the_kpi_else_of_the_measure() -> None:
    assert said(figure("92.36", "percent"), "percent", 2) == "92.36%"
    assert Cited().number(figure("92.36", "percent"), measure("a", "percent", decimals=0)).text == "92%"
    # A change has one place, whatever it is a change of.
    assert said(figure("-8.4518", "percent", CHANGE), decimals=3) == "-8.5%"


def test_a_published_share_keeps_the_digits_of_its_document() -> None:
    for printed, text in (("92%", "92%"), ("92.0%", "92.0%"), ("92.00%", "92.00%"), ("just over half", "92.0%")):
        assert said(figure(92, "percent", printed=printed, published=True), "percent", 1) == text
    assert said(figure(92, "percent", printed="92%"), "percent", 1) == "92.0%"  # computed: no digits to keep


def test_a_published_count_is_printed_whole() -> None:
    assert said(figure(1234, printed="1234", published=True)) == "1,234"


def test_a_large_score_is_scaled_its_change_is_not() -> None:
    assert said(figure(40_900_000, "score"), "score", scale="million") == "40.9 million"
    assert said(figure("-13", "percent", CHANGE), "score", scale="million") == "-13.0%"


def test_a_grade_is_its_word() -> None:
    assert said(figure(2, "grade", label="Good"), "grade") == "Good"


def test_what_is_missing_is_words_and_leaves_no_trace() -> None:
    cited = Cited()
    found = cited.number(Figure(parse_id(LEVEL), NoValue("the document does not print it")), measure("a"))
    assert found == Text("not available")
    assert (cited.figures, cited.printed) == ({}, {})


def test_a_reason_names_its_months_and_its_numbers_are_of_no_figure() -> None:
    reason = because("no data for 2021-04 to 2022-03; see 2021-13 and 2021-04-30")
    assert reason == Text("no data for April 2021 to March 2022; see 2021-13 and 2021-04-30", told=True)
    run = sentence("the number was not available: ", because("3 rows of 'calls' blank in 'grade'"))
    assert run == (
        Text("The number was not available: "),
        Text("3 rows of 'calls' blank in 'grade'", told=True),
        Text("."),
    )
    paragraph = Paragraph(run, number="1.1")
    document = Document("T", "", date(2024, 1, 31), "P", (), (), (paragraph,))
    assert list(tied(document, ())) == []


def test_zero_is_a_number() -> None:
    assert Cited().number(figure(0), measure("a")) == Number("0", LEVEL, "0")


def test_the_register_holds_each_way_once_in_order() -> None:
    cited, change = Cited(), figure("-8.4518", "percent", CHANGE)
    for style in ({"unsigned": True}, {"signed": True}, {"unsigned": True}):
        cited.number(change, measure("a"), **style)  # type: ignore[arg-type]
    assert cited.printed == {CHANGE: ["8.5%", "-8.5%"]}
    assert cited.figures == {CHANGE: change}


def test_a_number_carries_its_exact_value() -> None:
    number = Cited().number(figure(Fraction(-1, 3), "percent", CHANGE), measure("a"))
    assert number == Number("-0.3%", CHANGE, "-0.333333333333")


# --- runs of words and numbers ---

ONE = Number("1", LEVEL, "1")


def test_neighbouring_words_are_made_one() -> None:
    assert join("a ", Text("b "), (Text("c"), ONE), "", "d") == (Text("a b c"), ONE, Text("d"))
    assert join("", ()) == ()


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_items_are_listed_as_a_sentence_lists_them(items: list[str], text: str) -> None:
    assert plain(listed([join(item) for item in items])) == text


def test_a_list_may_end_otherwise() -> None:
    assert plain(listed([join("a"), join("b")], " or ")) == "a or b"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("the level was ", ONE), "The level was 1."),
        (("it ended.",), "It ended."),
        (("did it end?",), "Did it end?"),
        (("trailing space ",), "Trailing space."),
        (("ASB fell",), "ASB fell."),
        ((ONE, " of them"), "1 of them."),
    ],
)
def test_a_sentence_has_a_capital_and_a_stop(parts: tuple[Any, ...], text: str) -> None:
    assert plain(sentence(*parts)) == text


def test_a_sentence_keeps_what_stands_in_it() -> None:
    run = sentence("see ", (Strong((Text("this"),)),), " now")
    assert run == (Text("See "), Strong((Text("this"),)), Text(" now."))
