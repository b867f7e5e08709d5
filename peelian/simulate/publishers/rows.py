"""Columns of tables that have a row for every combination of a few lists of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peelian.simulate.frame import Column, Words


def same(name: str | None, header: str | None, word: str, rows: int) -> Column:
    """One word in every row."""
    return Column(name, header, Words(np.zeros(rows, np.int64), (word,)))


def each(words: Sequence[str], *, inner: int = 1, outer: int = 1) -> Words:
    """Each word in turn, `inner` times in a row, and all of them `outer` times over."""
    vocabulary = tuple(dict.fromkeys(words))
    places = np.array([vocabulary.index(word) for word in words], np.int64)
    return Words(np.tile(np.repeat(places, inner), outer), vocabulary)
