"""Which numbers in words ought to be figures: those left after dates, references and names with digits."""

from __future__ import annotations

import pytest

from peelian.publications.typed_numbers import typed_numbers

TERMS = ("999", "101", "Fatal 4", "15-minute", "Outcome Code 16", "Schedule 3")


def found(text: str, terms: tuple[str, ...] = TERMS) -> list[str]:
    return [text[a:b] for a, b in typed_numbers(text, terms)]


@pytest.mark.parametrize(
    "text",
    [
        "On 31 March 2026, 1 April and 2nd May 2025.",
        "March 2026, Apr 2025 and Sept 2024; in 2025 and 2025/26.",
        "The plan of 2025-2029, or 2025–2029.",
        "Paragraph 2.6, paragraphs 2.6 and 2.7, Table 1, Figures 1 to 8, Appendix 3A, chapter 10.",
        "In Q1; sections 5, 6 and 7; from 2019/20 to 2021/22; covers 2023 to 2025; the 2021 survey.",
        "A 95% interval; the 95% confidence interval.",
        "See https://example.org/2026/05/report-17.pdf there.",
        "The Fatal 4 and 999 calls; the 15-minute target; Outcome Code 16; Schedule 3.",
        "COVID and K9 units; B2B.",
    ],
)
def test_dates_references_and_names_are_no_measured_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There were 12 of them.", ["12"]),
        ("A fall of 8.5% to 1,234.5 and -4.2pp.", ["8.5%", "1,234.5", "-4.2pp"]),
        (
            "Of 1 percentage point, 4.1 percentage points, 3 per cent.",
            ["1 percentage point", "4.1 percentage points", "3 per cent"],
        ),
        ("£1,200 and +5%.", ["£1,200", "+5%"]),
        ("12 in March 2026, 14 in 2025.", ["12", "14"]),
        ("9990 calls, 999.5 and 1999%.", ["9990", "999.5", "1999%"]),
        ("7 of Fatal 4.", ["7"]),
        ("(17)", ["17"]),
        ("17-year-olds", ["17"]),
        ("a:5;b,6", ["5", "6"]),
    ],
)
def test_what_is_left_is_a_number_to_be_tied(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


def test_a_longer_name_goes_before_a_shorter_one_in_it() -> None:
    assert found("Code 16 and Outcome Code 16b", ("Outcome Code 16b", "16")) == []


def test_a_name_is_known_in_any_case_and_nothing_beside_it_hides() -> None:
    assert found("FATAL 4, fatal 40") == ["40"]


@pytest.mark.parametrize("term", ["a.b", "(1)", "[x]5", "5+5", "\\d"])
def test_a_name_is_taken_as_it_is_written(term: str) -> None:
    assert found(f"see {term} there", (term,)) == []
    assert found("see 77 there", (term,)) == ["77"]


def test_there_is_nothing_in_nothing() -> None:
    assert found("") == found("No numbers here at all.") == []


@pytest.mark.parametrize("text", ["In March 12 officers left.", "Since April 31 have joined."])
def test_a_number_after_a_month_is_no_day(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See the figure 9,999 there.", ["9,999"]),
        ("The figures 12 and 14.", ["12", "14"]),
        ("There were 2000 officers, or in all 2000.", ["2000", "2000"]),
        ("A total of 2000 officers.", ["2000"]),
        ("The part 30, note 12%, right 44, priority 300.", ["30", "12%", "44", "300"]),
        ("The code 9,999; a quarter 3,000 less.", ["9,999", "3,000"]),
        ("Under Section 5, 900 and 700 crimes.", ["900", "700"]),
        ("See Section 5, 90 and 70 crimes.", ["90", "70"]),
        ("See table 3 million, table 12%, page 123.", ["3", "12%", "123"]),
        ("It was ½ of it.", ["½"]),
        ("12 may be wrong.", ["12"]),
    ],
)
def test_a_word_before_a_number_hides_no_count(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("By twenty per cent, or half a per cent.", ["twenty per cent", "half a per cent"]),
        ("By twenty-five percentage points.", ["twenty-five percentage points"]),
        ("One in five, and nine out of ten homes.", ["One in five", "nine out of ten"]),
        ("Two thirds, three-quarters of them, a fifth of it.", ["Two thirds", "three-quarters", "a fifth of"]),
        ("It rose threefold, ten-fold.", ["threefold", "ten-fold"]),
        ("It nearly halved, then doubled and trebled.", ["halved", "doubled", "trebled"]),
        ("Twice as many, three times the rate.", ["Twice as", "three times the"]),
        ("A hundred of them, two million, half a million.", ["A hundred", "two million", "half a million"]),
        ("Two hundred and fifty-three in a thousand.", ["Two hundred and fifty-three", "a thousand"]),
        ("Hundreds of crimes, tens of thousands.", ["Hundreds of", "tens of"]),
        ("Twelve rights and forty-one officers.", ["Twelve", "forty-one"]),
    ],
)
def test_a_number_in_words_is_one_where_an_author_types_it(text: str, numbers: list[str]) -> None:
    assert [text[a:b] for a, b in typed_numbers(text, (), in_words=True)] == numbers
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "One of the plan's aims; the two papers; first, second and third; one reason.",
        "Two of the four areas, one of five, six months, the two largest.",
        "The twelve months to July; the last two quarters of the year; the third quarter of 2025.",
        "A third-party report, and one third-party claim; one in Birmingham, two in one night.",
        "For each hundred recorded, in every hundred, for each thousand people.",
        "So many times more likely; often, tenth, scores of harm; half of them.",
        "Doubling patrols is a promise, and so is a fold in the paper.",
    ],
)
def test_what_is_counted_below_ten_is_left(text: str) -> None:
    assert [text[a:b] for a, b in typed_numbers(text, (), in_words=True)] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("By ６７ per cent, to １，２３４ or １２％.", ["６７ per cent", "１", "２３４", "１２％"]),
        ("There were ٣٤ of them.", ["٣٤"]),
    ],
)
def test_digits_of_any_script_are_digits(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers
