"""What a series is made of, told from its numbers: counts, rates, shares, or anything else."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Codes, Panel
from peelian.signals.season.points import Family

FAMILIES: tuple[Family, ...] = ("count", "rate", "share", "measurement")
"""What `families` counts in."""
COUNT, RATE, SHARE, MEASUREMENT = range(len(FAMILIES))


def families(panel: Panel) -> Codes:
    """The family of each series [S], as its place in FAMILIES.

    The one that the panel names. Else whole numbers that are never below zero are counts; as numerators, of a share
    where none is greater than its denominator, else of a rate. A series without a value is of the family that its
    numbers could be.
    """
    if panel.family is not None:
        return np.full(len(panel.names), FAMILIES.index(panel.family), dtype=np.int8)
    counted = panel.values if panel.numerator is None else panel.numerator
    whole = np.all(np.isnan(counted) | ((counted >= 0) & (counted == np.floor(counted))), axis=1)
    if panel.numerator is None or panel.denominator is None:
        return np.where(whole, COUNT, MEASUREMENT).astype(np.int8)
    share = np.all(~(counted > panel.denominator), axis=1)
    return np.where(whole, np.where(share, SHARE, RATE), MEASUREMENT).astype(np.int8)
