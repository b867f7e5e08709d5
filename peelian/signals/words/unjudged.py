"""Series without a usual range to hold a value against: the latest value, and why there is none."""

from __future__ import annotations

from peelian.signals.limits.lines import CONSTANT, EMPTY, NARROW, NONE, SHORT, SPARSE, ZEROS
from peelian.signals.words.pieces import Said
from peelian.signals.words.voice import Voice


def unjudged(voice: Voice) -> Said | None:
    """The verdict on a series that limits would mislead about; None for any other."""
    latest = voice.facts.latest
    if latest.value is None:
        return (f"No value of {voice.speech.subject} is known, so nothing can be said of it.",)
    if latest.doubt == NONE:
        return None
    stood = (f"{voice.start} stood at ", voice.value(latest.value, "value", latest.column))
    return (*stood, *_why(voice), ".")


def copied(voice: Voice) -> Said | None:
    """That limits are drawn all the same, because a rule set copies what its package does."""
    if voice.facts.latest.doubt == NONE or voice.facts.latest.upper is None:
        return None
    return ("Limits are drawn as the package draws them whose rules these are; they are not to be relied on.",)


def _why(voice: Voice) -> Said:
    latest = voice.facts.latest
    points = voice.periods(latest.points)
    match latest.doubt:
        case doubt if doubt in (ZEROS, CONSTANT) and latest.points == 1:
            return (f" {voice.on}; there is no other value to hold it against",)
        case doubt if doubt in (ZEROS, CONSTANT):
            return (" in each of ", *points, f" up to {voice.name}, so there is no variation to make a usual range of")
        case doubt if doubt in (SHORT, EMPTY):
            least = voice.number(voice.frame.rules.limits.least, "asked")
            return (f" {voice.on}; a usual range needs ", least, " values, and there ", *_are(voice, latest.points))
        case doubt if doubt == SPARSE:
            return (f" {voice.on}; there are too few events in ", *points, " for a usual range")
        case doubt if doubt == NARROW:
            return (f" {voice.on}; hardly any two {voice.frame.nouns} in a row differ, so there is no usual range",)
    raise AssertionError(latest.doubt)


def _are(voice: Voice, points: int) -> Said:
    return ("is " if points == 1 else "are ", voice.number(points), " to make it of")
