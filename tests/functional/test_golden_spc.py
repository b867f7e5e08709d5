"""Centre, limits and flags beside published control chart packages, run by run: their outputs are data, no more.

Every run of the shared folder that gave a result is computed again with the rule set nearest to its package. What
differs must stand in golden_spc_differences.yaml, column by column with its reason, and what stands there must differ.
Where our rule sets give no limits, the same sums with degenerate series copied are compared too.
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml

from peelian.periods import month, shift
from peelian.signals.limits import limits
from peelian.signals.limits.lines import Chart, Limits
from peelian.signals.marks import Signals
from peelian.signals.panel import Array, Panel
from peelian.signals.rules import signals
from peelian.signals.ruleset import Asked, RuleSet, load
from peelian.signals.seen import look
from peelian.signals.segments import Basis, first_points
from peelian.signals.verdict import MEANINGS, assurance, labels, latest, variation, ways

DECLARED = yaml.safe_load(Path(__file__).with_name("golden_spc_differences.yaml").read_text("utf-8"))
PACKAGES = ("NHSRplotthedots", "qicharts2", "controlchartspy", "autospc")
TOLERANCE = 1e-9
CHARTS: dict[str, Chart] = {"i": "xmr", "ip": "iprime", "pp": "pprime", "up": "uprime", "XMR": "xmr"}
DIRECTIONS = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
LABELS = {
    "Common Cause": None,
    "Above UCL": ("outside", 1),
    "Below LCL": ("outside", -1),
    "7 Point Trend (Increasing)": ("trend", 1),
    "7 Point Trend (Decreasing)": ("trend", -1),
    "2 in 3 Above CL": ("two_in_three", 1),
    "2 in 3 Below CL": ("two_in_three", -1),
    "7 Points Above CL": ("shift", 1),
    "7 Points Below CL": ("shift", -1),
}
POINT_TYPES = {
    "common_cause": "none",
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "special",
    "special_cause_neutral_low": "special",
}
ASSURED = {"": 0, "consistent_pass": 1, "consistent_fail": -1, "inconsistent": 2}
Row = dict[str, str]


@dataclass
class Compared:
    """What was compared of one run, and what differs, by column."""

    counted: Counter[str] = field(default_factory=Counter)
    differs: dict[str, list[str]] = field(default_factory=dict)

    def number(self, column: str, where: str, ours: float, theirs: str) -> None:
        self.counted["numbers"] += 1
        given = math.nan if theirs in ("", "NaN", "NA") else float(theirs)
        same = math.isnan(given) if math.isnan(ours) else abs(ours - given) <= TOLERANCE * max(abs(given), abs(ours))
        if not same:
            self.differ(column, where, ours, theirs)

    def flag(self, column: str, where: str, ours: object, theirs: object) -> None:
        self.counted["flags"] += 1
        if ours != theirs:
            self.differ(column, where, ours, theirs)

    def differ(self, column: str, where: str, ours: object, theirs: object) -> None:
        self.differs.setdefault(column, []).append(f"{where} {column}: ours {ours!r}, theirs {theirs!r}")


@dataclass(frozen=True)
class Run:
    case: str
    id: str
    package: str
    parameters: dict[str, object]
    series: list[Row]
    points: list[Row]
    summary: list[Row]


@cache
def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def runs_of(folder: Path, package: str) -> Iterator[Run]:
    for case in sorted(p.name for p in folder.iterdir() if p.is_dir()):
        for run in rows(folder / case / "runs.csv"):
            if run["package"] != package or run["status"] != "ok":
                continue
            mine = [
                [r for r in rows(folder / case / f"{name}.csv") if r["run_id"] == run["run_id"]]
                for name in ("points", "summary")
            ]
            series = [r for r in rows(folder / case / "input.csv") if r["series"] == run["series"]]
            yield Run(case, run["run_id"], package, json.loads(run["parameters"]), series, *mine)


def panel_of(series: list[Row]) -> Panel:
    """One series on made-up months, so that a closed gap is closed and a kept one is kept."""
    periods = tuple(shift(month(2000, 1), n) for n in range(len(series)))

    def column(name: str) -> Array:
        return np.array([[float(row[name]) if row[name] else math.nan for row in series]])

    has_parts = any(row["denominator"] for row in series)
    parts = (column("numerator"), column("denominator")) if has_parts else (None, None)
    return Panel((series[0]["series"],), periods, column("value"), *parts)


def basis_of(run: Run, panel: Panel) -> Basis:
    """Segments and baseline as the run's parameters, or for a self-basing package its output, give them."""
    given, width = run.parameters, len(panel.periods)
    starts = np.zeros((1, width), dtype=np.int64)
    dates = given.get("rebase") or []
    for date in [dates] if isinstance(dates, str) else dates:
        starts[0, next(n for n, row in enumerate(run.series) if row["period"] == date)] = 1
    if given.get("part"):
        starts[0, int(given["part"])] = 1
    if given.get("groupings"):
        starts[0, int(str(given["groupings"]).rpartition(" ")[2]) - 1] = 1
    segment = np.cumsum(starts, axis=1)
    held = ~np.isnan(panel.values)
    if run.package == "autospc":
        segment = np.array([[int(point["segment"]) - 1 for point in run.points]])
        counted = np.array([[p["period_type"] == "calculation" for p in run.points]])
        taken_out = counted & np.array([[p in farthest_outside(run.points) for p in run.points]])
        return Basis(panel, segment, held & counted & ~taken_out, taken_out)
    excluded = None
    if given.get("exclude"):
        excluded = np.zeros((1, width), dtype=bool)
        excluded[0, int(given["exclude"]) - 1] = True
        held &= ~excluded
    fixed = given.get("fix_after_n_points") or given.get("freeze")
    if fixed:
        held &= first_points(panel, segment, int(fixed))
    return Basis(panel, segment, held, excluded)


