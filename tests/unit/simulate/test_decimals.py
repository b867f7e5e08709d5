"""Numbers with many decimals: as they are printed, and as a tidy table keeps them."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from peelian.simulate.decimals import Decimals


def test_noughts_at_the_end_are_not_written() -> None:
    assert Decimals(np.array([0, 1, 120, 1234, 5000]), 3).text().to_pylist() == ["0", "0.001", "0.12", "1.234", "5"]


def test_a_table_keeps_six_decimals_and_rounds_halves_up() -> None:
    given = Decimals(np.array([1_499, 1_500, 999_999_500]), 9)
    assert given.kept().tolist() == [1, 2, 1_000_000]
    assert given.tidy().to_pylist() == [Decimal("0.000001"), Decimal("0.000002"), Decimal(1)]
    assert Decimals(np.array([25]), 1).kept().tolist() == [2_500_000]


def test_a_blank_is_written_in_the_publishers_word_and_kept_as_none() -> None:
    given = Decimals(np.array([5, 7]), 1, np.array([True, False]), ":")
    assert given.text().to_pylist() == [":", "0.7"]
    assert given.tidy().to_pylist() == [None, Decimal("0.7")]
