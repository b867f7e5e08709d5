"""`python -m tests.promises.seeded [REPORTS]`: prints the tables of docs/measurements, and writes their counts.

The counts go to docs/measurements/audit-measured.yaml, from which the reference prints what is recognised and found.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.promises.seeded.run import whole
from tests.promises.seeded.score import Key, Score

OUT = Path(__file__).parents[3] / "docs" / "measurements" / "audit-measured.yaml"
KNOWN, UNSEEN, TABLES = "known", "unseen", "table"
HEAD = (
    "| {} | Statements | Recognised | Slips | Found | Findings | False alarms | of them rounding |\n" + "|---" * 8 + "|"
)


def counted(made: Score, fits: Callable[[Key], bool]) -> dict[str, int]:
    def of(name: str) -> int:
        return sum(n for key, n in getattr(made, name).items() if fits(key))

    names = ("statements", "recognised", "slips", "found", "findings", "alarms", "rounding")
    return {name: of(name) for name in names}


def row(title: str, counts: dict[str, int]) -> str:
    c = counts
    return (
        f"| {title} | {c['statements']:,} | {share(c['recognised'], c['statements'])} | {c['slips']:,}"
        f" | {share(c['found'], c['slips'])} | {c['findings']:,} | {c['alarms']} | {c['rounding']} |"
    )


def share(part: int, all_: int) -> str:
    return f"{part:,} ({100 * part / all_:.1f}%)" if all_ else "-"


def tables(made: Score) -> Iterator[str]:
    kinds = sorted({kind for _, kind, _ in made.statements})
    producers = sorted({producer for _, _, producer in made.statements})
    yield HEAD.format("What was stated with")
    for half, title in ((KNOWN, "phrases known"), (UNSEEN, "phrases kept aside"), (TABLES, "cells of tables")):
        yield row(title, counted(made, lambda key, half=half: key[0] == half))  # type: ignore[misc]
    yield row("(what is no statement)", counted(made, lambda key: key[0] == "none"))
    yield row("all", counted(made, lambda key: True))
    yield ""
    yield HEAD.format("Kind")
    for kind in kinds:
        yield row(kind, counted(made, lambda key, kind=kind: key[1] == kind))  # type: ignore[misc]
    yield ""
    yield HEAD.replace("|\n", "| Cells exact |\n", 1).format("Producer") + "---|"
    for producer in producers:
        said = row(producer, counted(made, lambda key, producer=producer: key[2] == producer))  # type: ignore[misc]
        yield f"{said} {share(made.exact[producer], made.cells[producer])} |"


def data(made: Score) -> dict[str, Any]:
    kinds = sorted({kind for _, kind, _ in made.statements})
    producers = sorted({producer for _, _, producer in made.statements})

    def by(at: int, names: list[str]) -> dict[str, dict[str, int]]:
        return {name: counted(made, lambda key, name=name: key[at] == name) for name in names}  # type: ignore[misc]

    cells = {name: {"cells": made.cells[name], "exact": made.exact[name]} for name in producers}
    one = {"set": "seeded", "seed": f"0 to {made.reports - 1}", "reports": made.reports}
    one |= {"date": date.today().isoformat(), "by_kind": by(1, kinds), "by_set": by(0, [KNOWN, UNSEEN, TABLES])}
    one |= {"by_producer": {name: counts | cells[name] for name, counts in by(2, producers).items()}}
    return {"measured": [one]}


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        made = whole(range(many), Path(folder))
    print("\n".join(tables(made)))
    OUT.write_text(yaml.safe_dump(data(made), sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
