"""A scorecard as tables for programs and spreadsheets: a row for each KPI, and the months its lines are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from peelian.charts.icons import ASSURANCE_WORDS, VARIATION_WORDS
from peelian.figures.model import Figure
from peelian.periods import Period, short
from peelian.plan.model import Plan, area_named, force_area
from peelian.plan.targets import side
from peelian.publications.blocks import plain
from peelian.publications.scorecard_scores import Score
from peelian.quantities import Quantity, decimal_text, exact
from peelian.render.datatable import DataColumn, DataTable, Value

COLUMNS = (
    DataColumn("priority", "Priority", "string", "The priority of the plan"),
    DataColumn("group", "Group", "string", "The group within the priority; blank is none"),
    DataColumn("kpi", "KPI id", "string", "The id of the KPI in the plan"),
    DataColumn("title", "KPI", "string", "The KPI as the plan calls it"),
    DataColumn("area", "Area", "string", "The area the figures are for"),
    DataColumn("unit", "Unit", "string", "The unit of now, then and target; seconds for durations"),
    DataColumn("period", "Period now", "string", "The id of the period now"),
    DataColumn("now", "Now", "number", "The level now"),
    DataColumn("status", "Status", "string", "final, provisional, revised, suppressed, missing or published"),
    DataColumn("since", "Period then", "string", "The id of the period it is compared with"),
    DataColumn("then", "Then", "number", "The level then"),
    DataColumn("change", "Change", "number", "The change from then to now, in the unit beside it"),
    DataColumn("change_unit", "Unit of change", "string", "percent, pp (percentage points), or the KPI's own unit"),
    DataColumn(
        "meaning", "Meaning", "string", "improved, worsened, stable, moved (neither way is better), same, unknown"
    ),
    DataColumn("target_side", "Target is", "string", "at least, at most, over or under the level beside it"),
    DataColumn("target", "Target", "number", "The level to reach, where the plan sets one for the area"),
    DataColumn("target_met", "Target met", "string", "yes, no, or blank where there is none or it is open"),
    DataColumn("variation", "Variation", "string", "What the latest month says; blank without a chart"),
    DataColumn("assurance", "Assurance", "string", "Whether the months meet the target; blank where that is not told"),
    DataColumn("words", "In words", "string", "What the months say in a sentence, or why there is no chart or figure"),
    DataColumn("figure", "Figure id", "string", "The id of the figure now"),
)
SIDES = {"at_least": "at least", "at_most": "at most", "over": "over", "under": "under"}
MET = {True: "yes", False: "no", None: ""}


def scorecard_table(scores: Sequence[Score], plan: Plan, area: str | None, title: str) -> DataTable:
    """A row for each KPI, those an area has no figure of among them, with the reason as its words."""
    here = area_named(plan, area or force_area(plan).id).name
    return DataTable("Scorecard", title, COLUMNS, tuple(_row(score, plan, here) for score in scores))


def _row(score: Score, plan: Plan, here: str) -> tuple[Value, ...]:
    known = {"area": here} if score.assessment is None else _figures(score, plan)
    target = score.kpi.target
    told: dict[str, Value] = {
        **{column.name: "" if column.datatype == "string" else None for column in COLUMNS},
        **known,
        "priority": score.priority.title,
        "group": score.group,
        "kpi": score.kpi.id,
        "title": score.kpi.title,
        "target_side": SIDES[side(target)[0]] if target is not None else "",
        "target": exact(side(target)[1]) if target is not None else None,
        "variation": VARIATION_WORDS[score.variation] if score.variation is not None else "",
        "assurance": ASSURANCE_WORDS[score.assurance] if score.assurance not in (None, "none") else "",
        "words": plain(score.words),
    }
    return tuple(told[column.name] for column in COLUMNS)


def _figures(score: Score, plan: Plan) -> dict[str, Value]:
    """What stands in the columns of figures."""
    assessment = score.assessment
    assert assessment is not None
    change = assessment.change
    return {
        "area": area_named(plan, assessment.current.id.area).name,
        "unit": assessment.measure.unit,
        "period": assessment.period.id,
        "now": _value(assessment.current),
        "status": assessment.current.status,
        "since": assessment.since.id if assessment.since else "",
        "then": _value(assessment.baseline),
        "change": _value(change),
        "change_unit": change.quantity.unit if change is not None and isinstance(change.quantity, Quantity) else "",
        "meaning": assessment.meaning,
        "target_met": MET[assessment.target_met],
        "figure": str(assessment.current.id),
    }


def months_table(scores: Sequence[Score], title: str) -> DataTable:
    """A row for each KPI that has a chart, a column for each month or quarter of any, in order."""
    charted = [(score, score.process.process) for score in scores if score.process is not None]
    periods = {figure.id.period for _, process in charted for figure in process.figures}
    ordered = sorted(periods, key=lambda period: (period.kind, period.last or date.max))
    first = (
        DataColumn("kpi", "KPI id", "string", "The id of the KPI in the plan"),
        DataColumn("title", "KPI", "string", "The KPI as the plan calls it"),
        DataColumn("unit", "Unit", "string", "The unit of the values; seconds for durations"),
    )
    columns = (*first, *(_column(period) for period in ordered))
    rows = []
    for score, process in charted:
        known = {figure.id.period: _value(figure) for figure in process.figures}
        values = (known.get(period) for period in ordered)
        rows.append((score.kpi.id, score.kpi.title, process.measure.unit, *values))
    return DataTable("Months", title, columns, tuple(rows))


def _column(period: Period) -> DataColumn:
    return DataColumn(period.id, short(period), "number", f"The value of {short(period)}")


def _value(figure: Figure | None) -> Fraction | None:
    return None if figure is None or figure.value is None else Fraction(decimal_text(figure.value))
