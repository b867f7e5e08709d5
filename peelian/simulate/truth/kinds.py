"""The tally of each kind of measure that reads a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from peelian.simulate.truth.amounts import Amounts
from peelian.simulate.truth.cohorts import Cohorts
from peelian.simulate.truth.different import Different
from peelian.simulate.truth.levels import Grades, Levels
from peelian.simulate.truth.survey import Answered
from peelian.simulate.truth.tallies import Counted, Shape, Tally, Weighed
from peelian.simulate.truth.times import Times


def _weighted(measure: Mapping[str, Any], shape: Shape) -> Tally:
    """Rows by the weights of their words, or amounts that are counted already or bring their weights along."""
    compute = measure["compute"]
    return Amounts(measure, shape) if "sum" in compute or "weights" not in compute else Weighed(measure, shape)


TALLIES: Mapping[str, Callable[[Mapping[str, Any], Shape], Tally]] = {
    "count": Counted,
    "level": Levels,
    "weighted_sum": _weighted,
    "survey": Answered,
    "grade": Grades,
    "duration": Times,
    "compliance": Times,
    "distinct": Different,
    "cohort": Cohorts,
}
