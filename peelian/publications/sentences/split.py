"""Answers to one question: "64.0% were satisfied, 30.0% dissatisfied and 6.0% neither." """

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered


def compose(desk: Desk, say: Say) -> Inlines:
    """The shares in the order they are named, with the number of answers where it is known."""
    assessments = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    yet = phrases.without_figures(desk, say.kpis)
    if not assessments:
        return yet
    first = assessments[0]
    known = [a for a in assessments if a.current.value is not None]
    items = [
        (join(phrases.bare(desk, a, a.current), f" {lowered(a.kpi.title)}"), phrases.mark(a, a.current)) for a in known
    ]
    base = desk.figures.find(first.current.id.of("base"))
    asked: Inlines = ()
    if base.value is not None:
        asked = join(" of ", desk.cited.number(base, first.measure, 0), " answers")
    opening = join(desk.opening(first.period), first.measure.words.subject, asked, ": ")
    missing = [
        sentence(f"the share of the answer {lowered(a.kpi.title)} was not available")
        for a in assessments
        if a not in known
    ]
    targets = phrases.against_target(desk, known)
    return phrases.spaced(sentence(opening, phrases.all_marked(items)) if items else (), targets, *missing, yet)
