"""Numbered paragraphs, and what runs through a whole paper: labels, footnotes, the register of printed figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from peelian.findings import Finding
from peelian.plan.model import Plan
from peelian.plan.publication import ParagraphSpec, Publication, Say
from peelian.publications.blocks import (
    Block,
    Bullets,
    Document,
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Paragraph,
    Strong,
)
from peelian.publications.citing import Cited, join
from peelian.publications.commentary import Commentary, Words
from peelian.publications.notices import notices
from peelian.publications.scorecard_scores import Score
from peelian.publications.sentences import compose as say_it
from peelian.publications.sentences.desk import Desk
from peelian.publications.series import series_block
from peelian.publications.tables import kpi_table
from peelian.publications.weaving import weave


@dataclass(frozen=True)
class Composed:
    """A document, what it printed, and what was found while writing it. `scores` are those of a scorecard."""

    document: Document
    cited: Cited
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...] = ()


@dataclass
class Counters:
    """Labels and footnotes run through the whole paper."""

    tables: int = 0
    figures: int = 0
    notes: list[Footnote] = field(default_factory=list)

    def table(self) -> str:
        self.tables += 1
        return f"Table {self.tables}"

    def figure(self) -> str:
        self.figures += 1
        return f"Figure {self.figures}"


def composed(desk: Desk, plan: Plan, publication: Publication, blocks: Iterable[Block], counters: Counters) -> Composed:
    """The blocks as a document, with the cover and the notices that every publication of the plan carries."""
    document = Document(
        title=publication.title,
        subtitle=publication.subtitle,
        issued=publication.issued,
        publisher=plan.file.publisher or plan.file.body.name,
        cover=tuple((line.label, line.value) for line in publication.cover),
        notices=notices(plan),
        blocks=tuple(blocks),
        footnotes=tuple(counters.notes),
        subject=plan.file.title,
    )
    return Composed(document, desk.cited, tuple(desk.findings))


def paragraph_blocks(
    desk: Desk, spec: ParagraphSpec, number: str, commentary: Commentary, counters: Counters
) -> list[Block]:
    """The sentences its forms compose, the author's words after them, then its table and its charts."""
    beside = _beside(spec)
    run: Inlines = ()
    desk.begin_paragraph(f"{commentary.file}#{spec.id}", number)
    for say in spec.say:
        run = join(run, " " if run else "", say_it(desk, say))
    words = commentary.paragraphs.get(spec.id, Words(commentary.file))
    for words_run, line in zip(words.runs, words.lines, strict=True):
        woven = weave(desk, words_run, f"{commentary.file}:{line}", beside)
        run = join(run, " " if run else "", *_notes(desk, woven, commentary, counters, beside))
    if not run:
        says = f"paragraph {number} '{spec.id}' has neither sentences nor words; write '# {spec.id}' in {words.where}"
        desk.findings.append(Finding("empty-paragraph", words.where, says))
    blocks: list[Block] = [Paragraph(run, number, f"p-{number}")]
    if words.bullets:
        placed = zip(words.bullets, words.bullet_lines, strict=True)
        woven_items = [weave(desk, item, f"{commentary.file}:{line}", beside) for item, line in placed]
        blocks.append(Bullets(tuple(_notes(desk, item, commentary, counters, beside) for item in woven_items)))
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


def _notes(desk: Desk, run: Inlines, commentary: Commentary, counters: Counters, beside: tuple[str, ...]) -> Inlines:
    """Footnotes numbered through the paper; a reference to no note is a finding."""
    out: list[Inline] = []
    for inline in run:
        if isinstance(inline, Strong | Emphasis | Link):
            inside = _notes(desk, inline.inlines, commentary, counters, beside)
            out.append(replace(inline, inlines=inside))
            continue
        if not isinstance(inline, NoteRef):
            out.append(inline)
            continue
        body = commentary.notes.get(inline.note)
        if body is None:
            says = f"the footnote '[^{inline.note}]' has no text; write '[^{inline.note}]: …' at the end"
            desk.findings.append(Finding("unknown-footnote", commentary.file, says))
            continue
        id = str(len(counters.notes) + 1)
        woven = weave(desk, body, f"{commentary.file}:{commentary.note_lines[inline.note]}", beside)
        counters.notes.append(Footnote(id, woven))
        out.append(replace(inline, note=id))
    return tuple(out)
