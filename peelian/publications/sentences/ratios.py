"""Ratios of rates: "The rate for one group was 1.9 times that for the reference group, for another 3.5 times …".

"Times the rate" and never "times more likely": a ratio of rates is no personal probability."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.measures.model import Ratio
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines, Text
from peelian.publications.citing import join, listed, sentence
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label, lowered


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for the ratios of one measure; a KPI for each group, its title naming the group."""
    assessments = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    if not assessments:
        return ()
    first = assessments[0]
    against = f" that for {_reference(first)}"
    items = []
    for assessment in assessments:
        value = desk.level(assessment, assessment.current)
        low, high = (desk.figures.find(assessment.current.id.of(s)) for s in ("low", "high"))
        interval: Inlines = ()
        if low.value is not None and high.value is not None:
            interval = join(" (95% interval ", desk.level(assessment, low), " to ", desk.level(assessment, high), ")")
        times = "" if isinstance(value, Text) else " times"
        was, that = (" was", against) if assessment is first else ("", "")
        items.append(join(f"for {lowered(assessment.kpi.title)}{was} ", value, times, that, interval))
    return sentence(f"{desk.opening(first.period)}{label(desk, first)} ", listed(items))


def _reference(assessment: Assessment) -> str:
    """The group the rates are compared with, as the measure's words name it, else by its reference."""
    spec = assessment.measure.compute
    named = assessment.measure.words.noun
    return named or (f"{spec.reference.capitalize()} people" if isinstance(spec, Ratio) else "the rest")
