"""The target: whether it is met now, and whether the process as it is would meet it each time."""

from __future__ import annotations

from peelian.signals.verdict import FAILS, HIT_AND_MISS, PASSES
from peelian.signals.words.pieces import Said
from peelian.signals.words.voice import Voice

OUTLOOKS = {
    PASSES: "the whole usual range meets it, so as things are it is expected to be met every time",
    FAILS: "the whole usual range misses it, so it is not expected to be met unless something changes",
    HIT_AND_MISS: "the usual range lies on both sides of it, so it may be met or not by chance",
}


def target(voice: Voice) -> Said | None:
    """Status now and assurance; None for a series without a target, or of which neither way is better."""
    facts, latest = voice.facts, voice.facts.latest
    if facts.target is None or latest.value is None or not facts.way or voice.frame.gaps or voice.frame.chart == "mr":
        return None
    level = voice.value(facts.target, "target", latest.column)
    met = latest.value >= facts.target if facts.way > 0 else latest.value <= facts.target
    least = "at least" if facts.way > 0 else "at most"
    outlook = OUTLOOKS.get(facts.assurance)
    ahead = f"; {outlook}." if outlook else "."
    return (f"The target of {least} ", level, f" was {'met' if met else 'not met'} {voice.on}{ahead}")
