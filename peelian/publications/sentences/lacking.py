"""What is said where there is no number: why, never a zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelian.assess.kpi import Assessment
from peelian.figures.model import HELD_BACK, Figure
from peelian.publications.blocks import Inlines
from peelian.publications.citing import because, join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk, preposed
from peelian.publications.sentences.labels import lowered
from peelian.quantities import NoValue, in_words

GIVEN = HELD_BACK.removeprefix("not ")
"""Of what nothing is: "no level by district is given out, to protect small numbers"."""


def not_available(desk: Desk, assessment: Assessment) -> Inlines:
    """The sentence's core where there is no value, or no value to compare it with: the reason.

    What is held back may be no small number itself, so that its reason is one for all of them.
    """
    figure = _lacking(assessment)
    reason = figure.quantity.reason if isinstance(figure.quantity, NoValue) else "not known"
    named = _named(assessment, figure) + phrases.where(desk, assessment)
    when = "" if figure.id.period.kind == "not-stated" else f" {preposed(figure.id.period)}"
    plural = assessment.measure.words.plural and not assessment.kpi.breakdown
    if reason == HELD_BACK:
        return join(f"{named}{when} {'are' if plural else 'is'} {reason}")
    return join(f"{named} {'were' if plural else 'was'} not available{when}: ", because(reason))


def sentences(desk: Desk, assessments: Sequence[Assessment]) -> list[Inlines]:
    """A sentence for each of them; one for all parts of one period that are held back."""
    told: list[Inlines] = []
    held: dict[tuple[object, object], list[Assessment]] = {}
    for assessment in assessments:
        figure = _lacking(assessment)
        if assessment.kpi.breakdown and figure is assessment.current and is_held_back(figure):
            held.setdefault((figure.id.area, figure.id.period), []).append(assessment)
        else:
            told.append(sentence(not_available(desk, assessment)))
    return [*(sentence(_together(desk, those)) for those in held.values()), *told]


def held_back(figures: Iterable[Figure]) -> str:
    """What follows a sentence about several areas of which some are not in it: how many are held back."""
    number = sum(map(is_held_back, figures))
    if not number:
        return ""
    return f"; {in_words(number)} more {'is' if number == 1 else 'are'} {HELD_BACK}"


def _together(desk: Desk, those: Sequence[Assessment]) -> Inlines:
    first = those[0]
    if len(those) == 1:
        return not_available(desk, first)
    *names, last = (lowered(one.kpi.title) for one in those)
    when = "" if first.period.kind == "not-stated" else f" {preposed(first.period)}"
    listed = f"{', '.join(names)} and {last}"
    return join(f"the figures for {listed}{phrases.where(desk, first)}{when} are {HELD_BACK}")


def _lacking(assessment: Assessment) -> Figure:
    """The level that is not known: the current one, else the one it is compared with."""
    if assessment.current.value is not None and assessment.baseline is not None and assessment.baseline.value is None:
        return assessment.baseline
    return assessment.current


def is_held_back(figure: Figure) -> bool:
    """Whether it is there and not given out, or made of one that is not, to protect small numbers."""
    return isinstance(figure.quantity, NoValue) and figure.quantity.reason == HELD_BACK


def _named(assessment: Assessment, figure: Figure) -> str:
    if assessment.kpi.breakdown:
        return f"the figure for {lowered(assessment.kpi.title)}"
    return assessment.measure.words.subject
