"""Tables of KPIs: baseline, now and the change, with a sign and a word, so that nothing rests on colour."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from peelian.plan.model import Baseline, Kpi
from peelian.plan.publication import KpiTable
from peelian.publications.blocks import Number, Table, flatten, plain
from peelian.publications.sentences.desk import Desk
from peelian.publications.tables import kpi_table
from tests import small_plan
from tests.small_plan import kpi, measure, typed


def made(
    kpis: list[Kpi], levels: dict[str, tuple[object, object]], unit: str = "count", **spec: Any
) -> tuple[Desk, Table]:
    rows = [
        typed(f"{id}/all/ye-{year}-03/value", value, unit)
        for id, pair in levels.items()
        for year, value in zip((2024, 2026), pair, strict=True)
        if value is not None
    ]
    desk = small_plan.desk(small_plan.plan(kpis, [measure(k.id, unit) for k in kpis if k.measure]), rows)
    table = KpiTable(tuple(k.id for k in kpis), "A caption", **spec)
    return desk, kpi_table(desk, table, "Table 1", "table-1")


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def test_a_row_for_each_kpi_in_the_order_named() -> None:
    _, table = made([kpi("fires"), kpi("thefts")], {"fires": (1000, 1100), "thefts": (1000, 900)}, first="Kind")
    assert [column.title for column in table.columns] == [
        *("Kind", "Baseline date", "Baseline", "Current date", "Current", "Change", "Meaning")
    ]
    assert cells(table) == [
        ["Fires", "YE Mar 2024", "1,000", "YE Mar 2026", "1,100", "+10.0%", "worsened"],
        ["Thefts", "YE Mar 2024", "1,000", "YE Mar 2026", "900", "-10.0%", "improved"],
    ]
    assert (table.caption, table.label, table.id) == ("A caption", "Table 1", "table-1")


def test_every_number_is_tied_to_its_figure() -> None:
    desk, table = made([kpi("fires")], {"fires": (1000, 1100)})
    numbers = [leaf for row in table.rows for cell in row for leaf in flatten(cell) if isinstance(leaf, Number)]
    assert [number.figure for number in numbers] == [
        "fires/all/ye-2024-03/value",
        "fires/all/ye-2026-03/value",
        "fires/all/ye-2026-03/change-percent-from-ye-2024-03",
    ]
    assert all(number.text in desk.cited.printed[number.figure] for number in numbers)


@pytest.mark.parametrize(
    ("polarity", "levels", "change", "meaning"),
    [
        ("neither", (1000, 1100), "+10.0%", "increased"),
        ("neither", (1000, 900), "-10.0%", "decreased"),
        ("lower", (1000, 1000), "0.0%", "no change"),
        ("lower", (1000, 1005), "+0.5%", "stable"),
        ("lower", (50, 40), "-10", "improved"),
        ("lower", (None, 900), "not stated", "not known"),
    ],
)
def test_the_change_in_a_word(polarity: str, levels: tuple[object, object], change: str, meaning: str) -> None:
    _, table = made([kpi("fires", polarity)], {"fires": levels})
    assert cells(table)[0][-2:] == [change, meaning]


def test_what_is_missing_is_said_and_is_no_zero() -> None:
    _, table = made([kpi("fires"), kpi("thefts", baseline=None)], {"fires": (1000, None), "thefts": (None, 5)})
    assert cells(table) == [
        ["Fires", "YE Mar 2024", "1,000", "YE Mar 2026", "not available", "not stated", "not known"],
        ["Thefts", "not stated", "not stated", "YE Mar 2026", "5", "not stated", "not known"],
    ]


def test_a_kpi_without_a_measure_has_a_row_that_says_so() -> None:
    _, table = made([kpi("fires"), kpi("trust", kind="in-development")], {"fires": (1000, 1100)})
    assert cells(table)[1] == ["Trust", *["-"] * 5, "no figure yet"]


def test_a_grade_has_a_meaning_and_no_size_of_change() -> None:
    _, table = made([kpi("fires", "higher")], {"fires": (3, 2)}, "grade")
    assert cells(table)[0][-2:] == ["-", "improved"]


def test_a_provisional_baseline_and_a_bound_of_a_change_keep_their_words() -> None:
    id = "fires/all/ye-2026-03/change-percent-from-ye-2024-03"
    rows = [typed("fires/all/ye-2024-03/value", 900, status="provisional"), typed(id, 12, "percent", qualifier="over")]
    table = kpi_table(
        small_plan.desk(small_plan.plan([kpi("fires")]), rows), KpiTable(("fires",), "A caption"), "Table 1", "t"
    )
    assert cells(table)[0][2] == "900 (provisional)"
    assert cells(table)[0][5] == "more than +12.0%"


def test_a_qualifier_stands_before_its_number() -> None:
    desk = small_plan.desk(
        small_plan.plan([kpi("fires")]), [typed("fires/all/ye-2026-03/value", 900, qualifier="about")]
    )
    table = kpi_table(desk, KpiTable(("fires",), "A caption"), "Table 1", "t")
    assert cells(table)[0][4] == "approximately 900"


@pytest.mark.parametrize(
    ("bands", "unit", "note"),
    [
        (["3.0", "3.0"], "percent", "“Stable” is a change of less than three percentage points either way."),
        ([None, None], "percent", "“Stable” is a change of less than one percentage point either way."),
        ([None, None], "count", "“Stable” is a change of less than one per cent either way."),
        (
            ["3.0", None],
            "percent",
            "“Stable” is a change inside the band of each measure; the data notes give its width.",
        ),
        (
            ["0.5", "0.5"],
            "percent",
            "“Stable” is a change inside the band of each measure; the data notes give its width.",
        ),
    ],
)
def test_the_width_of_the_band_is_printed_below(bands: list[str | None], unit: str, note: str) -> None:
    kpis = [kpi(f"k{n}", stable_band=Decimal(band) if band else None) for n, band in enumerate(bands)]
    _, table = made(kpis, {k.id: (50, 60) for k in kpis}, unit)
    assert plain(table.note) == note


def test_the_note_may_be_left_out() -> None:
    _, table = made([kpi("fires")], {"fires": (1000, 1100)}, stable_note=False)
    assert table.note == ()


def test_a_split_prints_shares_with_their_period() -> None:
    kpis = [kpi("yes", baseline=Baseline("ye-2024-03")), kpi("no")]
    _, table = made(kpis, {"yes": (None, 64), "no": (None, 36)}, "percent", form="split", first="Answer")
    assert [column.title for column in table.columns] == ["Answer", "Share"]
    assert cells(table) == [["Yes", "64.0%"], ["No", "36.0%"]]
    assert plain(table.note) == "Period: the year ending March 2026."


def test_a_split_whose_caption_names_the_period_does_not_repeat_it() -> None:
    rows = [typed("yes/all/ye-2026-03/value", 64, "percent")]
    desk = small_plan.desk(small_plan.plan([kpi("yes")], [measure("yes", "percent")]), rows)
    table = KpiTable(("yes",), "Answers in the year ending March 2026", form="split")
    assert kpi_table(desk, table, "Table 1", "t").note == ()


def test_counts_and_shares_together_have_both_widths() -> None:
    plan = small_plan.plan([kpi("fires"), kpi("share")], [measure("fires"), measure("share", "percent")])
    rows = [typed("fires/all/ye-2026-03/value", 900), typed("share/all/ye-2026-03/value", 9, "percent")]
    table = kpi_table(small_plan.desk(plan, rows), KpiTable(("fires", "share"), "A caption"), "Table 1", "t")
    assert plain(table.note) == "“Stable” is a change of less than one per cent, or one percentage point, either way."


def test_compared_with_the_period_before_no_column_is_called_baseline() -> None:
    paper = small_plan.publication(compare="preceding")
    rows = [typed("fires/all/ye-2026-03/value", 900), typed("fires/all/ye-2025-03/value", 1000)]
    desk = small_plan.desk(small_plan.plan([kpi("fires")]), rows, paper)
    table = kpi_table(desk, KpiTable(("fires",), "A caption"), "Table 1", "t")
    heads = [column.title for column in table.columns]
    assert heads == ["Measure", "Earlier period", "Earlier", "Period", "Now", "Change", "Meaning"]
    assert cells(table)[0][1:5] == ["YE Mar 2025", "1,000", "YE Mar 2026", "900"]


def test_a_row_may_have_another_name_than_its_kpi() -> None:
    _, table = made([kpi("fires")], {"fires": (1000, 900)}, names={"fires": "All of them"})
    assert cells(table)[0][0] == "All of them"
