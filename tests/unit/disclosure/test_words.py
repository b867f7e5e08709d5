"""What a paper says of the small numbers it does not give out."""

from __future__ import annotations

from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes

REASON = "its records are not public"


def test_tables_that_are_protected_alike_share_a_sentence() -> None:
    told = [Threshold(table, 10, REASON) for table in ("calls", "crimes", "stops")]
    told += [Threshold("street", 0, "published"), Threshold("roads", 2, REASON), Threshold("people", 1, "all", "chief")]
    assert notes(told, held=False) == (
        "in each of the tables 'calls', 'crimes' and 'stops' counts from one to nine are not given out: "
        "its records are not public",
        "in the table 'roads' counts of one are not given out: its records are not public",
        "in the table 'people' every count is given out, as the chief has decided: all",
    )


def test_where_all_tables_are_protected_alike_none_is_named() -> None:
    told = [Threshold(table, 10, REASON) for table in ("calls", "crimes", "stops")]
    assert notes(told, held=False) == (f"in every table counts from one to nine are not given out: {REASON}",)
    (one,) = notes(told[:1], held=False)
    assert one.startswith("in the table 'calls' counts from one to nine")


def test_what_is_held_back_is_told_last_and_nothing_of_it() -> None:
    (said,) = notes([], held=True)
    assert said.startswith("numbers that are not given out may be of any size")
    assert not {"zero", "small"} & set(said.split())
    assert notes([], held=False) == ()
