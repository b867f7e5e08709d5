"""Columns that are worked out of others are never held back, however their numbers were rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.audit.audit import checked
from peelian.audit.papers.plaintext import parse_text
from peelian.audit.tables import changes, derived
from peelian.audit.tables.grid import Grid, grid_of
from peelian.audit.tables.nearly import may_be_change, may_be_ratio


def grid(*rows: tuple[str, str, str]) -> Grid:
    lines = ["| Place | Old | New | Third |", "|---|---|---|---|", *(f"| Ward | {a} | {b} | {c} |" for a, b, c in rows)]
    table = parse_text("\n".join(lines), "paper.txt", "").blocks[0]
    return grid_of(table, 0, 0)  # type: ignore[arg-type]


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 2))
def test_what_comes_out_is_let_through(old: int, new: int, places: int) -> None:
    change = Fraction(new - old, old) * 100
    assert may_be_change(grid((f"{old}", f"{new}", f"{float(change):.{places}f}%")), 3, 1, 2)
    assert may_be_change(grid((f"{old}", f"{new}", f"{new - old:+d}")), 3, 1, 2)
    assert may_be_change(grid((f"{old}", f"{new}", f"{abs(new - old)}")), 3, 1, 2)  # the sign is in the header
    if 0 < new < old:
        assert may_be_ratio(grid((f"{new}", f"{old}", f"{float(Fraction(new, old)) * 100:.{places}f}%")), 3, 1, 2, 100)


@pytest.mark.parametrize(
    ("row", "may"),
    [
        (("120", "150", "77%"), False),
        (("120", "150", "26%"), False),
        (("120", "150", "25.4%"), False),
        (("4.0%", "4.5%", "12.5%"), True),
        (("4.0%", "4.5%", "10.1%"), True),  # 4.05 to 4.45 may be what stands there
        (("4.0%", "4.5%", "9%"), False),
        (("0", "150", "77%"), True),  # nothing can be divided by it: left to the exact sum
        (("1" + "0" * 400, "150", "77%"), True),  # more than floating point holds
    ],
)
def test_only_what_is_far_is_held_back(row: tuple[str, str, str], may: bool) -> None:
    assert may_be_change(grid(row), 3, 1, 2) is may


def test_what_is_held_back_changes_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(
        f"| Ward {n} | {n * 31 % 97 + 50} | {n * 57 % 89 + 60} | {n} | {n * 7}% | {n - 4:+} |" for n in range(9)
    )
    text = f"| Place | 2024 | 2025 | Late | % late | Change |\n|---|---|---|---|---|---|\n{rows}"
    paper = parse_text(text, "paper.txt", "")
    some = checked(paper)[0]
    monkeypatch.setattr(changes, "may_be_change", lambda *_: True)
    monkeypatch.setattr(changes, "may_come_out", lambda *_, **__: True)
    monkeypatch.setattr(derived, "may_be_ratio", lambda *_: True)
    again = checked(parse_text(text, "paper.txt", ""))[0]
    assert (some.claims, some.left) == (again.claims, again.left)
