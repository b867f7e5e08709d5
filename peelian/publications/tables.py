"""Tables of KPIs: baseline, now and the change, its meaning in words so that nothing rests on colour."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.assess.kpi import Assessment
from peelian.figures.model import Figure
from peelian.periods import short, words
from peelian.plan.publication import KpiTable
from peelian.publications.blocks import Column, Inlines, Table, Text
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.phrases import QUALIFIERS
from peelian.quantities import in_words

NONE = "not stated"


def kpi_table(desk: Desk, spec: KpiTable, label: str, id: str) -> Table:
    """One row a KPI, in the order named."""
    assessments = [a for a in (desk.assessment(kpi) for kpi in spec.kpis) if a is not None]
    if spec.form == "split":
        return _split(desk, spec, assessments, label, id)
    columns = (
        Column(spec.first),
        Column("Baseline date"),
        Column("Baseline", "right"),
        Column("Current date"),
        Column("Current", "right"),
        Column("Change", "right"),
        Column("Meaning"),
    )
    rows = tuple(_row(desk, assessment) for assessment in assessments)
    return Table(spec.caption, columns, rows, id, label, _note(assessments) if spec.stable_note else ())


def _row(desk: Desk, assessment: Assessment) -> tuple[Inlines, ...]:
    return (
        join(assessment.kpi.title),
        join(short(assessment.since) if assessment.since else NONE),
        _cell(desk, assessment, assessment.baseline),
        join(short(assessment.period)),
        _cell(desk, assessment, assessment.current),
        _change(desk, assessment),
        join(meaning(assessment)),
    )


def _cell(desk: Desk, assessment: Assessment, figure: Figure | None) -> Inlines:
    if figure is None or figure.value is None:
        return (Text(NONE if figure is None else "not available"),)
    number = desk.cited.number(figure, assessment.measure, assessment.kpi.decimals, style="table")
    return join(QUALIFIERS[figure.qualifier], number)


def _change(desk: Desk, assessment: Assessment) -> Inlines:
    if assessment.change is None or assessment.change.value is None:
        return (Text(NONE),)
    return (
        desk.cited.number(assessment.change, assessment.measure, assessment.kpi.decimals, style="table", signed=True),
    )


def meaning(assessment: Assessment) -> str:
    """The change in one word: improved, worsened, stable, increased, decreased, no change."""
    match assessment.meaning:
        case "moved":
            return "increased" if assessment.direction == "up" else "decreased"
        case "same":
            return "no change"
        case "unknown":
            return "not known"
        case word:
            return word


def _note(assessments: Sequence[Assessment]) -> Inlines:
    """The width of the stable band, which must be printed."""
    bands = sorted({a.band for a in assessments})
    if len(bands) != 1 or bands[0].denominator != 1:
        return join("“Stable” is a change inside the band of each measure; the data notes give its width.")
    width = in_words(int(bands[0]))
    points = all(a.measure.unit in ("percent", "pp") for a in assessments)
    unit = f"percentage point{'' if bands[0] == 1 else 's'}" if points else "per cent or percentage points"
    return join(f"“Stable” is a change of less than {width} {unit} either way.")


def _split(desk: Desk, spec: KpiTable, assessments: Sequence[Assessment], label: str, id: str) -> Table:
    columns = (Column(spec.first), Column("Share", "right"))
    rows = tuple((join(a.kpi.title), _cell(desk, a, a.current)) for a in assessments)
    period = words(assessments[0].period) if assessments else ""
    note = join(f"Period: {period}.") if period and period not in spec.caption else ()
    return Table(spec.caption, columns, rows, id, label, note)
