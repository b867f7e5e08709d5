"""A plan folder of one's own filled with made-up data: its areas and measures are those of the plan, or it is said why
they cannot be."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.errors import Unusable
from peelian.simulate.example import Example, fill
from tests.promises.editions import PEELSHIRE

MONTHS = 3


@pytest.fixture(name="plan")
def plan_(tmp_path: Path) -> Path:
    for name in ("plan.yaml", "measures"):
        copy = shutil.copytree if (PEELSHIRE / name).is_dir() else shutil.copy
        copy(PEELSHIRE / name, tmp_path / name)
    return tmp_path


@pytest.fixture(name="example")
def example_() -> Example:
    """Peelshire's, three months of it."""
    found: Example = runpy.run_path(str(PEELSHIRE / "make_data.py"))["PEELSHIRE"]
    return replace(found, wanted=replace(found.wanted, months=MONTHS))


def changed(plan: Path, change: Callable[[dict[str, Any]], None]) -> None:
    told = yaml.safe_load((plan / "plan.yaml").read_text(encoding="utf-8"))
    change(told)
    (plan / "plan.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")


def truth(plan: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((plan / "truth.json").read_text(encoding="utf-8"))
    return found


def test_a_plan_without_peers_or_lists_has_no_file_of_them(plan: Path, example: Example) -> None:
    def alone(told: dict[str, Any]) -> None:
        del told["peers"], told["lists"]

    changed(plan, alone)
    kept = [
        one
        for file in sorted((plan / "measures").iterdir())
        for one in yaml.safe_load(file.read_text(encoding="utf-8"))
        if one["id"] in ("burglary", "people")
    ]
    shutil.rmtree(plan / "measures")
    (plan / "measures").mkdir()
    (plan / "measures" / "two.yaml").write_text(yaml.safe_dump(kept), encoding="utf-8")
    fill(plan, replace(example, forces={"peelshire": example.forces["peelshire"]}), plan)
    assert {path.name for path in (plan / "data").iterdir()} == {"police-uk-2020-21.zip", "population.csv"}
    assert truth(plan)["values"].keys() == {"burglary", "people"}
    assert set(truth(plan)["values"]["burglary"][""]["midvale"]) == {
        *("2020-04", "2020-05", "2020-06", "q-2020-06"),
    }


def test_names_and_weights_of_another_plan_are_taken(plan: Path, example: Example) -> None:
    def renamed(told: dict[str, Any]) -> None:
        told["areas"]["list"][-1] |= {"id": "gorse-end", "name": "Gorse End"}

    changed(plan, renamed)
    weights = {area: weight for area, weight in example.weights.items() if area != "fern-bank"} | {"gorse-end": 20}
    fill(plan, replace(example, weights=weights), plan)
    people = {area: int(told["2020-06"]) for area, told in truth(plan)["values"]["people"][""].items()}
    assert people["east-quay"] + people["gorse-end"] == people["southvale"]
    assert people["gorse-end"] == 2 * people["east-quay"] == 2 * 20 * 260
    assert b"X01000012,gorse-end\r\n" in (plan / "lookups/lsoa-to-neighbourhood.csv").read_bytes()


def test_what_cannot_be_made_is_refused_in_words_and_what_is_there_is_left(plan: Path, example: Example) -> None:
    fill(plan, example, plan)
    before = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    said = "weights of alder-hill, brook-end; give them of alder-hill, brook-end, castle-ward, dean-cross"
    refused(plan, replace(example, weights={"alder-hill": 1, "brook-end": 2}), said)
    refused(plan, replace(example, forces={}), "forces of none; give them of dalesworth, fenmarch, holloway, peelshire")
    assert {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()} == before


def test_a_plan_of_two_levels_is_refused(plan: Path, example: Example) -> None:
    def flat(told: dict[str, Any]) -> None:
        told["areas"]["list"] = [one for one in told["areas"]["list"] if one["level"] != "neighbourhood"]

    changed(plan, flat)
    refused(plan, example, "plan.yaml: 2 levels of areas (force, district); a simulated force has three")


def test_a_table_that_is_not_simulated_is_named(plan: Path, example: Example) -> None:
    measure = {"id": "dogs", "title": "Dogs", "kind": "count", "compute": {"table": "dogs"}}
    (plan / "measures" / "dogs.yaml").write_text(yaml.safe_dump([measure]), encoding="utf-8")
    refused(plan, example, "table 'dogs' is not simulated; these are: admissions, calls, forces, harm_weights")


def refused(plan: Path, example: Example, words: str) -> None:
    with pytest.raises(Unusable) as raised:
        fill(plan, example, plan)
    assert words in str(raised.value)
