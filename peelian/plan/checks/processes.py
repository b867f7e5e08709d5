"""What processes.yaml says is about series the plan can have: known measures, areas and parts; months or quarters.

A step is confirmed once there is something to confirm, once, and not within eight periods of another of its series.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from peelian.findings import Finding
from peelian.periods import Period, PeriodError, parse
from peelian.plan.model import Plan
from peelian.plan.processes import ChosenChart, ConfirmedStep, Entry, Exclusion, FixedBaseline, entries
from peelian.plan.publication import Publication

APART = 8  # periods from one step to the next: limits need as many points
STEP = {"month": 1, "quarter": 3}  # months
OF_PARTS = ("p", "pprime", "u", "uprime", "iprime")
"""Charts of a numerator and a denominator."""
HAVE_PARTS = ("share", "compliance", "rate")
"""Kinds of measure that have both."""
DERIVED = ("published", "rate", "share", "ratio")
"""Kinds whose breakdowns are those of other measures, or of their typed figures."""


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    told = [(plan.lines[key], entry) for key, entry in entries(plan.processes)]
    for where, entry in told:
        for code, says in (*_named(plan, entry), *_periods(entry)):
            yield Finding(code, where, says)
        if isinstance(entry, ChosenChart) and (says := _chart(plan, entry)):
            yield Finding("bad-process", where, says)
        if isinstance(entry, ConfirmedStep) and publications:
            latest = max(publication.issued for publication in publications.values())
            if entry.confirmed > latest:
                says = f"confirmed on {entry.confirmed}, after the latest paper is issued ({latest}): none has it yet"
                yield Finding("step-not-yet-printed", where, says, "warning")
    for (held, one), (where, other) in combinations(told, 2):
        if type(one) is type(other) and _same_series(one, other) and (says := _together(one, other)):
            yield Finding("bad-process", where, f"{says} (the other at {held})")


def _named(plan: Plan, entry: Entry) -> Iterator[tuple[str, str]]:
    """What the entry names that the plan does not have."""
    measure = plan.measures.get(entry.measure)
    if measure is None and entry.measure not in plan.unread:
        hint = _near(entry.measure, plan.measures) or "it is one of those in measures/"
        yield "unknown-measure", f"measure '{entry.measure}' is not defined; {hint}"
    areas = [area.id for area in plan.file.areas.list]
    if entry.area is not None and entry.area not in {*areas, *plan.unread}:
        yield "unknown-area", f"no area '{entry.area}'; {_near(entry.area, areas) or 'add it to areas in plan.yaml'}"
    if measure is not None and measure.kind not in DERIVED:
        for dimension in entry.breakdown:
            if dimension not in measure.breakdowns:
                allowed = ", ".join(measure.breakdowns) or "none"
                yield "unknown-breakdown", f"'{measure.id}' has no breakdown '{dimension}'; it has: {allowed}"
    if not entry.reason.strip():
        yield "bad-process", "the reason is empty; write it, since papers print it"


def _near(name: str, known: Mapping[str, object] | list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean '{near[0]}'?" if near else ""


def written(entry: Entry) -> tuple[str, ...]:
    """The periods an entry names, as they are written."""
    match entry:
        case ConfirmedStep():
            return (entry.period,)
        case Exclusion():
            return entry.periods
        case FixedBaseline():
            return (entry.first, entry.last)
    return ()


def _periods(entry: Entry) -> Iterator[tuple[str, str]]:
    read: list[Period] = []
    for text in written(entry):
        try:
            period = parse(text)
        except PeriodError as error:
            yield "bad-period", str(error)
            continue
        if period.kind not in STEP:
            yield "bad-period", f"'{text}' is neither a month (2023-01) nor a quarter (q-2023-03)"
        else:
            read.append(period)
    if len({period.kind for period in read}) > 1:
        yield "bad-period", "months and quarters stand together; a series has one of them"
    elif isinstance(entry, FixedBaseline) and len(read) == 2 and read[1] < read[0]:
        yield "bad-process", f"the baseline ends ({entry.last}) before it begins ({entry.first}); swap the two"
    elif isinstance(entry, Exclusion):
        if not entry.periods:
            yield "bad-process", "no period is named; write those to leave out under 'periods'"
        for period, times in Counter(read).items():
            if times > 1:
                yield "bad-process", f"'{period.id}' stands twice; take one out"
    elif isinstance(entry, ConfirmedStep) and read and read[0].first and entry.confirmed < read[0].first:
        yield "bad-process", f"confirmed on {entry.confirmed}, before {entry.period} begins; mend one"


def _chart(plan: Plan, entry: ChosenChart) -> str:
    """Why the measure cannot be drawn so; empty where it can."""
    measure = plan.measures.get(entry.measure)
    if measure is None:
        return ""
    if entry.chart in OF_PARTS and measure.kind not in HAVE_PARTS:
        return f"a {entry.chart} chart needs a numerator and a denominator; a {measure.kind} has none"
    if entry.chart == "c" and (measure.unit != "count" or measure.kind in HAVE_PARTS):
        return f"a c chart is of counts; '{measure.id}' ({measure.kind}) is in {measure.unit}"
    return ""


def _same_series(one: Entry, other: Entry) -> bool:
    """Whether both are about some one series."""
    same = one.measure == other.measure and dict(one.breakdown) == dict(other.breakdown)
    return same and (one.area == other.area or None in (one.area, other.area))


def _together(one: Entry, other: Entry) -> str:
    """Why two entries of a kind about one series cannot both stand; empty where they can."""
    if isinstance(one, ConfirmedStep) and isinstance(other, ConfirmedStep):
        return _too_near(one.period, other.period)
    if isinstance(one, Exclusion) and isinstance(other, Exclusion):
        twice = sorted({*one.periods} & {*other.periods})
        return f"{', '.join(twice)} {'are' if len(twice) > 1 else 'is'} left out already; take one out" if twice else ""
    if one.area != other.area:
        return ""  # the one that names its area comes first
    what = "baseline" if isinstance(one, FixedBaseline) else "chart"
    return f"this series has two {what}s; take one out"


def _too_near(one: str, other: str) -> str:
    try:
        periods = sorted((parse(one), parse(other)))
    except PeriodError:
        return ""  # told already
    if any(period.kind not in STEP for period in periods):
        return ""
    if periods[0].kind != periods[1].kind:
        return f"{one} and {other} are steps of one series, which has months or quarters, not both"
    months = [period.last.year * 12 + period.last.month for period in periods if period.last is not None]
    apart = next(b - a for a, b in pairwise(months)) // STEP[periods[0].kind]
    if apart == 0:
        return f"the step of {one} stands twice; take one out"
    if apart < APART:
        return f"{one} and {other} are {apart} periods apart; limits need {APART} points, so keep one of the two"
    return ""
