"""Which row of a table a sentence calls highest or lowest: "In 2025/26 Northmoor had the highest number (410)".

The row is named in full, or by its first letters; the column by its heading or by words the two have in common. Wrong
is only said where the sentence speaks of the table, or gives the very number that its row has in that column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import shown
from peelian.audit.kinds.rank_or_extreme.superlatives import KIND, SUPERLATIVE, is_high
from peelian.audit.material import Material
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.topic import content
from peelian.audit.tables.changes import computed_changes
from peelian.audit.tables.columns import is_average, is_total, numeric, unit_of
from peelian.audit.tables.grid import Grid, Value

LEAST_ROWS = 3
_ENTITY = re.compile(r"\b([A-Z][\w'&-]*(?:\s+(?:and|of|upon|the|in|[A-Z][\w'&-]*))*)")
_OF_TABLE = re.compile(r"\b(?:tables?|shown (?:above|below)|figures (?:above|below))\b", re.I)


def in_table(material: Material, s: Sentence) -> Iterator[Claim]:
    """The claim of a superlative against the column of the table beside it."""
    match = SUPERLATIVE.search(s.view, s.start, s.end)
    levels = [m for m in s.levels if m.unit != "rank"]
    if match is None or match["word"].lower().startswith("second") or len(levels) > 1 or s.changes:
        return
    for grid in _near(material.reading, s):
        row = _row_named(grid, s)
        at = _column(grid, s) if row is not None else None
        if row is None or at is None:
            continue
        cells = [
            (r, v)
            for r, v in enumerate(grid.column(at))
            if v is not None and not is_total(grid.labels[r]) and not is_average(grid.labels[r])
        ]
        own = next((v for r, v in cells if r == row), None)
        if own is None or len(cells) < LEAST_ROWS or (levels and levels[0].value != own.number.value):
            continue
        sure = bool(levels) or bool(_OF_TABLE.search(s.text))
        claim = _claim(material, s, match["word"], grid, (row, at), own, [v for _, v in cells], sure)
        if claim is not None:
            yield claim
            return


def _claim(
    material: Material,
    s: Sentence,
    said: str,
    grid: Grid,
    cell: tuple[int, int],
    own: Value,
    cells: list[Value],
    sure: bool,
) -> Claim | None:
    word = said.lower()
    values = [v.number.value for v in cells]
    extreme = (max if is_high(word) else min)(values)
    holds = own.number.value == extreme
    if word in ("best", "worst", "top"):
        holds, sure = own.number.value in (max(values), min(values)), False
    if not holds and not sure:
        return None  # another group, period or row may be meant
    row, at = cell
    which = f"{said.lower()} of the table"
    return Claim(
        KIND,
        material.reading.whole(s),
        Stated(said, None),
        "consistent" if holds else "inconsistent",
        f"the row {grid.labels[row]} is {'' if holds else 'not '}the {which}",
        measure=grid.headers[at],
        parts=tuple(v.number for v in cells),
        recomputed=own.number.value,
        unit=own.number.unit,
        severity=None if holds else "material",
        sum=f"{shown(own.number.value)} of {', '.join(shown(v) for v in values[:12])}",
        also=(grid.spot(row),),
    )


def _column(grid: Grid, s: Sentence) -> int | None:
    """The one column of levels that a sentence can mean: by its whole heading, by common words, or the only one."""
    changed = {c.at for c in computed_changes(grid)}
    columns = [c for c in numeric(grid) if unit_of(grid, c) != "rank" and c not in changed]
    if len(columns) == 1:
        return columns[0]
    text = _plain(s.text)
    named = [c for c in columns if len(grid.headers[c]) > 2 and _plain(grid.headers[c]) in text]
    longest = [
        c for c in named if not any(c != o and _plain(grid.headers[c]) in _plain(grid.headers[o]) for o in named)
    ]
    if len(longest) == 1:
        return longest[0]
    alike = [c for c in columns if content(grid.headers[c]) & content(s.text)]
    return alike[0] if len(alike) == 1 else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w/]+", text.lower()))


def _near(reading: Reading, s: Sentence) -> list[Grid]:
    """The tables of the same section, the nearest after the sentence first."""
    those = [g for g in reading.grids if g.section == s.section]
    return sorted(those, key=lambda g: (g.block < s.block, abs(g.block - s.block)))[:2]


def _row_named(grid: Grid, s: Sentence) -> int | None:
    """The row whose label is named in the sentence, in full or by its first letters; None where it is not plain."""
    names = [m[1] for m in _ENTITY.finditer(s.text)]
    found = []
    for row, label in enumerate(grid.labels):
        plain = label.strip(" *")
        letters = "".join(w[0] for w in re.findall(r"[A-Z]\w*", plain))
        named = len(plain) > 2 and re.search(rf"\b{re.escape(plain)}\b", s.text)
        short = len(letters) >= 2 and any(re.fullmatch(rf"{letters}P?[SF]?", name) for name in names)
        if named or short:
            found.append(row)
    return found[0] if len(found) == 1 else None
