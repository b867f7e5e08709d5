"""One series of an assessment with its name, and what sentences ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from peelian.periods import Period
from peelian.signals.assessment import Assessment
from peelian.signals.judge import Judged
from peelian.signals.limits.lines import CONSTANT, EMPTY, NARROW, NONE, SHORT, SPARSE, ZEROS
from peelian.signals.marks import HIGH, LOW
from peelian.signals.panel import STATUSES, Array, Flags
from peelian.signals.verdict import CONCERN, IMPROVEMENT, NOT_SIGNALLED
from peelian.signals.words.phrases import when

Meaning = Literal["improvement", "concern", "special", "none"]

WITHOUT = {
    EMPTY: "no value",
    SHORT: "too few points",
    ZEROS: "nothing recorded",
    CONSTANT: "the same value throughout",
    SPARSE: "too few events",
    NARROW: "hardly any two values in a row that differ",
}
"""Why a series has no limits, in a bracket behind its name."""


@dataclass(frozen=True)
class Named:
    """A series by its name: row `row` of an assessment."""

    name: str
    assessment: Assessment
    row: int

    @property
    def judged(self) -> Judged:
        return self.assessment.judged

    @property
    def periods(self) -> tuple[Period, ...]:
        return self.judged.raw.panel.periods

    @property
    def quotient(self) -> bool:
        """Whether its values are plain quotients."""
        return self.judged.raw.panel.numerator is not None

    @property
    def values(self) -> Array:
        """Its own values [T]."""
        numbers: Array = self.judged.raw.panel.values[self.row]
        return numbers

    @property
    def at(self) -> int:
        """The column of the latest point of its chart."""
        return int(self.judged.at[self.row])

    @property
    def gaps(self) -> bool:
        """Whether its chart is of the gaps between events, whose centre is no average of the series."""
        return self.judged.chart in ("g", "t")

    @property
    def current(self) -> bool:
        """Whether it has a value in the last period of its panel: what is said of another is not said of now."""
        return not np.isnan(self.values[-1])

    @property
    def provisional(self) -> bool:
        """Whether its last value may still be revised."""
        status = self.judged.raw.panel.status
        return status is not None and status[self.row, -1] == STATUSES.index("provisional")

    @property
    def without(self) -> str:
        """Why nothing can be said of it now, in a few words; empty where something can."""
        if not self.current:
            return f"no value {when(self.periods[-1])}"
        if self.doubt != NONE:
            return WITHOUT[SPARSE if self.gaps and self.doubt == EMPTY else self.doubt]
        return WITHOUT[SHORT] if self.judged.chart == "run" else ""

    @property
    def doubt(self) -> int:
        """A place in DOUBTS: why it has no limits, or none to rely on."""
        doubts = self.judged.limits.doubt
        return NONE if doubts is None else int(doubts[self.row, self.at])

    @property
    def on_few_points(self) -> bool:
        """Whether its limits are provisional."""
        return bool(self.judged.provisional[self.row, self.at])

    @property
    def meaning(self) -> Meaning:
        """What its latest point says; nothing where limits, copied from a package, are not to be relied on."""
        code = int(self.judged.variation[self.row])
        if code == NOT_SIGNALLED or not self.current or self.doubt != NONE:
            return "none"
        return "improvement" if code == IMPROVEMENT else "concern" if code == CONCERN else "special"

    @property
    def direction(self) -> int:
        """Which way its latest signal goes, on its chart: HIGH, LOW, or neither."""
        code = int(self.judged.labels.direction[self.row, self.at])
        return code if code in (HIGH, LOW) else 0

    @cached_property
    def here(self) -> Flags:
        """The points of its chart that belong to its latest segment [T]."""
        segment = self.judged.basis.segment[self.row]
        same: Flags = segment == segment[self.at]
        return same

    @property
    def stable(self) -> bool:
        """No rule signals in the current process, no step in it is proposed, and there are enough points for limits."""
        if self.without or self.meaning != "none":
            return False
        if (self.judged.labels.rule[self.row][self.here] >= 0).any():
            return False
        steps = self.assessment.steps
        start = int(np.argmax(self.judged.raw.segment[self.row] == self.judged.raw.segment[self.row, -1]))
        return not ((steps.series == self.row) & (steps.first > start)).any()

    def average(self) -> float | None:
        """The centre of its lines in the last period; None where that is no average of its values.

        Under a season it is what is usual at that time of the year.
        """
        centre = float(self.judged.limits.centre[self.row, self.at])
        return None if self.gaps or self.judged.chart in ("run", "mr") or np.isnan(centre) else centre


def named(names: Sequence[str], assessments: Iterable[Assessment]) -> tuple[Named, ...]:
    """Every series of a panel with these names, in the panel's order."""
    found = {int(place): (one, row) for one in assessments for row, place in enumerate(one.judged.rows)}
    return tuple(Named(names[place], *found[place]) for place in sorted(found))
