"""How long the latest values have been above or below average, and on or beyond a limit: facts, and no signals."""

from __future__ import annotations

from peelian.signals.marks import NO_SIGNAL
from peelian.signals.words.pieces import Said
from peelian.signals.words.signalled import says_run
from peelian.signals.words.voice import Voice

LEAST = 4  # values on one side worth saying: of fewer chance makes many


def at_limit(voice: Voice) -> Said | None:
    """That the last values lie on or beyond the end of the usual range, where some of them lie just on it."""
    rows = voice.facts.rows
    if rows.at_limit < 2 or not rows.on_limit or not rows.whole:
        return None
    end = "above the upper" if voice.facts.latest.side > 0 else "below the lower"
    number = voice.periods(rows.at_limit, "run")
    return ("In the last ", *number, f" {voice.it.lower()} {voice.was} on or {end} end of {voice.its} usual range.")


def sides(voice: Voice) -> Said | None:
    """For how long it has been on its side of the average, or that it came there after long on the other."""
    facts, rows = voice.facts, voice.facts.rows
    if says_run(voice) or facts.latest.side == NO_SIGNAL or voice.frame.gaps:
        return None
    above, below = ("above", "below") if facts.latest.side > 0 else ("below", "above")
    level = voice.frame.level
    if rows.run >= LEAST:
        which = voice.frame.nouns if rows.whole else f"known {voice.frame.nouns} off it"
        number = voice.number(rows.run, "run")
        return (f"{voice.it} {voice.has} been {above} {level} in each of the last ", number, f" {which}.")
    if rows.run == 1 and rows.other >= LEAST and rows.whole:
        name = voice.name[:1].upper() + voice.name[1:]
        return (f"{name} was {above} {level} after ", *voice.periods(rows.other, "run"), f" {below}.")
    return None
