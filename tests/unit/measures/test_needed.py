"""Which columns are counted together."""

from __future__ import annotations

import pytest

from peelian.measures.needed import Needed, Together


def test_times_and_ids_are_apart_from_all_else_and_from_each_other() -> None:
    needed = Needed(
        [
            Together("calls", ("grade", "channel")),
            Together("calls", ("answer", "grade"), "answer"),
            Together("calls", ("caller", "channel"), "caller"),
            Together("calls", ("answer", "district"), "answer"),
        ]
    )
    assert needed.of("calls", ()) == ("grade", "channel")
    assert needed.of("calls", ("grade",)) == ("grade", "channel")
    assert needed.of("calls", ("answer",)) == ("answer", "grade", "district")
    assert needed.of("calls", ("district",)) == ("answer", "grade", "district")
    assert needed.of("calls", ("caller", "channel")) == ("caller", "channel")


def test_a_condition_on_a_column_of_times_is_asked_where_the_times_are() -> None:
    needed = Needed([Together("calls", ("answer",), "answer"), Together("calls", ("grade", "answer"))])
    assert needed.of("calls", ("grade", "answer")) == ("answer", "grade")
    assert needed.of("calls", ()) == ("answer", "grade")  # the only one there is


def test_month_area_and_wave_are_in_every_cube_and_a_table_without_a_measure_has_nothing_else() -> None:
    needed = Needed([Together("calls", ("grade",))])
    assert needed.of("calls", ("month", "area", "wave")) == ("grade",)
    assert needed.of("people", ("month", "area")) == ()
    with pytest.raises(KeyError, match="'shift'"):
        needed.of("calls", ("shift",))
