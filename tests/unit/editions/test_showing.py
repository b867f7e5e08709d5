"""A measure's figures as a person reads them in a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.editions.showing import BARS, show
from peelian.errors import PeelianError
from tests.starter_plan import FIGURES, add, row, started


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return started(tmp_path / "plan")


def lines(plan: Path, measure: str = "recorded-crime", **asked: str) -> list[str]:
    given = dict.fromkeys(("area", "period", "document")) | {"breakdown": ""} | asked
    return list(show(plan, measure, **given).lines)  # type: ignore[arg-type]


def test_every_period_in_order_with_its_definition_above(plan: Path) -> None:
    assert lines(plan) == [
        "Recorded crime, The force area",
        "Offences that the force recorded.",
        f"  {'YE Mar 2025':<24} {'9,800':>14}  published",
        f"  {'YE Mar 2026':<24} {'9,310':>14}  published",
    ]


def test_one_period_has_its_change_from_the_one_before(plan: Path) -> None:
    change = lines(plan, period="ye-2026-03")[-1]
    assert change.split("  ")[1] == "YE Mar 2026 from YE Mar 2025"
    assert change.endswith("-5.0%  final  (9,310 - 9,800) ÷ 9,800 × 100")
    assert lines(plan, "answered-in-time", period="ye-2026-03")[-1].endswith("+4.3pp  final  92.4 - 88.1")


def test_a_period_without_a_figure_says_why(plan: Path) -> None:
    assert lines(plan, period="ye-2020-03")[-1] == f"  {'YE Mar 2020':<24} no value: the document does not print it"


def test_bars_go_from_the_lowest_to_the_highest(plan: Path) -> None:
    for month, value in (("2026-01", 100), ("2026-02", 50), ("2026-03", 120)):
        add(plan, FIGURES, row("answered-in-time", month, value).replace(",count,", ",percent,"))
    bars = lines(plan, "answered-in-time")[-1].strip()
    assert len(bars) == 5
    assert {BARS[0], BARS[-1]} <= set(bars)


def test_equal_values_and_two_values_have_no_bars(plan: Path) -> None:
    assert not set("".join(lines(plan))) & set(BARS)


def test_of_two_documents_one_can_be_asked_for(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 9400, "later-report"))
    assert "9,310" in lines(plan, document="annual-report")[-1]
    assert "9,400" in lines(plan, document="later-report")[-1]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"measure": "recorded"}, "did you mean recorded-crime?"),
        ({"measure": "xyz"}, "there are"),
        ({"area": "west"}, "no area 'west'"),
        ({"area": "north"}, "has no figures for north"),
        ({"period": "soon"}, "soon"),
        ({"breakdown": "x"}, "write dimension=value"),
    ],
)
def test_what_cannot_be_shown_is_told(plan: Path, asked: dict[str, str], says: str) -> None:
    with pytest.raises(PeelianError, match=says):
        lines(plan, **asked)


def test_a_program_gets_exact_values_and_reasons(plan: Path) -> None:
    answer = show(plan, "recorded-crime", area=None, period="ye-2020-03", breakdown="", document=None).answer
    assert answer["figures"] == [
        {
            "id": "recorded-crime/force/ye-2020-03/value",
            "value": None,
            "unit": None,
            "status": "missing",
            "sum": None,
            "reason": "the document does not print it",
        }
    ]


def test_a_part_stands_in_the_heading(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 700).replace(",force,,", ",force,type=theft,"))
    shown = lines(plan, breakdown="type=theft")
    assert shown[0] == "Recorded crime, The force area, type: theft"
    assert shown[-1] == f"  {'YE Mar 2026':<24} {'700':>14}  published"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"document": "nope"}, "no document 'nope' in .*; typed figures are of: annual-report"),
        ({"breakdown": "type=theft"}, "no figures for that part of force; parts with figures: none"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(plan: Path, asked: dict[str, str], says: str) -> None:
    with pytest.raises(PeelianError, match=says):
        lines(plan, **asked)


def test_an_approximate_figure_keeps_its_word(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2024-03", 9000).replace('"9,000",,', '"9,000",about,'))
    shown = show(plan, "recorded-crime", area=None, period="ye-2024-03", breakdown="", document=None)
    assert "about 9,000" in shown.lines[-1]
    assert [figure.get("qualifier") for figure in shown.answer["figures"]] == ["about"]
