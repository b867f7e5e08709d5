"""Rows that break a rule: how many a source may leave out, what is said of them, and the list that is kept of them.

A list is a Parquet file with a row for each fault: `line`, `column`, `rule` (the code of the finding, or the id of the
form's rule), `says`, `value` where it may be shown, and `hash`, which tells equal values that may not be. The whole
row stands in the file as received, in that line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from peelian.contracts.model import Rule
from peelian.findings import Finding
from peelian.quantities import counted, decimal_text, few, round_half_away
from peelian.sources.csvfile import KEY
from peelian.sources.problems import Place, Sighting, shown

USUAL_MOST = "0.5%"
FOLDER = "quarantine"
BATCH = 50_000  # faults that are held before they are written
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%")


@dataclass(frozen=True)
class Fault:
    """One fault of one row; `test` is the heading of the column, or the id of the rule."""

    test: str
    sighting: Sighting


def share(text: str) -> Fraction | None:
    """The part that a percentage such as 0.5% means; None for another text, or more than the whole."""
    match = _PERCENT.fullmatch(text.strip())
    part = Fraction(match[1]) / 100 if match else None
    return part if part is not None and part <= 1 else None


def too_many(count: int, of: int, most: Fraction | None) -> bool:
    """Whether so many rows are more than may be left out; also where not one would be left."""
    return count > 0 and (most is None or Fraction(count, of) > most or count == of)


def left_out(place: Place, count: int, of: int, reasons: Mapping[str, int], rules: Iterable[Rule]) -> Finding:
    """That rows were left out, within what the source allows. Of the `reasons` some are `rules`, by their ids."""
    breaks, are, them, their = ("breaks", "is", "it", "its") if count == 1 else ("break", "are", "them", "their")
    says = f"{_rows(count, of)} {breaks} a rule and {are} left out ({_listed(reasons, rules)}); "
    says += f"mend {them} at {their} source and send the file again, or leave it so: papers say how many are left out"
    return place.finding("extract-left-out", says, severity="warning")


def refused(
    place: Place, count: int, of: int, reasons: Mapping[str, int], rules: Iterable[Rule], most: Fraction
) -> Finding:
    """That more rows would be left out than the source allows. Of the `reasons` some are `rules`, by their ids."""
    allowed = f"more than the {percent(most)} that may be left out" if most else "and none may be left out"
    breaks = f"{'breaks' if count == 1 else 'break'} a rule ({_listed(reasons, rules)})"
    says = f"{_rows(count, of)} {breaks}, {allowed}; nothing of the file is loaded: mend it"
    if count == of:
        every = f"all {of:,} rows" if of > 1 else "its only row"
        says = f"{every} {breaks}; nothing of the file is loaded: is it the right one?"
    elif most:
        says += ", or raise 'quarantine: most' of the source"
    return place.finding("extract-too-many", says)


def percent(part: Fraction) -> str:
    """A part as a percentage of two decimals at most; where it would be nothing, that it is less."""
    rounded = round_half_away(part * 100, 2)
    return f"{decimal_text(rounded)}%" if rounded or not part else "less than 0.01%"


def _rows(count: int, of: int) -> str:
    return f"{count:,} of {counted(of, 'row')} ({percent(Fraction(count, of))})"


def _listed(reasons: Mapping[str, int], rules: Iterable[Rule]) -> str:
    """Of each kind of reason the worst: columns by their headings, rules between cells by their ids, and the key."""
    ids, worst = {rule.id for rule in rules}, sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))
    of_rules = [one for one in worst if one[0] in ids]
    of_columns = [one for one in worst if one[0] not in {*ids, KEY}]
    kinds = [
        f"{kind}{'' if len(of) == 1 else 's'} {few((f'{shown(name)}: {count:,}' for name, count in of), 6)}"
        for kind, of in (("column", of_columns), ("rule", of_rules))
        if of
    ]
    return "; ".join([*kinds, *([f"a repeated key: {reasons[KEY]:,}"] if KEY in reasons else [])])


def write(faults: Iterable[Fault], path: Path) -> None:
    """The list as a Parquet file; as many faults as there are, a few at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = ("column", "rule", "says", "value", "hash")
    schema = pa.schema([("line", pa.int64()), *[(name, pa.string()) for name in texts]])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        batch: list[dict[str, object]] = []
        for fault in faults:
            batch.append(_listing(fault))
            if len(batch) == BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def holds(path: Path, rule: str) -> bool:
    """Whether a list has a fault of this rule."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    [found] = pq.read_table(path, columns=["rule"]).columns
    return bool(pc.any(pc.equal(found, rule)).as_py())


def _listing(fault: Fault) -> dict[str, object]:
    one = fault.sighting
    return {
        "line": one.line,
        "column": one.column,
        "rule": one.bad.code if fault.test == one.column else fault.test,
        "says": f"{one.bad.fault}; {one.bad.do}",
        "value": None if one.hidden else one.value,
        "hash": hashlib.sha256(one.value.encode("utf-8", "surrogatepass")).hexdigest()[:16] if one.hidden else None,
    }
