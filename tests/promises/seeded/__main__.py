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


COUNTS = ("statements", "recognised", "slips", "found", "alarms")
SAYS = (
    "Made-up performance reports of police, fire, health, schools, housing and councils, seeds 0 to {last}, printed "
    "by eleven producers, with slips planted in them (docs/measurements/2026-11-26-audit.md). {which} Made up by one "
    "hand, they are more regular than what people write. Alarms are counted where no slip is near."
)
SETS = (
    ("seeded, phrases known and tables", (KNOWN, TABLES, "none"), "The audit was mended on these phrases and tables."),
    (
        "seeded, phrases kept aside",
        (UNSEEN,),
        "No statement of this half of the phrases that was missed was looked at; false alarms in it were.",
    ),
)


def entries(made: Score) -> Iterator[dict[str, Any]]:
    """The sets as the reference page of measures takes them."""
    for name, halves, which in SETS:

        def fits(key: Key, at: int, name: str, halves: tuple[str, ...] = halves) -> bool:
            return key[0] in halves and key[at] == name

        def by(at: int, fits: Callable[[Key, int, str], bool] = fits) -> dict[str, dict[str, int]]:
            names = sorted({key[at] for counts in (made.statements, made.alarms) for key in counts})
            found = {name: counted(made, lambda key, name=name: fits(key, at, name)) for name in names}  # type: ignore[misc]
            kept = {name: {what: counts[what] for what in COUNTS} for name, counts in found.items()}
            return {name: counts for name, counts in kept.items() if any(counts.values())}

        yield {
            "set": name,
            "says": SAYS.format(last=made.reports - 1, which=which),
            "date": date.today(),
            "documents": made.reports,
            "pages": made.pages,
            "by_kind": by(1),
            "by_producer": by(2),
        }


def write(made: Score) -> None:
    """Puts the sets in the place of those of the same name, and leaves all else as it is."""
    before = OUT.read_text(encoding="utf-8").split("\n  - set: ")
    kept = [part.rstrip() for part in before if not part.startswith("seeded")]
    said = [yaml.safe_dump([one], sort_keys=False, width=116, default_flow_style=None) for one in entries(made)]
    own = ["".join(f"  {line}\n" for line in text.splitlines()) for text in said]
    OUT.write_text("\n  - set: ".join(kept) + "\n" + "".join(own), encoding="utf-8")


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        made = whole(range(many), Path(folder))
    print("\n".join(tables(made)))
    write(made)


if __name__ == "__main__":
    main()
