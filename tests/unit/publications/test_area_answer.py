"""The words about a place: each way a count, a share and a rank can come out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from peelian.assess.place import EMPTY, HELD, SMALL
from peelian.assess.small_numbers import Limit
from peelian.periods import month, span
from peelian.plan.areas import DrawnArea
from peelian.publications.area_answer import document_of, head_of, words_of
from peelian.publications.blocks import Paragraph, Strong, Table, plain
from peelian.publications.notices import SIMULATED
from peelian.quantities import NoValue
from peelian.render import html
from tests.unit.publications.place_answers import LAST, PLACE, a_plan, an_answer, rank, two
from tests.unit.render import sample

TO = "In the twelve months to March 2025"
BEFORE = "the twelve months before"
RATED = "crimes for every 1,000 residents (60.3) among the 26 wards of Northshire"


def said(**fields: Any) -> tuple[str, ...]:
    return words_of(an_answer(**fields), a_plan()).said


@pytest.mark.parametrize(
    ("crime", "words"),
    [
        (two(447, 350), f"{TO}, 447 crimes were recorded in Oldtown, 27.7% more than the 350 of {BEFORE}."),
        (two(350, 447), f"{TO}, 350 crimes were recorded in Oldtown, 21.7% fewer than the 447 of {BEFORE}."),
        (two(40, 40), f"{TO}, 40 crimes were recorded in Oldtown, as many as in {BEFORE}."),
        (two(40, 29), "11 more than the 29 of the twelve months before; chance alone makes differences of this size."),
        (two(40, 0), f"{TO}, 40 crimes were recorded in Oldtown, where there were none in {BEFORE}."),
        (two(0, 40), f"{TO}, no crimes were recorded in Oldtown, against 40 in {BEFORE}."),
        (two(0, 0), f"{TO}, no crimes were recorded in Oldtown, and none in {BEFORE}."),
        (SMALL, "Fewer than five crimes were recorded in Oldtown in the twelve months to March 2025 or in the twelve"),
        (NoValue("a file is lost"), "How crime in Oldtown has changed cannot be told: a file is lost."),
        (HELD, "How crime in Oldtown has changed cannot be told: the numbers are small, or would give a"),
        (
            two(90, 50, stretches=(span(month(2024, 4), month(2024, 12)), month(2025, 3)), missing=(month(2025, 1),)),
            "In ten of the twelve months to March 2025, 90 crimes were recorded in Oldtown, 80.0% more than the 50 of "
            "the same months of the year before.",
        ),
    ],
)
def test_a_count_and_the_one_before(crime: Any, words: str) -> None:
    assert words in said(crime=crime)[0]


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ((two(95, 57), two(447, 396)), f"{TO}, the outcome rate was 21.3% (95 of 447), up from 14.4% in {BEFORE}."),
        ((two(12, 10), two(100, 100)), f"12.0% (12 of 100), up from 10.0% in {BEFORE}; chance alone makes differences"),
        ((two(10, 10), two(100, 100)), f"{TO}, the outcome rate was 10.0% (10 of 100), as in {BEFORE}."),
        ((two(0, 9), two(100, 90, provisional=True)), "was 0.0% (0 of 100), down from 10.0%"),
        ((two(9, 9), two(0, 90)), "The outcome rate cannot be told: there is nothing to take a share of."),
        (SMALL, "The outcome rate is not shown: its numbers are too small."),
        (NoValue("a file is lost"), "The outcome rate cannot be told: a file is lost."),
    ],
)
def test_a_share_and_the_one_before(outcomes: Any, words: str) -> None:
    assert words in said(outcomes=outcomes)[2]


@pytest.mark.parametrize(
    ("ranked", "words"),
    [
        (
            rank(2),
            "Oldtown had the second most crimes for every 1,000 residents (60.3) among the 26 wards of Northshire.",
        ),
        (
            rank(1, alike=2),
            "the most crimes for every 1,000 residents (60.3) among the 26 wards of Northshire, as one other",
        ),
        (
            rank(12, alike=4),
            "the 12th most crimes for every 1,000 residents (60.3) among the 26 wards of Northshire, as three",
        ),
        (rank(1, people=None, as_at=None), "Oldtown had the most crimes among the 26 wards of Northshire."),
        (rank(26), "Oldtown had the fewest crimes for every 1,000 residents (60.3) among the 26 wards of Northshire."),
        (rank(23, alike=2), "the third fewest crimes for every 1,000 residents (60.3) among the 26 wards of"),
        (rank(13), "Oldtown had the 13th most crimes"),
        (rank(14), "Oldtown had the 13th fewest crimes"),
        (
            rank(2, members=3),
            "Oldtown had the second most crimes for every 1,000 residents (60.3) among the three wards",
        ),
        (
            rank(1, members=2),
            "had more crimes for every 1,000 residents (60.3) than the other ward of Northshire.",
        ),
        (rank(2, members=2), "Oldtown had fewer crimes for every 1,000 residents (60.3) than the other ward of"),
        (
            rank(1, members=2, alike=2),
            "as many crimes for every 1,000 residents (60.3) as the other ward of",
        ),
        (
            rank(1, members=4, alike=4),
            "as many crimes for every 1,000 residents (60.3) as each other ward of",
        ),
        (rank(1, without=3), "among the 26 wards of Northshire; three more cannot be compared."),
    ],
)
def test_a_rank(ranked: Any, words: str) -> None:
    assert words in said(rank=ranked)[3]


def test_the_table_ends_with_the_total_and_what_is_no_part_of_it() -> None:
    words = words_of(an_answer(), a_plan())
    assert words.columns == ("Crime", "Year to Mar 2025", "The year before", "Change")
    assert words.rows == (
        ("Theft", "400", "320", "+25.0%"),
        ("Arson", "27", "24", "+3"),
        ("All other types", "20", "6", "+14"),
        ("Crime", "447", "350", "+27.7%"),
        ("Incidents", "120", "119", "+0.8%"),
    )
    [table] = [block for block in document_of(an_answer(), a_plan()).blocks if isinstance(block, Table)]
    bold = [[all(isinstance(run, Strong) for run in cell) for cell in row] for row in table.rows]
    assert bold == [[at == words.total] * 4 for at in range(5)]
    assert (words.total, plain(table.rows[3][1])) == (3, "447")


def test_what_no_types_are_told_of_is_the_total_of_none() -> None:
    assert words_of(an_answer(types=()), a_plan()).total is None


def test_where_crime_is_not_told_there_is_no_table() -> None:
    words = words_of(an_answer(crime=SMALL, types=(), rank=SMALL), a_plan())
    assert words.rows == ()
    assert not any(isinstance(block, Table) for block in document_of(an_answer(crime=SMALL, types=()), a_plan()).blocks)
    assert not any("447" in text or "350" in text for text in (words.said[0], *words.notes))


def test_missing_months_are_named() -> None:
    stretches = (span(month(2024, 4), month(2024, 9)), LAST)
    lost = two(9, 9, stretches=stretches, missing=(month(2025, 1), month(2024, 2)))
    words = words_of(an_answer(crime=lost), a_plan())
    assert "Not published, or not loaded: February 2024 and January 2025. These months are left out of both years." in (
        words.notes
    )
    assert words.columns[1:3] == ("Seven months to Mar 2025", "The same a year before")


def test_a_drawn_area_says_what_it_is() -> None:
    drawn = DrawnArea("quay", "The Quay", codes=("A",), note="As the shops have it.")
    answer = an_answer(area=drawn, parent=None, rank=NoValue("it overlaps others"))
    words = words_of(answer, a_plan())
    assert head_of(answer) == "The Quay, an area drawn by hand"
    assert "The Quay has no rank: it overlaps others." in words.notes
    assert "The Quay is a list of codes, may overlap other areas, and stands in no total." in words.notes
    assert "As the shops have it." in words.notes


@pytest.mark.parametrize(
    ("drawn", "look"),
    [
        (DrawnArea("quay", "The Quay", codes=("A",)), "its codes are those of the files"),
        (DrawnArea("quay", "The Quay", polygon="quay.geojson"), "its outline lies where it should"),
    ],
)
def test_a_drawn_area_where_nothing_happened_may_be_mistaken(drawn: DrawnArea, look: str) -> None:
    """A code mistyped, or an outline beside the place, counts nothing: a nought that is no news."""

    def first(crime: Any, also: Any, area: Any = drawn) -> str:
        told = an_answer(
            area=area, parent=None, rank=NoValue("it overlaps"), crime=crime, also={"incidents": also}, types=()
        )
        return words_of(told, a_plan()).notes[0]

    assert first(two(0, 0), two(0, 0)) == f"Nothing at all was counted in The Quay in two years; look whether {look}."
    for crime, also in ((two(0, 1), two(0, 0)), (two(0, 0), two(3, 0)), (SMALL, two(0, 0)), (two(0, 0), SMALL)):
        assert not first(crime, also).startswith("Nothing")
    assert not first(two(0, 0), two(0, 0), PLACE).startswith("Nothing")


@pytest.mark.parametrize(
    ("drawn", "look"),
    [
        (DrawnArea("quay", "The Quay", codes=("A",)), "its codes are those of the files"),
        (DrawnArea("quay", "The Quay", polygon="quay.geojson"), "its outline lies where it should"),
    ],
)
def test_a_drawn_area_in_which_no_record_lies_has_no_number_of_crimes(drawn: DrawnArea, look: str) -> None:
    empty = words_of(an_answer(area=drawn, parent=None, rank=EMPTY, crime=EMPTY, also={}, types=()), a_plan())
    assert empty.said[0] == (
        "How many crimes were recorded in The Quay cannot be told: no record of any month that is loaded lies in it."
    )
    assert empty.notes[0] == f"No record lies in The Quay; look whether {look}."


def test_the_codes_that_no_record_has_are_named() -> None:
    def note(*codes: str) -> str:
        drawn = DrawnArea("quay", "The Quay", codes=("A", *codes))
        return words_of(an_answer(area=drawn, parent=None, rank=EMPTY, without_rows=codes), a_plan()).notes[0]

    assert note("E0177") == (
        "No record has E0177, of the 2 codes of The Quay: nothing was recorded there, or the code is mistaken."
    )
    assert note(*"BCDEFGH").startswith("No record has B, C, D, E, F, G and H, of the 8 codes")
    assert note(*"BCDEFGHI").startswith("No record has B, C, D, E, F, G and 2 more, of the 9 codes")


def test_another_limit_comes_with_its_reason() -> None:
    open_ = Limit(1, "Each record is published.")
    notes = words_of(an_answer(limit=open_), a_plan()).notes
    assert "Each record is published." in notes
    assert not any("are not shown" in note for note in notes)


@pytest.mark.parametrize("name", sample.NASTY)
def test_a_hostile_name_is_words_on_the_page(name: str) -> None:
    document = document_of(an_answer(area=type(PLACE)("x", name, "ward", "north")), a_plan())
    assert any(name in plain(block.inlines) for block in document.blocks if isinstance(block, Paragraph))
    page = html.render(document)
    text = page if isinstance(page, str) else page.decode()
    assert "<script>alert" not in text


def test_a_page_of_made_up_figures_says_so_on_top() -> None:
    plan = a_plan()
    made_up = replace(plan, file=replace(plan.file, simulated=True))
    assert document_of(an_answer(), plan).notices == ()
    assert document_of(an_answer(), made_up).notices == (SIMULATED,)
