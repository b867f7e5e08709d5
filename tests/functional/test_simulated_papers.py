"""Papers of a run that ends inside a quarter: every figure of their manifests must follow from truth.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.cli.main import main
from peelian.figures.ids import FigureId, parse_id
from peelian.simulate.simulate import Wanted, simulate

MONTHS, LAST = 25, "ye-2022-04"
SCORECARDS: Mapping[str, Mapping[str, Any]] = {
    "scorecard": {},
    "scorecard-of-district": {"area": "f01-d1", "priorities": ["safer", "trusted"]},
}
DIGITS = Context(prec=12)  # of a number in a manifest that does not end
NOT_TOLD = "not in truth.json"
CHANGES = ("change", "change-percent", "change-pp")
UNTOLD = {
    "target", "average", "median", "mean", "run", "lower-limit", "upper-limit", "dispersion", "signal-average",
    "expected-low", "expected-high", "chance",
}  # fmt: skip
"""Statistics of the plan and of processes: docs/how-to/simulate-a-force.md names them."""
OF_SHARES = {"numerator", "denominator"}
"""Of times kept and of surveys, that no measure of their own counts: the truth tells the share."""


@pytest.fixture(name="made", scope="module")
def made_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers") / "force"
    simulate(folder, Wanted("small", MONTHS, 11))
    for name, more in SCORECARDS.items():
        paper = {"kind": "scorecard", "title": "Scorecard", "issued": "2022-06-09", "period": LAST, **more}
        (folder / "publications" / f"{name}.yaml").write_text(yaml.safe_dump(paper))
    assert main(["load", str(folder)]) == 0
    return folder


@pytest.fixture(name="truth", scope="module")
def truth_(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("paper", "levels", "intervals", "changes"),
    [("board", 180, 2, 15), ("scorecard", 5000, 0, 100), ("scorecard-of-district", 500, 0, 15)],
)
def test_every_figure_of_a_paper_follows_from_the_truth(
    paper: str,
    levels: int,
    intervals: int,
    changes: int,
    made: Path,
    truth: Mapping[str, Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["build", str(made), paper]) == 0, capsys.readouterr()
    manifest = json.loads((made / "editions" / paper / "manifest.json").read_text(encoding="utf-8"))
    wrong: list[str] = []
    tried: Counter[str] = Counter()
    untold: set[tuple[str, str]] = set()
    for figure in manifest["figures"]:
        id = parse_id(figure["id"])
        told = follows(truth, id, figure["trace"].get("inputs", ()))
        if told is None:
            untold.add((id.statistic, figure["trace"].get("measure", {}).get("kind", "")))
            continue
        tried[id.statistic] += 1
        found = figure["status"] if figure["value"] is None else figure["value"]
        if found != told:
            wrong.append(f"{id}: {found}, not {told}")
    assert wrong == []
    assert {kind for one, kind in untold if one in OF_SHARES} <= {"compliance", "survey"}
    assert {one for one, _ in untold} <= UNTOLD | OF_SHARES
    assert tried["value"] >= levels
    assert tried["low"] + tried["high"] >= intervals
    assert sum(tried[kind] for kind in CHANGES) >= changes


def follows(truth: Mapping[str, Any], id: FigureId, inputs: Sequence[str]) -> str | None:
    """What the truth says of a figure, as a manifest writes it; None of a statistic that it does not tell."""
    match id.statistic:
        case "value":
            return written(value(truth, id))
        case "low" | "high":
            ends = of(truth, "intervals", id)
            return written(ends[id.statistic == "high"]) if ends else NOT_TOLD
        case "numerator" | "denominator" if inputs:
            return written(value(truth, parse_id(inputs[id.statistic == "denominator"])))
        case change if change in CHANGES:
            assert id.since is not None
            now, then = (value(truth, one) for one in (id, id.at(id.since)))
            if NOT_TOLD in (now, then):
                return NOT_TOLD
            moved = Fraction(now) - Fraction(then)
            return written(str(moved / Fraction(then) * 100 if change == "change-percent" else moved))
    return None


def value(truth: Mapping[str, Any], id: FigureId) -> str:
    return str(of(truth, "values", id) or NOT_TOLD)


def of(truth: Mapping[str, Any], kind: str, id: FigureId) -> Any:
    """None where truth.json has nothing of that measure, part, area and period."""
    part = ",".join(f"{dimension}={word}" for dimension, word in id.breakdown)
    found = truth[kind]
    for key in (id.measure, part, id.area, id.period.id):
        found = found.get(key, {})
    return found or None


def written(told: str) -> str:
    """A whole number or a word as it is, a fraction in decimals."""
    numerator, over, denominator = told.partition("/")
    return f"{DIGITS.divide(Decimal(numerator), Decimal(denominator)).normalize():f}" if over else told
