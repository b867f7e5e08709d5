"""How a KPI is named inside a list of them, and a part of a measure that has no KPI of its own."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.figures.ids import FigureId
from peelian.publications.sentences.desk import Desk

ETHNIC_GROUPS = ("Arab", "Asian", "Black", "Chinese", "Gypsy", "Irish", "Mixed", "Roma", "White")
"""Names that keep their capital inside a sentence, as the ethnic groups of the census are written (ONS)."""


def label(desk: Desk, assessment: Assessment) -> str:
    """The measure's second name if it has one, else its subject; a part of a measure is named by its KPI."""
    if assessment.kpi.breakdown:
        return lowered(assessment.kpi.title)
    return assessment.measure.words.also or assessment.measure.words.subject


def lowered(title: str) -> str:
    """The title for the middle of a sentence: "Share on time" becomes "share on time"; "ASB" stays."""
    first = title.split(" ")[0]
    keeps = sum(c.isupper() for c in first) > 1 or any(c.isdigit() for c in first) or first in ETHNIC_GROUPS
    return title if keeps else title[:1].lower() + title[1:]


def part_named(desk: Desk, id: FigureId) -> str:
    """The part of a measure that a figure is of: its KPI's title, else what its values are called; "" for a whole."""
    kpis = (
        k for k in desk.kpis.values() if k.measure == id.measure and tuple(sorted(k.breakdown.items())) == id.breakdown
    )
    kpi = next(kpis, None) if id.breakdown else None
    if kpi is not None:
        return kpi.title
    return ", ".join(_value_named(desk, id.measure, dimension, value) for dimension, value in id.breakdown)


def _value_named(desk: Desk, measure: str, dimension: str, value: str) -> str:
    """As the measure labels it, else as its publisher writes it, else its id in words."""
    if value in desk.plan.measures[measure].labels:
        return desk.plan.measures[measure].labels[value]
    computed = desk.figures.computed
    written = computed.label(measure, dimension, value) if computed is not None else value
    words = written if written != value else value.replace("-", " ")
    return words[:1].upper() + words[1:]
