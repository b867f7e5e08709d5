"""The signal that the latest value carries: what was seen, against what, and whether it is for the better."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelian.signals.facts.finding import ZONES
from peelian.signals.facts.frame import AVERAGE
from peelian.signals.marks import HIGH, Rule
from peelian.signals.verdict import CONCERN, IMPROVEMENT
from peelian.signals.words.latest import standing
from peelian.signals.words.pieces import Amount, Said
from peelian.signals.words.speech import decimals_of
from peelian.signals.words.voice import Voice


def signalled(voice: Voice) -> Said | None:
    """The verdict on a series whose latest value carries a signal; None where it carries none."""
    signal = voice.facts.signal
    if not signal.now:
        return None
    return FORMS[_rule(voice)](voice)


def says_where(voice: Voice) -> bool:
    """Whether that verdict is about the latest value alone, and says where it stands."""
    return _rule(voice) == "outside" and (voice.facts.signal.number < 2 or not voice.facts.rows.whole)


def says_run(voice: Voice) -> bool:
    """Whether it says for how long the values have been high or low."""
    return voice.facts.signal.now and _rule(voice) in ("outside", "shift") and not says_where(voice)


def names_average(voice: Voice) -> bool:
    """Whether it names the average."""
    by_step = voice.frame.by_runs and _rule(voice) == "shift"
    return _rule(voice) in ("outside", "shift", *ZONES) and not (voice.frame.bent or by_step)


def _rule(voice: Voice) -> Rule:
    place = voice.facts.signal.rule
    return voice.frame.rules.rules[place].rule if place >= 0 else "crossings"


def tail(voice: Voice, neither: str = "a signal of change") -> str:
    """What the signal means, where one way is better."""
    meaning = voice.facts.signal.meaning
    if meaning == IMPROVEMENT:
        return ": a signal of improvement."
    return ": a signal of concern." if meaning == CONCERN else f": {neither}."


def around(voice: Voice) -> Amount:
    """The plain average of the values of the signal, to two digits."""
    signal, mean = voice.facts.signal, voice.facts.signal.mean
    assert mean is not None
    usual = 0 if mean.is_integer() and voice.times is None else voice.places_of(mean)
    rough = decimals_of(float(voice.exact(mean)), 2)
    return voice.mean(mean, signal.first, voice.facts.latest.column, min(rough, usual if usual is not None else rough))


def _higher(voice: Voice) -> str:
    return "higher than usual" if voice.facts.signal.direction == HIGH else "lower than usual"


def _against(voice: Voice) -> Said:
    """ "at around 30 a month against an average of 20"."""
    latest = voice.facts.latest
    if voice.frame.bent or latest.centre is None:
        return ("at around ", around(voice), voice.per)
    average = voice.line(latest.centre, "average", latest.column)
    article = "n" if voice.frame.centre == AVERAGE else ""
    return ("at around ", around(voice), f"{voice.per} against a{article} {voice.frame.centre} of ", average)


def _outside(voice: Voice) -> Said:
    signal = voice.facts.signal
    if says_where(voice):
        return (*standing(voice, voice.start)[:-1], tail(voice) if signal.meaning in (IMPROVEMENT, CONCERN) else ".")
    high = "high" if signal.direction == HIGH else "low"
    in_last = (
        f"{voice.start} {voice.has} been significantly {high} for the last ",
        *voice.periods(signal.number, "run"),
        ", ",
    )
    return (*in_last, *_against(voice), tail(voice, _higher(voice)))


def _shift(voice: Voice) -> Said:
    latest, signal = voice.facts.latest, voice.facts.signal
    if voice.frame.by_runs:
        return _step(voice)
    side = "above" if signal.direction == HIGH else "below"
    row = (" for ", *voice.periods(signal.number, "run"), f" in a row, up to {voice.name}", tail(voice, _higher(voice)))
    if voice.frame.bent or latest.centre is None:
        return (f"{voice.start} {voice.has} been {side} what is expected for the time of year", *row)
    average = voice.line(latest.centre, "average", latest.column)
    return (f"{voice.start} {voice.has} been {side} {voice.its} {voice.frame.centre} of ", average, voice.per, *row)


def _step(voice: Voice) -> Said:
    """A run that is complete, where that begins a new process: it lay off the average of the one before."""
    signal, process = voice.facts.signal, voice.facts.process
    way, side = ("up", "above") if signal.direction == HIGH else ("down", "below")
    row = (f"{voice.start} {voice.has} taken a step {way}: ", *voice.periods(signal.number, "run"), " in a row, up to ")
    earlier = f"{voice.name}, were {side} {voice.its} earlier {voice.frame.centre}"
    if process.was_centre is None:
        return (*row, earlier, tail(voice, _higher(voice)))
    places = voice.places_of(process.was_centre)
    was = voice.line(process.was_centre, "average", process.was_last, places)
    return (*row, earlier, " of ", was, voice.per, tail(voice, _higher(voice)))


def _trend(voice: Voice) -> Said:
    signal = voice.facts.signal
    moved = "risen" if signal.direction == HIGH else "fallen"
    steps = voice.number(max(signal.number - 1, 1), "run")
    adjusted = ", once the time of year is taken out" if voice.frame.bent else ""
    times = f" {voice.frame.nouns} in a row, up to {voice.name}{adjusted}"
    return (f"{voice.start} {voice.has} {moved} for ", steps, times, tail(voice))


def _zone(voice: Voice) -> Said:
    signal = voice.facts.signal
    asked = voice.frame.rules.rules[signal.rule]
    end = "upper" if signal.direction == HIGH else "lower"
    if asked.beyond == 2:
        where = f"{voice.was} near or beyond the {end} end of {voice.its} usual range in "
    else:
        where = (
            f"{voice.was} well {'above' if signal.direction == HIGH else 'below'} {voice.its} {voice.frame.centre} in "
        )
    window = ("the last ", *voice.periods(asked.length or 1, "asked"), ", ")
    number = ("each of ",) if signal.number == asked.length else (voice.number(signal.number, "run"), " of ")
    return (f"{voice.start} {where}", *number, *window, *_against(voice), tail(voice, _higher(voice)))


def _by_turns(voice: Voice) -> Said:
    number = voice.periods(voice.facts.signal.number, "run")
    return (f"{voice.start} {voice.has} gone up and down by turns for ", *number, " in a row", tail(voice))


def _stratified(voice: Voice) -> Said:
    number = voice.periods(voice.facts.signal.number, "run")
    said = f"{voice.start} {voice.has} kept unusually close to {voice.its} {voice.frame.centre} for "
    return (said, *number, " in a row", tail(voice))


def _mixture(voice: Voice) -> Said:
    number = voice.periods(voice.facts.signal.number, "run")
    said = f"{voice.start} {voice.has} kept away from {voice.its} {voice.frame.centre}, on one side or the other, for "
    return (said, *number, " in a row", tail(voice))


def _crossings(voice: Voice) -> Said:
    runs = voice.facts.runs
    assert runs is not None
    times = f" time{'' if runs.crossings == 1 else 's'}"
    only: Said = (f" crossed {voice.its} {voice.frame.centre} only ", voice.number(runs.crossings), times)
    if not runs.crossings:
        only = (f" never crossed {voice.its} {voice.frame.centre}",)
    usual = (", where at least ", voice.number(runs.crossings_min, "asked"), " crossings are usual with ")
    values = (voice.number(runs.useful), " values off it", tail(voice))
    return (f"{voice.start} {voice.has}", *only, *usual, *values)


FORMS: Mapping[Rule, Callable[[Voice], Said]] = {
    "outside": _outside,
    "shift": _shift,
    "trend": _trend,
    "two_in_three": _zone,
    "four_in_five": _zone,
    "alternating": _by_turns,
    "stratified": _stratified,
    "mixture": _mixture,
    "crossings": _crossings,
}
