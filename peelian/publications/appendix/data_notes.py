"""Data notes: for each KPI that is printed, what is counted and what to mind, its source, period and status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from urllib.parse import urlsplit

from peelian.assess.kpi import STABLE_BAND, Assessment
from peelian.measures.model import Measure, Version
from peelian.periods import Period, words
from peelian.plan.addresses import SAFE_ADDRESS
from peelian.plan.model import Kpi
from peelian.publications import documents, office
from peelian.publications.appendix import from_records
from peelian.publications.appendix.shared_notes import common, lettered
from peelian.publications.blocks import Block, Bullets, Column, Inlines, Link, Paragraph, Table, Text
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered
from peelian.quantities import counted, decimal_text, in_words
from peelian.sources.quarantine import percent

PUBLISHED = (
    "figures marked published are printed by the document named and were typed in with its paragraph; they are not"
    " computed here, and are exempt from small-number control because their owner has published them"
)
SUMMED = "computed, see the sums below"
STABLE = "a change smaller than one per cent, or one percentage point for shares, is called stable"
COLUMNS = (
    Column("Measure"),
    Column("What is counted, and what to mind"),
    Column("Where it comes from, and what differs"),
)


@dataclass(frozen=True)
class Note:
    """What is to be said of one KPI. `facts` are by kind, in the words of a row; `source` is a document's id if typed.

    `place` is where in that document; None where the figure is computed.
    """

    title: str
    measure: Measure
    defined: str
    mind: tuple[str, ...]
    place: str | None
    target: Inlines
    facts: Mapping[str, str]


def blocks(desk: Desk) -> list[Block]:
    """What most rows share, then a row a KPI: what is counted and how to read it; where it comes from, what differs.

    Parts of one measure that differ in their name alone share a row. Below it whose paper it is; a framework begins
    with that.
    """
    told = [(kpi, desk.assessment(kpi.id)) for kpi in desk.kpis.values()]
    printed = [(kpi, assessment) for kpi, assessment in told if assessment is not None and _printed(desk, assessment)]
    protected = [Paragraph(sentence(note)) for note in desk.figures.held_back.notes]
    if not printed:
        return [*protected]
    notes = _merged(_note(desk, kpi, assessment) for kpi, assessment in printed)
    shared, letters = common([note.facts for note in notes]), lettered(note.mind for note in notes)
    rows = tuple(_row(desk, note, shared, letters) for note in notes)
    published = any(assessment.current.published for _, assessment in printed)
    whose = [] if desk.publication.kind == "framework" else [Paragraph(office.accounted(desk.plan.file))]
    return [
        *([Paragraph(sentence(PUBLISHED))] if published else []),
        *_above(desk, notes, shared),
        *_lettered(letters),
        *_left_out(desk),
        _table(rows),
        *from_records.blocks(desk, printed),
        *protected,
        *whose,
    ]


def _table(rows: tuple[tuple[Inlines, ...], ...]) -> Table:
    """The rows under their headings; without the third column where all rows are as is said above."""
    if any(row[2] for row in rows):
        return Table("What is counted, and where it comes from", COLUMNS, rows, "table-data-notes")
    return Table("What is counted", COLUMNS[:2], tuple(row[:2] for row in rows), "table-data-notes")


def _printed(desk: Desk, assessment: Assessment) -> bool:
    """Whether the paper prints the KPI: its level or its change."""
    figures = [assessment.current, *([assessment.change] if assessment.change else [])]
    return any(str(figure.id) in desk.cited.figures for figure in figures)


def _note(desk: Desk, kpi: Kpi, assessment: Assessment) -> Note:
    measure = assessment.measure
    source, place = _source(assessment)
    mind = [*measure.caveats, *([kpi.note] if kpi.note else []), *_of_baseline(desk, kpi, assessment)]
    if measure.version.number != "1":
        mind.append(_version(measure.version))
    facts = {
        "source": source,
        "period": _named(assessment.period),
        "compared": _compared(desk, assessment),
        "status": _status(assessment),
        "as at": f"as at {words(assessment.current.as_at)}" if assessment.current.as_at else "",
        "stable": _band(assessment),
    }
    return Note(
        title=f"{measure.title}: {kpi.title}" if kpi.breakdown and kpi.title != measure.title else kpi.title,
        measure=measure,
        defined=_stopped(measure.definition),
        mind=tuple(_stopped(text) for text in mind),
        place=place,
        target=join("target ", phrases.aim(desk, assessment)) if kpi.target else (),
        facts={kind: text for kind, text in facts.items() if text},
    )


def _of_baseline(desk: Desk, kpi: Kpi, assessment: Assessment) -> list[str]:
    """What the plan says of the KPI's own baseline, where that is what the paper compares with."""
    baseline, since = kpi.baseline, assessment.since
    if baseline is None or baseline.note is None or since is None or baseline.period != since.id:
        return []
    return [f"{_compared_with(desk).capitalize()}: {lowered(baseline.note)}"]


def _merged(notes: Iterable[Note]) -> list[Note]:
    """Notes of one measure that differ in nothing but their title as one: "Calls: by day; by night"."""
    alike: dict[object, list[Note]] = {}
    for note in notes:
        key = (note.measure.id, note.mind, note.place, note.target, tuple(note.facts.items()))
        alike.setdefault(key, []).append(note)
    merged = []
    for first, *others in alike.values():
        titles = [note.title.removeprefix(f"{note.measure.title}: ") for note in others]
        merged.append(replace(first, title="; ".join([first.title, *titles])))
    return merged