def farthest_outside(points: list[Row]) -> list[Row]:
    """autospc leaves out of a segment's limits the points outside them, at most three, those farthest away."""
    found = []
    for number in {p["segment"] for p in points}:
        outside = [
            p
            for p in points
            if p["segment"] == number and p["period_type"] == "calculation" and p["outside_limits"] == "TRUE"
        ]
        found += sorted(outside, key=lambda p: -abs(float(p["value"]) - float(p["centre"])))[:3]
    return found


def rules_of(run: Run) -> RuleSet:
    """The rule set nearest to the package, with the run's own screening."""
    if run.package == "NHSRplotthedots":
        return screened(load("nhs-r"), bool(run.parameters["screen_outliers"]))
    if run.package == "qicharts2":
        return screened(load("anhoej"), bool(run.parameters["qic.screenedmr"]))
    own = (Asked("outside"), Asked("shift", 7), Asked("trend", 7), Asked("two_in_three", 3, count=2, beyond=2))
    as_package = replace(load("anhoej"), rules=own, on_centre="breaks", missing="breaks")
    return screened(as_package, not run.parameters.get("outliers_in_limits", False))


def screened(rules: RuleSet, screen: bool) -> RuleSet:
    return replace(rules, limits=replace(rules.limits, screen=screen))


def compare(run: Run, copied: bool = False) -> Compared:
    """With `copied`, degenerate series get what the package gives."""
    series = run.series
    if run.package == "controlchartspy":  # it takes rows without a value out before it begins
        series = [row for row in series if row["value"]]
    panel = panel_of(series)
    given = run.parameters
    name = str(given.get("chart") or given.get("chart_type") or "i")
    chart: Chart = CHARTS.get(name, name)  # type: ignore[arg-type]
    basis, rules = basis_of(replace(run, series=series), panel), rules_of(run)
    if copied:
        rules = replace(rules, limits=replace(rules.limits, degenerate="copy", least=1))
    percent = 100 if run.package == "controlchartspy" and chart in ("p", "pprime") else 1
    made = limits(chart, basis, rules.constants())
    found = signals(made, basis, rules)
    compared = Compared()
    assert len(run.points) == len(series)
    side = look(made, basis.segment, (3,)).side
    for t, point in enumerate(run.points):
        where = f"{run.case} {run.id} {point['seq']}"
        compared.counted["points"] += 1
        compare_lines(compared, where, made, t, point, percent)
        if point["side"]:
            compared.flag("side", where, int(side[0, t]), int(point["side"]))
    {"NHSRplotthedots": compare_nhs, "qicharts2": compare_qic, "controlchartspy": compare_wa, "autospc": compare_none}[
        run.package
    ](compared, run, made, found, rules)
    return compared


def compare_lines(compared: Compared, where: str, made: Limits, t: int, point: Row, percent: int) -> None:
    (lower_2, upper_2) = made.line(2)
    for column, line in (("value", made.values), ("centre", made.centre), ("lower", made.lower), ("upper", made.upper)):
        compared.number(column, where, percent * float(line[0, t]), point[column])
    for column, line in (("lower_2s", lower_2), ("upper_2s", upper_2)):
        if point[column]:
            compared.number(column, where, percent * float(line[0, t]), point[column])


