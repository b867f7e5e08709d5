"""A field that a person may write in a plan does something: papers or checks read it, not only the loader."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peelian.editions.answering_place import answered
from peelian.editions.validating import validate
from peelian.findings import Finding
from peelian.plan import answers, areas, engine, model, processes, publication
from peelian.plan.accepting import with_reasons
from peelian.plan.load import load as load_plan
from peelian.plan.model import Accepted, Body
from tests.starter_plan import (
    FIGURES,
    MEASURES,
    PAPER,
    PLAN,
    PRIORITY,
    add,
    add_calls,
    built,
    calls,
    change,
    row,
    started,
)
from tests.unit.publications import framework_plan

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = [
    cls
    for module in (answers, areas, engine, model, processes, publication)
    for cls in vars(module).values()
    if dataclasses.is_dataclass(cls) and isinstance(cls, type) and cls.__module__ == module.__name__
]
FIELDS = {(cls.__name__, field.name) for cls in WRITTEN for field in dataclasses.fields(cls)}

# What only carries values from the files to the code, and does nothing with them.
CARRIERS = tuple(
    f"peelian.plan.{name}" for name in ("answers", "areas", "engine", "model", "publication", "load", "places")
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """The fields that modules of the library read while a test runs, by class and name."""
    found: set[tuple[str, str]] = set()

    def watched(cls: type) -> Any:
        names = {field.name for field in dataclasses.fields(cls)}

        def get(self: object, name: str) -> Any:
            reader = sys._getframe(1).f_globals.get("__name__", "")
            if name in names and reader.startswith("peelian.") and reader not in CARRIERS:
                found.add((cls.__name__, name))
            return object.__getattribute__(self, name)

        return get

    for cls in WRITTEN:
        monkeypatch.setattr(cls, "__getattribute__", watched(cls))
    return found


def publish_everything(folder: Path) -> None:
    """The two real plans, validated and composed; a framework with commitments; a small plan built to its manifest."""
    for plan in ("west-midlands", "west-midlands-2021"):  # to validate is to compose every paper
        shutil.copytree(ROOT / "examples" / plan, folder / plan, ignore=shutil.ignore_patterns("store", "editions"))
        validate(folder / plan)
    ends = Body("Warden of the Wood", "WW", date(2024, 5, 8), "a mayor")
    framework_plan.composed(replace(framework_plan.PLAN, file=replace(framework_plan.FILE, body=ends)))
    small = started(folder / "small")
    with_processes(small)
    with_peers(small)
    with_small_numbers(small)
    validate(small)
    built(small)
    elsewhere = started(folder / "elsewhere")  # no cluster answers here: the plan is only read
    add(elsewhere, PLAN, "engine: {kind: spark, address: 'sc://127.0.0.1:15002', store: 's3a://bucket/store'}\n")
    load_plan(elsewhere)
    places = with_areas(folder / "places")
    for area in ("n1", "quay"):
        answered(places, area, None)


def with_areas(folder: Path) -> Path:
    """The made-up force with an area from a lookup, and one drawn by hand on a map or by codes."""
    shutil.copytree(ROOT / "examples" / "peelshire", folder, ignore=shutil.ignore_patterns("store", "editions"))
    (folder / "new.csv").write_text("CODE,NAME,KEEP\nN1,New Town,yes\n")
    corners = [[0, 0], [1, 0], [1, 1], [0, 0]]
    (folder / "park.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}))
    levels = "levels: [{level: neighbourhood, code: CODE, name: NAME}]"
    change(
        folder,
        "plan.yaml",
        "  list:\n",
        f"  from: [{{file: new.csv, under: northvale, vintage: '2025', where: {{KEEP: ['yes']}}, {levels}}}]\n"
        "  drawn:\n"
        "    - {id: quay, name: Quay, codes: [X01000001], note: As the shops have it.}\n"
        "    - {id: park, name: Park, polygon: park.geojson}\n"
        "  list:\n",
    )
    change(folder, "plan.yaml", "  by: type\n", "  by: type\n  smallest: 4\n  because: A trial.\n")
    return folder


def with_processes(folder: Path) -> None:
    """The small plan with a chart of three years of months, and every kind of entry about it."""
    for n in range(36):
        year, month = divmod(2023 * 12 + 3 + n, 12)
        add(folder, FIGURES, row("recorded-crime", f"{year}-{month + 1:02}", 800 + n % 7))
    (folder / "processes.yaml").write_text(
        "steps: [{measure: recorded-crime, area: force, period: 2024-10, confirmed: 2026-01-12, reason: A}]\n"
        "excluded: [{measure: recorded-crime, area: force, periods: [2024-01], reason: B}]\n"
        "baselines: [{measure: recorded-crime, area: force, first: 2024-10, last: 2025-09, reason: C}]\n"
        "charts: [{measure: recorded-crime, area: force, chart: xmr, reason: D}]\n"
    )
    say = "say: [{kpis: [recorded-crime]}]"
    change(folder, PAPER, say, f"charts: [{{kpi: recorded-crime, title: Crime by month}}], {say}")


def with_peers(folder: Path) -> None:
    """The small plan with a share of its own and of another force, beside each other."""
    add(
        folder,
        PLAN,
        "peers: [{id: eastshire, name: Eastshire, code: E1, differs: {recorded-crime: fraud is in it}}]\n"
        "peers_mean: all\n"
        "lists: [{id: similar, title: Similar forces, values: [Eastshire]}]\n",
    )
    words = "words: {subject: the rate}, definition: A rate"
    add(folder, MEASURES, f"- {{id: rate, title: Rate, kind: published, unit: percent, {words}}}\n")
    add(
        folder, PRIORITY, "  - {id: rate, title: Rate, kind: monitor, polarity: lower, measure: rate, action: A look}\n"
    )
    for place in ("force", "eastshire"):
        add(folder, FIGURES, f"rate,{place},,ye-2026-03,value,10,percent,10%,,,2026-05-01,annual-report,2.1\n")
    say = "{form: peers, group: similar, over: 6, kpis: [rate]}"
    change(folder, PAPER, "say: [{kpis: [recorded-crime]}]", f"say: [{{kpis: [recorded-crime]}}, {say}]")


def with_small_numbers(folder: Path) -> None:
    """The small plan with calls counted from an extract, and its own threshold for them."""
    add_calls(folder, calls("2025-04", "2026-03", 100))
    add(folder, PLAN, "small_numbers: [{table: calls, threshold: 3, owner: analyst, reason: A trial}]\n")


def test_every_field_of_a_plan_is_read_by_a_paper_or_a_check(read: set[tuple[str, str]], tmp_path: Path) -> None:
    publish_everything(tmp_path)
    assert FIELDS - read == set()


def test_a_field_that_nothing_reads_is_seen(read: set[tuple[str, str]]) -> None:
    one = Accepted("a", "b", date(2026, 5, 18), ("c",))
    assert one.reason == "b"  # a reader outside the library does not count
    with_reasons([], [one])
    assert read == set()
    with_reasons([Finding("z", "c", "says")], [one])
    assert ("Accepted", "code") in read
    assert ("Accepted", "reason") not in read
