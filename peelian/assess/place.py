"""What the figures say of one place to somebody who lives there: a year against the year before, and its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from peelian import periods
from peelian.assess.small_numbers import Limit, Part, folded, hidden, hidden_part, limit_of
from peelian.assess.two_years import YEAR, TwoYears, summed, two_years
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure, HeldBack
from peelian.figures.process import Process
from peelian.measures.model import Share
from peelian.measures.shapes import Ref
from peelian.periods import Period
from peelian.plan.answers import Answers
from peelian.plan.areas import Area, DrawnArea
from peelian.plan.model import Plan
from peelian.quantities import NoValue
from peelian.series.model import Breakdown

MAIN_TYPES = 8  # of crime that are told; the rest are one line
REST = "All other types"
PER = 1000  # residents, for a rate
SHORTEST_AVERAGE = 5  # events a month; a sentence about fewer would print small numbers


@dataclass(frozen=True)
class Rank:
    """A place among its neighbours: those of its level with its parent. The first has the most.

    `alike` are how many share the place, it itself included; `without` those that have no value, or one that is not
    shown. `people` is the number of residents it is a rate of, with the day of their count; None where places are
    ranked by their counts. `areas` are those that are ranked.
    """

    place: int
    alike: int
    members: int
    without: int
    value: Fraction
    people: Fraction | None = None
    as_at: Period | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceAnswer:
    """All that is told of a place. Numbers that must not be shown are not in it.

    `crime` has a reason where there is none: SMALL, or of a table that is protected HELD, which does not say whether it
    is small itself or held back for another's sake. `types` add up to it, the last may be all others. `also` are other
    counts, `outcomes` a part and its whole. `rank` is its place, `trend` the process of its months. `limit` is the
    smallest count that is shown. Of an area drawn by hand `without_rows` are its codes that no row has, and `crime` is
    EMPTY where no row of any month lies in it: nothing is there, or its codes or outline are mistaken.
    """

    area: Area | DrawnArea
    parent: Area | None
    answers: Answers
    last: Period
    crime: TwoYears | NoValue
    types: tuple[Part, ...]
    also: Mapping[str, TwoYears | NoValue]
    outcomes: tuple[TwoYears, TwoYears] | NoValue | None
    rank: Rank | NoValue
    limit: Limit
    trend: Process | None = None
    without_rows: tuple[str, ...] = ()


SMALL = NoValue("the numbers are too small to be shown")
HELD = NoValue("the numbers are small, or would give a small one away with others that are published")
EMPTY = NoValue("no record of any month that is loaded lies in it")


def place_answer(
    plan: Plan,
    figures: Figures,
    area: Area | DrawnArea,
    tables: Sequence[Limit] = (),
    held: Collection[FigureId] = (),
) -> PlaceAnswer:
    """The answer for an area; `tables` are the limits of the tables that it is read from, `held` levels that are not to
    be told of this area or another.

    Raises Unusable where the plan does not say of what to tell, or no month is known.
    """
    answers = plan.file.answers
    if answers is None:
        raise Unusable(
            "plan.yaml does not say of what a resident is told; "
            "write which measures, such as 'answers: {crime: MEASURE, by: BREAKDOWN}'"
        )
    last = _last(figures, answers.crime)
    limit = limit_of(answers, tables)
    protected = any(table.smallest > 1 for table in tables)
    untold = _Untold(limit.smallest, frozenset(map(_records, held)), HELD if protected else SMALL)
    empty = _is_empty(figures, answers.crime, area.id)
    crime = EMPTY if empty else untold.of(answers.crime, area.id, _counted(figures, answers.crime, area.id, last))
    parents = {one.id: one for one in plan.file.areas.list}
    return PlaceAnswer(
        area=area,
        parent=parents.get(area.parent or "") if isinstance(area, Area) else None,
        answers=answers,
        last=last,
        crime=crime,
        types=_types(figures, answers, area.id, crime, untold),
        also={id: untold.of(id, area.id, _counted(figures, id, area.id, last)) for id in answers.also if not empty},
        outcomes=None if empty else _outcomes(plan, figures, answers, area.id, last, untold),
        rank=_rank(plan, figures, answers, area, crime, untold),
        trend=_trend(figures, answers, area.id, crime, untold),
        limit=limit,
        without_rows=figures.computed.codes_without_rows(area.id) if figures.computed is not None else (),
    )


def told(answer: PlaceAnswer, plan: Plan) -> Iterator[tuple[FigureId, ...]]:
    """The levels that the answer's numbers are the sums of, number by number. A trend tells the months it is of."""
    area, answers = answer.area.id, answer.answers
    if isinstance(answer.crime, TwoYears):
        yield from _levels(answers.crime, area, answer.crime)
        for part in answer.types:
            if part.slug is not None and answers.by is not None:
                yield from _levels(answers.crime, area, answer.crime, ((answers.by, part.slug),))
    for id, found in answer.also.items():
        if isinstance(found, TwoYears):
            yield from _levels(id, area, found)
    if isinstance(answer.outcomes, tuple):
        for id, found in zip(_parts(plan, answers), answer.outcomes, strict=True):
            yield from _levels(id, area, found)
    for figure in answer.trend.figures if answer.trend is not None else ():
        if figure.value is not None:
            yield (figure.id,)


