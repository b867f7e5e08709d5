"""Extracts in their short form: what is told of a row, and that nothing else of it is lost or made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peelian.simulate import calls, counted, incidents, stops
from peelian.simulate.forms import survey as survey_forms
from peelian.simulate.frame import Clock, Column, Frame, Wholes
from peelian.simulate.geography import Geography, make
from peelian.simulate.short import shortened
from peelian.simulate.sizes import SIZES
from peelian.simulate.writing import header_line, lines

SMALL, SEED, MONTH = SIZES["small"], 3, 4
COUNTS = [(7, 0, 2), (0, 0, 0), (1, 1, 0), (1, 1, 1)]


@pytest.fixture(name="geography")
def geography_() -> Geography:
    return make(SMALL, SEED)


def rows(frame: Frame) -> list[list[str]]:
    return [line.split(",") for line in lines(frame).decode().splitlines()]


def test_a_call_keeps_its_day_line_and_seconds(geography: Geography) -> None:
    long = calls.frame(geography, SMALL, SEED, 0, MONTH)
    short = shortened(long, geography)
    assert header_line(short) == b"Date,Line,Answered,Seconds\r\n"
    assert short.place is None
    names = {name: [row[at] for row in rows(long)] for at, name in enumerate(header_line(long).decode().split(","))}
    for at, (day, line, answered, seconds) in enumerate(rows(short)):
        assert (day, line) == (names["received"][at][:10], names["channel"][at])
        assert (answered == "no") == (names["abandoned"][at] == "yes") == (seconds == "")
    assert {row[2] for row in rows(short)} == {"yes", "no"}
    assert len(rows(short)) == long.rows > 50


def test_an_incident_keeps_its_time_to_attend_in_the_district(geography: Geography) -> None:
    long = incidents.frame(geography, SMALL, SEED, 0, MONTH)
    short = shortened(long, geography)
    assert header_line(short) == b"Month,Grade,District,Time to attend\r\n"
    recorded, attended = long.column("recorded"), long.column("attended")
    assert isinstance(recorded, Clock)
    assert isinstance(attended, Clock)
    assert long.place is not None
    codes = {area.code for area in geography.areas if area.level == "district"}
    for at, (month, grade, district, time) in enumerate(rows(short)):
        assert (month, grade.lower()) == ("2020-08", rows(long)[at][2])
        assert district == geography.areas[geography.parents[long.place[at]]].code
        assert district in codes
        if attended.blank[at]:
            assert time == ""
        else:
            hours, minutes, seconds = map(int, time.split(":"))
            took = int(attended.values[at] - recorded.values[at])
            assert divmod(took, 3600) == (hours, minutes * 60 + seconds)
    assert attended.blank.any()


@pytest.mark.parametrize("numbers", COUNTS)
def test_admissions_are_added_up_and_held_back_where_few(geography: Geography, numbers: tuple[int, ...]) -> None:
    """The sum of the numbers that were counted, those that a district would hold back among them."""
    long = counted.admissions(geography, SMALL, SEED, 0, MONTH)
    held_back = np.array([0 < number < 3 for number in numbers])
    admissions = Column("admissions", "Admissions", Wholes(np.array(numbers), held_back, star=True))
    given = replace(long, columns=(*long.columns[:-1], admissions))
    told = sum(numbers)
    assert rows(shortened(given, geography)) == [["2020-08", "*" if told in (1, 2) else str(told)]]


def test_workforce_and_survey_are_of_the_whole_force(geography: Geography) -> None:
    staff = shortened(counted.headcounts(geography, SMALL, SEED, 0, MONTH), geography)
    survey = shortened(survey_forms.frame(geography, SMALL, SEED, 0, MONTH), geography)
    assert header_line(staff) == b"Month,Role,Sex,Headcount\r\n"
    assert header_line(survey) == b"Month,Answer,Weight\r\n"
    assert (staff.place, survey.place) == (None, None)


def test_what_has_no_short_form_is_as_it_is(geography: Geography) -> None:
    long = stops.frame(geography, SMALL, SEED, 0, MONTH)
    assert shortened(long, geography) is long
