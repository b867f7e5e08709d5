"""The figures of an edition as a table for programs: one row a figure, with its sum and its source."""

from __future__ import annotations

from fractions import Fraction

from peelian.editions.manifest import with_inputs
from peelian.figures.book import Figures
from peelian.figures.model import Figure
from peelian.plan.model import area_named
from peelian.publications.citing import Cited
from peelian.quantities import Quantity, decimal_text
from peelian.render.datatable import DataColumn, DataTable, Value

COLUMNS = (
    DataColumn(
        "id",
        "Figure id",
        "string",
        "The stable id of the figure: measure, area, breakdown, period, statistic",
    ),
    DataColumn("measure", "Measure", "string", "The measure's title"),
    DataColumn("area", "Area", "string", "The area's name"),
    DataColumn("breakdown", "Breakdown", "string", "Dimension and value; blank is the whole"),
    DataColumn("period", "Period", "string", "The period's id"),
    DataColumn("first", "First day", "date", "The first day of the period; blank where the period is not stated"),
    DataColumn("last", "Last day", "date", "The last day of the period"),
    DataColumn("statistic", "Statistic", "string", "What is said of the measure: a level or a change"),
    DataColumn(
        "value",
        "Value",
        "number",
        "The value in the unit beside it, exact, or to 12 significant digits where it does not end; blank is missing",
    ),
    DataColumn(
        "qualifier",
        "Qualifier",
        "string",
        "about, over or under: the value is approximate, or the figure lies over or under it; blank is neither",
    ),
    DataColumn("unit", "Unit", "string", "The unit of the value; seconds for durations"),
    DataColumn("status", "Status", "string", "final, provisional, revised, suppressed, missing or published"),
    DataColumn("printed", "As printed", "string", "How the paper prints it; blank where only its result is printed"),
    DataColumn("sum", "Sum", "string", "The arithmetic that gave it; blank for a figure typed from a document"),
    DataColumn("document", "Document", "string", "The document it was typed from"),
    DataColumn("paragraph", "Paragraph", "string", "The place in that document"),
)


def figure_table(cited: Cited, figures: Figures, title: str) -> DataTable:
    """Every figure printed or used, by id."""
    rows = tuple(_row(f, cited, figures) for f in with_inputs(cited, figures))
    return DataTable("figures", title, COLUMNS, rows)


def _row(figure: Figure, cited: Cited, figures: Figures) -> tuple[Value, ...]:
    id, quantity = figure.id, figure.quantity
    ways = cited.printed.get(str(id), [])
    typed = next((o for o in figure.origins if o.document), None)
    area = area_named(figures.plan, id.area).name
    return (
        str(id),
        figures.plan.measures[id.measure].title,
        area,
        ", ".join(f"{d}={v}" for d, v in id.breakdown),
        id.period.id,
        id.period.first,
        id.period.last,
        str(id).rsplit("/", 1)[1],
        Fraction(decimal_text(quantity.value)) if isinstance(quantity, Quantity) else None,
        figure.qualifier or "",
        quantity.unit if isinstance(quantity, Quantity) else "",
        figure.status,
        ways[0] if ways else "",
        figure.sum,
        typed.document if typed else "",
        typed.paragraph if typed else "",
    )
