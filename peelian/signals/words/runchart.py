"""A run chart: how long the longest run about the median is, and how often it is crossed, beside what is usual."""

from __future__ import annotations

from peelian.signals.words.pieces import Said
from peelian.signals.words.voice import Voice


def runs(voice: Voice) -> Said | None:
    """None for another chart, and for one without a value off its median."""
    found = voice.facts.runs
    if voice.frame.chart != "run" or found is None or not found.useful:
        return None
    least: Said = ()
    if found.crossings_min:
        verb = "is" if found.crossings_min == 1 else "are"
        least = (" (at least ", voice.number(found.crossings_min, "asked"), f" {verb} usual)")
    return (
        "The longest run on one side of the median is of ",
        *voice.periods(found.longest, "run"),
        " (at most ",
        voice.number(found.longest_max, "asked"),
        f" {'is' if found.longest_max == 1 else 'are'} usual), and values cross it ",
        voice.number(found.crossings),
        f" time{'' if found.crossings == 1 else 's'}",
        *least,
        ".",
    )
