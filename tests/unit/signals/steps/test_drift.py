"""Whether a straight line does as well as steps."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.panel import Array
from peelian.signals.steps.drift import PER_NUMBER, drifts
from peelian.signals.steps.family import FAMILIES
from peelian.signals.steps.points import points

LINE = np.arange(24.0)
STEP = np.where(LINE < 12, 0.0, 12.0)


def drift(values: Array, level: Array, steps: int = 1, unit: float = 0.1, weight: Array | None = None) -> bool:
    given = points(FAMILIES["measurement"], values[None], weight)
    return bool(drifts(given, level[:, None], steps, np.array([unit]))[0])


def test_a_line_is_a_drift_and_a_step_is_none() -> None:
    assert drift(LINE, np.where(LINE < 12, 5.5, 17.5))
    assert not drift(STEP, STEP)


def test_each_further_number_must_better_the_fit() -> None:
    line = 24 * 36 - (12 * 12 * 6) ** 2 / (24 * (24**2 - 1) / 12)  # what a line leaves of the step
    needed = line / PER_NUMBER / 1
    assert not drift(STEP, STEP, unit=needed * 0.999)
    assert drift(STEP, STEP, unit=needed * 1.001)
    assert drift(STEP, STEP, steps=2, unit=needed * 0.34)


def test_a_missing_value_has_no_part() -> None:
    values = LINE.copy()
    values[5] = np.nan
    assert drift(values, np.where(LINE < 12, 5.5, 17.5))


def test_weights_count() -> None:
    heavy = np.where(LINE < 12, 1.0, 1e-6)
    assert drift(LINE, np.where(LINE < 12, 5.5, 17.5), weight=heavy)
    assert not drift(STEP, STEP, weight=np.ones(24), unit=1e-3)


@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_counts_are_measured_by_their_own_variance(scale: float) -> None:
    level = np.where(LINE < 12, 10.0, 20.0) * scale
    given = points(FAMILIES["count"], level[None], None)
    assert not drifts(given, level[:, None], 1, np.array([0.1]))[0]
