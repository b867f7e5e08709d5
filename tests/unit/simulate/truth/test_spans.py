"""Which periods a run of so many months is told for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from peelian.simulate.truth.spans import families


@pytest.mark.parametrize(
    ("months", "years"),
    [
        (5, []),
        (13, ["ye-2021-03", "ye-2021-04"]),
        (24, ["ye-2021-03", "ye-2021-06", "ye-2021-09", "ye-2021-12", "ye-2022-03"]),
        (25, ["ye-2021-03", "ye-2021-04", "ye-2021-06", "ye-2021-09", "ye-2021-12", "ye-2022-03", "ye-2022-04"]),
    ],
)
def test_the_last_year_and_the_one_before_are_told_wherever_a_run_ends(months: int, years: list[str]) -> None:
    _, quarters, *told = families(months)
    assert sorted(span.id for family in told for span in family) == years
    assert {span.last - span.first for family in told for span in family} <= {11}
    assert len(quarters) == months // 3


def test_no_two_periods_of_a_group_overlap() -> None:
    for family in families(26):
        assert all(one.last < other.first for one, other in pairwise(family))
