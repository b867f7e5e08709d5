"""What stands beside the records: weights of harm, grades of an inspectorate, and which ward a neighbourhood is in."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from peelian.simulate import offences
from peelian.simulate.crimes import types
from peelian.simulate.frame import Column, Frame, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import label
from peelian.simulate.words import written


def weights() -> dict[str, dict[str, Fraction]]:
    """The weights of each table of weights; made up, as everything here is."""
    return {"harm_weights": {kind["word"]: Fraction(kind["harm"]) for kind in types()}, **offences.weights()}


def offence_weights() -> list[Frame]:
    """The tables of what an offence weighs."""
    return [
        Frame(
            table,
            0,
            len(known),
            None,
            (
                Column(None, "month", Words(np.zeros(len(known), np.int64), (label(0),))),
                Column("offence_code", "offence_code", Words(np.arange(len(known)), tuple(known))),
                Column("weight", "weight", offences.column(known.values())),
            ),
        )
        for table, known in offences.weights().items()
    ]


def harm_weights() -> Frame:
    known = {kind["word"]: kind["harm"] for kind in types()}
    return Frame(
        "harm_weights",
        0,
        len(known),
        None,
        (
            Column(None, "Month", Words(np.zeros(len(known), np.int64), (label(0),))),
            Column("crime_type", "Crime type", Words(np.arange(len(known)), tuple(known))),
            Column("days", "Days", Wholes(np.array(list(known.values())))),
        ),
    )


def grades(months: int) -> list[Frame]:
    """A grade a frame, of those given within the run."""
    known = written()["inspections"]
    one = np.zeros(1, np.int64)
    return [
        Frame(
            "inspection_grades",
            month,
            1,
            None,
            (
                Column(None, "Month", Words(one, (label(month),))),
                Column("question", "Question", Words(one, (known["question"],))),
                Column("grade", "Grade", Words(one, (grade,))),
            ),
        )
        for month, grade in known["given"].items()
        if month < months
    ]


def lookup(geography: Geography) -> bytes:
    """The lookup from neighbourhood to ward, or what the lowest level is called, as CSV."""
    rows = (
        f"{geography.lsoa(number)},{geography.areas[ward].code}"
        for number, ward in enumerate(geography.ward_of.tolist())
    )
    return "\r\n".join([f"LSOA,{geography.lowest}", *rows, ""]).encode()
