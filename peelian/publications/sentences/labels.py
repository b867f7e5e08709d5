"""How a KPI is named inside a list of them."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
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
