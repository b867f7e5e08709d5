"""Which row of a table a sentence calls highest or lowest: "In 2025/26 Northmoor had the highest number (410)".

The row is named in full, or by its first letters; the column by its heading or by words the two have in common. Wrong
is only said where the sentence speaks of the table, or gives the very number that its row has in that column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import shown
from peelian.audit.kinds.rank_or_extreme.superlatives import KIND, SUPERLATIVE, is_high
from peelian.audit.material import Material
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.topic import content
from peelian.audit.tables.changes import computed_changes
from peelian.audit.tables.columns import is_average, is_total, numeric, unit_of
from peelian.audit.tables.grid import Grid, Value

LEAST_ROWS = 3
_ENTITY = re.compile(r"\b([A-Z][\w'&-]*(?:\s+(?:and|of|upon|the|in|[A-Z][\w'&-]*))*)")
_OF_TABLE = re.compile(r"\b(?:tables?|shown (?:above|below)|figures (?:above|below))\b", re.I)


@dataclass(frozen=True)
class _Said:
    """A superlative of a sentence, the stretch of text in which its row is named, and its number, where it has one."""

    word: str
    start: int
    end: int
    number: Mention | None


def in_table(material: Material, s: Sentence) -> Iterator[Claim]:
    """The claims of the superlatives of a sentence against the column of the table beside it."""
    said = _said(s)
    if not said or s.changes:
        return
    numbers = [one.number for one in said if one.number is not None]
    whole = _Said(said[0].word, s.start, s.end, numbers[0] if numbers else None)
    for grid in _near(material.reading, s):
        those = [whole] if len(numbers) < 2 and _row_named(grid, s, whole) is not None else said
        rows = [_row_named(grid, s, one) for one in those]
        at = _column(grid, s, rows[0], those[0].number) if rows[0] is not None else None
        if at is None or (len(those) > 1 and rows[0] == rows[1]):
            continue
        made = [_against(material, s, grid, at, one, row, bool(numbers)) for one, row in zip(those, rows, strict=True)]
        if made[0] is not None:
            yield from (claim for claim in made if claim is not None)
            return


def _said(s: Sentence) -> list[_Said]:
    """The superlatives of a sentence; of two, each has the words since the one before, and a number after it.

    A second one is of the column of the first where it names nothing of its own: "and Kelby the lowest".
    """
    found = list(SUPERLATIVE.finditer(s.view, s.start, s.end))[:2]
    levels = [m for m in s.levels if m.unit != "rank"]
    if not found or len(levels) > len(found) or any(f["word"].lower().startswith("second") for f in found):
        return []
    if len(found) == 1:
        return [_Said(found[0]["word"], s.start, s.end, levels[0] if levels else None)]
    first, last = found
    own = next((m for m in levels if first.end() <= m.begins and m.end <= last.start()), None)
    other = next((m for m in levels if m.begins >= last.end()), None)
    if len(levels) != (own is not None) + (other is not None):
        return []
    said = [_Said(first["word"], s.start, first.start(), own)]
    if _BARE.match(s.view, last.end()):
        said.append(_Said(last["word"], own.end if own else first.end(), last.start(), other))
    return said


_BARE = re.compile(r"\s*(?:$|[.,;(]|(?:at|with|of (?:the|all))\b)", re.I)


def _against(
    material: Material, s: Sentence, grid: Grid, at: int, said: _Said, row: int | None, given: bool
) -> Claim | None:
    """The claim of one superlative for a row of a column; `given`: the sentence prints a number of that column."""
    if row is None:
        return None
    cells = [
        (r, v)
        for r, v in enumerate(grid.column(at))
        if v is not None and not is_total(grid.labels[r]) and not is_average(grid.labels[r])
    ]
    own = next((v for r, v in cells if r == row), None)
    if own is None or len(cells) < LEAST_ROWS or (said.number and said.number.value != own.number.value):
        return None
    sure = given or bool(_OF_TABLE.search(s.text))
    return _claim(material, s, said.word, grid, (row, at), own, [v for _, v in cells], sure)


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


def _column(grid: Grid, s: Sentence, row: int, number: Mention | None) -> int | None:
    """The one column of levels that a sentence can mean: by its whole heading, by the number given, by common words."""
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
    if number is not None:
        printed = [c for c in columns if (v := grid.column(c)[row]) is not None and v.number.value == number.value]
        if len(printed) == 1:
            return printed[0]
    alike = [c for c in columns if content(grid.headers[c]) & content(s.text)]
    return alike[0] if len(alike) == 1 else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w/]+", text.lower()))


def _near(reading: Reading, s: Sentence) -> list[Grid]:
    """The tables of the same section, the nearest after the sentence first."""
    those = [g for g in reading.grids if g.section == s.section]
    return sorted(those, key=lambda g: (g.block < s.block, abs(g.block - s.block)))[:2]


def _row_named(grid: Grid, s: Sentence, said: _Said) -> int | None:
    """The row whose label is named in the words of a superlative, in full or by its first letters; None: not plain."""
    text = s.clean.text[said.start : said.end]
    names = [m[1] for m in _ENTITY.finditer(text)]
    found = []
    for row, label in enumerate(grid.labels):
        plain = label.strip(" *")
        letters = "".join(w[0] for w in re.findall(r"[A-Z]\w*", plain))
        named = len(plain) > 2 and re.search(rf"\b{re.escape(plain)}\b", text)
        short = len(letters) >= 2 and any(re.fullmatch(rf"{letters}P?[SF]?", name) for name in names)
        if named or short:
            found.append(row)
    return found[0] if len(found) == 1 else None
