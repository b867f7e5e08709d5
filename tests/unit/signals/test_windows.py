"""Rows of points by doubling against the same looked at one by one, for every length."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.signals.panel import Flags
from peelian.signals.windows import all_of, back, back_joined, count_back, in_a_row

WIDTH = 40
RANDOM = np.random.default_rng(20261101)
FLAGS: Flags = RANDOM.random((30, WIDTH)) < 0.8
JOINED: Flags = (RANDOM.random((30, WIDTH)) < 0.9) & (np.arange(WIDTH) > 0)


@pytest.mark.parametrize("length", range(1, 17))
def test_windows_of_every_length(length: int) -> None:
    rows, whole, ended, counted, marked = (np.zeros(FLAGS.shape, dtype=int) for _ in range(5))
    spread = back(FLAGS, length)
    for s in range(len(FLAGS)):
        for t in range(WIDTH):
            start = t - length + 1
            whole[s, t] = start >= 0 and FLAGS[s, start : t + 1].all()
            rows[s, t] = whole[s, t] and JOINED[s, start + 1 : t + 1].all()
            reach = [u for u in range(max(start, 0), t + 1) if JOINED[s, u + 1 : t + 1].all()]
            counted[s, t] = FLAGS[s, reach].sum()
            ended[s, t] = FLAGS[s, t : t + length].any()
            marked[s, t] = any(FLAGS[s, u] and JOINED[s, t + 1 : u + 1].all() for u in range(t, min(t + length, WIDTH)))
    assert np.array_equal(all_of(FLAGS, length), whole)
    assert np.array_equal(in_a_row(FLAGS, JOINED, length), rows)
    assert np.array_equal(count_back(FLAGS, JOINED, length), counted)
    assert np.array_equal(spread, ended)
    assert np.array_equal(back_joined(FLAGS, JOINED, length), marked)
