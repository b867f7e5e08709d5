"""The scorecard: a page for each priority with a row for each KPI, now and then, its months, what they say.

For the whole plan, or for one area: then every KPI is asked of that area, and those it has no figure of are listed with
the reason. A first page counts how the KPIs moved and what their latest months say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from peelian.figures.book import Figures
from peelian.periods import parse, words
from peelian.plan.model import Plan, Priority, area_named
from peelian.plan.of_area import of_area
from peelian.plan.publication import Publication
from peelian.publications import scorecard_cells as cells
from peelian.publications.appendix import appendices
from peelian.publications.blocks import Block, Column, Heading, Inlines, Paragraph, Sheet, Table
from peelian.publications.citing import because, sentence
from peelian.publications.commentary import Commentary
from peelian.publications.paragraphs import Composed, Counters, composed
from peelian.publications.placing import unplaced
from peelian.publications.scorecard_scores import Score, scores
from peelian.publications.scorecard_summary import summary
from peelian.publications.sentences.desk import Desk

LEFT_OUT = ("in-development", "how-we-got-these-numbers")
"""Appendices a scorecard does not have: its rows say what is in development; the trace of each number has its sum."""


def compose(plan: Plan, publication: Publication, figures: Figures, commentary: Mapping[str, Commentary]) -> Composed:
    """The scorecard. It has no place for an author's words: a file of them is a finding."""
    desk = Desk(of_area(plan, publication.area), publication, figures)
    desk.findings.extend(unplaced(publication, (), commentary))
    counters = Counters()
    chosen = _chosen(desk.plan, publication)
    told = {priority.title: scores(desk, priority) for priority in chosen}
    blocks = summary(desk, told)
    for number, priority in enumerate(chosen, start=2):
        blocks.append(_sheet(desk, priority, told[priority.title], str(number), counters))
    blocks += appendices(desk, leave_out=LEFT_OUT)
    made = composed(desk, plan, publication, blocks, counters)
    return replace(made, scores=tuple(score for scores in told.values() for score in scores))


def _chosen(plan: Plan, publication: Publication) -> Sequence[Priority]:
    by_id = {priority.id: priority for priority in plan.priorities}
    return [by_id[id] for id in publication.priorities] if publication.priorities else plan.priorities


def _sheet(desk: Desk, priority: Priority, told: Sequence[Score], number: str, counters: Counters) -> Sheet:
    blocks: list[Block] = [Heading(1, priority.title, priority.id, number)]
    shown = [score for score in told if score.away is None]
    away = [score for score in told if score.away is not None]
    if shown:
        blocks.append(_table(desk, shown, counters.table()))
    if away:
        blocks.append(_away(desk, away))
    if not told:
        blocks.append(Paragraph(sentence("the plan has no KPI under this priority")))
    return Sheet(tuple(blocks))


def _table(desk: Desk, shown: Sequence[Score], label: str) -> Table:
    """A row for each KPI. Where none has months, the columns that speak of them are left out."""
    charted = any(score.process is not None for score in shown)
    titles = ("KPI", "Now", "Then", "Change", "Target", "Variation", "Assurance", "Months", "In words")
    of_months = ("Variation", "Assurance", "Months")
    kept = [title for title in titles if charted or title not in of_months]
    rows = []
    for score in shown:
        row = dict(zip(titles, _row(desk, score), strict=True))
        rows.append(tuple(row[title] for title in kept))
    period = words(parse(desk.publication.period))
    caption = f"KPIs now ({period}, unless another period is named) and then"
    columns = tuple(Column(title) for title in kept)
    return Table(caption, columns, tuple(rows), _id(label), label, cells.key(shown), _groups(shown))


def _row(desk: Desk, score: Score) -> tuple[Inlines, ...]:
    return (
        cells.kpi(desk, score),
        cells.now(desk, score),
        cells.then(desk, score),
        cells.change(desk, score),
        cells.target(desk, score),
        cells.variation(score),
        cells.assurance(desk, score),
        cells.months(desk, score),
        score.words,
    )


def _groups(shown: Sequence[Score]) -> tuple[tuple[int, str], ...]:
    """A heading above the first row of each group; KPIs of none come first in the plan."""
    found = []
    for place, score in enumerate(shown):
        if score.group and (place == 0 or shown[place - 1].group != score.group):
            found.append((place, score.group))
    return tuple(found)


def _away(desk: Desk, away: Sequence[Score]) -> Table:
    """The KPIs the area has no figure of, each with the reason."""
    name = area_named(desk.plan, desk.publication.area or "").name
    rows = tuple((cells.kpi(desk, score), sentence(because(score.away or ""))) for score in away)
    columns = (Column("KPI"), Column("Why"))
    return Table(f"KPIs without a figure for {name}", columns, rows, f"away-{away[0].priority.id}")


def _id(label: str) -> str:
    return label.lower().replace(" ", "-")
