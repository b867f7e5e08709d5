"""From one level to another: "The median time … improved from 12 minutes and 44 seconds in the year ending March
2024 to 9 minutes and 43 seconds in the year ending March 2026, a 23.7% reduction." """

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.periods import words
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import sentence
from peelian.publications.sentences import level_and_change, phrases
from peelian.publications.sentences.desk import Desk, preposed


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for each KPI; one whose baseline is not known is said as level and change."""
    return phrases.spaced(*(_one(desk, kpi) for kpi in say.kpis))


def _one(desk: Desk, kpi: str) -> Inlines:
    assessment = desk.assessment(kpi)
    if assessment is None or assessment.baseline is None or assessment.current.value is None:
        return level_and_change.one(desk, kpi)
    if assessment.since is None or assessment.since.kind == "not-stated":
        return level_and_change.one(desk, kpi)
    return phrases.spaced(_moved(desk, assessment), phrases.against_target(desk, [assessment], named=False))


def _moved(desk: Desk, assessment: Assessment) -> Inlines:
    assert assessment.since is not None
    assert assessment.baseline is not None
    subject = assessment.measure.words.subject + phrases.where(desk, assessment)
    old = phrases.amount(desk, assessment, assessment.baseline)
    new = phrases.bare(desk, assessment, assessment.current)
    since, now = preposed(assessment.since), preposed(assessment.period)
    mark = phrases.mark(assessment, assessment.current)
    desk.speak_of(assessment.period)
    if assessment.direction == "same":
        return sentence(
            f"{subject} {phrases.be(assessment)} ",
            new,
            f" {now}{mark}, unchanged from {words(assessment.since)}",
        )
    if phrases.almost_unchanged(desk, assessment):
        be = phrases.be(assessment)
        return sentence(f"{subject} {be} ", new, f" {now}{mark}, almost unchanged from ", old, f" {since}")
    if assessment.meaning == "stable":
        return sentence(f"{subject} remained stable at ", new, f" {now}", phrases.stable_clause(desk, assessment))
    verb = phrases.moved(assessment)
    if assessment.measure.unit == "grade":
        assert assessment.change is not None
        desk.cited.rests_on(assessment.change)
        return sentence(f"{subject} {verb} from ", old, f" {since} to ", new, f" {now}{mark}")
    size = phrases.change_clause(desk, assessment)
    return sentence(f"{subject} {verb} from ", old, f" {since} to ", new, f" {now}{mark}, ", size)
