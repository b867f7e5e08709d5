"""The answer about a place in words and a table, for a terminal and as a page a resident can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peelian import periods
from peelian.assess.place import PER, REST, SMALL, PlaceAnswer, Rank
from peelian.assess.process import speech_of
from peelian.assess.small_numbers import Part
from peelian.assess.two_years import YEAR, TwoYears
from peelian.measures.model import Measure
from peelian.periods import Period
from peelian.plan.areas import Area, DrawnArea
from peelian.plan.model import Plan, force_area
from peelian.publications.blocks import Block, Bullets, Column, Document, Heading, Paragraph, Table, Text
from peelian.quantities import NoValue, Quantity, in_words, ordinal, text
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import say

FEW_FOR_PERCENT = 30  # below it a change is told in whole numbers: one in thirty is already more than 3%


@dataclass(frozen=True)
class Words:
    """What is said. `head` names the place; `said` are sentences, `rows` a table, `notes` what to know of them."""

    head: str
    said: tuple[str, ...]
    columns: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str], ...]
    notes: tuple[str, ...]


def words_of(answer: PlaceAnswer, plan: Plan) -> Words:
    """The whole answer in words."""
    crime = plan.measures[answer.answers.crime]
    now, before = _years(answer)
    return Words(
        head=head_of(answer),
        said=tuple(_sentences(answer, plan)),
        columns=(crime.title, now, before, "Change"),
        rows=tuple(_rows(answer, plan)),
        notes=tuple(_notes(answer, plan)),
    )


def head_of(answer: PlaceAnswer) -> str:
    """The place with its level and where it lies: "Oldtown, ward in Northshire"."""
    if isinstance(answer.area, DrawnArea):
        return f"{answer.area.name}, an area drawn by hand"
    where = f" in {answer.parent.name}" if answer.parent is not None else ""
    return f"{answer.area.name}, {answer.area.level}{where}"


def document_of(answer: PlaceAnswer, plan: Plan) -> Document:
    """The answer as a page of its own. It bears the last day of its figures: the same figures make the same page."""
    words = words_of(answer, plan)
    blocks: list[Block] = [Heading(1, "In short", "short", "1")]
    blocks += [Paragraph((Text(said),)) for said in words.said]
    if words.rows:
        columns = (Column(words.columns[0]), *(Column(title, "right") for title in words.columns[1:]))
        rows = tuple(tuple((Text(cell),) for cell in row) for row in words.rows)
        blocks += [
            Heading(1, "By type", "types", "2"),
            Table("This year and the year before", columns, rows, "by-type", "Table 1"),
        ]
    blocks += [Heading(1, "About these numbers", "about", "3" if words.rows else "2")]
    blocks += [Bullets(tuple((Text(note),) for note in words.notes))]
    return Document(
        title=answer.area.name,
        subtitle=words.head.removeprefix(f"{answer.area.name}, ").capitalize()
        if not isinstance(answer.area, Area) or answer.parent is None
        else f"{answer.area.level.capitalize()} in {answer.parent.name}",
        issued=answer.last.last or date.min,
        publisher=plan.file.publisher or plan.file.body.name,
        cover=(),
        notices=plan.file.notices,
        blocks=tuple(blocks),
        subject="What the figures say of a place",
        dated="Figures to",
    )


def _sentences(answer: PlaceAnswer, plan: Plan) -> Iterator[str]:
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
            f"Fewer than {in_words(answer.answers.smallest)} {noun} were {verb} in {place} in the twelve months to "
            f"{periods.words(answer.last)} or in the twelve before; the numbers are too small to be shown."
        )
    if isinstance(found, NoValue):
        return f"How many {noun} were {verb} in {place} cannot be told: {found.reason}."
    said = f"{_number(found.now)} {one if found.now == 1 else noun} {'was' if found.now == 1 else 'were'} {verb}"
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
        return f"as many as in {year}"
    more = "more" if found.now > found.before else "fewer"
    if found.before == 0:
        return f"where there were none in {year}"
    if found.before < FEW_FOR_PERCENT or found.now < FEW_FOR_PERCENT:
        size = _number(abs(found.now - found.before))
    else:
        size = f"{_percent(abs(found.now - found.before) / found.before)}"
    chance = "; chance alone makes differences of this size" if found.by_chance else ""
    return f"{size} {more} than the {_number(found.before)} of {year}{chance}"


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
    now, before = _percent(share), _percent(was)
    moved = "as in" if now == before else f"{'up' if share > was else 'down'} from {before} in"
    year = "the twelve months before" if whole.months == YEAR else "the same months of the year before"
    told = f"{_number(part.now)} of {_number(whole.now)}"
    provisional = " The latest months are provisional." if part.provisional or whole.provisional else ""
    return f"In {_stretch(whole)}, {subject} was {now} ({told}), {moved} {year}.{provisional}"


def _ranked(rank: Rank, answer: PlaceAnswer, plan: Plan) -> str:
    assert isinstance(answer.area, Area)
    level = plan.file.words.get(answer.area.level, _plural(answer.area.level))
    where = f" of {answer.parent.name}" if answer.parent is not None else ""
    place = "the" if rank.place == 1 else f"the {ordinal(rank.place)}"
    joint = f", as {in_words(rank.alike - 1)} {'other' if rank.alike == 2 else 'others'} did" if rank.alike > 1 else ""
    crime = plan.measures[answer.answers.crime].words
    if rank.people is None:
        rated = f"{place} most {crime.noun or 'events'}"
    else:
        part = isinstance(answer.crime, TwoYears) and answer.crime.months < YEAR
        rate = f"{_number(rank.value, 1)} in these months" if part else _number(rank.value, 1)
        rated = f"{place} most {crime.noun or 'events'} for every {_number(Fraction(PER))} residents ({rate})"
    lacking = f"; {in_words(rank.without)} more cannot be compared" if rank.without else ""
    return f"{answer.area.name} had {rated} among the {_number(Fraction(rank.members))} {level}{where}{joint}{lacking}."


def _rows(answer: PlaceAnswer, plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    for part in answer.types:
        yield part.name, _number(part.now), _number(part.before), _change(part)
    if isinstance(answer.crime, TwoYears):
        whole = Part("All", answer.crime.now, answer.crime.before)
        yield plan.measures[answer.answers.crime].title, _number(whole.now), _number(whole.before), _change(whole)
    for id, found in answer.also.items():
        if isinstance(answer.crime, TwoYears) and isinstance(found, TwoYears) and found.months == answer.crime.months:
            one = Part("", found.now, found.before)
            yield plan.measures[id].title, _number(one.now), _number(one.before), _change(one)


def _change(part: Part) -> str:
    """In percent, or in whole numbers where these are small; a dash where there was nothing before or after."""
    if part.now == part.before:
        return "none"
    if min(part.now, part.before) < FEW_FOR_PERCENT:
        return _signed(part.now - part.before, _number(abs(part.now - part.before)))
    return _signed(part.now - part.before, _percent(abs(part.now - part.before) / part.before))


def _notes(answer: PlaceAnswer, plan: Plan) -> Iterator[str]:
    pairs = [found for found in (answer.crime, *answer.also.values()) if isinstance(found, TwoYears)]
    pairs += answer.outcomes[1:] if isinstance(answer.outcomes, tuple) else ()
    missing = dict.fromkeys(month for found in pairs for month in found.missing)
    if missing:
        told = _listed([periods.words(month) for month in sorted(missing, key=_first)])
        left = "This month is" if len(missing) == 1 else "These months are"
        yield f"Not published, or not loaded: {told}. {left} left out of both years."
    if isinstance(answer.rank, NoValue) and answer.rank is not SMALL:
        yield f"{answer.area.name} has no rank: {answer.rank.reason}."
    if isinstance(answer.rank, Rank):
        if answer.rank.people is not None and answer.rank.as_at is not None:
            yield (
                f"Residents: {_number(answer.rank.people)} in {answer.area.name}, {periods.words(answer.rank.as_at)}. "
                "Where many people come to shop, work or go out, crimes for every resident say little of the risk."
            )
        else:
            yield "The rank is by numbers, as residents are not known of each area; larger areas have more."
    ids = [answer.answers.crime, *answer.answers.also, *([answer.answers.outcomes] if answer.answers.outcomes else [])]
    for id in ids:
        measure = plan.measures[id]
        yield f"{measure.title}: {measure.definition}"
        yield from measure.caveats
    if answer.answers.smallest > 1:
        yield (
            f"Numbers below {in_words(answer.answers.smallest)} are not shown, nor what would give them away; "
            f"small types are among '{REST}'."
        )
    if answer.answers.because:
        yield answer.answers.because
    vintages = [one.vintage for one in plan.file.areas.from_ if one.vintage and _is_of(answer, one.levels)]
    if vintages:
        yield f"Boundaries of {vintages[0]}."
    if isinstance(answer.area, DrawnArea):
        how = "a list of codes" if answer.area.codes else "an outline on the map"
        yield f"{answer.area.name} is {how}, may overlap other areas, and stands in no total."
        if answer.area.note:
            yield answer.area.note
    if plan.file.simulated:
        yield f"{force_area(plan).name} and its figures are made up."


def _is_of(answer: PlaceAnswer, levels: tuple[object, ...]) -> bool:
    return isinstance(answer.area, Area) and any(getattr(one, "level", None) == answer.area.level for one in levels)


def _years(answer: PlaceAnswer) -> tuple[str, str]:
    if isinstance(answer.crime, TwoYears) and answer.crime.months < YEAR:
        count = in_words(answer.crime.months).capitalize()
        return f"{count} months to {periods.short(answer.last)}", "The same a year before"
    return f"Year to {periods.short(answer.last)}", "The year before"


def _first(month: Period) -> date:
    return month.first or date.min


def _number(value: Fraction, decimals: int = 0) -> str:
    return text(Quantity(value, "count"), decimals)


def _percent(part: Fraction) -> str:
    return text(Quantity(part * 100, "percent"), 1)


def _signed(change: Fraction, size: str) -> str:
    return f"{'+' if change > 0 else '−'}{size}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _plural(level: str) -> str:
    return f"{level}s"


def _upper(said: str) -> str:
    return said[0].upper() + said[1:]
