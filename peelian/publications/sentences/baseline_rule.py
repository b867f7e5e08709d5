"""Which period the paper covers and what it is compared with, from the publication itself."""

from __future__ import annotations

from collections import Counter

from peelian.periods import parse, words
from peelian.plan.model import Kpi
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences.desk import Desk

ROUNDED = (
    "changes are computed before rounding, so they may differ in the last digit from the difference of the rounded"
    " figures"
)


def compose(desk: Desk, say: Say) -> Inlines:
    """The rule, and that a KPI that differs says so itself."""
    period = parse(desk.publication.period)
    covers = sentence(f"unless it is stated otherwise, figures cover {words(period)}{_days(desk.publication.period)}")
    return join(covers, " ", _compared(desk), " ", _stable())


def _days(text: str) -> str:
    period = parse(text)
    if period.first is None or period.last is None or period.kind in ("at", "range"):
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (period.first, period.last))
    return f" ({first} to {last})"


def _compared(desk: Desk) -> Inlines:
    if desk.publication.compare == "preceding":
        return sentence("they are compared with the period of the same length just before")
    stated = [kpi.baseline.period for kpi in _spoken_of(desk) if kpi.baseline and kpi.baseline.period != "not-stated"]
    if not stated:
        return sentence("each measure is compared with a baseline of its own")
    (usual, times), *_ = Counter(stated).most_common(1)
    named = words(parse(usual))
    if times == len([kpi for kpi in _spoken_of(desk) if kpi.baseline]):
        return sentence(f"all are compared with the same baseline, {named}")
    share = "most" if 2 * times > len(stated) else "more of them than any other"
    return sentence(
        f"each is compared with its own baseline, which is {named} for {share}; where it differs, the text says so"
    )


def _spoken_of(desk: Desk) -> list[Kpi]:
    """The KPIs the publication speaks of; those of the plan where it names none."""
    named = {
        kpi
        for chapter in desk.publication.chapters
        for paragraph in chapter.paragraphs
        for kpi in (
            *(kpi for say in paragraph.say for kpi in say.kpis),
            *(paragraph.table.kpis if paragraph.table else ()),
        )
    }
    return [kpi for kpi in desk.kpis.values() if kpi.id in named or not named]


def _stable() -> Inlines:
    return sentence(
        "a change smaller than one per cent, or one percentage point for shares, is called stable unless a table"
        " says otherwise"
    ) + join(" ", sentence(ROUNDED))
