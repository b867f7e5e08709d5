"""json.md: what `--json` and manifest.json hold, from answers about the plan that `peelian new` writes."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from printed.json_meanings import INTRODUCTIONS, MEANINGS
from printed.markdown import code, page, table

NAMES = {str: "text", int: "whole number", float: "number", bool: "true or false", type(None): "null"}


def pages() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        answers = dict(asked())
    parts = [
        "Paths name the keys; `[]` is each item of a list. A key that can be left out is marked. "
        "These are printed from real answers about a small plan, whole, changed and broken."
    ]
    for title, values in answers.items():
        meanings = MEANINGS.get(title, {})
        told = rows(values, meanings)
        if meanings and (off := {path for path, _ in paths(values)} ^ set(meanings)):
            raise SystemExit(f"{title}: these keys have no meaning here, or their meaning no key: {sorted(off)}")
        head = ["Path", "What it holds", "Always there", *(["What it means"] if meanings else [])]
        parts += [f"## {title}", INTRODUCTIONS.get(title, ""), table(head, told)]
    return {"json.md": page("What programs get", "answers about the plan of `peelian new`", parts)}


def fetched() -> Any:
    """What `peelian fetch --json` says of a file that came and of a source without an address: no network is used."""
    from peelian.fetching.model import Outcome
    from peelian.fetching.telling import as_json

    came = Outcome(("counts",), "new", "https://www.example.org/counts.csv", "received/counts/counts.csv", 31)
    return as_json([came, Outcome(("by-hand",), "nothing", says="no address is known for it")])


def asked() -> Iterator[tuple[str, list[Any]]]:
    """Each command that takes --json, with its answers."""
    plan, publication = "plan", "first-paper"
    answer("new", plan)
    answer("new", "broken")
    change("broken/priorities/01-safer-streets.yaml", "polarity:", "polarty:")
    yield "peelian validate", [answer("validate", folder, "--json") for folder in (plan, "broken")]
    with_records("counted")
    yield "peelian load", [answer("load", folder, "--json") for folder in (plan, "counted")]
    yield "peelian fetch", [fetched()]
    yield "peelian build", [answer("build", plan, publication, "--json")]
    edition = f"{plan}/editions/{publication}"
    manifest = json.loads(Path(edition, "manifest.json").read_text(encoding="utf-8"))
    figures = [figure["id"] for figure in manifest["figures"]]
    yield "peelian show", [answer("show", plan, figures[0].split("/")[0], "--json"), *beside_asked()]
    yield "peelian area", [*areas_asked()]
    yield "peelian trace", [answer("trace", edition, figure, "--json") for figure in figures]
    change(f"{plan}/figures/annual-report.csv", ',9310,count,"9,310"', ',9308,count,"9,308"')
    answer("build", plan, publication, "--edition", "later")
    change(f"{plan}/publications/{publication}.yaml", "say: [{kpis: [answered-in-time]}]", "say: []")
    answer("build", plan, publication, "--edition", "fewer")
    later, fewer = f"{plan}/editions/later", f"{plan}/editions/fewer"
    pairs = [(edition, later), (later, fewer), (fewer, later)]
    yield "peelian diff", [answer("diff", *pair, "--json") for pair in pairs]
    change(f"{plan}/editions/later/paper.html", "9,308", "9,309")
    yield "peelian verify", [answer("verify", f"{plan}/editions/later", "--json")]
    Path("series.csv").write_text(series(), encoding="utf-8")
    yield "peelian rules compare", [answer("rules", "compare", "nhs-r", "nhs-2023", "series.csv", "--json")]
    yield "peelian signals", [*signals_asked()]
    Path("together.csv").write_text(together(), encoding="utf-8")
    asked = [answer("signals", name, "--together", "--json") for name in ("together.csv", "shares.csv")]
    yield "peelian signals --together", asked
    yield "peelian audit", [*audits_asked(edition)]
    yield "peelian simulate", [answer("simulate", "made-up", "--months", "3", "--json")]
    yield "manifest.json", [manifest]


def beside_asked() -> Iterator[Any]:
    """Answers about a measure that is published and counted too, a month that nothing covers, and a survey."""
    yield answer("show", "counted", "recorded-crime", "--json")
    yield answer("show", "counted", "counted", "--period", "2026-06", "--json")
    yield answer("show", "counted", "content", "--period", "ye-2026-03", "--json")


def with_records(plan: str) -> None:
    """Makes a plan with a table of records beside its typed figures."""
    answer("new", plan)
    for file, more in (("measures/measures.yaml", COUNTED), ("sources.yaml", COUNTED_FROM)):
        Path(plan, file).write_text(Path(plan, file).read_text(encoding="utf-8") + more, encoding="utf-8")
    change(
        f"{plan}/measures/measures.yaml", "  title: Recorded crime", "  computed_as: counted\n  title: Recorded crime"
    )
    months = [f"{2025 + (3 + n) // 12}-{(3 + n) % 12 + 1:02d},{770 + n},{'yes' if n % 3 else 'no'}" for n in range(12)]
    Path(plan, "crimes.csv").write_text("\n".join(["Month,Crimes,Content", *months, ""]), encoding="utf-8")


COUNTED = """
- id: counted
  title: Crimes in the records
  kind: count
  unit: count
  words: {subject: the number of recorded crimes, noun: crimes, one: crime}
  definition: Offences that the force recorded.
  system: The force's crime records
  compute: {table: crimes, sum: crimes}
