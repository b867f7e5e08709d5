"""The sentences about a place: its crimes and other counts, its outcomes, its rank, and what its months show."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from peelian import periods
from peelian.assess.place import EMPTY, PER, SMALL, PlaceAnswer, Rank
from peelian.assess.process import speech_of
from peelian.assess.two_years import YEAR, TwoYears, shares_by_chance
from peelian.measures.model import Measure
from peelian.plan.areas import Area, level_words
from peelian.plan.model import Plan
from peelian.quantities import NoValue, Quantity, in_words, ordinal, text
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import say

FEW_FOR_PERCENT = 30  # below it a change is told in whole numbers: one in thirty is already more than 3%
CHANCE = "; chance alone makes differences of this size"
IN_WORDS = 10  # numbers of areas to here are written in words


def sentences(answer: PlaceAnswer, plan: Plan) -> Iterator[str]:
    """All that is said of a place, in order."""
    crime = plan.measures[answer.answers.crime]
    yield _counted(answer.crime, crime, answer)
    for id, found in answer.also.items():
        yield _counted(found, plan.measures[id], answer)
    if answer.outcomes is not None and answer.answers.outcomes is not None:
        yield _share(answer, plan.measures[answer.answers.outcomes])
    if isinstance(answer.rank, Rank):
        yield _ranked(answer.rank, answer, plan)
    if answer.trend is not None:
        speech = speech_of(answer.trend, f"{crime.words.subject} in {answer.area.name}")
        yield plain(say(answer.trend.signals, 0, speech, ahead=False).sentence)


def _counted(found: TwoYears | NoValue, measure: Measure, answer: PlaceAnswer) -> str:
    """How many there were, and how many more or fewer than in the year before."""
    noun, one, verb = measure.words.noun or "events", measure.words.one or "event", measure.words.verb
    place = answer.area.name
    if found is SMALL:
        return (
            f"Fewer than {in_words(answer.limit.smallest)} {noun} were {verb} in {place} in the twelve months to "
            f"{periods.words(answer.last)} or in the twelve before; the numbers are too small to be shown."
        )
    if isinstance(found, NoValue):
        what = f"How {measure.words.subject} in {place} has changed"
        if found is EMPTY:
            what = f"How many {noun} were {verb} in {place}"
        return f"{what} cannot be told: {found.reason}."
    many = number(found.now) if found.now else "no"
    said = f"{many} {one if found.now == 1 else noun} {'was' if found.now == 1 else 'were'} {verb}"
    opening = f"In {_stretch(found)}, {said} in {place}"
    return f"{opening}, {_against(found)}."


def _stretch(found: TwoYears) -> str:
    to = periods.words(found.last)
    if found.months == YEAR:
        return f"the twelve months to {to}"
    return f"{in_words(found.months)} of the twelve months to {to}"


def _against(found: TwoYears) -> str:
    year = "the twelve months before" if found.months == YEAR else "the same months of the year before"
    if found.now == found.before:
        return f"as many as in {year}" if found.now else f"and none in {year}"
    more = "more" if found.now > found.before else "fewer"
    if found.before == 0:
        return f"where there were none in {year}"
    if found.now == 0:
        return f"against {number(found.before)} in {year}"
    if found.before < FEW_FOR_PERCENT or found.now < FEW_FOR_PERCENT:
        size = number(abs(found.now - found.before))
    else:
        size = f"{percent(abs(found.now - found.before) / found.before)}"
    chance = CHANCE if found.by_chance else ""
    return f"{size} {more} than the {number(found.before)} of {year}{chance}"


def _share(answer: PlaceAnswer, measure: Measure) -> str:
    found = answer.outcomes
    subject = measure.words.subject
    if found is SMALL:
        return f"{_upper(subject)} is not shown: its numbers are too small."
    if found is None or isinstance(found, NoValue):
        return (
            f"{_upper(subject)} cannot be told: {found.reason if isinstance(found, NoValue) else 'it has no figures'}."
        )
    part, whole = found
    if not whole.now or not whole.before:
        return f"{_upper(subject)} cannot be told: there is nothing to take a share of."
    share, was = part.now / whole.now, part.before / whole.before
    now, before = percent(share), percent(was)
    moved = "as in" if now == before else f"{'up' if share > was else 'down'} from {before} in"
    year = "the twelve months before" if whole.months == YEAR else "the same months of the year before"
    told = f"{number(part.now)} of {number(whole.now)}"
    provisional = " The latest months are provisional." if part.provisional or whole.provisional else ""
    chance = CHANCE if now != before and shares_by_chance(part, whole) else ""
    return f"In {_stretch(whole)}, {subject} was {now} ({told}), {moved} {year}{chance}.{provisional}"


def _ranked(rank: Rank, answer: PlaceAnswer, plan: Plan) -> str:
    """The place among neighbours, from whichever end is nearer; of two, which has more."""
    assert isinstance(answer.area, Area)
    level = answer.area.level
    areas, one = plan.file.words.get(level, f"{level_words(answer.area)}s"), level_words(answer.area)
    where = f" of {answer.parent.name}" if answer.parent is not None else ""
    noun = plan.measures[answer.answers.crime].words.noun or "events"
    rate = ""
    if rank.people is not None:
        part = isinstance(answer.crime, TwoYears) and answer.crime.months < YEAR
        noun += f" for every {number(Fraction(PER))} residents"
        rate = f" ({number(rank.value, 1)}{' in these months' if part else ''})"
    lacking = f"; {_few(rank.without)} more cannot be compared" if rank.without else ""
    if rank.members == 2 and not rank.without:
        more = "more" if rank.place == 1 else "fewer"
        many, than = ("as many", "as") if rank.alike == 2 else (more, "than")
        return f"{answer.area.name} had {many} {noun}{rate} {than} the other {one}{where}."
    among = f"among the {_few(rank.members)} {areas}{where}"
    if rank.alike == rank.members:
        return f"{answer.area.name} had as many {noun}{rate} as each other {one}{where}{lacking}."
    others = f", as {_few(rank.alike - 1)} {'other' if rank.alike == 2 else 'others'} did" if rank.alike > 1 else ""
    return f"{answer.area.name} had {_placed(rank)} {noun}{rate} {among}{others}{lacking}."


def _placed(rank: Rank) -> str:
    from_below = rank.members + 2 - rank.place - rank.alike
    nearer, end = (rank.place, "most") if rank.place <= from_below else (from_below, "fewest")
    return f"the {end}" if nearer == 1 else f"the {ordinal(nearer)} {end}"


def _few(count: int) -> str:
    return in_words(count) if count <= IN_WORDS else f"{count:,}"


def number(value: Fraction, decimals: int = 0) -> str:
    """A count, or a rate with so many decimals."""
    return text(Quantity(value, "count"), decimals)


def percent(part: Fraction) -> str:
    """A part of one as percent, with one decimal."""
    return text(Quantity(part * 100, "percent"), 1)


def _upper(said: str) -> str:
    return said[0].upper() + said[1:]