def _left_out(desk: Desk) -> list[Block]:
    """How many rows of each source break a rule of their form, and are in no figure; zero is not said.

    Of a table that is protected only about what part: how many rows there are is what its records add up to.
    """
    if not desk.figures.left_out:
        return []
    items = tuple(
        sentence(f"{one.title}: less than {ceil(Fraction(100 * one.count + 1, one.of))}% of the rows")
        if one.table in desk.figures.held_back.tables
        else sentence(
            f"{one.title}: {one.count:,} of {counted(one.of, 'row')} ({percent(Fraction(one.count, one.of))})"
        )
        for one in desk.figures.left_out
    )
    return [
        Paragraph(join("Rows as received that break a rule of their form, and that no figure counts:")),
        Bullets(items),
    ]


def _row(desk: Desk, note: Note, shared: Mapping[str, str], letters: Mapping[str, str]) -> tuple[Inlines, ...]:
    own = [text for text in note.mind if text not in letters]
    marks = "".join(f" ({letter})" for text, letter in letters.items() if text in note.mind)
    differs = {kind: text for kind, text in note.facts.items() if text != shared.get(kind) and text != STABLE}
    if note.place is not None:
        elsewhere = differs.pop("source", None)
        place = f"{note.place} of {documents.named(desk.figures, elsewhere)}" if elsewhere else note.place
        differs = ({"source": place} if place else {}) | differs
    said: list[str | Inlines] = [*([note.measure.system] if note.measure.system else []), *differs.values()]
    said += [note.target] if note.target else []
    parts = [part for one in said for part in ("; ", one)][1:]
    where = sentence(*parts) if parts else ()
    return join(note.title), join(" ".join([note.defined, *own]), marks), join(where, _page(note.measure, bool(where)))


def _page(measure: Measure, after: bool) -> Inlines:
    """The publisher's own page by its name, where the measure names one that may be linked to."""
    if measure.link is None or not SAFE_ADDRESS.fullmatch(measure.link):
        return ()
    name = measure.page or urlsplit(measure.link).netloc or measure.link
    return join(" " if after else "", "Page: ", Link((Text(name),), measure.link), ".")


def _above(desk: Desk, notes: Sequence[Note], shared: Mapping[str, str]) -> list[Block]:
    """What holds for every row that does not say otherwise, and each document once."""
    typed = list(dict.fromkeys(note.facts["source"] for note in notes if note.place is not None))
    items = [
        sentence("source: ", documents.presented(desk.figures, id)) for id in typed if id in desk.figures.documents
    ]
    if "source" in shared and shared["source"] not in typed:
        items.insert(0, sentence("source: ", shared["source"]))
    if "period" in shared:
        items.append(sentence("period: ", shared["period"]))
    if "compared" in shared:
        items.append(sentence(shared["compared"]))
    if status := [shared[kind] for kind in ("status", "as at") if kind in shared]:
        items.append(sentence("status: ", ", ".join(status)))
    if any(note.facts.get("stable") == STABLE for note in notes):
        items.append(sentence(STABLE))
    if not items:
        return []
    return [Paragraph(join("What holds for every row that does not say otherwise:")), Bullets(tuple(items))]


def _lettered(letters: Mapping[str, str]) -> list[Block]:
    """The notes that several rows have, by the letters that stand there."""
    if not letters:
        return []
    items = tuple(join(f"({letter}) {note}") for note, letter in letters.items())
    return [Paragraph(join("Notes that several rows share, by the letters that stand there:")), Bullets(items)]


def _version(version: Version) -> str:
    """Which version of the definition, from which day, and what changed: a break in the series."""
    since = f", since {version.since.day} {version.since:%B %Y}" if version.since else ""
    return f"Definition version {version.number}{since}" + (f": {version.change}" if version.change else "")


def _compared(desk: Desk, assessment: Assessment) -> str:
    if assessment.since is None:
        return "no comparison"
    return f"{_compared_with(desk)}: {_named(assessment.since)}"


def _compared_with(desk: Desk) -> str:
    return "earlier period" if desk.publication.compare == "preceding" else "baseline"


def _named(period: Period) -> str:
    return "period not stated" if period.kind == "not-stated" else words(period)


def _band(assessment: Assessment) -> str:
    """How small a change is called stable, where one could be: nothing for what is compared by plain numbers."""
    change = assessment.change
    if change is None or change.id.statistic == "change":
        return ""
    if assessment.band == STABLE_BAND:
        return STABLE
    band = assessment.band
    width = in_words(int(band)) if band.denominator == 1 else decimal_text(band)
    points = change.id.statistic == "change-pp"
    return f"stable below {width} {'percentage points' if points else 'per cent'}"


def _stopped(text: str) -> str:
    """The text as a sentence with its full stop."""
    return text if text.rstrip().endswith((".", "?", "!")) else f"{text.rstrip()}."


def _source(assessment: Assessment) -> tuple[str, str | None]:
    """The document and the place in it; for a figure that is computed, from what, and no place."""
    current, change = assessment.current, assessment.change
    figure = current if current.value is not None or change is None else change
    if figure.inputs:
        return SUMMED, None
    typed = next((o for o in figure.origins if o.document), None)
    if typed is None or typed.document is None:
        return "computed from the data files", None
    paragraph = typed.paragraph or ""
    return typed.document, f"paragraph {paragraph}" if paragraph[:1].isdigit() else paragraph


def _status(assessment: Assessment) -> str:
    if assessment.current.value is None and assessment.change is not None:
        return "published as a change only"
    status = assessment.kpi.status or assessment.current.status
    return "" if status == "final" and assessment.current.inputs else status
