"""What the numbers look like once they leave an engine: exact values with their status, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Status = Literal["final", "provisional", "revised", "suppressed", "missing", "not-due", "not-applicable", "published"]
Breakdown = tuple[tuple[str, str], ...]
"""Pairs of dimension and value, both as they stand in a figure id, sorted by dimension; () is the whole."""


@dataclass(frozen=True)
class Origin:
    """Where an input came from: one file as received, or one row typed from a document.

    `path` is relative to the plan folder; `sha256` is of the bytes of that file.
    `line`, `document` and `paragraph` are set for typed figures.
    """

    path: str
    sha256: str
    line: int | None = None
    document: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True)
class Observation:
    """One value of one measure for one area, breakdown and period.

    `value` is exact and in the measure's unit (a share is in percent: 15.8 means 15.8%); None is missing,
    never zero, and then `reason` says why in words that can end a sentence.
    `numerator`, `denominator`, `base`, `low` and `high` are None where the kind has no such thing.
    `sum` is the arithmetic that was done, in words a reader can check: "47,553 ÷ 300,418 × 100".
    """

    value: Fraction | None
    status: Status = "final"
    reason: str | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    base: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    sum: str = ""
    origins: tuple[Origin, ...] = ()
