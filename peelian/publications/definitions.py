"""The definitions of a plan's measures as an appendix: what is counted, in which unit, by whom."""

from __future__ import annotations

from peelian.measures.model import Measure
from peelian.publications.blocks import Block, Heading, Inline, Inlines, Link, Paragraph, Strong, Text
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk

UNITS_IN_WORDS = {
    "count": "a number",
    "percent": "per cent",
    "pp": "percentage points",
    "GBP": "pounds",
    "ratio": "a ratio",
    "per 1,000": "for every thousand",
    "per 100,000": "for every hundred thousand",
    "FTE": "full-time equivalents",
    "headcount": "people",
    "score": "a score",
    "index": "an index",
    "rank": "a rank",
    "grade": "a grade",
}


def definitions(desk: Desk) -> list[Block]:
    """Every measure a KPI is measured by or stands for, by title; `measure-ID` is the place to link to."""
    used = {id for kpi in desk.kpis.values() for id in (kpi.measure, *kpi.stands_for) if id is not None}
    measures = [desk.plan.measures[id] for id in used if id in desk.plan.measures]
    if not measures:
        return []
    in_order = sorted(measures, key=lambda m: (m.title.casefold(), m.id))
    return [Heading(1, "Definitions", "definitions", "Appendix 1"), *(_definition(m) for m in in_order)]


def _definition(measure: Measure) -> Paragraph:
    unit = UNITS_IN_WORDS.get(measure.unit, measure.unit)
    source = "; ".join(part for part in (measure.source, measure.system) if part) or "not stated"
    parts: list[str | Inline | Inlines] = [
        (Strong((Text(f"{measure.title}."),)),),
        f" {measure.definition} Given as: {unit}. Source: {source}.",
        *(f" {caveat}" for caveat in measure.caveats),
    ]
    if measure.link:
        parts += [" ", (Link((Text(measure.page or "Published definition"),), measure.link),), "."]
    return Paragraph(join(*parts), None, f"measure-{measure.id}")
