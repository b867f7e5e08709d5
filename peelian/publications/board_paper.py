"""The board paper: numbered paragraphs by chapter, sentences composed from the figures, the author's words after
them, tables and charts in their places, and appendices that let a reader check every number."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.figures.book import Figures
from peelian.plan.model import Plan
from peelian.plan.publication import Chapter, Publication
from peelian.publications.appendix import appendices
from peelian.publications.blocks import Block, Heading
from peelian.publications.commentary import Commentary
from peelian.publications.paragraphs import Composed, Counters, composed, paragraph_blocks
from peelian.publications.placing import unplaced, words_for
from peelian.publications.sentences.desk import Desk


def compose(plan: Plan, publication: Publication, figures: Figures, commentary: Mapping[str, Commentary]) -> Composed:
    """The paper of this publication. `commentary` is by chapter id."""
    desk = Desk(plan, publication, figures)
    desk.findings.extend(unplaced(publication, (), commentary))
    counters = Counters()
    blocks: list[Block] = []
    for index, chapter in enumerate(publication.chapters, start=1):
        words = words_for(chapter, publication, commentary)
        blocks += _chapter(desk, chapter, str(index), words, counters)
    blocks += appendices(desk)
    return composed(desk, plan, publication, blocks, counters)


def _chapter(desk: Desk, chapter: Chapter, number: str, words: Commentary, counters: Counters) -> list[Block]:
    title = chapter.title or next(p.title for p in desk.plan.priorities if p.id == chapter.priority)
    blocks: list[Block] = [Heading(1, title, chapter.id, number)]
    for index, paragraph in enumerate(chapter.paragraphs, start=1):
        blocks += paragraph_blocks(desk, paragraph, f"{number}.{index}", words, counters)
    return blocks
