"""How hard to look for steps, and how often chance alone would show as much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array


@dataclass(frozen=True)
class Scan:
    """`shortest`: the least number of known points of a level; `latest`: of the level that holds now.

    `drawn`: as if so many further points showed the usual autocorrelation; a look at few months learns little of it.
    `least_gain`: what each step must gain. `allowed`: (known points, what is added to the gain): a shorter series has
    fewer places where chance could make a step. `chances`: (gain, how many of 100,000 series of 60 periods without any
    step show a greater one, at the worst of the autocorrelations that the scan promises to hold).
    """

    shortest: int
    latest: int
    drawn: float
    least_gain: float
    allowed: tuple[tuple[float, float], ...]
    chances: tuple[tuple[float, float], ...]


# bench/long/steps_calibration.py --series 200000 --replayed 20000, seed 1829: normal series of 60 periods with a
# lag-one autocorrelation of 0, 0.3 and 0.6 looked at once, of 0 and 0.3 looked at each month from the 24th on.
AFTER_THE_FACT = Scan(
    shortest=6,
    latest=6,
    drawn=0,
    least_gain=9.1,
    allowed=((24, 3.9), (36, 1.8), (48, 0.7), (60, 0.0)),
    chances=(
        (3.9, 50_000),
        (5.8, 20_000),
        (7.2, 10_000),
        (8.8, 5_000),
        (11.2, 2_000),
        (13.3, 1_000),
        (15.6, 500),
        (18.8, 200),
        (21.1, 100),
        (23.5, 50),
        (28.0, 20),
        (30.2, 10),
    ),
)
MONTH_BY_MONTH = Scan(
    shortest=6,
    latest=3,
    drawn=25,
    least_gain=11.3,
    allowed=((60, 0.0),),
    chances=(
        (5.2, 50_000),
        (7.6, 20_000),
        (9.2, 10_000),
        (10.9, 5_000),
        (13.0, 2_000),
        (14.7, 1_000),
        (16.5, 500),
        (19.3, 200),
        (20.7, 100),
        (22.8, 50),
    ),
)


def least_gain(scan: Scan, known: Array) -> Array:
    """What each step must gain in series of so many known points [S]."""
    return scan.least_gain - _allowed(scan, known)


def chance(scan: Scan, gain: Array, known: Array) -> Array:
    """How often a series of so many known points without any step shows one as strong [as given]; the least that is
    told apart is the last of the scan's table."""
    gains, often = _columns(scan.chances)
    return np.exp(np.interp(gain + _allowed(scan, known), gains, np.log(often / 100_000)))


def _allowed(scan: Scan, known: Array) -> Array:
    return np.asarray(np.interp(known, *_columns(scan.allowed)))


def _columns(pairs: tuple[tuple[float, float], ...]) -> tuple[Array, Array]:
    first, second = np.array(pairs).T
    return first, second