def ranked(answer: PlaceAnswer) -> Iterator[tuple[FigureId, ...]]:
    """The levels of the areas beside it that its rank looks at: those of the later year, each area's together."""
    if isinstance(answer.rank, Rank) and isinstance(answer.crime, TwoYears):
        for area in answer.rank.areas:
            if area != answer.area.id:
                yield next(_levels(answer.answers.crime, area, answer.crime))


def _levels(measure: str, area: str, pair: TwoYears, part: Breakdown = ()) -> Iterator[tuple[FigureId, ...]]:
    """The levels that a pair adds up: those of the later year, and those of the year before."""
    for back in (0, YEAR):
        yield tuple(FigureId(measure, area, part, periods.shift(stretch, -back)) for stretch in pair.stretches)


Records = tuple[str, str, Breakdown, tuple[Period, ...]]
"""Of what a level is: its measure, area and breakdown, and its months, whatever the period is called."""


def _records(id: FigureId) -> Records:
    return id.measure, id.area, id.breakdown, tuple(periods.months(id.period)) or (id.period,)


@dataclass(frozen=True)
class _Untold:
    """What is not told: counts below the smallest that is shown, and levels that are held back, by their records.

    `small` is what is said of the former.
    """

    smallest: int
    held: frozenset[Records]
    small: NoValue

    def of(self, measure: str, area: str, found: TwoYears | NoValue) -> TwoYears | NoValue:
        """A pair of counts, or why it is not told."""
        if not isinstance(found, TwoYears):
            return found
        if hidden(found.now, self.smallest) or hidden(found.before, self.smallest):
            return self.small
        return HELD if self.is_held(measure, area, found) else found

    def is_held(self, measure: str, area: str, pair: TwoYears, part: Breakdown = ()) -> bool:
        return any(_records(id) in self.held for ids in _levels(measure, area, pair, part) for id in ids)


def _is_empty(figures: Figures, measure: str, area: str) -> bool:
    """Whether no row lies in an area drawn by hand, or in no month of all one that the measure counts in any other."""
    computed = figures.computed
    if computed is None:
        return False
    months = computed.months(measure)
    counted = (figures.find(FigureId(measure, area, (), month)).value for month in months)
    return computed.empty(area) or (bool(months) and all(value == 0 for value in counted))


def _last(figures: Figures, measure: str) -> Period:
    months = figures.computed.months(measure) if figures.computed is not None else ()
    if not months:
        raise Unusable(f"no month of '{measure}' has been loaded; put its files where sources.yaml says, and load them")
    return months[-1]


def _counted(figures: Figures, measure: str, area: str, last: Period) -> TwoYears | NoValue:
    def find(month: Period) -> tuple[Figure, ...]:
        return (figures.find(FigureId(measure, area, (), month)),)

    found = two_years(find, last)
    if isinstance(found, NoValue):
        reasons = [figure.quantity.reason for figure in find(last) if isinstance(figure.quantity, NoValue)]
        return NoValue(f"{found.reason} ({reasons[0]})") if reasons else found
    return found[0]


def _types(
    figures: Figures, answers: Answers, area: str, crime: TwoYears | NoValue, untold: _Untold
) -> tuple[Part, ...]:
    """The main types; none where the total is not told, from which they could be guessed."""
    if answers.by is None or figures.computed is None or isinstance(crime, NoValue):
        return ()
    parts = []
    for slug in figures.computed.breakdown_values(answers.crime, answers.by):
        now, before = (
            _of_stretches(figures, answers.crime, area, crime, back, ((answers.by, slug),)) for back in (0, YEAR)
        )
        if now is None or before is None:
            return ()
        held = untold.is_held(answers.crime, area, crime, ((answers.by, slug),))
        parts.append(Part(figures.computed.label(answers.crime, answers.by, slug), now, before, slug, held))
    none_of_them = Part(
        REST,
        crime.now - sum((part.now for part in parts), Fraction()),
        crime.before - sum((part.before for part in parts), Fraction()),
    )
    shown, rest = folded([*parts, none_of_them], MAIN_TYPES, REST, untold.smallest)
    return (*shown, rest) if rest is not None else shown


