"""Tables of KPIs: baseline, now and the change, its meaning in words so that nothing rests on colour."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.assess.kpi import Assessment
from peelian.figures.model import NOT_GIVEN, Figure
from peelian.periods import short, words
from peelian.plan.publication import KpiTable
from peelian.publications.blocks import Column, Inlines, Table, Text
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.phrases import mark, qualifier
from peelian.quantities import in_words

NONE = "not stated"
NO_FIGURE = "no figure yet"
NOTHING = "-"


def kpi_table(desk: Desk, spec: KpiTable, label: str, id: str) -> Table:
    """One row a KPI, in the order named."""
    assessments = [a for a in (desk.assessment(kpi) for kpi in spec.kpis) if a is not None]
    if spec.form == "split":
        return _split(desk, spec, label, id)
    before = ("Earlier period", "Earlier") if desk.publication.compare == "preceding" else ("Baseline date", "Baseline")
    now = ("Period", "Now") if desk.publication.compare == "preceding" else ("Current date", "Current")
    columns = (
        Column(spec.first),
        Column(before[0]),
        Column(before[1], "right"),
        Column(now[0]),
        Column(now[1], "right"),
        Column("Change", "right"),
        Column("Meaning"),
    )
    rows = tuple((join(spec.names.get(kpi, desk.kpis[kpi].title)), *_row(desk, kpi)) for kpi in spec.kpis)
    return Table(spec.caption, columns, rows, id, label, _note(assessments) if spec.stable_note else ())


def _row(desk: Desk, kpi: str) -> tuple[Inlines, ...]:
    assessment = desk.assessment(kpi)
    if assessment is None:
        return (*[join(NOTHING)] * 5, join(NO_FIGURE))
    return (
        join(short(assessment.since) if assessment.since else NONE),
        _cell(desk, assessment, assessment.baseline),
        join(short(assessment.period)),
        _cell(desk, assessment, assessment.current),
        _change(desk, assessment),
        join(meaning(assessment)),
    )


def _cell(desk: Desk, assessment: Assessment, figure: Figure | None) -> Inlines:
    if figure is None or figure.value is None:
        lacking = NOT_GIVEN if figure is not None and figure.status == "suppressed" else "not available"
        return (Text(NONE if figure is None else lacking),)
    number = desk.cited.number(figure, assessment.measure, assessment.kpi.decimals, style="table")
    return join(qualifier(figure), number, mark(assessment, figure))


def _change(desk: Desk, assessment: Assessment) -> Inlines:
    if assessment.change is None or assessment.change.value is None:
        return (Text(NONE),)
    if assessment.measure.unit == "grade":  # its meaning says which way; places on a scale are no sizes
        return (Text(NOTHING),)
    change = assessment.change
    number = desk.cited.number(change, assessment.measure, assessment.kpi.decimals, style="table", signed=True)
    ends = [end for end in (assessment.current, assessment.baseline) if end is not None]
    marked = any(mark(assessment, end) for end in ends)  # said in the row already
    return join(qualifier(change), number, "" if marked else mark(assessment, change))


def meaning(assessment: Assessment) -> str:
    """The change in one word: improved, worsened, stable, increased, decreased, no change."""
    match assessment.meaning:
        case "moved":
            if assessment.measure.unit == "grade":
                return "changed"
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
    shares = {a.measure.unit in ("percent", "pp") for a in assessments}
    points = f"{width} percentage point{'' if bands[0] == 1 else 's'}"
    if shares == {True, False}:
        return join(f"“Stable” is a change of less than {width} per cent, or {points}, either way.")
    return join(f"“Stable” is a change of less than {points if shares == {True} else f'{width} per cent'} either way.")


def _split(desk: Desk, spec: KpiTable, label: str, id: str) -> Table:
    columns = (Column(spec.first), Column("Share", "right"))
    told = [(spec.names.get(kpi, desk.kpis[kpi].title), desk.assessment(kpi)) for kpi in spec.kpis]
    rows = tuple((join(title), _cell(desk, a, a.current) if a else join(NO_FIGURE)) for title, a in told)
    period = next((words(a.period) for _, a in told if a is not None), "")
    note = join(f"Period: {period}.") if period and period not in spec.caption else ()
    return Table(spec.caption, columns, rows, id, label, note)
