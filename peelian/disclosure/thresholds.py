"""How small a count of a table must be to be held back, and why: as the plan decides, else by where its rows are from.

Of a table that several sources fill the largest threshold holds. A simulated plan tells of nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources

from peelian.findings import Finding
from peelian.plan.model import Plan, PlanFile
from peelian.sources.model import Source
from peelian.yamlfile import build, parse

EXTRACT = "extract"
HIGHEST = 100  # a threshold: more would hold back what is no small number


@dataclass(frozen=True)
class OfFormats:
    """An entry of thresholds.yaml: the formats it holds for, the threshold, why, and who says so."""

    formats: tuple[str, ...]
    threshold: int
    reason: str
    source: str


@dataclass(frozen=True)
class Threshold:
    """What holds for one table. `owner` is who decided it where the plan says so."""

    table: str
    count: int
    reason: str
    owner: str | None = None


def thresholds(plan: PlanFile, sources: Mapping[str, Source]) -> dict[str, Threshold]:
    """The threshold of each table that sources fill."""
    found: dict[str, Threshold] = {}
    for source in sources.values():
        if source.table is None:
            continue
        one = _of_source(source.table, source.format, plan.simulated)
        if source.table not in found or one.count > found[source.table].count:
            found[source.table] = one
    for decided in plan.small_numbers:
        if decided.table in found:
            found[decided.table] = Threshold(decided.table, decided.threshold, decided.reason, decided.owner)
    return found


def mistakes(plan: Plan, sources: Mapping[str, Source] | None) -> Iterator[Finding]:
    """Decisions on small numbers that cannot hold: of a table that no source fills, out of range, or made twice.

    `sources` is None where sources.yaml has mistakes: nobody knows then which tables they fill.
    """
    tables = sorted({one.table for one in (sources or {}).values() if one.table is not None})
    seen: set[str] = set()
    for number, decided in enumerate(plan.file.small_numbers):
        where = plan.lines[f"small_numbers:{number}"]
        if sources is not None and decided.table not in tables:
            near = get_close_matches(decided.table, tables, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"they fill: {', '.join(tables) or 'none'}"
            says = f"small_numbers names the table '{decided.table}', which no source fills; {hint}"
            yield Finding("no-such-table", where, says)
        if not 0 <= decided.threshold <= HIGHEST:
            says = f"small_numbers has the threshold {decided.threshold} for '{decided.table}'; write 0 to {HIGHEST}"
            yield Finding("not-allowed", where, says)
        if decided.table in seen:
            yield Finding("not-allowed", where, f"small_numbers names the table '{decided.table}' twice; keep one")
        seen.add(decided.table)


def _of_source(table: str, format: str, simulated: bool) -> Threshold:
    if simulated:
        return Threshold(table, 0, "the data are made up")
    entries = of_formats()
    entry = next((one for one in entries.values() if format in one.formats), entries[EXTRACT])
    return Threshold(table, entry.threshold, entry.reason)


@cache
def of_formats() -> Mapping[str, OfFormats]:
    """The entries of thresholds.yaml."""
    name = "thresholds.yaml"
    node, findings = parse((resources.files("peelian.disclosure") / name).read_bytes(), name)
    assert node is not None
    assert isinstance(node.content, dict)
    built = {key: build(OfFormats, item, findings) for key, item in node.content.items()}
    assert not findings, findings
    return {key: entry for key, entry in built.items() if entry is not None}
