"""A paper's numbers against an edition's figures: what agrees, what differs and how, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.audit.audit import audit
from peelian.audit.claims.model import Claim
from peelian.audit.papers.plaintext import read
from peelian.cli import main
from peelian.editions.against import Against, against
from peelian.editions.named import Named, named
from peelian.editions.reading import open_edition
from peelian.errors import FINDINGS, FINE, WRONG_USE
from tests.starter_plan import started

CRIME = "In the year ending March 2026, 9,310 crimes were recorded"
CALLS = "the share of emergency calls picked up in time was 92.4%"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = started(tmp_path_factory.mktemp("against") / "plan")
    assert main(["build", str(plan), "first-paper"]) == FINE
    return plan / "editions" / "first-paper"


@pytest.fixture(scope="module")
def known(edition: Path) -> Named:
    return named(open_edition(edition))


def held(known: Named, text: str) -> Against:
    return against(audit([read(text.encode(), "paper.txt")]), known)


def met(known: Named, text: str) -> list[tuple[str, str, str | None]]:
    """What is printed, the verdict and the severity of each number that met a figure."""
    claims = [claim for _, claim in held(known, text).audit.claims if claim.kind == "cross_reference"]
    return [(claim.stated.printed, claim.verdict, claim.severity) for claim in claims]


def the_claim(known: Named, text: str) -> Claim:
    (claim,) = [claim for _, claim in held(known, text).audit.claims if claim.kind == "cross_reference"]
    return claim


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CRIME}.", [("9,310", "consistent", None)]),
        ("In the year ending March 2026, 9,301 crimes were recorded.", [("9,301", "inconsistent", "material")]),
        ("In the year ending March 2026, 9,800 crimes were recorded.", [("9,800", "inconsistent", "label")]),
        ("In the year ending March 2026, the level of recorded crime was 9,310.", [("9,310", "consistent", None)]),
        (f"{CRIME}, a 5.0% reduction.", [("9,310", "consistent", None), ("5.0%", "consistent", None)]),
        (f"{CRIME}, a 5.4% reduction.", [("9,310", "consistent", None), ("5.4%", "inconsistent", "material")]),
        (f"In the year ending March 2026, {CALLS}.", [("92.4%", "consistent", None)]),
        (f"In the year ending March 2026, {CALLS.replace('92.4', '92.3')}.", [("92.3%", "inconsistent", "last_digit")]),
        (f"In the year ending March 2026, {CALLS.replace('92.4', '88.1')}.", [("88.1%", "inconsistent", "label")]),
        (f"In the year ending March 2026, {CALLS.replace('92.4%', '92%')}.", [("92%", "consistent", None)]),
    ],
)
def test_a_number_that_is_called_as_a_measure_is_held_against_its_figure(
    known: Named, text: str, found: list[tuple[str, str, str | None]]
) -> None:
    assert met(known, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "In the year ending March 2026, 9,301 bicycle crimes were recorded.",
        "In the year ending March 2019, 9,301 crimes were recorded.",
        "In the year ending March 2026, 42 crimes were recorded.",
        "In the year ending March 2026, the share of calls picked up late was 91.0%.",
        "They were 9,301 in the year ending March 2026, and the crimes were recorded.",
        "In the year ending March 2026, 9,301 people were helped.",
    ],
)
def test_what_may_be_of_something_else_is_left_alone(known: Named, text: str) -> None:
    assert met(known, text) == []


def test_a_claim_leads_to_the_figure(known: Named) -> None:
    claim = the_claim(known, "In the year ending March 2026, 9,800 crimes were recorded.")
    assert claim.reason == "it is the figure of the year ending March 2025"
    assert claim.also[0].document == "first-paper"
    assert claim.also[0].quote == "recorded-crime/force/ye-2026-03/value"
    assert claim.parts[0].text == "9,310"
    assert claim.sum == "9,310 in first-paper"


def test_a_measure_without_a_period_cannot_be_decided(known: Named) -> None:
    assert met(known, "The share of emergency calls picked up in time was 71.0%.") == [("71.0%", "not_decidable", None)]
    assert met(known, "The share of emergency calls picked up in time was 92.4%.") == []


def test_rows_of_a_table_are_held_too(known: Named) -> None:
    table = (
        "| Measure | Year ending March 2025 | Year ending March 2026 |\n|---|---|---|\n"
        "| Recorded crime | 9,800 | 9,301 |\n| Staff | 12 | 14 |\n"
    )
    assert met(known, table) == [("9,800", "consistent", None), ("9,301", "inconsistent", "material")]


@pytest.mark.parametrize("format", ["html", "docx", "odt", "pdf"])
def test_an_editions_own_paper_agrees_with_it(edition: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(edition / f"paper.{format}"), "--against", str(edition), "--json"]) == FINE
    told = json.loads(capsys.readouterr().out)
    assert told["against"]["edition"] == "first-paper"
    assert told["against"]["matched"] >= 5
    assert told["against"]["figures_met"] >= 4
    assert told["summary"]["inconsistent"] == 0


def test_the_command_tells_what_differs(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("In the year ending March 2026, 9,301 crimes were recorded.\n")
    assert main(["audit", str(paper), "--against", str(edition)]) == FINDINGS
    out = capsys.readouterr().out
    assert "9,310 in first-paper; first-paper has 9,310" in out
    assert out.splitlines()[-1].startswith("against first-paper: 1 number met 1 of its ")
    assert main(["audit", str(paper), "--against", str(tmp_path)]) == WRONG_USE
    assert "give the folder of an edition" in capsys.readouterr().err
