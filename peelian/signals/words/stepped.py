"""Steps: those that were confirmed, and those that are proposed, with what speaks for them."""

from __future__ import annotations

from fractions import Fraction

from peelian.quantities import UNITS
from peelian.signals.facts.model import Step
from peelian.signals.marks import HIGH
from peelian.signals.words.pieces import Amount, Piece, Said
from peelian.signals.words.voice import Voice

LEAST_BASE = 100  # of an average of counts that a percent change is told of
WHOLE_FROM = 10  # percent changes from here on have no decimals
RAREST = 0.001  # chances below it are told in words
ONE_PERCENT = 0.01


def confirmed(voice: Voice) -> Said | None:
    """The average of the process as it is now, against that of the one before: of series that were re-based."""
    facts, frame = voice.facts, voice.frame
    process, latest = facts.process, facts.latest
    if not process.number or frame.gaps or frame.chart == "mr":
        return None
    if frame.bent or process.was_centre is None or latest.centre is None:
        if process.was_mean is None or process.mean is None:
            return None
        was, now = (
            voice.mean(process.was_mean, process.was_first, process.was_last),
            voice.mean(process.mean, process.start, latest.column),
        )
    else:
        was = voice.line(process.was_centre, "average", process.was_last, voice.places_of(process.was_centre))
        now = voice.line(latest.centre, "average", latest.column)
    moved = f", {_way(was, now)} from "
    return (
        f"The {frame.centre} is now ",
        now,
        voice.per,
        moved,
        was,
        *_by(voice, was, now),
        f", since {frame.names[process.start]}.",
    )


def proposed(voice: Voice) -> tuple[Said, ...]:
    """The last step that is proposed, its evidence, and where earlier ones are proposed."""
    facts = voice.facts
    if not facts.steps or voice.frame.gaps or voice.frame.chart == "mr":
        return ()
    *earlier, step = facts.steps
    said = [_step(voice, step), _evidence(voice, step), _standing(voice, step)]
    if earlier:
        names = [voice.frame.on(one.first) for one in earlier]
        said.append((f"{'An earlier step is' if len(names) == 1 else 'Earlier steps are'} proposed {_listed(names)}.",))
    return tuple(said)


def _step(voice: Voice, step: Step) -> Said:
    return (f"A step {'up' if step.way == HIGH else 'down'} may have come", *where_and_how_far(voice, step), ".")


def where_and_how_far(voice: Voice, step: Step) -> Said:
    """ " in May 2015 (some time from April 2015 to June 2015), from an average of 1,012 a month to 860 (15%)".

    The averages are left out where they would not tell the step, and where the chart is of gaps or ranges.
    """
    names = voice.frame.names
    said: list[Piece] = [f" {voice.frame.on(step.first)}"]
    if step.earliest != step.latest:
        said.append(f" (some time from {names[step.earliest]} to {names[step.latest]})")
    if voice.frame.gaps or voice.frame.chart == "mr":
        return tuple(said)
    if (step.after > step.before) != (step.way == HIGH):
        return (*said, ", once the time of year and wild values are taken out")
    was, now = voice.mean(step.before, step.since, step.first - 1), voice.mean(step.after, step.first, step.until)
    return (*said, ", from an average of ", was, f"{voice.per} to ", now, *_by(voice, was, now))


def _evidence(voice: Voice, step: Step) -> Said:
    said: list[Piece] = []
    if step.chance < RAREST:
        said.append("Fewer than one in a thousand series without any step")
    else:
        percent = voice.share_of_all(step.chance, 0 if step.chance >= ONE_PERCENT else 1, "false-alarm", step.first)
        said += ["About ", percent, " of series without any step"]
    said.append(" would show one as strong by chance")
    return (*said, "; a slow drift would fit about as well." if step.drift else ".")


def _standing(voice: Voice, step: Step) -> Said:
    old = step.first > voice.facts.process.start
    rests = f", and the usual range still rests on the {voice.frame.nouns} before it too" if old else ""
    return (f"The step is proposed, not confirmed{rests if voice.facts.latest.upper is not None else ''}.",)


def _way(was: Amount, now: Amount) -> str:
    if now.value == was.value:
        return "unchanged"
    return "up" if now.value > was.value else "down"


def _by(voice: Voice, was: Amount, now: Amount) -> Said:
    """The change in brackets: shares in points; others in percent, of counts on a base that carries one."""
    since = was.period
    if voice.unit in ("percent", "pp"):
        points = now.value - was.value
        return (" (", Amount(points, "pp", "average-change", now.period, since, None, now.decimals, True), ")")
    counted = voice.frame.family == "count"
    if not UNITS[voice.unit].relative or was.value <= 0 or voice.frame.family == "rate" or now.value == was.value:
        return ()
    if counted and was.value < LEAST_BASE:
        return ()
    change: Fraction = (now.value - was.value) / was.value * 100
    decimals = 0 if abs(change) >= WHOLE_FROM else 1
    return (" (", Amount(change, "percent", "average-change-percent", now.period, since, None, decimals, True), ")")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
