"""What must be known besides: provisional and missing values, limits that rest on little, and which chart was drawn."""

from __future__ import annotations

from functools import lru_cache

from peelian.periods import Period
from peelian.quantities import from_float
from peelian.signals import choose
from peelian.signals.limits.lines import NONE, Chart
from peelian.signals.limits.ranges import NOT_SCREENED
from peelian.signals.words.pieces import Amount, Said, numbered
from peelian.signals.words.voice import Voice


def cautions(voice: Voice) -> list[Said]:
    """Those of the values first, then those of the limits."""
    known, latest = voice.facts.known, voice.facts.latest
    said: list[Said] = []
    if known.provisional > 1:
        said.append(("The last ", *voice.periods(known.provisional), " are provisional and may still change."))
    elif known.provisional:
        said.append((f"The value of {voice.frame.names[known.last]} is provisional and may still change.",))
    if known.after and known.number:
        said.append(_after(voice))
    if known.missing:
        said.append(("There is no value for ", *voice.periods(known.missing), *_held_back(voice)))
    if latest.doubt == NONE:
        said += _of_limits(voice)
    return said


def _after(voice: Voice) -> Said:
    """What is said of the periods after the last value: nothing is known yet, or it is known and not given out."""
    known = voice.facts.known
    after = voice.frame.names[known.last + 1]
    if known.after_suppressed == known.after:
        if known.after == 1:
            return (f"The value of {after} is held back from publication.",)
        return ("The values of ", *voice.periods(known.after), f" from {after} on are held back from publication.")
    if known.after == 1:
        return (f"No value is known yet for {after}.",)
    several = (*voice.periods(known.after), f" from {after} on")
    if not known.after_suppressed:
        return ("No value is known yet for ", *several, ".")
    return (
        "No value is there for ",
        *several,
        " (",
        voice.number(known.after_suppressed),
        " held back from publication).",
    )


def _held_back(voice: Voice) -> Said:
    known = voice.facts.known
    since = f" since {voice.frame.names[known.first]}"
    if known.suppressed:
        return (f"{since} (", voice.number(known.suppressed), " held back from publication); none counts as zero.")
    return (f"{since}; missing is not zero.",)


def _of_limits(voice: Voice) -> list[Said]:
    latest, rules = voice.facts.latest, voice.frame.rules
    said: list[Said] = []
    if latest.upper is not None and latest.provisional:
        what = "What is usual" if voice.frame.gaps else "The usual range"
        values = "gaps" if voice.frame.gaps else "values"
        number, enough = voice.number(latest.points), voice.number(rules.limits.provisional_below, "asked")
        said.append((f"{what} is provisional: it rests on ", number, f" {values}, and is firm from ", enough, "."))
    moves = f"from one {voice.frame.noun} to the next"
    if latest.screened > 0:
        number = voice.number(latest.screened)
        said.append(("The usual range leaves out ", number, f" unusually large move{_s(latest.screened)} {moves}."))
    elif latest.screened == NOT_SCREENED:
        said.append((f"Unusually large moves {moves} were not left out, since too few would have remained.",))
    return said


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def chart(voice: Voice) -> Said:
    """Which chart was drawn, and why."""
    facts, period = voice.facts, voice.frame.periods[voice.facts.latest.column]
    before, times, after = _reason(voice.frame.chart, facts.why, period)
    if not times or facts.dispersion is None:
        return before
    decimals = choose.decimals_of(facts.dispersion)
    return (*before, Amount(from_float(facts.dispersion), "ratio", "number", period, decimals=decimals), *after)


@lru_cache(maxsize=64)
def _reason(chart: Chart, why: int, period: Period) -> tuple[Said, str, Said]:
    """The sentence of a chart and a reason, parted where it says how much values vary beside chance."""
    because = choose.BECAUSE[choose.WHYS[why]]
    before, times, after = f"Shown as {choose.NAMES[chart]}, {because}.".partition("{times}")
    return numbered(before, period), times, numbered(after, period)
