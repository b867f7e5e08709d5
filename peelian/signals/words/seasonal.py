"""What the time of year has to do with it: whether limits follow it, and whether a high or low value belongs to it."""

from __future__ import annotations

from peelian.signals.words.pieces import Said
from peelian.signals.words.voice import Voice

MARKED = 6  # a month's own level is worth saying from a sixth of the usual range away from the year's average


def seasonal(voice: Voice) -> Said | None:
    """That the usual range follows the time of year; or, beside a signal, that no season explains it."""
    facts = voice.facts
    if voice.frame.bent:
        by = "time of year, since months differ by more than chance" if facts.seasonal else "length of the months"
        return (f"{voice.its.capitalize()} usual range follows the {by}.",)
    if facts.tested and facts.signal.now:
        return ("No pattern by time of year was found that could explain it.",)
    return None


def expected(voice: Voice) -> Said | None:
    """That a value within the limits of its month is high or low as that time of year always is."""
    facts = voice.facts
    latest, mean = facts.latest, facts.process.mean
    if not (voice.frame.bent and facts.seasonal) or latest.beyond or latest.value is None or mean is None:
        return None
    if latest.centre is None or latest.upper is None or latest.lower is None:
        return None
    away = latest.centre - mean
    if abs(away) * MARKED < latest.upper - latest.lower or (latest.value - mean) * away <= 0:
        return None
    side = "above" if away > 0 else "below"
    average = voice.mean(mean, facts.process.first, latest.column)
    return (
        f"At this time of year {voice.it.lower()} usually {_stands(voice)} {side} the average over the year, ",
        average,
        ".",
    )


def _stands(voice: Voice) -> str:
    return "stand" if voice.speech.plural else "stands"
