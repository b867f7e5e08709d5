"""Sentence forms: one module each, one line each in `FORMS`. A form turns KPIs into words by rule."""

from collections.abc import Callable

from peelian.plan.publication import Form, Say
from peelian.publications.blocks import Inlines
from peelian.publications.sentences import (
    areas,
    baseline_rule,
    changes,
    contrast,
    contributions,
    from_to,
    in_development,
    level,
    level_and_change,
    levels,
    moved_areas,
    parts,
    peers,
    process,
    ranked_areas,
    ratios,
    split,
)
from peelian.publications.sentences.desk import Desk

FORMS: dict[Form, Callable[[Desk, Say], Inlines]] = {
    "level-and-change": level_and_change.compose,
    "from-to": from_to.compose,
    "level": level.compose,
    "levels": levels.compose,
    "changes": changes.compose,
    "parts": parts.compose,
    "ranked-areas": ranked_areas.compose,
    "moved-areas": moved_areas.compose,
    "ratios": ratios.compose,
    "split": split.compose,
    "contrast": contrast.compose,
    "in-development": in_development.compose,
    "baseline-rule": baseline_rule.compose,
    "process": process.compose,
    "process-paragraph": process.compose_paragraph,
    "areas": areas.compose,
    "contributions": contributions.compose,
    "peers": peers.compose,
}

DURATIONS = ("seconds", "days", "working days", "months")


def compose(desk: Desk, say: Say) -> Inlines:
    """The sentence of this form; where none is named, the one that fits the first KPI."""
    told = FORMS[say.form or fitting(desk, say)](desk, say)
    desk.said(say.kpis)
    return told


def fitting(desk: Desk, say: Say) -> Form:
    """The form an author would choose: times go from-to, several KPIs are listed, one has level and change."""
    if not say.kpis:
        return "baseline-rule"
    if desk.kpis[say.kpis[0]].kind == "in-development":
        return "in-development"
    if len(say.kpis) > 1:
        return "changes"
    assessment = desk.assessment(say.kpis[0])
    if assessment is None:
        return "in-development"
    if assessment.since is None:
        return "level"
    return "from-to" if assessment.measure.unit in DURATIONS and assessment.baseline else "level-and-change"
