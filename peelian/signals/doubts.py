"""Why a series has no limits, or none to rely on, in words that can stand alone."""

from __future__ import annotations

from collections.abc import Callable

from peelian.periods import Kind, Period
from peelian.signals.limits.lines import CONSTANT, EMPTY, NARROW, SHORT, SPARSE, ZEROS
from peelian.signals.limits.ranges import NOT_SCREENED
from peelian.signals.panel import step_of

KINDS: dict[Kind, str] = {
    "month": "months",
    "quarter": "quarters",
    "year-ending": "years",
    "calendar-year": "years",
    "at": "dates",
    "wave": "waves",
}
"""What a panel's periods are called; "periods" where they have no name here."""

MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year-ending": 12, "calendar-year": 12}

OFFER = "the time between events (a g or t chart) can be charted once there are enough"


def called(periods: tuple[Period, ...]) -> str:
    """What the periods of a panel are called, several of them; months that stand apart follow each other as periods."""
    kind = periods[0].kind
    apart = kind in MONTHS and step_of(periods) not in (0, MONTHS[kind])
    return "periods" if apart else KINDS.get(kind, "periods")


def doubt_in_words(doubt: int, points: int, least: int, periods: str, gaps: bool = False, copied: bool = False) -> str:
    """The sentence of a doubt about a segment with so many points, of which a rule set asks for `least`.

    `periods`: see `called`. `gaps`: the points are gaps between events. `copied`: the limits are drawn all the same.
    Empty without a doubt.
    """
    if not doubt:
        return ""
    here = f"{points} {periods if points != 1 else periods.removesuffix('s')}"
    says: dict[int, Callable[[], str]] = {
        EMPTY: lambda: "There is no value.",
        SHORT: lambda: (
            f"There {'is' if points == 1 else 'are'} {points} {_points(points)}; limits need at least {least}."
        ),
        ZEROS: lambda: f"Nothing was recorded in any of {here}, so there is no variation that limits could be made of.",
        CONSTANT: lambda: (
            f"The value is the same in all of {here}, so there is no variation that limits could be made of."
        ),
        SPARSE: lambda: (
            f"There are too few events for limits: {points} {'gap' if points == 1 else 'gaps'} between {periods} with "
            f"events, where limits need at least {least}."
            if gaps
            else f"There are too few events in {here} for limits; {OFFER}."
        ),
        NARROW: lambda: (
            f"Values differ within {here}, but hardly any two in a row do, so moving ranges show no spread."
        ),
    }
    return says[doubt]() + (" The limits are those its package gives, and not to be relied on." if copied else "")


def screening_in_words(screened: int) -> str:
    """What screening did to the moving ranges of a segment; empty where it left none out."""
    if screened == NOT_SCREENED:
        return "Moving ranges were not screened, since too few would have remained."
    if screened <= 0:
        return ""
    ranges = "One moving range was" if screened == 1 else f"{screened} moving ranges were"
    return f"{ranges} left out as too large."


def provisional_in_words(points: int, enough: int) -> str:
    """That limits rest on few points."""
    return f"The limits are provisional: they rest on {points} points, and are final from {enough}."


def _points(number: int) -> str:
    return "point" if number == 1 else "points"