- id: content
  title: People content
  kind: survey
  unit: percent
  words: {subject: the share of people who are content}
  definition: People who are content, in every hundred asked.
  compute: {table: crimes, question: content, positive: ["yes"], base: ["yes", "no"]}
"""
COUNTED_FROM = """
crimes:
  title: Crimes by month
  publisher: The force
  format: tidy
  files: [crimes.csv]
  table: crimes
  origin: The force's crime records
  licence: Open Government Licence v3.0
  published: 2026-05-01
  received: 2026-05-01
  columns:
    month: {from: Month, as: month}
    crimes: {from: Crimes, as: integer}
    content: {from: Content}
"""


def areas_asked() -> Iterator[Any]:
    """Answers about the example that has areas: a neighbourhood, and the force itself, which has no rank."""
    example = Path(__file__).resolve().parents[2] / "examples" / "peelshire"
    shutil.copytree(example, "peelshire", ignore=shutil.ignore_patterns("store", "editions"))
    for area in ("castle-ward", "peelshire"):
        yield answer("area", "peelshire", area, "--json")


def audits_asked(edition: str) -> Iterator[Any]:
    """A paper with statements of several kinds, as text and as PDF, and against an edition."""
    Path("paper.md").write_text(PAPER, encoding="utf-8")
    yield answer("audit", "paper.md", "--json")
    yield answer("audit", "paper.md", "--against", edition, "--json")
    yield answer("audit", f"{edition}/paper.pdf", "paper.md", "--json")


PAPER = """
In the year ending March 2026, 9,310 crimes were recorded, a 5.0% reduction compared with 9,800 in the year before.

Of the 40 letters, 10 were answered (25%). The share of visitors who came again rose from 41% to 44%, by 3 points.

It is the lowest of the three: 12 in the north, 14 in the east and 15 in the south.

