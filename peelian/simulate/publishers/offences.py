"""Which offence of the Home Office's list each crime is, and which of its outcomes each outcome."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from peelian.simulate.chance import UNIT, Whole
from peelian.simulate.crimes import Crimes, outcome_words, types
from peelian.simulate.decimals import Decimals
from peelian.simulate.publishers.texts import written

WEIGHT_PLACES = 3
_WORD = 1  # of the words of an id, the one that decides; any would do


def offences() -> list[Mapping[str, Any]]:
    """By their titles, as the tables print them."""
    return _written("offences.yaml", "title")


def outcomes() -> list[Mapping[str, Any]]:
    """By their titles."""
    return _written("outcomes.yaml", "title")


def not_yet() -> int:
    """The place of "not yet assigned" among them."""
    return next(place for place, one in enumerate(outcomes()) if one["type"] == 0)


def offence_of(crimes: Crimes) -> Whole:
    """The place of each crime's offence in the list; -1 for rows that are no crimes. It follows from the crime's id."""
    share = (crimes.id[:, _WORD] >> np.uint64(11)).astype(np.float64) * UNIT
    found = np.full(crimes.count, -1, np.int64)
    for number, kind in enumerate(types()):
        ours = [place for place, one in enumerate(offences()) if one.get("of") == kind["word"]]
        if ours:
            edges = np.cumsum([float(offences()[place]["share"]) for place in ours]) / 100
            rows = crimes.kind == number
            found[rows] = np.array(ours)[np.searchsorted(edges[:-1], share[rows], side="right")]
    return found


def outcome_of(outcome: Whole) -> Whole:
    """The place of each outcome of a crime among the Home Office's."""
    of = {one["of"]: place for place, one in enumerate(outcomes()) if "of" in one}
    return np.array([of[word] for word in outcome_words()])[outcome]


def weights(name: str) -> Decimals:
    """The weight of each offence, blank for one that has none."""
    given = [one.get(name) for one in offences()]
    units = [0 if text is None else int(Decimal(text) * 10**WEIGHT_PLACES) for text in given]
    return Decimals(np.array(units), WEIGHT_PLACES, np.array([text is None for text in given]))


def by_code(name: str) -> dict[str, Fraction]:
    """The weights by the codes of the offences that have one."""
    return {str(one["code"]): Fraction(one[name]) for one in offences() if name in one}


@cache
def _written(name: str, by: str) -> list[Mapping[str, Any]]:
    return sorted(written(name), key=lambda one: str(one[by]))
