"""The sentence forms as data: a KPI with its figures in, the very sentence out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Typed
from peelian.measures.model import Measure, Words
from peelian.periods import parse
from peelian.plan.model import Area, Areas, Baseline, Body, Force, Kpi, Plan, PlanFile, Priority, Term
from peelian.plan.publication import Publication, Say
from peelian.publications.blocks import Number, flatten, plain
from peelian.publications.sentences import compose
from peelian.publications.sentences.desk import Desk
from peelian.quantities import Quantity
from peelian.series.model import Origin

SPECS = Path(__file__).parents[2] / "specs" / "sentences"
NOW, BEFORE = parse("ye-2026-03"), parse("ye-2024-03")
CASES = [
    pytest.param(page["form"], case, id=f"{file.stem}: {case['says']}")
    for file in sorted(SPECS.glob("*.yaml"))
    for page in [yaml.safe_load(file.read_text())]
    for case in page["cases"]
]


def typed(id: FigureId, value: Any, unit: str, case: dict[str, Any]) -> Typed:
    exact = Quantity(Fraction(str(value)), unit)
    status = case.get("status", "published")
    return Typed(id, exact, "", case.get("qualifier"), status, None, "doc", "1", Origin("figures/a.csv", "0" * 64, 2))


def desk_of(case: dict[str, Any]) -> Desk:
    given = case["measure"]
    words = Words(
        given.get("subject", "the number"), noun=given.get("noun"), one=given.get("one"), verb=given.get("verb", "recorded")
    )
    measure = Measure("m", "M", "published", given["unit"], words, "What is counted.", scale=given.get("scale"))
    has_baseline = "baseline" in case or "change_percent" in case
    kpi = Kpi(
        "k",
        "K",
        "trajectory",
        case.get("polarity", "lower"),
        measure="m",
        decimals=1 if given["unit"] == "percent" else None,
        baseline=Baseline("ye-2024-03") if has_baseline else None,
        stable_band=Decimal(case["band"]) if "band" in case else None,
    )
    file = PlanFile(
        "p",
        "A plan",
        Body("The body", "B"),
        Force("The force", "F"),
        Areas(("force",), (Area("all", "All", "force"),)),
        Term(date(2024, 5, 1)),
    )
    plan = Plan(file, (Priority("one", "One", kpis=(kpi,)),), {"m": measure})
    id = FigureId("m", "all", (), NOW)
    rows = []
    if "current" in case:
        rows.append(typed(id, case["current"], given["unit"], case))
    if "baseline" in case:
        rows.append(typed(id.at(BEFORE), case["baseline"], given["unit"], {}))
    if "change_percent" in case:
        rows.append(typed(id.change("change-percent", BEFORE), case["change_percent"], "percent", {}))
    publication = Publication("board-paper", "A paper", date(2026, 5, 18), "ye-2026-03")
    figures = Figures(
        plan, rows, None, document="doc", issued=publication.issued, plan_origin=Origin("plan.yaml", "0" * 64)
    )
    return Desk(plan, publication, figures)


@pytest.mark.parametrize(("form", "case"), CASES)
def test_the_sentence(form: Any, case: dict[str, Any]) -> None:
    desk = desk_of(case)
    run = compose(desk, Say(("k",), form))
    assert plain(run) == case["sentence"]
    numbers = [leaf for leaf in flatten(run) if isinstance(leaf, Number)]
    assert all(number.figure in desk.cited.figures for number in numbers)
    assert bool(numbers) == ("current" in case or "change_percent" in case)
