"""What people decide about the processes of a plan's series, as it is written in processes.yaml.

Limits of a publication move only where a person confirmed a step here, with a day and a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from peelian.series.model import Breakdown


@dataclass(frozen=True)
class ConfirmedStep:
    """A step that a person confirmed: from `period` on, a month or a quarter, the lines of the chart are set anew.

    `reason` is printed. `confirmed` is the day of the decision: papers issued before it do not have the step.
    Without an `area` it is one of the measure in every area; without a `breakdown`, of the whole.
    """

    measure: str
    period: str
    reason: str
    confirmed: date
    area: str | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Exclusion:
    """Months or quarters that make no line and are stepped over by runs: what happened in them will not come again.

    They are drawn, and the paper gives the `reason`.
    """

    measure: str
    periods: tuple[str, ...]
    reason: str
    area: str | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FixedBaseline:
    """The periods that make the average and the limits, both ends inside, in place of all periods of the process."""

    measure: str
    first: str
    last: str
    reason: str
    area: str | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChosenChart:
    """The chart of a series, where the one that suits its numbers by rule is not wanted."""

    measure: str
    chart: Literal["xmr", "iprime", "c", "p", "u", "pprime", "uprime", "run"]
    reason: str
    area: str | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Processes:
    """processes.yaml. An entry that names its area comes before one for all areas."""

    steps: tuple[ConfirmedStep, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    baselines: tuple[FixedBaseline, ...] = ()
    charts: tuple[ChosenChart, ...] = ()


Entry = ConfirmedStep | Exclusion | FixedBaseline | ChosenChart
E = TypeVar("E", ConfirmedStep, Exclusion, FixedBaseline, ChosenChart)

PARTS = ("steps", "excluded", "baselines", "charts")
"""The fields of `Processes`, in the order they are read."""


def entries(processes: Processes) -> tuple[tuple[str, Entry], ...]:
    """Every entry with the key of its place in `Plan.lines`."""
    return tuple(
        (f"processes:{part}:{index}", entry) for part in PARTS for index, entry in enumerate(getattr(processes, part))
    )


def of_series(of: Iterable[E], measure: str, area: str, breakdown: Breakdown) -> tuple[E, ...]:
    """The entries about one series, those that name its area first."""
    found = [
        one
        for one in of
        if one.measure == measure and one.area in (None, area) and tuple(sorted(one.breakdown.items())) == breakdown
    ]
    return tuple(sorted(found, key=lambda one: one.area is None))
