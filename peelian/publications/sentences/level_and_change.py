"""Level and change: "In the year ending March 2026, 300,418 offences were recorded, an 8.5% reduction compared
with the baseline figure of 328,153 in the year ending March 2024." A published change without its ends is said
as a change; a change inside the printed band is called stable."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.lacking import not_available


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for each KPI named."""
    return phrases.spaced(*(one(desk, kpi) for kpi in say.kpis))


def one(desk: Desk, kpi: str, opening: str = "") -> Inlines:
    """The sentence of one KPI, after an opening such as "In contrast, "."""
    assessment = desk.assessment(kpi)
    if assessment is None:
        return sentence(opening, desk.kpis[kpi].title, " has no figure yet")
    if assessment.current.value is None and assessment.change is None:
        return sentence(opening, not_available(desk, assessment))
    if assessment.current.value is None:
        return sentence(opening, change_alone(desk, assessment))
    opening += desk.opening(assessment.period)
    told = sentence(opening, _level(desk, assessment, bool(opening)))
    return phrases.spaced(told, phrases.against_target(desk, [assessment], named=False))


def _level(desk: Desk, assessment: Assessment, opened: bool) -> Inlines:
    if assessment.meaning == "stable" and not phrases.almost_unchanged(desk, assessment):
        value = phrases.bare(desk, assessment, assessment.current)
        held = f"{phrases.subject_of(desk, assessment)} remained stable at "
        return join(held, value, phrases.stable_clause(desk, assessment))
    return join(phrases.level_clause(desk, assessment, opened=opened), tail(desk, assessment))


def tail(desk: Desk, assessment: Assessment) -> Inlines:
    """The part after the level: the change and what it is compared with; empty where there is no change."""
    compared = phrases.compared_clause(desk, assessment)
    if assessment.direction == "unknown":
        if assessment.baseline is not None:
            return join(", ", compared)
        return ()
    if assessment.direction == "same":
        return join(", no change ", compared)
    if assessment.measure.unit == "grade":
        assert assessment.change is not None
        desk.cited.rests_on(assessment.change)
        return join(", ", phrases.moved(assessment), " ", phrases.from_baseline(desk, assessment) or compared)
    if phrases.almost_unchanged(desk, assessment):
        return join(", almost unchanged ", phrases.from_baseline(desk, assessment) or compared)
    return join(", ", phrases.change_clause(desk, assessment), " ", compared)


def change_alone(desk: Desk, assessment: Assessment) -> Inlines:
    """A change printed without its level: "recorded offences rose by 4.4% in … compared with …"."""
    words = assessment.measure.words
    opening = f"{words.subject}{phrases.where(desk, assessment)} "
    compared = phrases.compared_clause(desk, assessment)
    when = desk.opening(assessment.period)
    if assessment.direction == "same":
        return join(when, opening, "did not change ", compared)
    if assessment.measure.unit == "grade":
        return join(when, opening, f"{phrases.moved(assessment)} ", compared)
    if phrases.almost_unchanged(desk, assessment):
        return join(when, opening, f"{phrases.be(assessment)} almost unchanged ", compared)
    if assessment.meaning == "stable":
        return join(when, opening, "remained stable", phrases.stable_clause(desk, assessment))
    verb = "rose" if assessment.direction == "up" else "fell"
    return join(when, opening, f"{verb} by ", phrases.size(desk, assessment), " ", compared)
