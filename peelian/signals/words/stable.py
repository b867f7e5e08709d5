"""That a series is stable, for how long, and at what average; or when it last was not."""

from __future__ import annotations

from peelian.signals.facts.frame import AVERAGE
from peelian.signals.facts.model import Facts
from peelian.signals.limits.lines import NONE
from peelian.signals.marks import HIGH, LOW
from peelian.signals.verdict import CONCERN, IMPROVEMENT
from peelian.signals.words.pieces import Piece, Said
from peelian.signals.words.voice import Voice

LEAST = 12  # values of a process that may be called stable
YEARS_FROM = 2  # from so many years on, they are said


def is_stable(facts: Facts) -> bool:
    """No signal in the process of the latest value, no step proposed in it, and enough values to go by."""
    latest, process = facts.latest, facts.process
    steady = not facts.signal.now and facts.before.last < 0 and latest.beyond == 0
    known = latest.doubt == NONE and latest.upper is not None and not latest.provisional and process.known >= LEAST
    return steady and known and not any(step.first > process.start for step in facts.steps)


def stable(voice: Voice) -> Said | None:
    """The verdict on a stable series: since when, and at what average."""
    if not is_stable(voice.facts):
        return None
    facts, frame = voice.facts, voice.frame
    process, latest = facts.process, facts.latest
    said: list[Piece] = [f"{voice.start} {voice.has} been stable"]
    years, rest = divmod(latest.column - process.first + 1, frame.a_year) if frame.a_year else (0, 0)
    if years >= YEARS_FROM:
        said += [" for over " if rest else " for ", voice.number(years, "run"), " years,"]
    said.append(f" since {'' if process.number else 'at least '}{frame.names[process.first]}")
    if frame.bent and process.mean is not None:
        mean = voice.mean(process.mean, process.first, latest.column)
        said += [", at an average of ", mean, f"{voice.per}, the time of year allowed for."]
    elif latest.centre is not None:
        article = "n" if frame.centre == AVERAGE else ""
        said += [
            f", at a{article} {frame.centre} of ",
            voice.line(latest.centre, "average", latest.column),
            f"{voice.per}.",
        ]
    return tuple(said)


def last_signal(voice: Voice) -> Said | None:
    """When a series that carries no signal now last did, in its process."""
    before = voice.facts.before
    if before.last < 0 or voice.facts.signal.now:
        return None
    what = {IMPROVEMENT: "of improvement", CONCERN: "of concern"}.get(before.meaning)
    if what is None:
        what = {HIGH: "of higher values than usual", LOW: "of lower values than usual"}.get(
            before.direction, "of change"
        )
    return (f"The last signal, {what}, was {voice.frame.on(before.last)}.",)


def no_improvement(voice: Voice) -> Said | None:
    """Since when there has been no signal of improvement: of series of which one way is better, after two years."""
    facts, frame = voice.facts, voice.frame
    since, column = facts.before.better, facts.latest.column
    long_ago = column - max(since, facts.known.first) >= 2 * max(frame.a_year, LEAST)
    if facts.before.last == since and since >= 0 and not facts.signal.now:
        return None  # it has been said that this was the last signal
    if not facts.way or not long_ago or facts.latest.doubt != NONE or facts.latest.upper is None:
        return None
    if since < 0:
        first = frame.on(facts.known.first)
        return (f"There has been no signal of improvement in these figures, which begin {first}.",)
    return (f"There has been no signal of improvement since {frame.names[since]}.",)
