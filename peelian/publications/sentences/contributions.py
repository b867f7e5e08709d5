"""Which parts make a level, how few make half of it, and which made its change: areas of a level, or a breakdown."""

from __future__ import annotations

from fractions import Fraction

from peelian.assess.kpi import Assessment
from peelian.figures.model import Figure
from peelian.figures.parts import parts_by
from peelian.periods import Period
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.amounts import tied
from peelian.publications.sentences.axes import Split, called, split
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label
from peelian.quantities import NoValue
from peelian.signals.words.contributions import Level, contributions
from peelian.signals.words.movement import MOST_NAMED


def compose(desk: Desk, say: Say) -> Inlines:
    """The `top` parts of the KPI's level, the fewest that make half, and what made the change from its baseline."""
    assessment = desk.assessment(say.kpis[0])
    if assessment is None:
        return phrases.without_figures(desk, say.kpis)
    axis = say.by or say.level or ""
    whole = assessment.current.id
    ids = parts_by(desk.figures.ground, whole, axis)
    parts_called = called(desk, assessment, axis)
    if not ids:
        return sentence(f"no {parts_called.many} of {label(desk, assessment)} are published")
    parts = split(desk, whole, axis, ids, f"what lies in no {parts_called.one}")
    told = contributions(
        _whole_called(desk, assessment),
        _level(desk, parts, whole.period),
        parts_called,
        before=_before(desk, parts, assessment),
        rest=parts.rest,
        most=say.top or MOST_NAMED,
    )
    shown = [desk.figures.find(id.at(whole.period)) for id in (whole, *ids)]
    return phrases.spaced(*(tied(desk, whole, said, parts.meant) for said in told), phrases.caveats(assessment, shown))


def _whole_called(desk: Desk, assessment: Assessment) -> str:
    """What "was 1,204" can be said of: of things in the plural, their number."""
    words = assessment.measure.words
    if words.plural and not assessment.kpi.breakdown:
        return f"the number of {assessment.measure.counted or words.subject}{phrases.where(desk, assessment)}"
    return phrases.subject_of(desk, assessment).rstrip(",")


def _before(desk: Desk, parts: Split, assessment: Assessment) -> Level | None:
    """The level that the KPI is compared with; None where it is not known, or none of its parts is."""
    since = assessment.since
    if since is None or since.kind == "not-stated" or assessment.baseline is None:
        return None
    level = _level(desk, parts, since)
    return level if any(isinstance(value, Fraction) for value in level.parts.values()) else None


def _level(desk: Desk, parts: Split, period: Period) -> Level:
    figures = {name: desk.figures.find(id.at(period)) for name, id in parts.parts.items()}
    whole = desk.figures.find(parts.whole.at(period))
    desk.cited.chosen_by(figures.values())
    return Level(period, _known(whole), {name: _known(figure) for name, figure in figures.items()})


def _known(figure: Figure) -> Fraction | NoValue:
    return figure.quantity if isinstance(figure.quantity, NoValue) else figure.quantity.value
