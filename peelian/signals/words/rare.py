"""Rare events: how long there has been none, and how long is usual between two."""

from __future__ import annotations

from peelian.signals.limits.lines import NONE
from peelian.signals.marks import HIGH
from peelian.signals.words.pieces import Piece, Said
from peelian.signals.words.signalled import tail
from peelian.signals.words.voice import Voice


def rare(voice: Voice) -> list[Said]:
    """Verdict first: of series whose chart is of the gaps between events."""
    facts = voice.facts
    if facts.waiting is None or not facts.known.number:
        return [_never(voice)]
    said = [_waiting(voice, int(facts.waiting))]
    signal = _signal(voice)
    return [*said, *([signal] if signal else []), _usual(voice)]


def _never(voice: Voice) -> Said:
    known = voice.facts.known
    if not known.number:
        return (f"No value of {voice.speech.subject} is known, so nothing can be said of it.",)
    number = voice.periods(known.number)
    return (f"{voice.start}: no {voice.speech.event} has been recorded in the ", *number, f" up to {_last(voice)}.")


def _last(voice: Voice) -> str:
    return voice.frame.names[voice.facts.known.last]


def _waiting(voice: Voice, waiting: int) -> Said:
    """How long there has been none, or when the last one was."""
    upper, event, gap = voice.facts.latest.upper, voice.speech.event, voice.facts.latest.value
    if waiting:
        longer = ", already longer than usual" if upper is not None and waiting > upper else ""
        number = voice.periods(waiting, "run")
        return (f"{voice.start}: no {event} has been recorded for ", *number, f", up to {_last(voice)}{longer}.")
    said: list[Piece] = [f"{voice.start}: the last {event} was recorded in {_last(voice)}"]
    if gap:
        said += [", after ", *voice.periods(int(gap), "run"), " without one"]
    elif gap is not None:
        said.append(f", as in the {voice.frame.noun} before")
    return (*said, ".")


def _signal(voice: Voice) -> Said | None:
    """The signal of the last gap that is over, if it carries one."""
    signal = voice.facts.signal
    if not signal.now or signal.rule < 0:
        return None
    long = "longer" if signal.direction == HIGH else "shorter"
    rule = voice.frame.rules.rules[signal.rule].rule
    if signal.number < 2:
        return (f"The last gap between two of them was {long} than usual", tail(voice, f"{long} than chance explains"))
    number = voice.number(signal.number, "run")
    what = {"trend": f"each {long} than the one before", "shift": f"all {long} than the middle one"}
    which = what.get(rule, f"unusually {long.removesuffix('er')}")
    return ("The last ", number, f" gaps were {which}", tail(voice))


def _usual(voice: Voice) -> Said:
    latest = voice.facts.latest
    if latest.doubt != NONE or latest.centre is None or latest.upper is None:
        least = voice.number(voice.frame.rules.limits.least, "asked")
        return ("How long is usual cannot be told yet: that needs ", least, " gaps, and there ", *_are(voice))
    middle = voice.periods(int(latest.centre), "average") if latest.centre.is_integer() else None
    longest = voice.periods(int(latest.upper), "upper-limit")
    said: list[Piece] = ["More than ", *longest, " without one would be unusual"]
    if latest.centre == 0:
        said.append(f"; half of all events come in the {voice.frame.noun} after another one")
    elif middle:
        said += ["; half of the gaps are of ", *middle, " or fewer"]
    return (*said, ".")


def _are(voice: Voice) -> Said:
    points = voice.facts.latest.points
    if not points:
        return ("is none.",)
    return ("is " if points == 1 else "are ", voice.number(points), ".")
