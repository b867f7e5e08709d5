"""The sentence that says how likely it is that a year's target is met, or a level kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from peelian.periods import month, shift
from peelian.plan.model import Baseline
from peelian.plan.publication import Say
from peelian.publications.blocks import plain
from peelian.publications.sentences.process import compose_paragraph
from tests import small_plan

EVEN = [200, 220, 190, 210, 200, 230, 180, 210, 200, 220, 190, 210]
LAST = month(2026, 3)


def paragraph(unit: str = "count", **kpi: Any) -> str:
    """Two years of months up to March 2026; the baseline year is the first of them."""
    plan = small_plan.plan(
        [small_plan.kpi("fires", baseline=Baseline("ye-2025-03"), **kpi)],
        [small_plan.measure("fires", unit, noun="fires", one="fire")],
    )
    values = EVEN * 2
    months = [shift(LAST, -back).id for back in range(len(values) - 1, -1, -1)]
    rows = [small_plan.typed(f"fires/all/{m}/value", v, unit) for m, v in zip(months, values, strict=True)]
    years = [small_plan.typed(f"fires/all/{y}/value", sum(EVEN), unit) for y in ("ye-2025-03", "ye-2026-03")]
    desk = small_plan.desk(plan, [*rows, *years])
    return plain(compose_paragraph(desk, Say(form="process-paragraph", kpis=("fires",))))


@pytest.mark.parametrize(
    ("polarity", "band", "how"),
    [
        ("lower", "2", "does not end two per cent or more above the baseline figure of 2,460 is "),
        ("higher", "2.5", "does not end 2.5 per cent or more below the baseline figure of 2,460 is "),
        ("neither", "1", "ends less than one per cent from the baseline figure of 2,460 is "),
    ],
)
def test_a_level_that_is_to_be_kept_has_the_chance_that_it_is(polarity: str, band: str, how: str) -> None:
    told = paragraph(kind="maintain", polarity=polarity, stable_band=Decimal(band))
    assert f"The chance that the year ending March 2027 {how}" in told


def test_no_band_no_sentence() -> None:
    assert "The chance that" not in paragraph(kind="maintain")
    assert "ends below the baseline figure of 2,460 is " in paragraph(kind="trajectory")
