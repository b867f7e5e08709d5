"""The plan that `peelian new` writes, changed as a test needs it, and its edition with or without its files."""

from __future__ import annotations

import json
from pathlib import Path

from peelian.editions import manifest
from peelian.editions.build import SOFTWARE, Built, build
from peelian.editions.publish import publish
from peelian.editions.reading import Edition, wrong_with
from peelian.editions.starting import start
from peelian.editions.workfolder import Work, open_work
from peelian.publications.paragraphs import Composed
from peelian.publications.registry import COMPOSERS

PUBLICATION = "first-paper"
PLAN = "plan.yaml"
PRIORITY = "priorities/01-safer-streets.yaml"
MEASURES = "measures/measures.yaml"
FIGURES = "figures/annual-report.csv"
PAPER = "publications/first-paper.yaml"
WORDS = "commentary/first-paper/safer-streets.md"
ACCEPTED = "accepted-findings.yaml"


def started(folder: Path) -> Path:
    start(folder)
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """The file with these words changed; they must be there."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def add(folder: Path, file: str, text: str) -> None:
    with (folder / file).open("a", encoding="utf-8", newline="\n") as end:
        end.write(text)


def row(measure: str, period: str, value: int, document: str = "annual-report") -> str:
    """A count typed into the figures file."""
    return f'{measure},force,,{period},value,{value},count,"{value:,}",,,2026-05-01,{document},2.1\n'


def add_parts(folder: Path, first: int = 5000, second: int = 4000) -> tuple[str, ...]:
    """Two parts of recorded crime, which is 9,310; their sum as given. The ids of the three figures."""
    for part, value in (("thefts", first), ("fires", second)):
        add(
            folder,
            MEASURES,
            f"- {{id: {part}, title: {part.title()}, kind: published, unit: count, definition: Of a kind.,\n"
            f"   words: {{subject: the number of {part}}}}}\n",
        )
        add(
            folder,
            PRIORITY,
            f"  - {{id: {part}, title: {part.title()}, kind: monitor, polarity: lower, measure: {part},\n"
            "     parent: recorded-crime}\n",
        )
        add(folder, FIGURES, row(part, "ye-2026-03", value))
    say = "say: [{kpis: [recorded-crime]}, {form: parts, whole: recorded-crime, kpis: [thefts, fires]}]"
    change(folder, PAPER, "say: [{kpis: [recorded-crime]}]", say)
    return tuple(f"{id}/force/ye-2026-03/value" for id in ("recorded-crime", "thefts", "fires"))


CALLS = "data/calls.csv"
CALLS_LEVEL = "calls/force/ye-2026-03/value"
CALLS_SOURCE = """calls:
  title: Calls
  publisher: The Force
  format: tidy
  files: [data/*.csv]
  table: calls
  columns: {month: {from: Month, as: month}, calls: {from: Calls, as: integer}}
  origin: An extract of the force
  licence: Open Government Licence v3.0
  published: 2026-05-01
  received: 2026-05-02
"""


def calls(first: str, last: str, each: int) -> str:
    """An extract of so many calls in each month from the first to the last, both written 2025-04."""
    start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    return "Month,Calls\n" + "".join(f"{n // 12}-{n % 12 + 1:02},{each}\n" for n in range(start, end + 1))


def write(folder: Path, file: str, text: str) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8", newline="\n")


def add_calls(folder: Path, text: str) -> None:
    """A measure that is computed from an extract of the force, and its KPI in the paper."""
    write(folder, CALLS, text)
    add(folder, "sources.yaml", CALLS_SOURCE)
    add(
        folder,
        MEASURES,
        "- {id: calls, title: Calls, kind: count, unit: count, definition: Calls to the force.,\n"
        "   words: {subject: the number of calls, noun: calls, one: call}, compute: {table: calls, sum: calls}}\n",
    )
    add(folder, PRIORITY, "  - {id: calls, title: Calls, kind: monitor, polarity: neither, measure: calls}\n")
    change(folder, PAPER, "say: [{kpis: [answered-in-time]}]", "say: [{kpis: [answered-in-time]}, {kpis: [calls]}]")


def add_chart(folder: Path, months: int = 12) -> None:
    """Months of recorded crime up to March 2026, and a chart and a table of it in the paper."""
    for n in range(months):
        year, month = divmod(2026 * 12 + 2 - n, 12)
        add(folder, FIGURES, row("recorded-crime", f"{year}-{month + 1:02}", 760 + 7 * n))
    extra = (
        "crime, charts: [{kpi: recorded-crime, title: Crime by month}],"
        " table: {kpis: [recorded-crime, answered-in-time], caption: Both measures},"
    )
    change(folder, PAPER, "- {id: crime,", f"- {{id: {extra}")


def accept(folder: Path, code: str, figures: tuple[str, ...], reason: str) -> None:
    listed = "".join(f"    - {figure}\n" for figure in figures)
    add(folder, ACCEPTED, f"- code: {code}\n  figures:\n{listed}  reason: {reason}\n  date: 2026-05-18\n")


def accept_words(folder: Path, code: str, place: str, words: str, reason: str) -> None:
    add(
        folder,
        ACCEPTED,
        f"- code: {code}\n  place: {place}\n  words: '{words}'\n  reason: {reason}\n  date: 2026-05-18\n",
    )


def work(folder: Path, edition: str = "e") -> Work:
    return open_work(folder, PUBLICATION, edition)


def composed(folder: Path) -> tuple[Work, Composed]:
    """The paper as blocks, before it is any file."""
    opened = work(folder)
    paper = COMPOSERS[opened.publication.kind](opened.plan, opened.publication, opened.figures, opened.commentary)
    return opened, paper


def built(folder: Path, edition: str = "e", epoch: int | None = None) -> Built:
    """The edition with every file of it, in memory."""
    return build(work(folder, edition), edition, epoch=epoch)


def published(folder: Path, edition: str = "e") -> Path:
    """The edition with every file of it, in its place in the plan."""
    return publish(folder / "editions", edition, built(folder, edition).files, replace=False)


def unprinted(opened: Work, paper: Composed, edition: str = "e") -> Edition:
    """The edition as its manifest tells it, without the files, which take long to make."""
    told = manifest.compose(
        plan=opened.plan.file.id,
        publication=opened.name,
        edition=edition,
        issued=opened.publication.issued,
        epoch=None,
        software=SOFTWARE,
        plan_files=opened.files,
        inputs=opened.inputs,
        files={},
        cited=paper.cited,
        figures=opened.figures,
        findings=paper.findings,
    )
    body = json.loads(told)
    assert list(wrong_with(body)) == []
    return Edition(Path(edition), body, {figure["id"]: figure for figure in body["figures"]})


def edition(folder: Path) -> Edition:
    return unprinted(*composed(folder))
