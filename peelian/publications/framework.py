"""The framework paper: who promises what, measured how, against what, and what follows.

A chapter for each priority of the plan, its groups as headings and a table of KPIs under each; before them
how many KPIs there are of each kind, behind them the definitions and the notes every publication has.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from peelian.figures.book import Figures
from peelian.plan.model import Commitment, Group, Plan, Priority, kpis_of
from peelian.plan.publication import Chapter, Publication
from peelian.publications import office
from peelian.publications.appendix import appendices
from peelian.publications.blocks import (
    Block,
    Bullets,
    Heading,
    Inlines,
    Paragraph,
)
from peelian.publications.citing import join, sentence
from peelian.publications.commentary import Commentary
from peelian.publications.definitions import definitions
from peelian.publications.framework_tables import group_table, kinds_table, national_table, sourced
from peelian.publications.paragraphs import Composed, Counters, composed, paragraph_blocks
from peelian.publications.placing import chapters, unplaced, words_for
from peelian.publications.sentences.desk import Desk

Said = Callable[[str | None], list[Block]]
"""The paragraphs that stand under the heading of a group, by its id; those of no group by None."""


def compose(plan: Plan, publication: Publication, figures: Figures, commentary: Mapping[str, Commentary]) -> Composed:
    """The paper of this publication. `commentary` is by chapter id; priorities it does not name follow."""
    desk = Desk(plan, publication, figures)
    ids = [priority.id for priority in plan.priorities]
    desk.findings.extend(unplaced(publication, ids, commentary))
    counters = Counters()
    blocks = _summary(desk, counters)
    for index, chapter in enumerate(chapters(publication, ids), start=2):
        words = words_for(chapter, publication, commentary)
        blocks += _chapter(desk, chapter, str(index), words, counters)
    defined = definitions(desk)
    blocks += defined
    blocks += _numbered(appendices(desk), first=2 if defined else 1)
    return composed(desk, plan, publication, blocks, counters)


def _summary(desk: Desk, counters: Counters) -> list[Block]:
    plan = desk.plan.file
    who = sentence(
        f"{office.named(plan.body)} makes these promises for the term of office {office.term(plan)}, and"
        f" {office.named(plan.force)} is held to account by them"
    )
    how = sentence(
        "each promise is a key performance indicator (KPI) of one kind; where one sentence of the plan holds"
        " several promises or a list, each of them is counted as a part of a KPI"
    )
    return [
        Heading(1, "At a glance", "at-a-glance", "1"),
        Paragraph(join(who, office.ending(plan)), "1.1", "p-1.1"),
        Paragraph(how, "1.2", "p-1.2"),
        kinds_table(list(desk.kpis.values())),
    ]


def _chapter(desk: Desk, chapter: Chapter, number: str, words: Commentary, counters: Counters) -> list[Block]:
    priority = next((p for p in desk.plan.priorities if p.id == chapter.priority), None)
    title = chapter.title or (priority.title if priority else chapter.id)
    blocks: list[Block] = [Heading(1, title, chapter.id, number)]
    count = itertools.count(1)
    if priority is not None and (about := _about(priority)):
        place = f"{number}.{next(count)}"
        blocks.append(Paragraph(about, place, f"p-{place}"))

    def said(group: str | None) -> list[Block]:
        """The paragraphs that stand under the heading of this group; those of none stand above all groups."""
        specs = [spec for spec in chapter.paragraphs if spec.group == group]
        each = (paragraph_blocks(desk, spec, f"{number}.{next(count)}", words, counters) for spec in specs)
        return [block for written in each for block in written]

    blocks += said(None)
    if priority is not None:
        blocks += _priority(desk, priority, said, counters)
    return blocks


def _about(priority: Priority) -> Inlines:
    """Its number in the plan, which is not that of the chapter, and what the plan says of it as a whole."""
    placed = sentence(f"chapter {priority.number} of the plan") if priority.number else ()
    return join(placed, " " if placed and priority.about else "", priority.about or "")


def _priority(desk: Desk, priority: Priority, said: Said, counters: Counters) -> list[Block]:
    blocks = _commitments(priority.commitments)
    if priority.kpis:
        blocks.append(group_table(desk, priority.kpis, counters.table()))
    for group in priority.groups:
        blocks += _group(desk, group, (priority.id,), said, counters)
    proxies = [kpi for kpi in kpis_of(priority) if kpi.stands_for]
    if proxies:
        heading = Heading(2, "Local and national measures", f"{priority.id}-local-and-national")
        blocks += [heading, national_table(desk, proxies, counters.table())]
    return blocks


def _group(desk: Desk, group: Group, above: tuple[str, ...], said: Said, counters: Counters) -> list[Block]:
    """A heading, its paragraphs, the promises, the table, the groups inside. A third level shares the second's."""
    id = "-".join((*above, group.id))
    blocks: list[Block] = [Heading(2 if len(above) == 1 else 3, group.title, id)]
    blocks += said(group.id)
    blocks += _commitments(group.commitments)
    if group.kpis:
        blocks.append(group_table(desk, group.kpis, counters.table()))
    for inner in group.groups:
        blocks += _group(desk, inner, (*above, group.id), said, counters)
    return blocks


def _commitments(commitments: Sequence[Commitment]) -> list[Block]:
    """The promises as the plan writes them, with their number there and who answers for them; where it writes them."""
    items = tuple(
        join(f"{one.number}: " if one.number else "", one.text, f" (led by {one.lead})" if one.lead else "")
        for one in commitments
    )
    source = sourced([one.source for one in commitments])
    return [*([Bullets(items)] if items else []), *([Paragraph(source)] if source else [])]


def _numbered(blocks: Sequence[Block], first: int) -> Iterator[Block]:
    """The appendices counted on from what stands before them."""
    number = first
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            block = replace(block, number=f"Appendix {number}")
            number += 1
        yield block
