"""Outcomes as the Home Office numbers them, and which of them each outcome of a crime is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.crimes import outcome_words
from peelian.simulate.publishers.texts import written


@cache
def outcomes() -> list[Mapping[str, Any]]:
    """By their titles, as the tables print them."""
    return sorted(written("outcomes.yaml"), key=lambda one: str(one["title"]))


def not_yet() -> int:
    """The place of "not yet assigned" among them."""
    return next(place for place, one in enumerate(outcomes()) if one["type"] == 0)


def outcome_of(outcome: Whole) -> Whole:
    """The place of each outcome of a crime among the Home Office's."""
    of = {one["of"]: place for place, one in enumerate(outcomes()) if "of" in one}
    return np.array([of[word] for word in outcome_words()])[outcome]
