"""Months as a note names them: each by its name, three or more in a row by their first and last."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.figures.model import NOT_GIVEN, Figure
from peelian.periods import Period, months, shift, short
from peelian.publications.blocks import plain
from peelian.publications.citing import join, listed

SHORTEST_RUN = 3  # months that are named by their first and last


def months_named(periods: list[Period]) -> str:
    """Every month by its name; three or more in a row by their first and last."""
    runs: list[list[Period]] = []
    for one in periods:
        if runs and shift(runs[-1][-1], len(months(one))) == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    named: list[str] = []
    for run in runs:
        whole = f"{short(run[0])} to {short(run[-1])}"
        named += [whole] if len(run) >= SHORTEST_RUN else [short(one) for one in run]
    return plain(listed([join(name) for name in named]))


def without_values(figures: Iterable[Figure]) -> str:
    """Which months have no number and why, and what to mind of the numbers there are; empty where there is nothing."""
    notes: dict[str, list[Period]] = {}
    for figure in figures:
        if figure.value is None or figure.status not in ("final", "published"):
            notes.setdefault(_reason(figure), []).append(figure.id.period)
    return " ".join(f"{months_named(periods)}: {reason}." for reason, periods in notes.items())


def _reason(figure: Figure) -> str:
    """Why a month has no number, or what to mind of the one it has, in plain words."""
    if figure.status == "suppressed":
        return NOT_GIVEN
    return "not available" if figure.value is None else figure.status
