"""One series of an assessment with its name, and what sentences ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from peelian.periods import Period
from peelian.signals.assessment import Assessment
from peelian.signals.facts.model import Facts
from peelian.signals.judge import Judged
from peelian.signals.limits.lines import CONSTANT, EMPTY, NARROW, NONE, SHORT, SPARSE, ZEROS
from peelian.signals.marks import HIGH, LOW
from peelian.signals.panel import STATUSES, Array, Flags
from peelian.signals.verdict import CONCERN, IMPROVEMENT, NOT_SIGNALLED
from peelian.signals.words.phrases import stretch, when
from peelian.signals.words.stable import LEAST, is_stable

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
    def facts(self) -> Facts:
        """What is so of it at its latest value."""
        return self.assessment.facts[self.row]

    @property
    def _not_given(self) -> Flags:
        """Which of its values are there and not given out [T]."""
        status = self.judged.raw.panel.status
        held = np.zeros(len(self.periods), bool) if status is None else status[self.row] == STATUSES.index("suppressed")
        return np.asarray(held, bool)

    @property
    def held_back(self) -> bool:
        """Whether some of its values are there and not given out, so that it cannot be told whether it is stable."""
        return bool(self._not_given.any())

    @property
    def without(self) -> str:
        """Why it cannot be told whether it is stable now, in a few words; empty where it can.

        Of a series with values that are not given out it cannot: they are the small ones, and are missed.
        """
        latest = self.facts.latest
        if self._not_given[-1]:
            return f"not given out {when(self.periods[-1])}"
        if not self.current:
            return f"no value {when(self.periods[-1])}"
        if self.held_back:
            return f"some {stretch(self.periods[-1])}s not given out"
        if latest.doubt != NONE:
            return WITHOUT[SPARSE if self.gaps and latest.doubt == EMPTY else latest.doubt]
        few = latest.provisional or self.facts.process.known < LEAST
        return WITHOUT[SHORT] if latest.upper is None or (few and self.meaning == "none") else ""

    @property
    def on_few_points(self) -> bool:
        """Whether its limits are provisional."""
        return self.facts.latest.upper is not None and self.facts.latest.provisional

    @property
    def meaning(self) -> Meaning:
        """What its latest point says; nothing where limits are not to be relied on: copied from a package, or of the
        larger values alone, as others are not given out."""
        code = int(self.judged.variation[self.row])
        if code == NOT_SIGNALLED or not self.current or self.held_back or self.facts.latest.doubt != NONE:
            return "none"
        return "improvement" if code == IMPROVEMENT else "concern" if code == CONCERN else "special"

    @property
    def direction(self) -> int:
        """Which way its latest signal goes, on its chart: HIGH, LOW, or neither."""
        code = self.facts.signal.direction
        return code if code in (HIGH, LOW) else 0

    @property
    def stable(self) -> bool:
        """As its own words say it: no signal in the current process, no step proposed in it, and enough values."""
        return self.current and not self.held_back and is_stable(self.facts)

    @property
    def began_at_run(self) -> bool:
        """Whether its latest value is one of the run that began its process, by a rule set that re-bases at runs."""
        rebase = self.judged.rebase
        return rebase is not None and rebase.marked[self.row, self.at] != 0

    @property
    def average(self) -> float | None:
        """The centre of its lines in the last period; None where that is no average of its values.

        Under a season it is what is usual at that time of the year.
        """
        return None if self.gaps or self.judged.chart in ("run", "mr") else self.facts.latest.centre


def named(names: Sequence[str], assessments: Iterable[Assessment]) -> tuple[Named, ...]:
    """Every series of a panel with these names, in the panel's order."""
    found = {int(place): (one, row) for one in assessments for row, place in enumerate(one.judged.rows)}
    return tuple(Named(names[place], *found[place]) for place in sorted(found))
