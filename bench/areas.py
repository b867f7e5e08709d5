"""How long the answer about a place takes in a plan of 1,500 wards, after its rows are loaded.

    python bench/areas.py [--wards 1500] [--rows 470000] [--answers 100]

The bound is two seconds of the processor for the first answer, in which the rows are counted, and 0.15 for each
later one. Beside it stands bare DuckDB, which counts the same rows of the store by month, ward and type, once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from peelian.editions.answering_place import of_area
from peelian.editions.workfolder import open_plan_figures

FIRST, LATER = 2.0, 0.15  # seconds of the processor
MONTHS = [f"{2023 + month // 12}-{month % 12 + 1:02}" for month in range(24)]
KINDS = ("Arson", "Burglary", "Drugs", "Public order", "Robbery", "Shoplifting", "Theft", "Vehicle crime", "Violence")
WARDS_OF_DISTRICT = 50
PLAN = """\
id: many-wards
title: Many wards
body: {name: The office, short: Office}
force: {name: A force, short: AF}
term: {first: 2023-01-01}
areas:
  levels: [force, district, ward]
  list:
    - {id: force, name: The force, level: force}
  from:
    - file: wards.csv
      under: force
      levels:
        - {level: district, code: District, name: District}
        - {level: ward, code: Ward, name: Ward}
answers: {crime: crime, by: type, people: people}
"""
PRIORITY = """\
id: safe
title: Safe
kpis:
  - {id: crime, title: Crime, kind: monitor, polarity: lower, measure: crime, period: 2024-12}
"""
MEASURES = """\
- id: crime
  title: Crime
  kind: count
  unit: count
  words: {subject: crime, noun: crimes, one: crime}
  definition: Rows.
  breakdowns: {type: type}
  compute: {table: crimes}
- id: people
  title: Residents
  kind: level
  unit: count
  words: {subject: the number of residents, noun: residents, one: resident}
  definition: Residents.
  compute: {table: people, column: people}
"""
SOURCE = """\
  title: {name}
  format: tidy
  files: [{name}.csv]
  table: {name}
  areas: {{column: Ward, else: force}}
  columns:
    month: {{from: Month, as: month}}
    {more}
  received: 2025-01-01
  published: 2025-01-01
  origin: made up
  licence: OGL-3.0
  publisher: nobody
"""


@dataclass(frozen=True)
class Measured:
    """Seconds of the processor; `answers` is how many later ones were timed."""

    rows: int
    wards: int
    answers: int
    first: float
    later: float
    bare: float

    @property
    def holds(self) -> bool:
        return self.first <= FIRST and self.later <= LATER

    def lines(self) -> list[str]:
        return [
            f"first answer   {self.first * 1000:6.0f} ms  {self.rows:,} rows in {self.wards:,} wards; bound {FIRST} s",
            f"later answers  {self.later * 1000:6.1f} ms  {self.answers} of them (bound {LATER * 1000:.0f} ms)",
            f"bare count     {self.bare * 1000:6.0f} ms  ratio of the first answer {self.first / self.bare:.1f}",
        ]


def measure(wards: int = 1_500, rows: int = 470_000, answers: int = 100) -> Measured:
    """Makes a plan folder, loads it, and times answers about places in it."""
    import duckdb

    with tempfile.TemporaryDirectory() as scratch:
        folder = made(Path(scratch), wards, rows)
        plan, figures = open_plan_figures(folder, lambda _: None)
        files = f"{folder}/store/tables/crimes/**/*.parquet"
        bare = _timed(
            lambda: duckdb.connect().execute(
                f"SELECT month, area, type, count(*) FROM read_parquet('{files}') GROUP BY ALL"
            )
        )
        asked = [f"w{ward:05}" for ward in Random(2).sample(range(wards), min(wards, answers + 1))]
        first = _timed(lambda: of_area(plan, figures, asked[0]))
        later = _timed(lambda: [of_area(plan, figures, ward) for ward in asked[1:]])
        assert figures.computed is not None
        figures.computed.close()
        return Measured(rows, wards, len(asked) - 1, first, later / (len(asked) - 1), bare)


def made(folder: Path, wards: int, rows: int) -> Path:
    """A plan folder with so many wards and rows, the same each time."""
    random = Random(1)
    names = [f"w{ward:05}" for ward in range(wards)]
    (folder / "measures").mkdir()
    (folder / "priorities").mkdir()
    pairs = [f"d{at // WARDS_OF_DISTRICT:04},{name}" for at, name in enumerate(names)]
    crimes = [f"{random.choice(MONTHS)},{random.choice(names)},{random.choice(KINDS)}" for _ in range(rows)]
    people = [f"2023-06,{name},{random.randrange(4_000, 16_000)}" for name in names]
    texts = {
        "plan.yaml": PLAN,
        "priorities/01-safe.yaml": PRIORITY,
        "measures/made.yaml": MEASURES,
        "wards.csv": _lines("District,Ward", pairs),
        "crimes.csv": _lines("Month,Ward,Type", crimes),
        "people.csv": _lines("Month,Ward,People", people),
        "sources.yaml": "crimes:\n"
        + SOURCE.format(name="crimes", more="type: {from: Type}")
        + "people:\n"
        + SOURCE.format(name="people", more="people: {from: People, as: integer}"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _lines(head: str, rows: list[str]) -> str:
    return "\n".join((head, *rows)) + "\n"


def _timed(work: object) -> float:
    """Seconds of the processor, all threads."""
    assert callable(work)
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--wards", type=int, default=1_500)
    asked.add_argument("--rows", type=int, default=470_000)
    asked.add_argument("--answers", type=int, default=100, help="how many later answers are timed")
    given = asked.parse_args()
    measured = measure(given.wards, given.rows, given.answers)
    print("\n".join(measured.lines()))
    return 0 if measured.holds else 1


if __name__ == "__main__":
    sys.exit(main())
