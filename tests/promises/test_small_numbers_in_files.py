"""Nobody finds a small number in a file of an edition: not in a sum, not in a reason, not in the manifest.

One number is planted: February has 83 rows of a kind of their own, without a time, a person or a beginning. The
threshold is 100. The attacker reads every file; without a threshold he finds it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peelian.editions import manifest
from peelian.editions.build import Built
from tests.file_text import text_of
from tests.promises.tally import tally
from tests.starter_plan import MEASURES, PAPER, PLAN, PRIORITY, add, built, change, started, write

PLANTED = 83
ROWS = {
    "2026-01": [f"usual,100,2,2,good,p{at},2026-01-02" for at in range(250)],
    "2026-02": ["rare,,5,,bad,,"] * PLANTED,
    "2026-03": [f"usual,200,2,2,good,q{at},2026-03-02" for at in range(260)],
}
SOURCE = """recs:
  title: Records
  publisher: The Force
  format: tidy
  files: [data/recs.csv]
  table: recs
  columns:
    month: {from: Month, as: month}
    kind: {from: Kind}
    secs: {from: Secs, as: integer, blank: keep}
    weight: {from: Weight, as: integer}
    bare: {from: Bare, as: integer, blank: keep}
    answer: {from: Answer}
    person: {from: Person, blank: keep}
    began: {from: Began, as: date, blank: keep}
  origin: An extract of the force
  licence: Open Government Licence v3.0
  published: 2026-05-01
  received: 2026-05-02
"""
KINDS = {
    "months": ("count", "count", "table: recs"),
    "harm": ("weighted_sum", "score", "table: recs, weight: weight"),
    "unweighed": ("weighted_sum", "score", "table: recs, weight: bare"),
    "middle": ("duration", "seconds", "table: recs, column: secs, statistic: median"),
    "mean": ("duration", "seconds", "table: recs, column: secs, statistic: mean"),
    "in-time": ("compliance", "percent", "table: recs, column: secs, within: 100"),
    "people": ("distinct", "count", "table: recs, column: person"),
    "content": ("survey", "percent", "table: recs, question: answer, positive: [good], base: [good, bad]"),
    "began": ("cohort", "count", "table: recs, began: began, months: 0"),
}
"""A measure of each kind, whose sum or reason has the planted number where nothing is protected."""
TOLD = re.compile(rf"\b{PLANTED}\b")


def planted(folder: Path, name: str, threshold: int) -> Built:
    """An edition with this measure of a quarter, and no other of these records."""
    started(folder)
    rows = [f"{month},{row}" for month, those in ROWS.items() for row in those]
    write(folder, "data/recs.csv", "\n".join(["Month,Kind,Secs,Weight,Bare,Answer,Person,Began", *rows]) + "\n")
    add(folder, "sources.yaml", SOURCE)
    kind, unit, compute = KINDS[name]
    add(
        folder,
        MEASURES,
        f"- {{id: {name}, title: The {name}, kind: {kind}, unit: {unit}, definition: Of records.,\n"
        f"   words: {{subject: the {name}}}, compute: {{{compute}}}}}\n",
    )
    kpi = f"{{id: {name}, title: The {name}, kind: monitor, polarity: neither, measure: {name}, period: q-2026-03}}"
    add(folder, PRIORITY, f"  - {kpi}\n")
    say = f"{{form: level, kpis: [{name}]}}"
    change(folder, PAPER, "say: [{kpis: [answered-in-time]}]", f"say: [{{kpis: [answered-in-time]}}, {say}]")
    decided = f"{{table: recs, threshold: {threshold}, owner: head of analysis, reason: to try it}}"
    add(folder, PLAN, f"small_numbers: [{decided}]\n")
    return built(folder)


def found(edition: Built) -> list[str]:
    """The files in which the planted number stands."""
    return [path for path, data in edition.files.items() if TOLD.search(text_of(path, data))]


def test_the_planted_number_stands_in_no_file(tmp_path: Path) -> None:
    results = {name: found(planted(tmp_path / name, name, 100)) for name in KINDS}
    tallied = tally("small numbers in files", results)
    assert tallied.held == tallied.tried == len(KINDS), tallied.details()


@pytest.mark.parametrize("name", ["months", "harm"])
def test_the_control_finds_it_where_nothing_is_protected(tmp_path: Path, name: str) -> None:
    assert manifest.NAME in found(planted(tmp_path / name, name, 0))
