"""What stands behind the paper: named lists, measures without a figure, data notes, known findings, the sums."""

from __future__ import annotations

import re

from peelian.assess.kpi import Assessment
from peelian.figures.model import Figure, decimal_text
from peelian.periods import short
from peelian.plan.model import Kpi, NamedList
from peelian.publications.blocks import (
    Block,
    Column,
    Heading,
    Inline,
    Inlines,
    Number,
    Paragraph,
    Table,
)
from peelian.publications.citing import join, sentence
from peelian.publications.sentences.desk import Desk
from peelian.quantities import Quantity, exact, in_words

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def appendices(desk: Desk) -> list[Block]:
    """Appendix 1 and on: the named lists, then the notes and sums, each only if it holds something."""
    parts: list[tuple[str, str, list[Block]]] = []
    for name in desk.publication.lists:
        one = next(item for item in desk.plan.file.lists if item.id == name)
        parts.append((one.title, f"list-{one.id}", [_named_list(one)]))
    waiting = _in_development(desk)
    if waiting:
        parts.append(("Measures in development", "in-development", waiting))
    parts.append(("Data notes", "data-notes", _data_notes(desk)))
    known = _accepted(desk)
    if known:
        parts.append(("Known findings", "known-findings", known))
    parts.append(("How we got these numbers", "how-we-got-these-numbers", _sums(desk)))
    blocks: list[Block] = []
    for index, (title, id, body) in enumerate(parts, start=1):
        blocks += [Heading(1, title, id, f"Appendix {index}"), *body]
    return blocks


def _named_list(one: NamedList) -> Table:
    """The values with their words; whether each is on the list, where values that are not are held too."""
    told = dict.fromkeys(one.values, "Yes") | dict.fromkeys(one.others, "No")
    described = {**one.descriptions, **one.others}
    source = join(f"Source: {one.source}.") if one.source else ()
    columns: tuple[Column, ...] = (Column((one.of or "Value").capitalize()), Column("Description"))
    rows: list[tuple[Inlines, ...]] = [(join(v), join(described.get(v, ""))) for v in sorted(told, key=_natural)]
    if one.others:
        columns += (Column("On the list"),)
        rows = [(*row, join(told[value])) for row, value in zip(rows, sorted(told, key=_natural), strict=True)]
    return Table(one.title, columns, tuple(rows), f"table-{one.id}", None, source)


def _natural(value: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(n or 0), w) for n, w in re.findall(r"(\d*)(\D*)", value))


def _in_development(desk: Desk) -> list[Block]:
    waiting = [kpi for kpi in desk.kpis.values() if kpi.kind == "in-development"]
    if not waiting:
        return []
    rows = tuple((join(kpi.title), join(kpi.awaits or "")) for kpi in waiting)
    columns = (Column("Measure"), Column("What is awaited"))
    return [Table("Measures that have no figure yet", columns, rows, "table-in-development")]


def _data_notes(desk: Desk) -> list[Block]:
    """One row a KPI: what is counted and how to read it; where it comes from, for when, and how firm it is."""
    rows = []
    for kpi in desk.kpis.values():
        assessment = desk.assessment(kpi.id)
        if (assessment is not None and assessment.current.value is not None) or _has_change(assessment):
            assert assessment is not None
            rows.append(_note(desk, kpi, assessment))
    columns = (
        Column("Measure"),
        Column("What is counted, and what to mind"),
        Column("Source, period and status"),
    )
    intro = sentence(
        "figures marked published are printed by the document named and were typed in with its paragraph; they are"
        " not computed here, and are exempt from small-number control because their owner has published them"
    )
    blocks: list[Block] = [Paragraph(intro)] if any(_published(desk, k) for k in desk.kpis.values()) else []
    return [*blocks, Table("Data notes by measure", columns, tuple(rows), "table-data-notes")]


def _has_change(assessment: Assessment | None) -> bool:
    return assessment is not None and assessment.change is not None


def _published(desk: Desk, kpi: Kpi) -> bool:
    assessment = desk.assessment(kpi.id)
    return assessment is not None and assessment.current.published


def _note(desk: Desk, kpi: Kpi, assessment: Assessment) -> tuple[Inlines, ...]:
    measure = assessment.measure
    version = f" Definition version {measure.version.number}." if measure.version.number != "1" else ""
    caveats = [*measure.caveats, *([kpi.note] if kpi.note else [])]
    told = [_stopped(text) for text in (measure.definition, *caveats) if text]
    facts = [
        _source(assessment.current, assessment.change, measure.system),
        short(assessment.period),
        _compared(kpi, assessment),
        _status(assessment),
    ]
    return join(kpi.title), join(" ".join(told) + version), join(_stopped("; ".join(f for f in facts if f)))


def _compared(kpi: Kpi, assessment: Assessment) -> str:
    if assessment.since is None:
        return "compared with nothing"
    own = kpi.baseline is not None and kpi.baseline.period == assessment.since.id
    note = f" ({kpi.baseline.note.rstrip('.')})" if own and kpi.baseline and kpi.baseline.note else ""
    band = assessment.band
    width = in_words(int(band)) if band.denominator == 1 else str(float(band))
    return f"baseline {short(assessment.since)}{note}; stable within {width}"


