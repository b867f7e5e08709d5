"""Early warning: which next value would bring a signal, by rules that need more than one value."""

from __future__ import annotations

from math import ceil, floor

from peelian.quantities import UNITS
from peelian.signals.facts.frame import Frame
from peelian.signals.ruleset import Asked
from peelian.signals.words.pieces import Amount, Said, Statistic
from peelian.signals.words.voice import Voice


def warned(voice: Voice) -> tuple[Said, ...]:
    """One sentence for each side on which a next value would complete a signal; nothing for a value merely outside."""
    warning, frame = voice.facts.warned, voice.frame
    column = voice.facts.latest.column + 1
    if warning is None or column >= len(frame.periods):
        return ()
    said = []
    for line, rule, above in ((warning.above, warning.above_rule, True), (warning.below, warning.below_rule, False)):
        if line is not None and frame.rules.rules[rule].rule != "outside":
            said.append(_side(voice, line, frame.rules.rules[rule], above))
    if warning.inside_from is not None and warning.inside_to is not None:
        said.append(_inside(voice, warning.inside_from, warning.inside_to))
    return tuple(said)


def _side(voice: Voice, line: float, asked: Asked, above: bool) -> Said:
    column, frame = voice.facts.latest.column + 1, voice.frame
    brings = _brings(frame)
    amount, whole = _threshold(voice, line, above)
    more = " or more" if above else " or fewer" if voice.unit == "count" else " or less"
    past = (amount, more) if whole else (("more than about " if above else "less than about "), amount)
    if asked.rule == "shift":
        opening = f"Another {frame.noun} {'above' if above else 'below'} {frame.level}, "
        return (opening, *past, f" {frame.on(column)}, would bring {brings}: ", *_reason(voice, asked, above))
    return ("A value of ", *past, f" {frame.on(column)} would bring {brings}: ", *_reason(voice, asked, above))


def _brings(frame: Frame) -> str:
    return "a step change" if frame.rules.rebase == "at-run" else "a signal"


def _threshold(voice: Voice, line: float, above: bool) -> tuple[Amount, bool]:
    """The next value: of whole things the first that signals, else the line it must pass."""
    column, statistic = voice.facts.latest.column + 1, _statistic(above)
    if UNITS[voice.unit].whole and voice.times is None and voice.frame.family == "count":
        first = floor(line + SLACK * abs(line)) + 1 if above else ceil(line - SLACK * abs(line)) - 1
        return voice.value(float(first), statistic, column), True
    return voice.line(line, statistic, column), False


SLACK = 1e-12  # as in `seen`: a value on a line does not pass it


def _statistic(above: bool) -> Statistic:
    return "signal-above" if above else "signal-below"


def _reason(voice: Voice, asked: Asked, above: bool) -> Said:
    """What the next value would complete, by rule."""
    length, count = asked.length or 1, asked.count or 1
    end, noun = ("upper", "rises") if above else ("lower", "falls")
    match asked.rule:
        case "shift":
            if asked.length is None:
                return ("an unusually long run.",)
            return (voice.number(length, "asked"), " in a row.")
        case "trend":
            return (voice.number(length - 1, "asked"), f" {noun} in a row.")
        case "two_in_three":
            where = f" near or beyond the {end} end of {voice.its} usual range."
        case "four_in_five":
            where = f" well {'above' if above else 'below'} {voice.frame.level}."
        case "mixture":
            return (
                *voice.periods(length, "asked"),
                f" in a row away from {voice.frame.level}, on one side or the other.",
            )
        case _:
            return (*voice.periods(length, "asked"), " up and down by turns.")
    return (voice.number(count, "asked"), " in ", *voice.periods(length, "asked"), where)


def _inside(voice: Voice, low: float, high: float) -> Said:
    column = voice.facts.latest.column + 1
    length = next(asked.length or 1 for asked in voice.frame.rules.rules if asked.rule == "stratified")
    ends = (voice.line(low, "signal-above", column), " to ", voice.line(high, "signal-below", column))
    said = (f" {voice.frame.on(column)} would bring a signal: ", *voice.periods(length, "asked"))
    return ("A value of ", *ends, *said, f" in a row unusually close to {voice.frame.level}.")
