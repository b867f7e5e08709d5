"""A published figure: a number as its owner printed it, typed in with its document and paragraph.

Nothing is computed. Where no figure is typed in for a period there is no value: it is never worked back from
others. Source: Code of Practice for Statistics (a figure is its publisher's).
"""

from __future__ import annotations

from peelian import periods
from peelian.measures.shapes import PublishedKind
from peelian.periods import Period
from peelian.series.model import Observation


def absent(period: Period) -> Observation:
    return Observation(None, "missing", f"no figure is typed in for {periods.words(period)}")


KIND = PublishedKind(absent)