def _stopped(text: str) -> str:
    """The text as a sentence with its full stop."""
    return text if text.rstrip().endswith((".", "?", "!")) else f"{text.rstrip()}."


def _source(current: Figure, change: Figure | None, system: str | None) -> str:
    figure = current if current.value is not None or change is None else change
    typed = [o for o in figure.origins if o.document]
    if typed:
        where = f"{typed[0].document}, {_place(typed[0].paragraph or '')}"
    else:
        where = "computed, see the sums below" if figure.inputs else "computed from the data files"
    return f"{system}; {where}" if system else where


def _place(paragraph: str) -> str:
    return f"paragraph {paragraph}" if paragraph[:1].isdigit() else paragraph


def _status(assessment: Assessment) -> str:
    as_at = assessment.current.as_at
    dated = f"; as at {as_at.day} {as_at:%B %Y}" if as_at else ""
    status = assessment.kpi.status or assessment.current.status
    if assessment.current.value is None and assessment.change is not None:
        status = "published as a change; the level is not printed"
    return f"{status}{dated}"


def _accepted(desk: Desk) -> list[Block]:
    """Findings of this paper that the office knows and accepts, printed with the reason."""
    raised = {f.code for f in desk.findings}
    rows = tuple(
        (
            join(a.code.replace("-", " ")),
            join(_titles(desk, a.figures)),
            join(a.reason),
            join(f"{a.date:%d %B %Y}"),
        )
        for a in desk.plan.accepted
        if a.code in raised
    )
    columns = (Column("Finding"), Column("Concerns"), Column("Reason it stands"), Column("Accepted"))
    return [Table("Findings that are known and accepted", columns, rows, "table-known-findings")] if rows else []


def _titles(desk: Desk, figures: tuple[str, ...]) -> str:
    measures = dict.fromkeys(id.split("/")[0] for id in figures)
    return ", ".join(desk.plan.measures[m].title for m in measures if m in desk.plan.measures)


def _sums(desk: Desk) -> list[Block]:
    """Every printed number that was computed, with the sum that was done and each input tied to its figure."""
    computed = [f for f in list(desk.cited.figures.values()) if f.sum and f.inputs]
    rows = tuple(
        (
            join(_described(desk, figure)),
            tuple(_each(desk, figure)),
            _sum(desk, figure),
        )
        for figure in computed
    )
    columns = (Column("Number"), Column("As printed", "right"), Column("Sum"))
    intro = sentence(
        "each number below was computed from the figures in its sum, exactly, and rounded once when it was printed,"
        " half away from zero"
    )
    return [Paragraph(intro), Table("Sums", columns, rows, "table-sums")] if rows else []


def _described(desk: Desk, figure: Figure) -> str:
    id = figure.id
    measure = desk.plan.measures[id.measure].title
    parts = [measure, *(f"{d} {v.replace('-', ' ')}" for d, v in id.breakdown)]
    force = next(a.id for a in desk.plan.file.areas.list if a.parent is None)
    if id.area != force:
        parts.append(next(a.name for a in desk.plan.file.areas.list if a.id == id.area))
    when = f"{short(id.period)}{f' from {short(id.since)}' if id.since else ''}"
    kind = {
        "change": "change",
        "change-percent": "change in per cent",
        "change-pp": "change in points",
        "parts": "sum of the parts",
        "value": "level",
    }.get(id.statistic, id.statistic)
    return f"{', '.join(parts)}: {kind}, {when}"


def _each(desk: Desk, figure: Figure) -> list[Inline]:
    measure = desk.plan.measures[figure.id.measure]
    return [desk.cited.number(figure, measure, style="table", signed=figure.id.since is not None)]


def _sum(desk: Desk, figure: Figure) -> Inlines:
    """The sum with each number tied to the input it is; a constant such as 100 stays a plain number."""
    inputs = [desk.figures.find(id) for id in figure.inputs]
    known = {f"{f.value}": f for f in inputs if f.value is not None}
    parts: list[str | Inline | Inlines] = []
    position = 0
    for found in _NUMBER.finditer(figure.sum):
        match = known.get(f"{exact(found[0])}")
        if match is None:
            continue
        desk.cited.figures.setdefault(str(match.id), match)
        assert match.value is not None
        parts += [
            figure.sum[position : found.start()],
            Number(found[0], str(match.id), decimal_text(match.value)),
        ]
        position = found.end()
    return join(*parts, figure.sum[position:], _unit_of_sum(inputs))


def _unit_of_sum(inputs: list[Figure]) -> str:
    """The unit of the numbers in a sum where a reader could not guess it."""
    units = {f.quantity.unit for f in inputs if isinstance(f.quantity, Quantity)}
    return " (in seconds)" if units == {"seconds"} else ""