| Branch | 2024 | 2025 | Change |
|---|---|---|---|
| North | 100 | 120 | 20% |
| South | 50 | 60 | 12% |
| All | 150 | 180 | 20% |
"""


def signals_asked() -> Iterator[Any]:
    """Lines of several files: counts, shares, a step, a season, a target, a run chart, too few values."""
    Path("longer.csv").write_text(longer(), encoding="utf-8")
    Path("shares.csv").write_text(shares(), encoding="utf-8")
    yield from lines("signals", "series.csv", "--better", "lower", "--rules", "nelson-8", "--json")
    yield from lines("signals", "series.csv", "--chart", "run", "--season", "off", "--json")
    yield from lines("signals", "longer.csv", "--target", "60", "--chart", "c", "--json")
    yield from lines("signals", "longer.csv", "--json")
    yield from lines("signals", "longer.csv", "--replay", "--json")
    yield from lines("signals", "shares.csv", "--target", "0.9", "--better", "higher", "--json")


def series() -> str:
    """A file of series by month: one with a month far above the others, one in which little happens, one steady."""
    steady = [10, 12, 11, 13, 10, 13, 11, 12, 10, 13, 12, 11, 13, 10, 12, 11]
    rows = {"north": [*steady, 30, *steady, 18], "south": [0, 0, 1] * 11 + [""], "west": [*steady, *steady, 11, 12]}
    lines = [
        f"{name},{2021 + n // 12}-{n % 12 + 1:02d},{value}"
        for name, values in rows.items()
        for n, value in enumerate(values)
    ]
    return "\n".join(["series,period,value", *lines, ""])


def longer() -> str:
    """Six years by month: a series with a season, one with a step, one of few things, one too short, one of nothing."""
    months = range(72)
    rows = {
        "seasonal": [100 + 30 * (n % 12 in (5, 6, 7)) + n * 7 % 5 for n in months],
        "stepped": [40 + n * 7 % 5 + 20 * (n > 40) for n in months],
        "few": [n * 7 % 5 for n in months],
        "short": ["" if n < 70 else 5 for n in months],
        "empty": ["" for n in months],
    }
    made = [
        f"{name},{2020 + n // 12}-{n % 12 + 1:02d},{v}" for name, values in rows.items() for n, v in enumerate(values)
    ]
    return "\n".join(["series,period,value", *made, ""])


def together() -> str:
    """Three years by month of a whole and two parts with harm, one of them far above the others in the last month."""
    parts = {"north": [10, 12, 11, 13] * 9, "south": [20, 23, 21, 22] * 9}
    parts["north"][-1] = 60
    rows = {"force": [a + b for a, b in zip(*parts.values(), strict=True)], **parts}
    made = [
        f"{name},{2021 + n // 12}-{n % 12 + 1:02d},{value},{'' if name == 'force' else 'force'},{len(name)}"
        for name, values in rows.items()
        for n, value in enumerate(values)
    ]
    return "\n".join(["series,period,value,part_of,harm", *made, ""])


def shares() -> str:
    """A share by quarter, the latest value provisional."""
    rows = [(n, 880 + n * 31 % 27, "provisional" if n == 23 else "final") for n in range(24)]
    made = [f"answered,q-{2020 + n // 4}-{n % 4 * 3 + 3:02d},{part},1000,{status}" for n, part, status in rows]
    return "\n".join(["series,period,numerator,denominator,status", *made, ""])


def change(file: str, old: str, new: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{file} no longer holds {old!r}; name something else to change")
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


def answer(*words: str) -> Any:
    """What the command prints, read as JSON where that was asked for."""
    printed = said_by(*words)
    return json.loads(printed) if "--json" in words else None


def lines(*words: str) -> list[Any]:
    """What the command prints as JSON, line by line."""
    return [json.loads(line) for line in said_by(*words).splitlines()]


def said_by(*words: str) -> str:
    """What the command prints. A failure ends the printing."""
    from peelian.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as said:
        exit_code = main(words)
    if exit_code not in (0, 1):
        raise SystemExit(f"peelian {' '.join(words)}: exit code {exit_code}\n{said.getvalue()}")
    return out.getvalue()


def rows(values: list[Any], meanings: dict[str, str]) -> list[tuple[str, ...]]:
    return [
        (code(path), holds, always, *([meanings.get(path, "")] if meanings else []))
        for path, (holds, always) in dict(paths(values)).items()
    ]


def paths(values: list[Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every path below these values, with what it holds and whether it is always there."""
    for path, kinds, always in shape(values, ""):
        if path:
            yield path, (" or ".join(sorted(kinds)), "yes" if always else "no")


def shape(values: list[Any], path: str) -> Iterator[tuple[str, set[str], bool]]:
    """Every path below these values of one place, with the kinds of value seen there."""
    objects = [value for value in values if isinstance(value, dict)]
    for key in dict.fromkeys(key for value in objects for key in value):
        below = [value[key] for value in objects if key in value]
        name = f"{path}.{key}" if path else key
        yield name, {kind(value) for value in below}, len(below) == len(objects)
        yield from shape(below, name)
    items = [item for value in values if isinstance(value, list) for item in value]
    if items and not all(isinstance(item, dict) for item in items):
        yield f"{path}[]", {kind(item) for item in items}, True
    if items:
        yield from shape(items, f"{path}[]")


def kind(value: Any) -> str:
    return {dict: "object", list: "list"}.get(type(value)) or NAMES[type(value)]
