"""The answer about a place in words and a table, for a terminal and as a page a resident can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peelian import periods
from peelian.assess.place import EMPTY, REST, SMALL, PlaceAnswer, Rank
from peelian.assess.small_numbers import Part
from peelian.assess.two_years import YEAR, TwoYears
from peelian.periods import Period
from peelian.plan.areas import Area, DrawnArea, level_words
from peelian.plan.model import Plan, force_area
from peelian.publications.area_sentences import FEW_FOR_PERCENT, number, percent, sentences
from peelian.publications.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Inlines,
    Paragraph,
    Strong,
    Table,
    Text,
)
from peelian.publications.notices import notices
from peelian.quantities import NoValue, in_words

MOST_CODES = 6  # of an area drawn by hand that are named


@dataclass(frozen=True)
class Words:
    """What is said. `head` names the place; `said` are sentences, `rows` a table, `notes` what to know of them.

    `total` is the row, counted from 0, that those before it add up to; None where there is none.
    """

    head: str
    said: tuple[str, ...]
    columns: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str], ...]
    notes: tuple[str, ...]
    total: int | None


def words_of(answer: PlaceAnswer, plan: Plan) -> Words:
    """The whole answer in words."""
    crime = plan.measures[answer.answers.crime]
    now, before = _years(answer)
    return Words(
        head=head_of(answer),
        said=tuple(sentences(answer, plan)),
        columns=(crime.title, now, before, "Change"),
        rows=tuple(_rows(answer, plan)),
        notes=tuple(_notes(answer, plan)),
        total=len(answer.types) if isinstance(answer.crime, TwoYears) and answer.types else None,
    )


def head_of(answer: PlaceAnswer) -> str:
    """The place with its level and where it lies: "Oldtown, ward in Northshire"."""
    if isinstance(answer.area, DrawnArea):
        return f"{answer.area.name}, an area drawn by hand"
    where = f" in {answer.parent.name}" if answer.parent is not None else ""
    return f"{answer.area.name}, {level_words(answer.area)}{where}"


def document_of(answer: PlaceAnswer, plan: Plan) -> Document:
    """The answer as a page of its own. It bears the last day of its figures: the same figures make the same page."""
    words = words_of(answer, plan)
    blocks: list[Block] = [Heading(1, "In short", "short", "1")]
    blocks += [Paragraph((Text(said),)) for said in words.said]
    if words.rows:
        columns = (Column(words.columns[0]), *(Column(title, "right") for title in words.columns[1:]))
        rows = tuple(tuple(_cell(cell, at == words.total) for cell in row) for at, row in enumerate(words.rows))
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
        else f"{level_words(answer.area).capitalize()} in {answer.parent.name}",
        issued=answer.last.last or date.min,
        publisher=plan.file.publisher or plan.file.body.name,
        cover=(),
        notices=notices(plan),
        blocks=tuple(blocks),
        subject="What the figures say of a place",
        dated="Figures to",
        called="page",
    )


def _cell(text: str, total: bool) -> Inlines:
    return (Strong((Text(text),)),) if total else (Text(text),)


def _rows(answer: PlaceAnswer, plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    for part in answer.types:
        yield part.name, number(part.now), number(part.before), _change(part)
    if isinstance(answer.crime, TwoYears):
        whole = Part("All", answer.crime.now, answer.crime.before)
        yield plan.measures[answer.answers.crime].title, number(whole.now), number(whole.before), _change(whole)
    for id, found in answer.also.items():
        if isinstance(answer.crime, TwoYears) and isinstance(found, TwoYears) and found.months == answer.crime.months:
            one = Part("", found.now, found.before)
            yield plan.measures[id].title, number(one.now), number(one.before), _change(one)


def _change(part: Part) -> str:
    """In percent, or in whole numbers where these are small; a dash where there was nothing before or after."""
    if part.now == part.before:
        return "none"
    if min(part.now, part.before) < FEW_FOR_PERCENT:
        return _signed(part.now - part.before, number(abs(part.now - part.before)))
    return _signed(part.now - part.before, percent(abs(part.now - part.before) / part.before))


def _notes(answer: PlaceAnswer, plan: Plan) -> Iterator[str]:
    pairs = [found for found in (answer.crime, *answer.also.values()) if isinstance(found, TwoYears)]
    yield from _drawn(answer)
    pairs += answer.outcomes[1:] if isinstance(answer.outcomes, tuple) else ()
    missing = dict.fromkeys(month for found in pairs for month in found.missing)
    if missing:
        told = _listed([periods.words(month) for month in sorted(missing, key=_first)])
        left = "This month is" if len(missing) == 1 else "These months are"
        yield f"Not published, or not loaded: {told}. {left} left out of both years."
    if isinstance(answer.rank, NoValue) and answer.rank not in (SMALL, answer.crime):
        yield f"{answer.area.name} has no rank: {answer.rank.reason}."
    if isinstance(answer.rank, Rank):
        if answer.rank.people is not None and answer.rank.as_at is not None:
            yield (
                f"Residents: {number(answer.rank.people)} in {answer.area.name}, {periods.words(answer.rank.as_at)}. "
                "Where many people come to shop, work or go out, crimes for every resident say little of the risk."
            )
        else:
            yield "The rank is by numbers, as residents are not known of each area; larger areas have more."
    ids = [answer.answers.crime, *answer.answers.also, *([answer.answers.outcomes] if answer.answers.outcomes else [])]
    for id in ids:
        measure = plan.measures[id]
        yield f"{measure.title}: {measure.definition}"
        yield from measure.caveats
    if answer.limit.smallest > 1:
        among = f"; types with such numbers are among '{REST}'" if answer.types else ""
        yield f"Numbers below {in_words(answer.limit.smallest)} are not shown, nor what would give them away{among}."
    untold = sum(figure.status == "suppressed" for figure in answer.trend.figures) if answer.trend is not None else 0
    if untold:
        months = "one month whose number is" if untold == 1 else f"{in_words(untold)} months whose numbers are"
        yield f"The average a month leaves out {months} not shown."
    if answer.limit.because:
        yield answer.limit.because
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


def _drawn(answer: PlaceAnswer) -> Iterator[str]:
    """What may be mistaken in an area drawn by hand."""
    if not isinstance(answer.area, DrawnArea):
        return
    what = "its codes are those of the files" if answer.area.codes else "its outline lies where it should"
    if answer.crime is EMPTY:
        yield f"No record lies in {answer.area.name}; look whether {what}."
    elif answer.without_rows:
        yield (
            f"No record has {_some(answer.without_rows)}, of the {len(dict.fromkeys(answer.area.codes))} codes of "
            f"{answer.area.name}: nothing was recorded there, or the code is mistaken."
        )
    elif _nothing(answer):
        yield f"Nothing at all was counted in {answer.area.name} in two years; look whether {what}."


def _nothing(answer: PlaceAnswer) -> bool:
    """Whether every count is known, and nought in both years."""
    every = (answer.crime, *answer.also.values())
    return all(isinstance(found, TwoYears) and not found.now and not found.before for found in every)


def _is_of(answer: PlaceAnswer, levels: tuple[object, ...]) -> bool:
    return isinstance(answer.area, Area) and any(getattr(one, "level", None) == answer.area.level for one in levels)


def _years(answer: PlaceAnswer) -> tuple[str, str]:
    if isinstance(answer.crime, TwoYears) and answer.crime.months < YEAR:
        months = answer.crime.months
        count = f"{in_words(months).capitalize()} month{'' if months == 1 else 's'}"
        return f"{count} to {periods.short(answer.last)}", "The same a year before"
    return f"Year to {periods.short(answer.last)}", "The year before"


def _first(month: Period) -> date:
    return month.first or date.min


def _signed(change: Fraction, size: str) -> str:
    return f"{'+' if change > 0 else '−'}{size}"


def _some(codes: tuple[str, ...]) -> str:
    rest = len(codes) - MOST_CODES
    return _listed([*codes[:MOST_CODES], f"{rest} more"] if rest > 1 else [*codes])


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
