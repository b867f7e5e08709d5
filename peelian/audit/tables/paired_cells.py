"""Cells that print two numbers, "812 (81.2%)" or "81.2% (812)", taken apart into two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST = 2  # cells of a column that print two numbers
_NUMBER = r"[+\-−–]?\s?[£€$]?\d[\d,]*(?:\.\d+)?\s?(?:%|per cent|pp|ppts?|k|m|bn)?"
_PAIR = re.compile(rf"(?P<first>{_NUMBER})\s*(?P<second>\(\s*(?P<inner>{_NUMBER})\s*\))", re.I)
_IN_HEADER = re.compile(r"\(?\s*(?:%|per cent|percentages?)\s*\)?", re.I)


def apart(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """The headers, the texts and what is read of them (without the brackets), with such columns made two.

    A row's other cells in such a column stay in the first of the two. The first column holds the names of the rows,
    and stays.
    """
    named: list[str] = []
    texts: list[list[str]] = [[] for _ in rows]
    read: list[list[str]] = [[] for _ in rows]
    for at, header in enumerate(headers):
        cells = [row[at] if at < len(row) else "" for row in rows]
        pairs = [_PAIR.fullmatch(cell.strip()) for cell in cells]
        double = at > 0 and sum(map(bool, pairs)) >= max(LEAST, (sum(map(bool, cells)) + 1) // 2)
        named += _names(header, pairs) if double else [header]
        for row, (cell, pair) in enumerate(zip(cells, pairs, strict=True)):
            if not double:
                texts[row].append(cell)
                read[row].append(cell)
            else:
                texts[row] += [pair["first"], pair["second"]] if pair else [cell, ""]
                read[row] += [pair["first"], pair["inner"]] if pair else [cell, ""]
    return named, texts, read


def is_pair(text: str) -> bool:
    """Whether a cell prints two numbers, one of them in brackets."""
    return _PAIR.fullmatch(text.strip()) is not None


def _names(header: str, pairs: Sequence[re.Match[str] | None]) -> list[str]:
    """What each of the two numbers is headed: the per cent, where the heading names it, is that of the bare one."""
    plain = " ".join(_IN_HEADER.sub(" ", header).split())
    found = [pair for pair in pairs if pair]
    if all("%" in pair["first"] for pair in found):
        return [f"{plain} (%)", plain]
    return [plain, f"{plain} (%)" if plain != header.strip() else plain]
