"""The small form: data and truth for a plan folder that is there already, with its own areas, peers and measures.

Of the tables of a run it has those that the plan's measures read, in their short form. Figures that are typed from a
report are not made, and have no truth.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from peelian.errors import Unusable
from peelian.simulate import dirt, peers, reference
from peelian.simulate.files import Files
from peelian.simulate.geography import Area, given
from peelian.simulate.peers import Peer
from peelian.simulate.run import Run
from peelian.simulate.short import called, shortened
from peelian.simulate.simulate import Wanted, truth_file
from peelian.simulate.sizes import Size
from peelian.simulate.truth.truth import Truth
from peelian.simulate.workbooks import SHEETS, Workbooks

MADE = ("data", "lookups", "truth.json")
LEVELS = 3


@dataclass(frozen=True)
class Example:
    """`weights` are of the areas of the lowest level, `forces` of the force and each peer of the plan, by their ids."""

    wanted: Wanted
    size: Size
    weights: Mapping[str, int]
    forces: Mapping[str, Peer]


def fill(plan: Path, example: Example, folder: Path) -> None:
    """Writes data, lookups and truth.json of the plan into `folder`, in the place of those that are there."""
    staged = folder / ".made"
    shutil.rmtree(staged, ignore_errors=True)
    try:
        _write(plan, example, staged)
        for name in MADE:
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)
            (staged / name).replace(folder / name)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write(plan: Path, example: Example, folder: Path) -> None:
    told = yaml.safe_load((plan / "plan.yaml").read_text(encoding="utf-8"))
    measures = _measures(plan)
    lists = {one["id"]: one["values"] for one in told.get("lists", [])}
    wanted, size = example.wanted, example.size
    areas = _areas(told["areas"]["list"])
    whole = areas[0]
    own = replace(whole, code=told["force"]["code"])
    beside = peers.beside_each_other([own, *(_area(one, None) for one in told.get("peers", []))])
    _check(plan, areas, example, {area.id for area in beside.areas})
    geography = given(areas, size, example.weights)
    of_peers = [one for one in measures if _reads(one, measures) == {peers.TABLE}]
    of_force = [one for one in measures if one not in of_peers]
    weights = reference.weights()
    truth = Truth(geography, wanted.months, of_force, (), lists, weights, geography.levels)
    truth_of_peers = Truth(beside, wanted.months, of_peers, (), lists, weights, beside.levels)
    tables = {table for one in measures for table in _reads(one, measures)}
    files, books = Files(folder, one_force=True, short=True), Workbooks(folder / "data")
    run = Run(geography, size, wanted.seed, wanted.months, wide=False)
    untidy = run.untidy
    for made, _ in run.frames(lambda _: None):
        if made is None or called(made) not in tables:
            continue
        frame = shortened(made, geography)
        truth.add(frame, 0)
        untidy += dirt.of_frame(frame)
        if frame.table in SHEETS:
            books.add(frame)
        else:
            files.write(frame, whole.id)
        if frame.table == "street" and of_peers:
            for force, row in enumerate(peers.frames(beside, example.forces, size, wanted.seed, frame)):
                truth_of_peers.add(row, force)
                files.write(row, whole.id)
    files.close()
    books.close()
    rows = truth.rows | truth_of_peers.rows
    if unknown := sorted(tables - rows.keys()):
        raise Unusable(
            f"{plan / 'measures'}: table '{unknown[0]}' is not simulated; these are: {', '.join(sorted(rows))}"
        )
    lookup = folder / "lookups" / f"lsoa-to-{geography.lowest.lower()}.csv"
    lookup.parent.mkdir()
    lookup.write_bytes(reference.lookup(geography))
    values = truth.figures()[0] | truth_of_peers.figures()[0]
    (folder / "truth.json").write_bytes(truth_file(wanted, size, rows, (values, {}), untidy, geography))


def _check(plan: Path, areas: Sequence[Area], example: Example, forces: set[str]) -> None:
    """The areas of a plan can be simulated, and the example tells of each."""
    levels = list(dict.fromkeys(area.level for area in areas))
    if len(levels) != LEVELS or [area.parent for area in areas].count(None) != 1:
        raise Unusable(
            f"{plan / 'plan.yaml'}: {len(levels)} levels of areas ({', '.join(levels)}); a simulated force has three,"
            " with one area at the top that all others lie in"
        )
    for what, said, needed in (
        ("weights", set(example.weights), {area.id for area in areas if area.level == levels[-1]}),
        ("forces", set(example.forces), forces),
    ):
        if said != needed:
            given_of = ", ".join(sorted(said)) or "none"
            raise Unusable(f"{plan}: {what} of {given_of}; give them of {', '.join(sorted(needed))}")


def _measures(plan: Path) -> list[dict[str, Any]]:
    """Those that are worked out, in the order of their files."""
    every = [
        one for file in sorted((plan / "measures").glob("*.yaml")) for one in yaml.safe_load(file.read_text("utf-8"))
    ]
    return [one for one in every if "compute" in one]


def _reads(measure: Mapping[str, Any], measures: Sequence[Mapping[str, Any]]) -> set[str]:
    """The tables that a measure is made from, by way of other measures too."""
    compute = measure["compute"]
    if "table" in compute:
        return {compute["table"], compute.get("weights", compute["table"])}
    inputs = [one for one in measures if one["id"] in compute.values()]
    return {table for one in inputs for table in _reads(one, measures)}


def _areas(told: Sequence[Mapping[str, Any]]) -> list[Area]:
    """Areas of plan.yaml, each after the one it lies in; one without a code is known by its id."""
    at = {one["id"]: number for number, one in enumerate(told)}
    return [_area(one, at[one["parent"]] if "parent" in one else None) for one in told]


def _area(told: Mapping[str, Any], parent: int | None) -> Area:
    return Area(told["id"], told["name"], told.get("level", "force"), told.get("code", told["id"]), parent)
