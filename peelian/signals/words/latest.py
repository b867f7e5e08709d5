"""Where the latest value stands: within or outside its usual range, above or below average, the highest since when."""

from __future__ import annotations

from peelian.signals.limits.lines import Chart
from peelian.signals.words.pieces import Said
from peelian.signals.words.voice import Voice

NEVER_BELOW_ZERO: tuple[Chart, ...] = ("mr", "t", "g")
LEAST = 12  # known values before, for a highest or lowest to be worth saying


def standing(voice: Voice, opening: str, average_said: bool = False) -> Said:
    """The latest value beside its average and its usual range: "It stood at 3,412 in October 2015, …".

    `average_said`: the sentence before named the average.
    """
    latest = voice.facts.latest
    value = latest.value
    assert value is not None
    unsure = " (provisional)" if voice.facts.known.provisional else ""
    said = (f"{opening} stood at ", voice.value(value, "value", latest.column), f"{unsure} {voice.on}")
    return (*said, *_beside_lines(voice, average_said), ".")


def _beside_lines(voice: Voice, average_said: bool) -> Said:
    latest = voice.facts.latest
    if latest.centre is None:
        return ()
    average = voice.line(latest.centre, "average", latest.column)
    side = ("at", "above", "below")[latest.side]
    usual = usual_range(voice)
    if not usual:
        what = "median (the middle value)" if voice.frame.centre == "median" else voice.frame.centre
        return (f", {side} {voice.its} {what} of ", average, voice.per)
    if latest.beyond:
        season = " at this time of year" if voice.frame.bent else ""
        about = () if average_said or season else (f" ({voice.frame.centre} ", average, ")")
        return (f", {side} {voice.its} usual range{season}{', ' if season else ' of '}", *usual, *about)
    joining = "but" if latest.side else "and"
    if voice.frame.bent:
        return (
            f", {side} the ",
            average,
            f" expected at this time of year {joining} within the usual range then, ",
            *usual,
        )
    if average_said:
        return (f", {side} that {voice.frame.centre} {joining} within {voice.its} usual range of ", *usual)
    per = f"{voice.per} {joining} within {voice.its} usual range of "
    return (f", {side} {voice.its} {voice.frame.centre} of ", average, per, *usual)


def usual_range(voice: Voice) -> Said:
    """Its ends: "2,900 to 3,500"; "up to 12" where things cannot be fewer than none; nothing without limits."""
    latest = voice.facts.latest
    if latest.lower is None or latest.upper is None:
        return ()
    lower, upper = (
        voice.line(latest.lower, "lower-limit", latest.column),
        voice.line(latest.upper, "upper-limit", latest.column),
    )
    positive = voice.frame.family != "measurement" or voice.speech.positive
    if positive or voice.frame.chart in NEVER_BELOW_ZERO:
        if latest.lower <= 0:
            return ("up to ", upper)
        if voice.frame.family == "share" and latest.upper >= 1:
            return (lower, " or more")
    return (lower, " to ", upper)


def record(voice: Voice) -> Said | None:
    """That the latest value is the highest or the lowest for a year or longer, of the known values."""
    known = voice.facts.known
    if known.number - 1 < LEAST or voice.frame.chart == "mr":
        return None
    for column, word in ((known.as_high, "highest"), (known.as_low, "lowest")):
        if known.last - column <= LEAST:
            continue
        of_known = " known" if known.missing else ""
        if column < 0:
            first = voice.frame.on(known.first)
            return (f"This is the {word}{of_known} value of all, in figures that begin {first}.",)
        return (f"This is the {word}{of_known} value since {voice.frame.names[column]}.",)
    return None
