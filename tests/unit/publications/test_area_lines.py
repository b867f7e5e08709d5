"""The answer about a place on a terminal of eighty columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from peelian.publications.area_answer import Words
from peelian.publications.area_lines import WIDTH, lines_of

LONG = "Anti-social behaviour in the street-level file of the publisher"


def told(first: str, columns: tuple[str, str, str, str], total: int | None = None) -> list[str]:
    rows = ((first, "2,778", "2,748", "+1.1%"), ("Arson", "7", "12", "−5"))
    return list(lines_of(Words("Oldtown", ("One sentence.",), columns, rows, ("A note.",), total)))


def test_a_narrow_table_has_its_headings_on_one_line() -> None:
    assert told("Theft", ("Crime", "Year to Mar 2025", "The year before", "Change")) == [
        "Oldtown",
        "",
        "One sentence.",
        "",
        "Crime  Year to Mar 2025  The year before  Change",
        "Theft             2,778            2,748   +1.1%",
        "Arson                 7               12      −5",
        "",
        "- A note.",
    ]


def test_a_line_stands_above_a_total() -> None:
    assert told("Theft", ("Crime", "Year to Mar 2025", "The year before", "Change"), total=1)[5:8] == [
        "Theft             2,778            2,748   +1.1%",
        "------------------------------------------------",
        "Arson                 7               12      −5",
    ]


def test_headings_and_names_are_folded_where_a_table_is_too_wide() -> None:
    lines = told(LONG, ("Crime", "Eleven months to Oct 2022", "The same a year before", "Change"))
    assert lines[4:9] == [
        "                                           Eleven months   The same a",
        "Crime                                        to Oct 2022  year before  Change",
        "Anti-social behaviour in the street-level",
        "file of the publisher                              2,778        2,748   +1.1%",
        "Arson                                                  7           12      −5",
    ]


@given(st.lists(st.text("abc -", min_size=1, max_size=90), min_size=1, max_size=4), st.integers(0, 9))
def test_nothing_is_lost_or_cut_and_no_line_of_short_words_is_too_long(names: list[str], spare: int) -> None:
    shortened = [" ".join(word[:20] for word in name.split()) or "x" for name in names]
    rows = tuple((name, "1," * spare + "1", "2", "+3") for name in shortened)
    words = Words(
        "Oldtown", tuple(shortened), ("Crime", "Eleven months to Oct 2022", "Before", "Change"), rows, (), len(rows) - 1
    )
    lines = list(lines_of(words))
    assert max(map(len, lines)) <= WIDTH
    for name in shortened:
        assert " ".join(name.split()) in " ".join(" ".join(lines).split())
