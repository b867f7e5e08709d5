"""An assessment as a program reads it: one value per series, of plain lists and numbers; None where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from peelian.signals.answer_points import dumped, numbers, told_points
from peelian.signals.assessment import Assessment
from peelian.signals.facts.prospects import AHEAD
from peelian.signals.forecast.outlook import FORECAST
from peelian.signals.panel import Array, Flags
from peelian.signals.rules import without_limits
from peelian.signals.segments import segments_in
from peelian.signals.steps.model import Steps
from peelian.signals.steps.replay import Replay, first_look
from peelian.signals.targets.status import MET, NOT_MET, status
from peelian.signals.targets.target import Target
from peelian.signals.verdict import ASSURANCES, MEANINGS, at_columns

Answer = dict[str, Any]
Part = Callable[[int], Any]  # of the series at this place
NO_POINTS = '"points":[]'


def answers(assessment: Assessment, words: list[str], replay: Replay | None = None) -> Iterator[tuple[int, Answer]]:
    """Each series of an assessment: its row in the panel, and what is said of it. `words` [s] are in that order.

    `replay`: that of `replayed`, where it was asked for.

    The keys are those of docs/reference/json.md, `peelian signals`. Numbers are in the unit of the panel's values: a
    share as 0.158.
    """
    return _answers(assessment, words, told_points(assessment).values, replay)


def answer_lines(assessment: Assessment, words: list[str], replay: Replay | None = None) -> Iterator[tuple[int, str]]:
    """The same, each answer as a line of JSON."""
    points = told_points(assessment).texts()
    for place, (row, answer) in enumerate(_answers(assessment, words, lambda _: [], replay)):
        # The quotes of a text are escaped in JSON, so that only the key itself reads like this.
        before, after = dumped(answer).split(NO_POINTS, 1)
        yield row, f'{before}"points":[{points(place)}]{after}'


def _answers(
    assessment: Assessment, words: list[str], points: Part, replay: Replay | None
) -> Iterator[tuple[int, Answer]]:
    judged = assessment.judged
    periods = [period.id for period in judged.basis.panel.periods]
    segments, steps = _segments(assessment, periods), _steps(assessment.steps, len(judged.rows), periods)
    history = _replay(replay, len(judged.rows), periods)
    season, warning, ahead = _season(assessment), _warning(assessment), _ahead(assessment)
    target, watch = _target(assessment), _watch(assessment)
    bare = at_columns(without_limits(judged.limits), judged.at).tolist()
    variation, assurance = judged.variation.tolist(), judged.assurance.tolist()
    for place, (row, name) in enumerate(zip(judged.rows.tolist(), judged.basis.panel.names, strict=True)):
        yield (
            row,
            {
                "series": name,
                "chart": judged.chart,
                "rules": judged.rules.name,
                "family": judged.family,
                "segments": segments(place),
                "points": points(place),
                "proposed_steps": steps(place),
                "season": season(place),
                "variation": None if bare[place] else MEANINGS[variation[place]],
                "assurance": ASSURANCES[assurance[place]],
                "early_warning": warning(place),
                "watch": watch(place),
                "expected": ahead(place),
                "target": target(place),
                "replay": history(place),
                "words": words[place],
            },
        )


def _segments(assessment: Assessment, periods: list[str]) -> Part:
    """One for each segment that has a point; a line that differs from period to period has no one number."""
    judged = assessment.judged
    segment, limits = judged.basis.segment, judged.limits
    known, every = ~np.isnan(limits.values), np.arange(len(segment))
    runs = judged.signals.runs if judged.chart == "run" else None
    columns = []
    for which in range(segments_in(segment)):
        here = (segment == which) & known
        first, last = here.argmax(axis=1), here.shape[1] - 1 - here[:, ::-1].argmax(axis=1)
        levels = [_level(line, here, line[every, first]) for line in (limits.centre, limits.lower, limits.upper)]
        told = [here.any(axis=1), first, last, judged.provisional[every, last]]
        if runs is not None:
            told += [held[every, last] for held in (runs.longest, runs.longest_max, runs.crossings, runs.crossings_min)]
        columns.append([one.tolist() for one in told[:3]] + levels + [one.tolist() for one in told[3:]])
    names = ("centre", "lower", "upper", "provisional", "longest_run", "longest_run_max", "crossings", "crossings_min")

    def segments(place: int) -> list[Answer]:
        said = []
        for there, first, last, *numbers_ in columns:
            if there[place]:
                ends = {"from": periods[first[place]], "to": periods[last[place]]}
                said.append(ends | {name: held[place] for name, held in zip(names, numbers_, strict=False)})
        return said

    return segments


def _level(line: Array, here: Flags, start: Array) -> list[float | None]:
    """The number of a line that is level along the points of a segment [s]."""
    return numbers(np.where((~here | (line == start[:, None])).all(axis=1), start, np.nan))


def _steps(steps: Steps, series: int, periods: list[str]) -> Part:
    """What is proposed in each of so many series."""
    bounds = np.searchsorted(steps.series, np.arange(series + 1)).tolist()
    of_time = [[periods[column] for column in held.tolist()] for held in (steps.first, steps.earliest, steps.latest)]
    levels, evidence = [numbers(steps.before), numbers(steps.after)], [numbers(steps.gain), numbers(steps.chance)]
    evidence += [held.tolist() for held in (steps.known_before, steps.known_after, steps.drift)]
    names = ("gain", "chance", "points_before", "points_after", "drift")

    def told(i: int) -> Answer:
        said: Answer = {name: held[i] for name, held in zip(("period", "from", "to"), of_time, strict=True)}
        said |= {name: held[i] for name, held in zip(("before", "after"), levels, strict=True)}
        return said | {"evidence": {name: held[i] for name, held in zip(names, evidence, strict=True)}}

    return lambda place: [told(i) for i in range(bounds[place], bounds[place + 1])]


def _replay(replay: Replay | None, series: int, periods: list[str]) -> Part:
    """Each step with the period in which it would first have been proposed; None where no replay was asked for."""
    if replay is None:
        return lambda _: None
    steps = _steps(replay.steps, series, periods)
    bounds = np.searchsorted(replay.steps.series, np.arange(series + 1)).tolist()
    seen, kept = [periods[column] for column in replay.seen.tolist()], replay.kept.tolist()
    first = periods[first_look(len(periods))]

    def told(place: int) -> Answer:
        of = zip(range(bounds[place], bounds[place + 1]), steps(place), strict=True)
        return {"from": first, "steps": [{"proposed": seen[i], **step, "kept": kept[i]} for i, step in of]}

    return told


def _season(assessment: Assessment) -> Part:
    """What was found of a season; None where limits were asked to take no notice of one."""
    judged, season = assessment.judged, assessment.judged.season
    if season is None:
        return lambda _: None
    found, chance, strength = season.found.tolist(), numbers(season.chance), numbers(season.strength)
    return lambda place: {
        "found": found[place],
        "chance": chance[place],
        "strength": strength[place],
        "limits_follow": judged.bent,
        "untested": season.reason(place) or None,
    }


def _warning(assessment: Assessment) -> Part:
    """The values of the next period that would signal; None where it has no such value."""
    warning = assessment.judged.warning
    if warning is None:
        return lambda _: None
    rules = (*assessment.judged.signals.rules, None)
    above, below = numbers(warning.above), numbers(warning.below)
    inside = list(zip(numbers(warning.inside_from), numbers(warning.inside_to), strict=True))
    above_rule, below_rule = warning.above_rule.tolist(), warning.below_rule.tolist()

    def told(place: int) -> Answer | None:
        between = None if None in inside[place] else list(inside[place])
        if above[place] is None and below[place] is None and between is None:
            return None
        return {
            "above": above[place],
            "above_rule": rules[above_rule[place]],
            "below": below[place],
            "below_rule": rules[below_rule[place]],
            "inside": between,
        }

    return told


def _watch(assessment: Assessment) -> Part:
    """How seldom chance alone shows as much as the latest values; None of a series that is not watched."""
    watched = assessment.watched
    once_in, way, span = numbers(watched.once_in), watched.direction.tolist(), watched.span.tolist()
    alarm = watched.alarm.tolist()

    def told(place: int) -> Answer | None:
        if once_in[place] is None:
            return None
        side = "high" if way[place] > 0 else "low"
        return {"once_in": once_in[place], "direction": side, "periods": span[place], "alarm": alarm[place]}

    return told


def _ahead(assessment: Assessment) -> Part:
    """What is expected of the next periods; nothing where no forecast is given."""
    forecast, refused = assessment.soon, assessment.outlook.refused.tolist()
    coming = [period.id for period in assessment.months.periods[:AHEAD]]
    lines = [forecast.mean, forecast.low_80, forecast.high_80]

    def told(place: int) -> list[Answer]:
        if refused[place] != FORECAST:
            return []
        columns = zip(coming, *(numbers(line[place]) for line in lines), strict=True)
        return [dict(zip(("period", "expected", "low", "high"), column, strict=True)) for column in columns]

    return told


def _target(assessment: Assessment) -> Part:
    """What is said of the target; None where a series has none."""
    judged, ways, levels = assessment.judged, assessment.way.tolist(), numbers(assessment.judged.target)
    value = at_columns(judged.raw.panel.values, judged.at)
    sides = {}
    for way, chances in assessment.chances.items():
        target = Target("at_least" if way > 0 else "at_most", "higher" if way > 0 else "lower", judged.target)
        sides[way] = [status(target, value).tolist(), *(numbers(chance.chance) for chance in chances)]
    nothing = [[None] * len(levels)] * 3

    def told(place: int) -> Answer | None:
        if levels[place] is None:
            return None
        met, month, year = (held[place] for held in sides.get(ways[place], nothing))
        met = {MET: True, NOT_MET: False}.get(met)
        return {"value": levels[place], "met": met, "chance_next": month, "chance_year": year}

    return told
