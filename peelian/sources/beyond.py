"""Rows for whose code a lookup has no area of the plan, where such codes count for a larger area.

That is right for what lies outside its areas. Codes of another year look the same, and what they hold is then missed in
the small areas alone, so that it has to be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from peelian.findings import Finding
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.formats import SOURCES
from peelian.sources.model import Source
from peelian.sources.problems import shown
from peelian.sources.quarantine import percent


def beyond_lookup(id: str, source: Source, rule: AreaRule | None, files: Sequence[Path], desk: Desk) -> list[Finding]:
    """What is said of the rows in these files of a table, if anything: those of no code are not counted.

    A warning where not one row has a code of the lookup, or where codes stand in the lookup of another year.
    """
    if rule is None or not rule.other or source.areas is None or source.areas.lookup is None or not files:
        return []
    names = [str(path) for path in files]
    asked = "SELECT DISTINCT name FROM parquet_schema(?)"
    there = {name for (name,) in desk.engine.execute(asked, [names]).fetchall()}
    column = next((name for name in _names(source, rule.column) if name in there), None)
    if column is None:
        return []
    asked = f'SELECT trim("{column}"), count(*) FROM read_parquet(?, union_by_name = true) WHERE "{column}" IS NOT NULL'
    rows = dict(desk.engine.execute(f"{asked} GROUP BY ALL ORDER BY 2 DESC, 1", [names]).fetchall())
    unknown = {code: count for code, count in rows.items() if code not in rule.codes}
    if not unknown:
        return []
    every, beyond = sum(rows.values()), sum(unknown.values())
    most = next(iter(unknown))
    says = (
        f"{beyond:,} of {every:,} rows that have a code in {shown(rule.column)} ({percent(Fraction(beyond, every))})"
        f" have one for which {source.areas.lookup} has no area of the plan, most often {shown(most)}"
        f" ({unknown[most]:,}): they count for {shown(rule.other)} and for no smaller area"
    )
    old = next((code for code in unknown if code in rule.elsewhere), None)
    if old is not None:
        says += f"; {shown(old)}: {rule.elsewhere[old]}"
    elif beyond == every:
        says += "; is that the column it is a lookup of?"
    severe = old is not None or beyond == every
    return [Finding("codes-beyond-lookup", f"sources.yaml, {id}", says, "warning" if severe else "note")]


def _names(source: Source, header: str) -> list[str]:
    """What a table may call the publisher's column."""
    mapped = [name for name, column in source.columns.items() if column.from_ == header]
    return [*mapped, *(field.name for field in SOURCES[source.format].columns if field.header == header), header]
