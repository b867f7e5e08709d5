"""Answering of 999 by force and month, published since November 2021: calls, how long callers waited, and how many had
an answer in time.

Of the calls of the force's own records those that were answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate import calls
from peelian.simulate.chance import Whole
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame, Wholes, Words
from peelian.simulate.months import label
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.written import csv

TABLE = "answering_999"
SINCE = 19  # November 2021
FIRST, SECOND = 10, 60  # seconds
TENTHS = 1  # decimals


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for month in range(SINCE, returns.months):
        for force in returns.forces:
            waits = np.sort(_waits(returns, force, month))
            within, soon = (int((waits < limit).sum()) for limit in (FIRST, SECOND))
            count = len(waits)
            mean = (int(waits.sum()) * 20 + count) // (2 * count)  # in tenths, halves rounded up
            middle = int(waits[(count - 1) // 2] + waits[count // 2]) * 5
            columns = (
                same(None, "Month", label(month), 1),
                same("force", "Force", returns.name(force), 1),
                Column("calls", "Calls", Wholes(np.array([count]))),
                Column("mean_seconds", "Mean answer time (seconds)", Decimals(np.array([mean]), TENTHS)),
                Column("median_seconds", "Median answer time (seconds)", Decimals(np.array([middle]), TENTHS)),
                Column("within_10_seconds", "Answered in under 10 seconds", Wholes(np.array([within]))),
                Column("within_60_seconds", "Answered in 10 to 60 seconds", Wholes(np.array([soon - within]))),
                Column("later", "Answered in 60 seconds or more", Wholes(np.array([count - soon]))),
            )
            yield Frame(TABLE, month, 1, returns.place(force, 1), columns), force


def _waits(returns: Returns, force: int, month: int) -> Whole:
    """Seconds of answered calls to 999."""
    made = calls.frame(returns.geography, returns.size, returns.seed, force, month)
    channel, seconds = made.column("channel"), made.column("seconds_to_answer")
    assert isinstance(channel, Words)
    assert isinstance(seconds, Wholes)
    assert seconds.blank is not None
    return np.asarray(seconds.values[(channel.codes == channel.vocabulary.index("999")) & ~seconds.blank])


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"999-answering-by-force.csv": csv(made)}
