"""Ratios of rates: "The rate for one group was 1.9 times that for the reference group, for another 3.5 times …".

"Times the rate" and never "times more likely": a ratio of rates is no personal probability."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for the ratios of one measure; a KPI for each group, its title naming the group."""
    assessments = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    yet = phrases.without_figures(desk, say.kpis)
    if not assessments:
        return yet
    first = assessments[0]
    subject = first.measure.words.also or first.measure.words.subject
    against = f" that for {phrases.reference(first)}"
    items = []
    for assessment in assessments:
        value = phrases.bare(desk, assessment, assessment.current)
        was = " was" if assessment is first else ""
        said = value
        if assessment.current.value is not None:
            said = join(value, f" times{against}", _interval(desk, assessment))
            against = ""  # the group compared with is named once
        named = join(f"for {lowered(assessment.kpi.title)}{was} ", said)
        items.append((named, phrases.mark(assessment, assessment.current)))
    told = sentence(f"{desk.opening(first.period)}{subject} ", phrases.all_marked(items))
    return phrases.spaced(told, phrases.against_target(desk, assessments), yet)


def _interval(desk: Desk, assessment: Assessment) -> Inlines:
    low, high = (desk.figures.find(assessment.current.id.of(statistic)) for statistic in ("low", "high"))
    if low.value is None or high.value is None:
        return ()
    return join(" (95% interval ", desk.level(assessment, low), " to ", desk.level(assessment, high), ")")
