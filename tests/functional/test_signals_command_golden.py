"""`peelian signals` beside published packages: the file in, the options typed, the lines of JSON out, run by run.

Every run of NHSRplotthedots and qicharts2 in the shared folder that the options can say. What may differ is declared
in golden_spc_differences.yaml, for the sums and for the command alike.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from peelian.cli.main import main
from peelian.errors import FINE
from tests.functional.test_golden_spc import (
    ASSURED,
    CHARTS,
    DECLARED,
    DIRECTIONS,
    LABELS,
    POINT_TYPES,
    TOLERANCE,
    Run,
    runs_of,
)

NOT_SAID = {"s2_shift/r11_ptd_fix20_rebase1899"}  # a baseline of its own in each of two segments
ASSURANCES = {0: None, 1: "passes", -1: "fails", 2: "hit-and-miss"}
OF_PARTS = ("p", "pprime", "u", "uprime", "iprime", "c")
PARAMETERS = {
    "NHSRplotthedots": {"improvement_direction", "target", "rebase", "fix_after_n_points", "screen_outliers"},
    "qicharts2": {"chart", "qic.screenedmr", "part", "freeze", "exclude", "target", "method"},
}


def periods_of(run: Run) -> list[str]:
    """The dates; where periods were left out, the places of the rows: no date says that nothing is missing."""
    dates = [row["period"] for row in run.series]
    months = [int(date[:4]) * 12 + int(date[5:7]) for date in dates]
    even = len({after - before for before, after in pairwise(months)}) < 2
    return dates if even else [f"wave-{place + 1}" for place in range(len(dates))]


def written(run: Run, chart: str, path: Path) -> None:
    parts = chart in OF_PARTS and bool(run.series[0]["denominator"])
    columns = ["numerator", "denominator"] if parts else ["value"]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["series", "period", *columns])
        for row, period in zip(run.series, periods_of(run), strict=True):
            table.writerow([row["series"], period, *(row[column] for column in columns)])


def options(run: Run, chart: str) -> list[str]:
    given = {key: value for key, value in run.parameters.items() if value is not None}
    assert set(given) <= PARAMETERS[run.package]
    at = periods_of(run)
    dates = given.get("rebase", [])
    starts = [dates] if isinstance(dates, str) else list(dates)  # type: ignore[call-overload]
    starts += [at[int(str(given["part"]))]] if "part" in given else []
    fixed = given.get("fix_after_n_points", given.get("freeze"))
    screen = given.get("screen_outliers", given.get("qic.screenedmr"))
    words = [
        "--rules",
        "nhs-r" if run.package == "NHSRplotthedots" else "anhoej",
        "--screen",
        "on" if screen else "off",
    ]
    words += ["--chart", chart] if run.package == "qicharts2" else []
    words += ["--better", DIRECTIONS[str(given["improvement_direction"])]] if "improvement_direction" in given else []
    words += ["--rebase", ",".join(starts)] if starts else []
    words += ["--exclude", at[int(str(given["exclude"])) - 1]] if "exclude" in given else []
    words += ["--baseline", f"{at[0]}:{at[int(str(fixed)) - 1]}"] if fixed else []
    words += ["--target", str(given["target"])] if "target" in given else []
    return words


def asked(run: Run, folder: Path) -> dict[str, Any]:
    name = str(run.parameters.get("chart") or "i")
    chart, path = CHARTS.get(name, name), folder / "series.csv"
    written(run, chart, path)
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = main(["signals", str(path), "--json", *options(run, chart)])
    assert code == FINE, said.getvalue()
    answer: dict[str, Any] = json.loads(out.getvalue(), parse_constant=pytest.fail)
    assert answer["chart"] == chart
    return answer


def differing(run: Run, answer: dict[str, Any]) -> tuple[set[str], int]:
    """The columns that differ somewhere, and how many cells were compared."""
    wrong, compared = set(), 0
    for point, theirs in zip(answer["points"], run.points, strict=True):
        for column in ("value", "centre", "lower", "upper"):
            ours, given = point[column], theirs[column]
            none = given in ("", "NaN", "NA")
            same = none if ours is None else not none and math.isclose(ours, float(given), rel_tol=TOLERANCE)
            wrong |= set() if same else {column}
        if run.package == "NHSRplotthedots":
            label = LABELS[theirs["rule"]]
            wrong |= set() if point["label"] == (label[0] if label else "none") else {"label"}
            wrong |= set() if point["meaning"] == POINT_TYPES[theirs["point_type"]] else {"meaning"}
            compared += 2
        elif theirs["outside_limits"]:
            same = ("outside" in point["signals"]) == (theirs["outside_limits"] == "TRUE")
            wrong |= set() if same else {"outside"}
            compared += 1
        compared += 4
    last = run.summary[-1] if run.summary else {}
    if run.package == "NHSRplotthedots" and last:
        wrong |= set() if not last["variation"] or said(answer) == POINT_TYPES[last["variation"]] else {"variation"}
        wrong |= set() if answer["assurance"] == ASSURANCES[ASSURED[last["assurance"]]] else {"assurance"}
        compared += 2
    if answer["chart"] == "run" and run.parameters["method"] == "anhoej":
        ends = {segment["to"]: segment for segment in answer["segments"]}
        for at, theirs in zip((point["period"] for point in answer["points"]), run.points, strict=True):
            if at in ends and theirs["longest_run"]:
                for ours, column in RUNS.items():
                    wrong |= set() if ends[at][ours] == int(theirs[column]) else {column}
                    compared += 1
    return wrong, compared


RUNS = {
    "longest_run": "longest_run",
    "longest_run_max": "longest_run_max",
    "crossings": "n_crossings",
    "crossings_min": "n_crossings_min",
}


def said(answer: dict[str, Any]) -> str:
    """The package reads an icon of usual variation where there are no limits; ours is null there."""
    return answer["variation"] or "none"


@pytest.mark.parametrize("package", PARAMETERS)
def test_the_command_gives_what_the_package_gives(package: str, shared: Path, tmp_path: Path) -> None:
    folder = shared / "golden" / "spc"
    if not folder.is_dir():
        pytest.skip("the reference outputs of control chart packages are not here")
    compared = tried = 0
    wrong = []
    for run in runs_of(folder, package):
        name = f"{run.case}/{run.id}"
        if name in NOT_SAID:
            continue
        declared = {
            column
            for entry in DECLARED
            if entry["package"] == package and name in entry["runs"]
            for column in entry["columns"]
        }
        columns, cells = differing(run, asked(run, tmp_path))
        tried, compared = tried + 1, compared + cells
        if columns - declared:
            wrong.append((name, sorted(columns - declared)))
    assert wrong == []
    print(f"peelian signals beside {package}: {tried} tried, {tried} held but for what is declared; {compared:,} cells")
    assert compared > 1_000
