"""units.md and periods.md: what numbers and periods look like, printed by the code that prints papers."""

from __future__ import annotations

from fractions import Fraction

from printed.markdown import code, page, plain, table

SHOWN = Fraction("3759.25")  # one value for all units, so that they can be compared
PERIOD_IDS = {
    "2026-03": "a month",
    "q-2026-03": "the quarter that ends with this month",
    "ye-2026-03": "the year that ends with this month",
    "cy-2025": "a calendar year",
    "at-2026-03": "the last day of this month",
    "at-2026-03-15": "a day",
    "fytd-2026-01": "the financial year until the end of this month",
    "2024-08..2025-07": "from the first to the last of these months, both included",
    "wave-38": "a wave of a survey",
    "not-stated": "a period that the source does not give; never compared with another",
}


def pages() -> dict[str, str]:
    return {"units.md": units_page(), "periods.md": periods_page()}


def units_page() -> str:
    from peelian.quantities import UNITS, Quantity, show

    rows = []
    for name, unit in UNITS.items():
        quantity = Quantity(SHOWN, name)
        rows.append(
            (
                code(name),
                str(unit.decimals),
                plain(show(quantity).text),
                plain(show(quantity, style="table").text),
                plain(show(quantity, style="table", signed=True).text),
            )
        )
    about = (
        "Numbers are exact until they are printed; then they are rounded once, half away from zero. "
        f"The table prints {float(SHOWN):g} in each unit with its usual decimals. A measure or a KPI may "
        "name others."
    )
    head = ["Unit", "Decimals", "In a sentence", "In a table", "As a change in a table"]
    return page("Units", "`peelian/quantities`", [about, table(head, rows)])


def periods_page() -> str:
    from peelian import periods

    rows = []
    for text, about in PERIOD_IDS.items():
        period = periods.parse(text)
        first, last = (str(day) if day else "" for day in (period.first, period.last))
        cells = (
            code(text),
            plain(about),
            first,
            last,
            plain(periods.words(period)),
            plain(periods.short(period)),
        )
        rows.append(cells)
    about = (
        "A period has its first and its last day, both included. Files and figure ids use the id; sentences "
        "and tables use its words. A financial year is never written 2011-12, which is also December 2011."
    )
    head = ["Id", "What it is", "First day", "Last day", "In a sentence", "In a table"]
    return page("Periods", "`peelian/periods`", [about, table(head, rows)])