def compare_nhs(compared: Compared, run: Run, made: Limits, found: Signals, rules: RuleSet) -> None:
    way = ways(DIRECTIONS[str(run.parameters["improvement_direction"])], 1)  # type: ignore[arg-type]
    told = labels(found, rules, way)
    for t, point in enumerate(run.points):
        where = f"{run.case} {run.id} {point['seq']}"
        rule = int(told.rule[0, t])
        label = None if rule < 0 else (found.rules[rule], int(told.direction[0, t]))
        compared.flag("label", where, label, LABELS[point["rule"]])
        compared.flag("meaning", where, MEANINGS[int(told.meaning[0, t])], POINT_TYPES[point["point_type"]])
    if run.summary:
        last, at = run.summary[-1], latest(made.values)
        if last["variation"]:
            said = MEANINGS[int(variation(told, found, at)[0])]
            compared.flag("variation", run.id, said, POINT_TYPES[last["variation"]])
        target = run.parameters.get("target")
        met = assurance(made, at, np.array([math.nan if target is None else float(str(target))]), way)
        compared.flag("assurance", run.id, int(met[0]), ASSURED[last["assurance"]])


def compare_qic(compared: Compared, run: Run, made: Limits, found: Signals, rules: RuleSet) -> None:
    outside = found.marked[found.rules.index("outside")]
    assert found.runs is not None
    columns = {
        "longest_run": found.runs.longest,
        "longest_run_max": found.runs.longest_max,
        "n_crossings": found.runs.crossings,
        "n_crossings_min": found.runs.crossings_min,
        "n_useful": found.runs.useful,
    }
    for t, point in enumerate(run.points):
        where = f"{run.case} {run.id} {point['seq']}"
        if point["outside_limits"]:
            compared.flag("outside", where, bool(outside[0, t]), point["outside_limits"] == "TRUE")
        if run.parameters["method"] == "anhoej" and point["runs_signal"]:
            compared.flag("runs", where, bool(found.runs.signal[0, t]), point["runs_signal"] == "TRUE")
        for column, numbers in columns.items():
            if point[column]:
                compared.flag(column, where, int(numbers[0, t]), int(point[column]))


def compare_wa(compared: Compared, run: Run, made: Limits, found: Signals, rules: RuleSet) -> None:
    columns = {"astronomical": "outside", "shift_rule": "shift", "trend_rule": "trend", "two_in_three": "two_in_three"}
    words = {0: "none", 1: "improvement", -1: "deterioration"}  # every run was asked for an increase
    for t, point in enumerate(run.points):
        for column, rule in columns.items():
            marked = found.marked[found.rules.index(rule)]  # type: ignore[arg-type]
            compared.flag(column, f"{run.case} {run.id} {point['seq']}", words[int(marked[0, t])], point[column])


def compare_none(compared: Compared, run: Run, made: Limits, found: Signals, rules: RuleSet) -> None:
    """Its rules are asked of periods that it makes itself."""


@pytest.mark.parametrize("package", PACKAGES)
def test_runs_of_a_package_are_the_same_but_for_what_is_declared(package: str, shared: Path) -> None:
    folder = shared / "golden" / "spc"
    if not folder.is_dir():
        pytest.skip("the reference outputs of control chart packages are not here")
    entries = [entry for entry in DECLARED if entry["package"] == package]
    total: Counter[str] = Counter()
    as_copied = differing = 0
    wrong: list[object] = []
    for run in runs_of(folder, package):
        name = f"{run.case}/{run.id}"
        declared = {column for entry in entries if name in entry["runs"] for column in entry["columns"]}
        refused = any(entry.get("same_when_copied") for entry in entries if name in entry["runs"])
        compared = compare(run)
        total += compared.counted
        total["runs"] += 1
        differing += bool(compared.differs)
        if set(compared.differs) != declared:
            wrong.append((name, "declared", sorted(declared), "found", compared.differs))
        if refused and (left := compare(run, copied=True).differs.keys() - {"lower_2s", "upper_2s"}):
            wrong.append((name, "differs when copied", sorted(left)))
        as_copied += refused
    assert wrong == []
    print(
        f"{package}: {total['runs']} tried, {total['runs'] - differing} held, {differing} differ as declared, "
        f"{as_copied} of them not once copied; "
        f"{total['points']:,} points, {total['numbers']:,} numbers, {total['flags']:,} flags compared"
    )
    assert total["points"] > 100


def test_each_declared_difference_has_a_reason_and_runs() -> None:
    for entry in DECLARED:
        assert set(entry) <= {"package", "reason", "columns", "runs", "same_when_copied"}
        assert entry["package"] in PACKAGES
        assert len(entry["reason"]) > 40
        assert entry["runs"]
        assert entry["columns"]
