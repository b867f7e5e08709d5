"""A comparison of two rule sets as lines for a terminal and as a value for a program."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from peelian.quantities import Quantity, at_most, decimal_text, round_half_away, show
from peelian.signals.choose import CHARTS
from peelian.signals.compare import HOWS, NOT_JUDGED, RULES, Answers, Comparison
from peelian.signals.verdict import ASSURANCES, MEANINGS

FEW_POINTS, FEW_SERIES = 3, 20  # lines that a terminal shows before "and N more"
DIGITS = 4  # significant digits of a number on a terminal, at least
Told = dict[str, Any]


def as_value(found: Comparison) -> Told:
    """Everything that a comparison found, of plain lists, texts and numbers; None where there is no number.

    `a` and `b` are the two rule sets throughout. Numbers are in the unit of the panel's values, a share as 0.158.
    """
    return {
        "rules": [{"name": rules.name, "version": rules.version} for rules in (found.a, found.b)],
        "aspects": [
            {"key": aspect.key, "part": aspect.part, "about": aspect.about, "a": aspect.a, "b": aspect.b}
            for aspect in found.aspects
        ],
        "summary": _summary(found),
        "series": [_of_series(found, place) for place in range(len(found.rows))],
    }


def as_lines(found: Comparison, points: int = FEW_POINTS, series: int = FEW_SERIES) -> Iterator[str]:
    """The summary, then the first series that differ, the latest verdict before the first points of each."""
    a, b, told = found.a, found.b, _summary(found)
    of = told["series"]
    yield f"{a.name} (version {a.version}) and {b.name} (version {b.version})"
    yield f"{_counted(of, 'series')}, {_counted(len(found.panel.periods), 'period')}"
    yield f"another label somewhere: {_of(told['labels_differ'], of)}"
    yield f"another latest verdict: {_of(told['latest_differs'], of)}"
    yield f"other lines somewhere: {_of(told['lines_differ'], of)}"
    if found.aspects:
        yield ""
        yield f"What differs, {a.name} | {b.name}, and how often it is a reason; a difference can have several:"
    idle = []
    for aspect, counted in zip(found.aspects, told["reasons"], strict=True):
        if not counted["points"] and not counted["latest"]:
            idle.append(aspect.key)
            continue
        times = (
            f"{_counted(counted['points'], 'point')} of {_counted(counted['series'], 'series')}, "
            f"{_counted(counted['latest'], 'latest verdict')}"
        )
        yield f"  {aspect.key}: {aspect.about} {aspect.a} | {aspect.b}: {times}"
    if idle:
        yield f"  never a reason here: {', '.join(idle)}"
    for place in range(min(len(found.rows), series)):
        yield ""
        yield from _lines_of_series(found, place, points)
    if len(found.rows) > series:
        yield ""
        yield f"and {_number(len(found.rows) - series)} more series"


def _summary(found: Comparison) -> Told:
    reasons = []
    for number, aspect in enumerate(found.aspects):
        where = found.because(number)
        reasons.append(
            {
                "key": aspect.key,
                "part": aspect.part,
                "points": int(where[:, :-1].sum()),
                "series": int(where[:, :-1].any(axis=1).sum()),
                "latest": int(where[:, -1].sum()),
            }
        )
    return {
        "series": len(found.panel.names),
        "labels_differ": int(found.differs[:, :-1].any(axis=1).sum()),
        "latest_differs": int(found.differs[:, -1].sum()),
        "lines_differ": found.other_lines,
        "reasons": reasons,
    }


def _of_series(found: Comparison, place: int) -> Told:
    row, periods = int(found.rows[place]), found.panel.periods
    return {
        "series": found.panel.names[row],
        "charts": {"a": _chart(found.first, place), "b": _chart(found.second, place)},
        "latest": {
            "a": _verdict(found, found.first, place),
            "b": _verdict(found, found.second, place),
            "differs": bool(found.differs[place, -1]),
            **_why(found, place, len(periods)),
        },
        "points": [
            {
                "period": periods[t].id,
                "value": _or_none(found.panel.values[row, t]),
                "a": _side(found.first, place, t),
                "b": _side(found.second, place, t),
                **_why(found, place, t),
            }
            for t in np.flatnonzero(found.differs[place, :-1]).tolist()
        ],
    }


def _why(found: Comparison, place: int, column: int) -> Told:
    how = int(found.how[place, column])
    bits = int(found.reasons[place, column])
    keys = [aspect.key for number, aspect in enumerate(found.aspects) if bits >> number & 1]
    return {"reasons": keys, "how": HOWS[how] if how >= 0 else None}


def _verdict(found: Comparison, said: Answers, place: int) -> Told:
    """`meaning` is None where the latest point is not judged, for want of limits."""
    variation = int(said.variation[place])
    return {
        "period": found.panel.periods[int(said.at[place])].id,
        "meaning": None if variation == NOT_JUDGED else MEANINGS[variation],
        "assurance": ASSURANCES[int(said.assurance[place])],
    }


def _side(said: Answers, place: int, t: int) -> Told:
    rule = int(said.rule[place, t])
    return {
        "label": RULES[rule] if rule >= 0 else "none",
        "meaning": MEANINGS[int(said.meaning[place, t])],
        "charted": _or_none(said.values[place, t]),
        "centre": _or_none(said.centre[place, t]),
        "lower": _or_none(said.lower[place, t]),
        "upper": _or_none(said.upper[place, t]),
    }


def _chart(said: Answers, place: int) -> str:
    return CHARTS[int(said.chart[place])]


def _lines_of_series(found: Comparison, place: int, most: int) -> Iterator[str]:
    told = _of_series(found, place)
    charts = told["charts"]
    drawn = charts["a"] if charts["a"] == charts["b"] else f"{charts['a']} | {charts['b']}"
    yield f"{told['series']} ({drawn})"
    latest = told["latest"]
    if latest["differs"]:
        sides = [_verdict_in_words(latest[side]) for side in ("a", "b")]
        yield f"  latest verdict: {sides[0]} | {sides[1]}: {_because(latest)}"
    most = at_most(len(told["points"]), most)
    for point in told["points"][:most]:
        value = "no value" if point["value"] is None else _number(point["value"])
        sides = [_side_in_words(point[side]) for side in ("a", "b")]
        yield f"  {point['period']}, {value}: {sides[0]} | {sides[1]}: {_because(point)}"
    if len(told["points"]) > most:
        yield f"  and {_counted(len(told['points']) - most, 'more point')}"


def _verdict_in_words(verdict: Told) -> str:
    said = {None: "not judged", "none": "no signal", "special": "special cause"}
    meaning = said.get(verdict["meaning"], verdict["meaning"])
    against = f", {verdict['assurance']} the target" if verdict["assurance"] in ("passes", "fails") else ""
    if verdict["assurance"] == ASSURANCES[2]:
        against = ", hit-and-miss"
    return f"{meaning}{against}"


def _side_in_words(side: Told) -> str:
    said = side["label"] if side["label"] == "none" else f"{side['label']} ({side['meaning']})"
    ends = [side["lower"], side["upper"]]
    if None not in ends:
        return f"{said}, limits {_number(ends[0])} to {_number(ends[1])}"
    return f"{said}, no limits" if side["centre"] is None else f"{said}, centre {_number(side['centre'])}, no limits"


def _because(told: Told) -> str:
    keys = told["reasons"]
    if told["how"] == "alone":
        return str(keys[0]) if len(keys) == 1 else f"each of {_and(keys)} alone"
    return f"{_and(keys)} together"


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _of(part: int, whole: int) -> str:
    if not whole:
        return "no series"
    return f"{_number(part)} of {_number(whole)} ({show(Quantity(Fraction(100 * part, whole), 'percent'), 1).text})"


def _counted(number: int, one: str) -> str:
    return f"{_number(number)} {one}{'' if number == 1 or one == 'series' else 's'}"


def _number(value: float) -> str:
    """Rounded once to four significant digits at least, and to one decimal where it is longer."""
    if not value:
        return "0"
    places = max(DIGITS - 1 - math.floor(math.log10(abs(value))), 1)
    return decimal_text(round_half_away(Fraction(value), places), commas=True)


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
