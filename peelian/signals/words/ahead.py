"""What lies ahead: which of the next months are usually higher or lower, what is expected of them, and the target."""

from __future__ import annotations

from peelian.periods import Period, words
from peelian.quantities import from_float
from peelian.signals.facts.prospects import Met, Prospects
from peelian.signals.words.pieces import Amount, Piece, Said, Statistic, numbered, plain
from peelian.signals.words.voice import Voice

RARELY, MOSTLY = 0.01, 0.99  # chances beyond are told in words


def ahead(voice: Voice, prospects: Prospects, row: int) -> list[Said]:
    """The season of the next three periods, the range expected, and the chance of meeting the target."""
    told = prospects.rows[row]
    if voice.frame.gaps or voice.frame.chart == "mr" or not voice.facts.known.number:
        return []
    if told.refused:
        return [
            numbered(
                f"No forecast is given: {told.refused}.", prospects.periods[0] if prospects.periods else prospects.year
            )
        ]
    said = [*_usual(prospects, row), _expected(voice, prospects, row)]
    if told.month is not None and told.year is not None:
        said += _chances(prospects, told.month, told.year)
    return said


def _usual(prospects: Prospects, row: int) -> list[Said]:
    """Which of the periods are usually higher or lower than the average of the year."""
    each = list(zip(prospects.periods, prospects.rows[row].ahead, strict=True))
    said: list[Said] = []
    for way, word in ((1, "higher"), (-1, "lower")):
        names = [words(period) for period, one in each if one.usual == way]
        if names:
            verb = "is" if len(names) == 1 else "are"
            said.append((f"{_listed(names)} {verb} usually {word} than the average over the year.",))
    return said


def _expected(voice: Voice, prospects: Prospects, row: int) -> Said:
    """The range of each period, once where all have the same, and, of counts, of all together."""
    told, periods = prospects.rows[row], prospects.periods
    each = [_range(voice, one.low, one.high, period) for period, one in zip(periods, told.ahead, strict=True)]
    opening, names = "Expected, eight times in ten, are ", [words(period) for period in periods]
    if len(periods) > 1 and len({plain(one) for one in each}) == 1:
        said: list[Piece] = [opening, *each[0], f" in each {voice.frame.noun} from {names[0]} to {names[-1]}"]
    else:
        said = []
        for name, one in zip(names, each, strict=True):
            joint = opening if not said else " and " if name == names[-1] else ", "
            said += [joint, *one, f" in {name}"]
    if voice.frame.family == "count" and len(periods) > 1:
        said += [", and ", *_range(voice, told.low, told.high, periods[-1], periods[0]), " for all of them together"]
    return (*said, ".")


def _range(voice: Voice, low: float, high: float, period: Period, since: Period | None = None) -> Said:
    ends = _end(voice, low, "expected-low", period, since), _end(voice, high, "expected-high", period, since)
    return (ends[0], " to ", ends[1]) if low < high else ends[:1]


def _end(voice: Voice, number: float, statistic: Statistic, period: Period, since: Period | None) -> Amount:
    return Amount(voice.exact(number), voice.unit, statistic, period, since, None, voice.decimals)


def _chances(prospects: Prospects, month: Met, year: Met) -> list[Said]:
    """The chances that the next period, and the year, meet the target, or why none is given."""
    first, whole = prospects.periods[0], prospects.year
    said: list[Piece] = []
    if (
        month.chance is not None
        and year.chance is not None
        and _chance(month.chance, first) == _chance(year.chance, whole)
    ):
        both = f" for both {words(first)} and {words(whole)} as a whole."
        return [("The chance of meeting the target is ", *_chance(month.chance, first), both)]
    for met, period, name in ((month, first, words(first)), (year, whole, f"{words(whole)} as a whole")):
        if met.chance is not None:
            opening = " and " if said else "The chance of meeting the target is "
            said += [opening, *_chance(met.chance, period), f" for {name}"]
    told: list[Said] = [(*said, ".")] if said else []
    for met, period, other in ((month, first, None), (year, whole, month.refused)):
        if met.refused and met.refused != other:
            what = f"No chance of meeting the target is given for {words(period)}: "
            told.append((what, *numbered(f"{met.refused}.", period)))
    return told


def _chance(chance: float, period: Period) -> Said:
    if chance < RARELY:
        return ("less than one in a hundred",)
    if chance > MOSTLY:
        return ("more than ninety-nine in a hundred",)
    return (Amount(from_float(chance) * 100, "percent", "chance", period, None, None, 0),)


def _listed(names: list[str]) -> str:
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return listed[:1].upper() + listed[1:]
