"""The board paper: numbered paragraphs by chapter, sentences composed from the figures, the author's words after
them, tables and charts in their places, and appendices that let a reader check every number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from peelian.figures.book import Figures
from peelian.findings import Finding
from peelian.plan.model import Plan
from peelian.plan.publication import Chapter, ParagraphSpec, Publication, Say
from peelian.publications.appendices import appendices
from peelian.publications.blocks import (
    Block,
    Bullets,
    Document,
    Footnote,
    Heading,
    Inlines,
    NoteRef,
    Paragraph,
)
from peelian.publications.citing import Cited, join
from peelian.publications.commentary import Commentary, Words
from peelian.publications.sentences import compose as say_it
from peelian.publications.sentences.desk import Desk
from peelian.publications.series import series_block
from peelian.publications.tables import kpi_table
from peelian.publications.weaving import weave

SIMULATED = "Simulated data: the force, its figures and its areas are made up."


@dataclass(frozen=True)
class Composed:
    """A document, what it printed, and what was found while writing it."""

    document: Document
    cited: Cited
    findings: tuple[Finding, ...]


@dataclass
class _Counters:
    """Labels run through the whole paper."""

    tables: int = 0
    figures: int = 0
    notes: list[Footnote] = field(default_factory=list)

    def table(self) -> str:
        self.tables += 1
        return f"Table {self.tables}"

    def figure(self) -> str:
        self.figures += 1
        return f"Figure {self.figures}"


def compose(
    plan: Plan, publication: Publication, figures: Figures, commentary: Mapping[str, Commentary]
) -> Composed:
    """The paper of this publication. `commentary` is by chapter id."""
    desk = Desk(plan, publication, figures)
    counters = _Counters()
    blocks: list[Block] = []
    for index, chapter in enumerate(publication.chapters, start=1):
        words = commentary.get(chapter.id, Commentary(f"{chapter.id}.md"))
        blocks += _chapter(desk, chapter, str(index), words, counters)
    blocks += appendices(desk)
    document = Document(
        title=publication.title,
        subtitle=publication.subtitle,
        issued=publication.issued,
        publisher=plan.file.body.name,
        cover=tuple((line.label, line.value) for line in publication.cover),
        notices=plan.file.notices + ((SIMULATED,) if plan.file.simulated else ()),
        blocks=tuple(blocks),
        footnotes=tuple(counters.notes),
        subject=plan.file.title,
    )
    return Composed(document, desk.cited, tuple(desk.findings))


def _chapter(
    desk: Desk, chapter: Chapter, number: str, words: Commentary, counters: _Counters
) -> list[Block]:
    title = chapter.title or next(p.title for p in desk.plan.priorities if p.id == chapter.priority)
    blocks: list[Block] = [Heading(1, title, chapter.id, number)]
    for index, paragraph in enumerate(chapter.paragraphs, start=1):
        blocks += _paragraph(desk, paragraph, f"{number}.{index}", words, counters)
    placed = {paragraph.id for paragraph in chapter.paragraphs}
    for id, stray in words.paragraphs.items():
        if id not in placed:
            near = ", ".join(sorted(placed))
            says = f"no paragraph '{id}' in chapter '{chapter.id}' of this publication; there are: {near}"
            desk.findings.append(Finding("unplaced-words", stray.where, says))
    return blocks


def _paragraph(
    desk: Desk, spec: ParagraphSpec, number: str, commentary: Commentary, counters: _Counters
) -> list[Block]:
    beside = _beside(spec)
    run: Inlines = ()
    desk.begin_paragraph()
    for say in spec.say:
        run = join(run, " " if run else "", say_it(desk, say))
    words = commentary.paragraphs.get(spec.id, Words(commentary.file))
    for words_run in words.runs:
        woven = weave(desk, words_run, f"{words.where} ({number})", beside)
        run = join(run, " " if run else "", *_notes(desk, woven, commentary, counters, beside))
    if not run:
        says = f"paragraph {number} '{spec.id}' has neither sentences nor words; write '# {spec.id}' in {words.where}"
        desk.findings.append(Finding("empty-paragraph", words.where, says))
    blocks: list[Block] = [Paragraph(run, number, f"p-{number}")]
    if words.bullets:
        blocks.append(Bullets(tuple(weave(desk, item, words.where, beside) for item in words.bullets)))
    if spec.table is not None:
        label = spec.table.label or counters.table()
        blocks.append(kpi_table(desk, spec.table, label, label.lower().replace(" ", "-")))
    blocks += [series_block(desk, chart, counters.figure()) for chart in spec.charts]
    return blocks


def _beside(spec: ParagraphSpec) -> tuple[str, ...]:
    """The KPIs a paragraph speaks of: a number typed beside them may be one of theirs."""
    said = [kpi for say in spec.say for kpi in _named(say)]
    return tuple(dict.fromkeys([*said, *(spec.table.kpis if spec.table else ())]))


def _named(say: Say) -> tuple[str, ...]:
    return say.kpis + ((say.whole,) if say.whole else ())


def _notes(
    desk: Desk, run: Inlines, commentary: Commentary, counters: _Counters, beside: tuple[str, ...]
) -> Inlines:
    """Footnotes numbered through the paper; a reference to no note is a finding."""
    out = []
    for inline in run:
        if not isinstance(inline, NoteRef):
            out.append(inline)
            continue
        body = commentary.notes.get(inline.note)
        if body is None:
            says = f"the footnote '[^{inline.note}]' has no text; write '[^{inline.note}]: …' at the end"
            desk.findings.append(Finding("unknown-footnote", commentary.file, says))
            continue
        id = str(len(counters.notes) + 1)
        woven = weave(desk, body, f"{commentary.file} (footnote {inline.note})", beside)
        counters.notes.append(Footnote(id, woven))
        out.append(replace(inline, note=id))
    return tuple(out)
