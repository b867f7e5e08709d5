"""Data notes: for each KPI that is printed, what is counted and what to mind, its source, period and status."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.figures.model import Figure
from peelian.measures.model import Measure, Version
from peelian.periods import short, words
from peelian.plan.model import Kpi
from peelian.publications import office
from peelian.publications.blocks import Block, Column, Inlines, Link, Paragraph, Table, Text
from peelian.publications.citing import join, sentence
from peelian.publications.commentary import SAFE_ADDRESS
from peelian.publications.sentences.desk import Desk
from peelian.quantities import decimal_text, in_words


def blocks(desk: Desk) -> list[Block]:
    """One row a KPI: what is counted and how to read it; where it comes from, for when, and how firm it is.

    Below it whose paper it is; a framework begins with that.
    """
    told = [(kpi, desk.assessment(kpi.id)) for kpi in desk.kpis.values()]
    printed = [(kpi, assessment) for kpi, assessment in told if assessment is not None and _printed(desk, assessment)]
    rows = tuple(_note(kpi, assessment) for kpi, assessment in printed)
    columns = (
        Column("Measure"),
        Column("What is counted, and what to mind"),
        Column("Source, period and status"),
    )
    intro = sentence(
        "figures marked published are printed by the document named and were typed in with its paragraph; they are"
        " not computed here, and are exempt from small-number control because their owner has published them"
    )
    table = Table("Data notes by measure", columns, rows, "table-data-notes")
    published = any(assessment.current.published for _, assessment in printed)
    whose = [] if desk.publication.kind == "framework" else [Paragraph(office.accounted(desk.plan.file))]
    return [*([Paragraph(intro)] if published else []), table, *whose] if rows else []


def _printed(desk: Desk, assessment: Assessment) -> bool:
    """Whether the paper prints the KPI: its level or its change."""
    figures = [assessment.current, *([assessment.change] if assessment.change else [])]
    return any(str(figure.id) in desk.cited.figures for figure in figures)


def _note(kpi: Kpi, assessment: Assessment) -> tuple[Inlines, ...]:
    measure = assessment.measure
    version = f" {_stopped(_version(measure.version))}" if measure.version.number != "1" else ""
    caveats = [*measure.caveats, *([kpi.note] if kpi.note else [])]
    told = [_stopped(text) for text in (measure.definition, *caveats) if text]
    facts = [
        _source(assessment.current, assessment.change, measure.system),
        short(assessment.period),
        _compared(kpi, assessment),
        _status(assessment),
    ]
    where = join(_stopped("; ".join(f for f in facts if f)), _link(measure))
    title = f"{measure.title}: {kpi.title}" if kpi.breakdown and kpi.title != measure.title else kpi.title
    return join(title), join(" ".join(told) + version), where


def _version(version: Version) -> str:
    """Which version of the definition, from which day, and what changed: a break in the series."""
    since = f", since {version.since.day} {version.since:%B %Y}" if version.since else ""
    return f"Definition version {version.number}{since}" + (f": {version.change}" if version.change else "")


def _link(measure: Measure) -> Inlines:
    """The publisher's own page, where the measure names one that may be linked to."""
    if measure.link is None or not SAFE_ADDRESS.fullmatch(measure.link):
        return ()
    return join(" ", Link((Text(f"Source of {measure.title}"),), measure.link), ".")


def _compared(kpi: Kpi, assessment: Assessment) -> str:
    if assessment.since is None:
        return "no comparison"
    own = kpi.baseline is not None and kpi.baseline.period == assessment.since.id
    note = f" ({kpi.baseline.note.rstrip('.')})" if own and kpi.baseline and kpi.baseline.note else ""
    return f"baseline {short(assessment.since)}{note}; stable below {_band(assessment)}"


def _band(assessment: Assessment) -> str:
    """The width of the stable band in words, in the unit of the change: "one percentage point"."""
    points = assessment.measure.unit in ("percent", "pp")
    band = assessment.band
    width = in_words(int(band)) if band.denominator == 1 else decimal_text(band)
    return f"{width} percentage point{'' if band == 1 else 's'}" if points else f"{width} per cent"


def _stopped(text: str) -> str:
    """The text as a sentence with its full stop."""
    return text if text.rstrip().endswith((".", "?", "!")) else f"{text.rstrip()}."


def _source(current: Figure, change: Figure | None, system: str | None) -> str:
    figure = current if current.value is not None or change is None else change
    typed = [o for o in figure.origins if o.document]
    if typed:  # a document keeps its name as it is written
        where = f"{typed[0].document}, {_place(typed[0].paragraph or '')}"
    else:
        where = "computed, see the sums below" if figure.inputs else "computed from the data files"
    return f"{system}; {where}" if system else where if typed else where.capitalize()


def _place(paragraph: str) -> str:
    return f"paragraph {paragraph}" if paragraph[:1].isdigit() else paragraph


def _status(assessment: Assessment) -> str:
    as_at = assessment.current.as_at
    dated = f"; as at {words(as_at)}" if as_at else ""
    status = assessment.kpi.status or assessment.current.status
    if assessment.current.value is None and assessment.change is not None:
        status = "published as a change; the level is not printed"
    return f"{status}{dated}"
