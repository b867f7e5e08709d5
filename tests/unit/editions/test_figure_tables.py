"""The figures of an edition as a table for programs."""

from __future__ import annotations

from fractions import Fraction

from peelian.editions.figure_tables import COLUMNS, figure_table
from peelian.plan.publication import Say
from peelian.publications.sentences import compose
from tests import small_plan
from tests.small_plan import kpi, typed

NAMES = [column.name for column in COLUMNS]


def test_a_row_says_what_the_words_of_the_paper_say() -> None:
    rows = [
        typed("a/all/ye-2026-03/value", 900, printed="about 900", qualifier="about"),
        typed("a/all/ye-2024-03/value", 1000, printed="1,000"),
    ]
    desk = small_plan.desk(small_plan.plan([kpi("a")]), rows)
    compose(desk, Say(("a",), "level-and-change"))
    table = figure_table(desk.cited, desk.figures, "Figures")
    told = {str(row[0]): dict(zip(NAMES, row, strict=True)) for row in table.rows}
    level, base, change = (told[f"a/all/{id}"] for id in PLACES)
    assert (level["value"], level["qualifier"], level["printed"]) == (Fraction(900), "about", "900")
    assert (base["value"], base["qualifier"]) == (Fraction(1000), "")
    assert (change["value"], change["qualifier"], change["sum"]) == (-10, "about", "(900 - 1,000) ÷ 1,000 × 100")


PLACES = ("ye-2026-03/value", "ye-2024-03/value", "ye-2026-03/change-percent-from-ye-2024-03")
