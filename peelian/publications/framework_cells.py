"""The cells of a framework's tables: what a KPI is called, measured by, compared with, and asked to reach."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.figures.model import NOT_GIVEN, Figure
from peelian.measures.model import Measure
from peelian.periods import Period, parse, short, words
from peelian.plan.model import Kpi, commitments_of
from peelian.plan.targets import side
from peelian.publications.blocks import Inline, Inlines, Link, Number, Text
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.phrases import QUALIFIERS, fewer
from peelian.publications.tables import meaning
from peelian.publications.typed_numbers import typed_numbers

NOT_STATED = "not stated"
NOT_PUBLISHED = "not published"
PART = "of which: "
NONE, NONE_STATED = "none", "none stated"
BY_PARTS = "see its parts"


def title(desk: Desk, kpi: Kpi) -> Inlines:
    """The title, quoted; digits in it that are the KPI's own target are tied to that target."""
    lead = PART if kpi.parent in desk.kpis else ""
    assessment = desk.assessment(kpi.id)
    if assessment is None or kpi.target is None:
        return join(lead, kpi.title)
    parts: list[str | Inline | Inlines] = [lead]
    position = 0
    for start, end in typed_numbers(kpi.title, desk.plan.file.terms):
        typed = kpi.title[start:end]
        number = _target_number(desk, assessment, typed)
        if number.text == typed:
            parts += [kpi.title[position:start], number]
            position = end
    return join(*parts, kpi.title[position:])


def promise(desk: Desk, kpi: Kpi) -> str:
    """Which of the plan's promises the KPI keeps, by its number; nothing where none is named or it has no number."""
    numbers = {one.id: one.number for priority in desk.plan.priorities for one in commitments_of(priority)}
    number = numbers.get(kpi.commitment or "")
    return f" (for {number})" if number else ""


def _target_number(desk: Desk, assessment: Assessment, written: str) -> Number | Text:
    """The target, with as many decimals as in the text it is written as."""
    figure = desk.figures.find(assessment.current.id.of("target"))
    decimals = sum(c.isdigit() for c in written.partition(".")[2])
    return desk.cited.number(figure, assessment.measure, decimals)


def measured_by(desk: Desk, kpi: Kpi) -> Inlines:
    """The measure; else what stands in its place: the parts, the doing, or what is awaited."""
    if kpi.kind == "in-development":
        return join("no figure yet" + (f"; it awaits {kpi.awaits}" if kpi.awaits else ""))
    if kpi.measure is not None:
        return defined(desk.plan.measures[kpi.measure])
    if _has_parts(desk, kpi):
        return join(BY_PARTS)
    return join("done or not done" if kpi.kind == "deliverable" else NOT_STATED)


def _has_parts(desk: Desk, kpi: Kpi) -> bool:
    return any(other.parent == kpi.id for other in desk.kpis.values())


def defined(measure: Measure) -> Inlines:
    """The measure's title, leading to its definition."""
    return (Link((Text(measure.title),), f"#measure-{measure.id}"),)


def baseline(desk: Desk, kpi: Kpi) -> Inlines:
    """The level and its period: "55, YE Jun 2019"; the period alone where the level was not published."""
    if kpi.baseline is None:
        return join(NONE)
    period = parse(kpi.baseline.period)
    assessment = desk.assessment(kpi.id)
    if assessment is None or assessment.baseline is None:
        return join(short(period))
    return level(desk, assessment, assessment.baseline)


def level(desk: Desk, assessment: Assessment, figure: Figure) -> Inlines:
    number = desk.cited.number(figure, assessment.measure, assessment.kpi.decimals, style="table")
    return join(QUALIFIERS[figure.qualifier], number, f", {_when(figure.id.period)}")


def _when(period: Period) -> str:
    return "period not stated" if period.kind == "not-stated" else short(period)


def target(desk: Desk, kpi: Kpi) -> Inlines:
    """The level to reach; else in words what keeps the promise."""
    assessment = desk.assessment(kpi.id)
    if kpi.target is not None and assessment is not None:
        which, written = side(kpi.target)
        by = f", by {words(parse(kpi.target.by))}" if kpi.target.by else ""
        before = {"at_least": "at least", "at_most": "at most", "over": "more than"}
        said = before.get(which, f"{fewer(assessment.measure.unit)} than")
        return join(f"{said} ", _target_number(desk, assessment, written), by)
    return join(promised(desk, kpi))


def promised(desk: Desk, kpi: Kpi) -> str:
    """What keeps a promise that names no level."""
    if kpi.measure is None and _has_parts(desk, kpi):
        return BY_PARTS
    match kpi.kind:
        case "trajectory":
            way = "better" if kpi.polarity == "neither" else kpi.polarity
            return f"{way} than the baseline"
        case "maintain" if kpi.baseline is not None:
            held = {"higher": "not to fall", "lower": "not to rise", "neither": "not to move"}
            return held[kpi.polarity]
        case "maintain":
            return "to be kept up"
        case "monitor":
            return NONE if kpi.polarity == "neither" else f"none, but {kpi.polarity} is better"
        case "deliverable":
            return "to be done"
        case _:
            return "none yet"


def latest(desk: Desk, kpi: Kpi) -> Inlines:
    """The current level and its period, or that none was published, or what is awaited."""
    assessment = desk.assessment(kpi.id)
    if assessment is None:
        return join(f"in development; it awaits {kpi.awaits}" if kpi.awaits else NOT_PUBLISHED)
    if assessment.current.value is None:
        return join(_lacking(assessment.current))
    return level(desk, assessment, assessment.current)


def _lacking(figure: Figure) -> str:
    return NOT_GIVEN if figure.status == "suppressed" else NOT_PUBLISHED


def change(desk: Desk, kpi: Kpi) -> Inlines:
    """The change with its sign and its meaning; one published without its levels says so, with its period."""
    assessment = desk.assessment(kpi.id)
    if assessment is None or assessment.change is None or assessment.change.value is None:
        ends = () if assessment is None else (assessment.current, assessment.change)
        return join(
            next((_lacking(one) for one in ends if one is not None and one.status == "suppressed"), NOT_PUBLISHED)
        )
    published = f"; as published, {_when(assessment.period)}" if assessment.current.value is None else ""
    return join(desk.signed(assessment), f", {meaning(assessment)}{published}")
