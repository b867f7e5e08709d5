"""Extracts in a short form, for a plan folder that must stay small.

The day or the month of a row in place of its times, seconds in place of two clocks, no ids, no area below a district.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from peelian.simulate.frame import Clock, Column, Days, Frame, Texts, Wholes, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import label

SECONDS_A_DAY, SECONDS_AN_HOUR, SECONDS_A_MINUTE = 24 * 3600, 3600, 60
NOT_ASKED = "Not asked"
LEAST_GIVEN = 3  # the smallest number but 0 that is not held back
CALLED = {"headcounts": "workforce", "survey_responses": "victim_survey"}
"""What a table is called in its short form, where it is called otherwise."""


def called(frame: Frame) -> str:
    """The table of a frame's short form."""
    return CALLED.get(frame.table, frame.table)


def shortened(frame: Frame, geography: Geography) -> Frame:
    """The frame in its short form, or as it is where it has none."""
    form = FORMS.get(frame.table)
    return frame if form is None else form(frame, geography)


def _calls(frame: Frame, geography: Geography) -> Frame:
    """The day, the line, whether it was answered, and the seconds that took."""
    came, given_up = frame.column("received"), frame.column("abandoned")
    assert isinstance(came, Clock)
    assert isinstance(given_up, Yesses)
    seconds = frame.column("seconds_to_answer")
    answered = Words((~given_up.values).astype(np.int64), ("no", "yes"))
    return replace(
        frame,
        place=None,
        columns=(
            Column(None, "Date", Days(came.values // SECONDS_A_DAY)),
            Column("line", "Line", frame.column("channel")),
            Column("answered", "Answered", answered),
            Column("seconds", "Seconds", seconds),
        ),
    )


def _incidents(frame: Frame, geography: Geography) -> Frame:
    """The month, the grade, the district, and the time to attend as hours, minutes and seconds."""
    grade, seconds = frame.column("grade"), frame.column("seconds_to_attend")
    assert isinstance(grade, Words)
    assert isinstance(seconds, Wholes)
    assert frame.place is not None
    place = geography.parents[frame.place]
    blank = np.zeros(frame.rows, bool) if seconds.blank is None else seconds.blank
    took = [
        "" if nobody else _clock(time) for time, nobody in zip(seconds.values.tolist(), blank.tolist(), strict=True)
    ]
    return replace(
        frame,
        place=place,
        columns=(
            _month(frame),
            Column("grade", "Grade", replace(grade, vocabulary=tuple(map(str.capitalize, grade.vocabulary)))),
            Column(None, "District", geography.codes(place)),
            Column(None, "Time to attend", Texts(pa.array(took, pa.string()))),
            Column("seconds", None, seconds),
        ),
    )


def _admissions(frame: Frame, geography: Geography) -> Frame:
    """The number of all districts together; a star stands for one that is too small."""
    numbers = frame.column("admissions")
    assert isinstance(numbers, Wholes)
    every = numbers.values.sum(keepdims=True)
    small = (every > 0) & (every < LEAST_GIVEN)
    given = Column("admissions", "Admissions", Wholes(every, small, star=True))
    return replace(frame, rows=1, place=None, columns=(replace(_month(frame), data=_label(frame, 1)), given))


def _headcounts(frame: Frame, geography: Geography) -> Frame:
    """The same, without the force that all are of."""
    kept = tuple(column for column in frame.columns if column.header != "Force")
    return replace(frame, table=called(frame), place=None, columns=kept)


def _survey(frame: Frame, geography: Geography) -> Frame:
    """The answers to the question that everybody is asked, in words, with their weights."""
    question = frame.column("question")
    assert isinstance(question, Words)
    one = frame.take(np.flatnonzero(question.codes == 0))
    answer = one.column("answer")
    assert isinstance(answer, Words)
    spoken = tuple(
        NOT_ASKED if word == "not-said" else word.replace("-", " ").capitalize() for word in answer.vocabulary
    )
    columns = (
        _month(one),
        Column("answer", "Answer", replace(answer, vocabulary=spoken)),
        Column("weight", "Weight", one.column("weight")),
    )
    return replace(one, table=called(one), place=None, columns=columns)


FORMS: Mapping[str, Callable[[Frame, Geography], Frame]] = {
    "calls": _calls,
    "incidents": _incidents,
    "admissions": _admissions,
    "headcounts": _headcounts,
    "survey_responses": _survey,
}


def _month(frame: Frame) -> Column:
    return Column(None, "Month", _label(frame, frame.rows))


def _label(frame: Frame, rows: int) -> Words:
    return Words(np.zeros(rows, np.int64), (label(frame.month),))


def _clock(seconds: int) -> str:
    """0:12:05."""
    hours, rest = divmod(seconds, SECONDS_AN_HOUR)
    minutes, left = divmod(rest, SECONDS_A_MINUTE)
    return f"{hours}:{minutes:02d}:{left:02d}"