def _of_stretches(
    figures: Figures, measure: str, area: str, crime: TwoYears, back: int = 0, part: Breakdown = ()
) -> Fraction | None:
    """The count over the months that the total is of, or over those of the year before."""
    return summed(lambda period: figures.find(FigureId(measure, area, part, period)), crime.stretches, back)


def _outcomes(
    plan: Plan, figures: Figures, answers: Answers, area: str, last: Period, untold: _Untold
) -> tuple[TwoYears, TwoYears] | NoValue | None:
    ids = _parts(plan, answers)
    if not ids:
        return None
    found = two_years(lambda month: [figures.find(FigureId(id, area, (), month)) for id in ids], last)
    if isinstance(found, NoValue):
        return found
    part, whole = found
    if any(hidden_part(*pair, untold.smallest) for pair in ((part.now, whole.now), (part.before, whole.before))):
        return untold.small
    held = any(untold.is_held(id, area, pair) for id, pair in zip(ids, found, strict=True))
    return HELD if held else (part, whole)


def _parts(plan: Plan, answers: Answers) -> tuple[str, ...]:
    """The counts that the outcomes are a share of, the part first; none where the plan has no such share."""
    share = plan.measures[answers.outcomes].compute if answers.outcomes is not None else None
    return (share.numerator, share.denominator) if isinstance(share, Share) else ()


def _rank(
    plan: Plan, figures: Figures, answers: Answers, area: Area | DrawnArea, crime: TwoYears | NoValue, untold: _Untold
) -> Rank | NoValue:
    """The place among those whose own answers tell their number: who is above or below another is told of no other."""
    if isinstance(area, DrawnArea):
        return NoValue("it is drawn by hand and overlaps other areas, so that it is ranked among none")
    if area.parent is None:
        return NoValue("it is the whole, and lies beside none")
    if isinstance(crime, NoValue):
        return crime
    members = [one.id for one in plan.file.areas.list if (one.level, one.parent) == (area.level, area.parent)]
    if len(members) == 1:
        return NoValue("no other area of its level lies beside it")
    if figures.computed is not None:
        for asked in (answers.crime, *((answers.people,) if answers.people else ())):
            figures.computed.ahead(asked, members)
    counts = {id: _shown(figures, answers.crime, id, crime, untold) for id in members}
    known = {id: count for id, count in counts.items() if count is not None}
    if len(known) == 1:
        return NoValue("the areas of its level beside it have no numbers that are shown")
    people = _people(figures, answers, known, crime.last)
    values = {id: value / people[id][0] * PER for id, value in known.items()} if people else known
    mine = values[area.id]
    return Rank(
        place=1 + sum(value > mine for value in values.values()),
        alike=sum(value == mine for value in values.values()),
        members=len(values),
        without=len(members) - len(values),
        value=mine,
        people=people[area.id][0] if people else None,
        as_at=people[area.id][1] if people else None,
        areas=tuple(values),
    )


def _shown(figures: Figures, measure: str, area: str, crime: TwoYears, untold: _Untold) -> Fraction | None:
    """The count of an area over the months of another's, where its own answer tells it: neither year's is small."""
    now = _of_stretches(figures, measure, area, crime)
    if now is None or hidden(now, untold.smallest) or untold.is_held(measure, area, crime):
        return None
    before = _of_stretches(figures, measure, area, crime, YEAR) if untold.smallest > 1 else None
    return None if before is not None and hidden(before, untold.smallest) else now


def _people(
    figures: Figures, answers: Answers, areas: Mapping[str, Fraction], last: Period
) -> dict[str, tuple[Fraction, Period]]:
    """The residents of each area and the day they were counted; nothing unless they are known of every one."""
    if answers.people is None or figures.computed is None:
        return {}
    year = periods.span(periods.shift(last, -11), last)
    found = {}
    for area in areas:
        known = figures.computed.known(Ref(answers.people, area, (), or_latest=True), year)
        if not known.observation.value:
            return {}
        found[area] = known.observation.value, known.period
    return found


def _trend(figures: Figures, answers: Answers, area: str, crime: TwoYears | NoValue, untold: _Untold) -> Process | None:
    """The process of the months; none where a sentence about it could print a small one."""
    if isinstance(crime, NoValue) or crime.now < SHORTEST_AVERAGE * crime.months:
        return None
    months = {
        FigureId(answers.crime, area, (), only)
        for measure, place, part, (only, *more) in untold.held
        if (measure, place, part, more) == (answers.crime, area, (), [])
    }
    if months:
        figures = figures.holding_back(HeldBack(frozenset(months)))
    found = figures.process((answers.crime, area, ()))
    if not isinstance(found, Process):
        return None
    latest = [figure.value for figure in found.figures[-YEAR:] if figure.value is not None]
    return None if any(hidden(value, untold.smallest) for value in latest) else found
