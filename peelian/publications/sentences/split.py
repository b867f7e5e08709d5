"""Shares of a whole: "64.0% of victims were satisfied and 36.0% dissatisfied", "Of these, 83.0% were online"."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
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
    known = [a for a in assessments if a.current.value is not None]
    missing = [
        sentence(f"the share of the answer {lowered(a.kpi.title)} was not available")
        for a in assessments
        if a not in known
    ]
    told = _told(desk, say, known) if known else ()
    return phrases.spaced(told, phrases.against_target(desk, known), *missing, yet)


def _told(desk: Desk, say: Say, known: list[Assessment]) -> Inlines:
    """ "In March 2026, 64.0% of the 1,250 victims were satisfied and …"; no sentence starts with a digit."""
    first = known[0]
    whole = join("of these") if desk.just_said(say.whole) else _whole(desk, first)
    opening = desk.opening(first.period) if whole != join("of these") else ""
    be = f" {phrases.be(first)} "
    shares = [(phrases.bare(desk, a, a.current), a) for a in known]
    items = []
    for share, one in shares:
        after = join(" ", whole, be) if opening and one is first else join(be if one is first else " ")
        items.append((join(share, after, lowered(one.kpi.title)), phrases.mark(one, one.current)))
    return sentence(*([opening] if opening else [whole, ", "]), phrases.all_marked(items))


def _whole(desk: Desk, first: Assessment) -> Inlines:
    """ "of victims in the survey", with their number where it is known."""
    base = desk.figures.find(first.current.id.of("base"))
    asked = ("the ", desk.cited.number(base, first.measure, 0), " ") if base.value is not None else ()
    return join("of ", *asked, first.measure.words.subject)
