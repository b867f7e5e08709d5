"""An assessment as a program reads it: one value per series, of plain lists and numbers; None where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import numpy as np

from peelian.signals.assessment import Assessment
from peelian.signals.forecast.outlook import FORECAST
from peelian.signals.panel import STATUSES, Array, Codes
from peelian.signals.rules import without_limits
from peelian.signals.targets.status import MET, NOT_MET, status
from peelian.signals.targets.target import Target
from peelian.signals.verdict import ASSURANCES, MEANINGS

AHEAD = 3  # periods whose expected range is told
Answer = dict[str, Any]


def answers(assessment: Assessment, words: list[str]) -> Iterator[tuple[int, Answer]]:
    """Each series of an assessment: its row in the panel, and what is said of it. `words` [s] are in that order.

    The keys are those of docs/reference/json.md, `peelian signals`. Numbers are in the unit of the panel's values: a
    share as 0.158.
    """
    judged = assessment.judged
    panel = judged.basis.panel
    periods = [period.id for period in panel.periods]
    columns = _point_columns(assessment)
    later = _later(assessment)
    bare = without_limits(judged.limits)
    for place, row in enumerate(judged.rows):
        at = int(judged.at[place])
        yield (
            int(row),
            {
                "series": panel.names[place],
                "chart": judged.chart,
                "rules": judged.rules.name,
                "family": judged.family,
                "segments": _segments(assessment, place, periods),
                "points": [dict(zip(KEYS, point, strict=True)) for point in zip(periods, *columns(place), strict=True)],
                "proposed_steps": _steps(assessment, place, periods),
                "season": _season(assessment, place),
                "variation": None if bare[place, at] else MEANINGS[int(judged.variation[place])],
                "assurance": ASSURANCES[int(judged.assurance[place])],
                "early_warning": _warning(assessment, place),
                **later(place),
                "words": words[place],
            },
        )


KEYS = ("period", "value", "centre", "lower", "upper", "signals", "label", "meaning", "status")


def _point_columns(assessment: Assessment) -> Callable[[int], tuple[list[Any], ...]]:
    """For one row: the columns of KEYS after the period."""
    judged = assessment.judged
    found, limits = judged.signals, judged.limits
    named = np.stack(found.marked) != 0 if found.marked else np.zeros((0, *limits.values.shape), dtype=bool)
    code = np.zeros(limits.values.shape, dtype=np.int64)
    for number in range(len(found.rules)):
        code |= named[number].astype(np.int64) << number
    sets = {int(c): [rule for n, rule in enumerate(found.rules) if int(c) >> n & 1] for c in np.unique(code)}
    label = (*found.rules, "none")
    told = judged.raw.panel.status

    def columns(place: int) -> tuple[list[Any], ...]:
        values = numbers(limits.values[place])
        known = judged.raw.panel.values[place].tolist()
        states = [None if v == v else "missing" for v in known] if told is None else _named(told[place])
        return (
            values,
            numbers(limits.centre[place]),
            numbers(limits.lower[place]),
            numbers(limits.upper[place]),
            [sets[c] for c in code[place].tolist()],
            [label[c] for c in judged.labels.rule[place].tolist()],
            [MEANINGS[c] for c in judged.labels.meaning[place].tolist()],
            states,
        )

    return columns


def _named(codes: Codes) -> list[str | None]:
    return [STATUSES[code] for code in codes.tolist()]


def numbers(row: Array) -> list[float | None]:
    """Numbers, None in the place of NaN."""
    return [None if value != value else value for value in row.tolist()]


def number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _segments(assessment: Assessment, place: int, periods: list[str]) -> list[Answer]:
    """One for each segment that has a point; a line that differs from period to period has no one number."""
    judged = assessment.judged
    segment, limits, told = judged.basis.segment[place], judged.limits, []
    runs = judged.signals.runs if judged.chart == "run" else None
    known = ~np.isnan(limits.values[place])
    for which in range(int(segment[-1]) + 1):
        columns = np.flatnonzero((segment == which) & known)
        if not len(columns):
            continue
        first, last = int(columns[0]), int(columns[-1])
        one: Answer = {
            "from": periods[first],
            "to": periods[last],
            "centre": _level(limits.centre[place, columns]),
            "lower": _level(limits.lower[place, columns]),
            "upper": _level(limits.upper[place, columns]),
            "provisional": bool(judged.provisional[place, last]),
        }
        if runs is not None:
            one |= {
                "longest_run": int(runs.longest[place, last]),
                "longest_run_max": int(runs.longest_max[place, last]),
                "crossings": int(runs.crossings[place, last]),
                "crossings_min": int(runs.crossings_min[place, last]),
            }
        told.append(one)
    return told


def _level(line: Array) -> float | None:
    return number(line[0]) if (line == line[0]).all() else None


def _steps(assessment: Assessment, place: int, periods: list[str]) -> list[Answer]:
    steps = assessment.steps
    return [
        {
            "period": periods[steps.first[i]],
            "from": periods[steps.earliest[i]],
            "to": periods[steps.latest[i]],
            "before": number(steps.before[i]),
            "after": number(steps.after[i]),
            "evidence": {
                "gain": number(steps.gain[i]),
                "chance": number(steps.chance[i]),
                "points_before": int(steps.known_before[i]),
                "points_after": int(steps.known_after[i]),
                "drift": bool(steps.drift[i]),
            },
        }
        for i in range(*np.searchsorted(steps.series, [place, place + 1]).tolist())
    ]


def _season(assessment: Assessment, place: int) -> Answer | None:
    """What was found of a season; None where limits were asked to take no notice of one."""
    judged, season = assessment.judged, assessment.judged.season
    if season is None:
        return None
    return {
        "found": bool(season.found[place]),
        "chance": number(season.chance[place]),
        "strength": number(season.strength[place]),
        "limits_follow": judged.bent,
        "untested": season.reason(place) or None,
    }


def _warning(assessment: Assessment, place: int) -> Answer | None:
    """The values of the next period that would signal; None where it has no such value."""
    judged, warning = assessment.judged, assessment.judged.warning
    if warning is None:
        return None
    rules = (*judged.signals.rules, None)
    above, below = number(warning.above[place]), number(warning.below[place])
    inside = [number(warning.inside_from[place]), number(warning.inside_to[place])]
    if above is None and below is None and None in inside:
        return None
    return {
        "above": above,
        "above_rule": rules[int(warning.above_rule[place])],
        "below": below,
        "below_rule": rules[int(warning.below_rule[place])],
        "inside": None if None in inside else inside,
    }


def _later(assessment: Assessment) -> Callable[[int], Answer]:
    """For one row: what is expected of the next periods, and what is said of its target."""
    judged = assessment.judged
    ahead, forecast = assessment.months, assessment.months.forecast
    refused = assessment.outlook.refused
    coming = [period.id for period in ahead.periods[:AHEAD]]
    targeted = ~np.isnan(judged.target)
    sides = {1: _sided(assessment, "at_least"), -1: _sided(assessment, "at_most")} if targeted.any() else {}
    way = np.broadcast_to(judged.way, (len(judged.rows), 1))[:, 0] * (-1 if judged.waiting is not None else 1)

    def later(place: int) -> Answer:
        expected = [
            {
                "period": period,
                "expected": number(forecast.mean[place, i]),
                "low": number(forecast.low_80[place, i]),
                "high": number(forecast.high_80[place, i]),
            }
            for i, period in enumerate(coming)
        ]
        target = None
        if targeted[place]:
            met, month, year = sides.get(int(way[place]), (None, None, None))
            target = {
                "value": number(judged.target[place]),
                "met": None if met is None else {MET: True, NOT_MET: False}.get(int(met[place])),
                "chance_next": None if month is None else number(month[place]),
                "chance_year": None if year is None else number(year[place]),
            }
        return {"expected": expected if refused[place] == FORECAST else [], "target": target}

    return later


def _sided(assessment: Assessment, kind: Literal["at_least", "at_most"]) -> tuple[Codes, Array, Array]:
    judged = assessment.judged
    target = Target(kind, "higher" if kind == "at_least" else "lower", judged.target)
    value = np.take_along_axis(judged.raw.panel.values, judged.at[:, None], axis=1)[:, 0]
    return (
        status(target, value),
        assessment.chance("period", kind).chance,
        assessment.chance("year", kind).chance,
    )
