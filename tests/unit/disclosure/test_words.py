"""What a paper says of the small numbers it does not give out."""

from __future__ import annotations

from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes

REASON = "its records are not public"


def test_tables_that_are_protected_alike_share_a_sentence() -> None:
    told = [Threshold(table, 10, REASON) for table in ("calls", "crimes", "stops")]
    told += [Threshold("street", 0, "published"), Threshold("roads", 2, REASON), Threshold("people", 1, "all", "chief")]
    assert notes(told, 0, besides=False) == (
        "in each of the tables 'calls', 'crimes' and 'stops' counts from one to nine are not given out: "
        "its records are not public",
        "in the table 'roads' counts of one are not given out: its records are not public",
        "in the table 'people' every count is given out, as the chief has decided: all",
    )


def test_what_is_held_back_is_told_last() -> None:
    (said,) = notes([], 3, besides=True)
    assert said.endswith("; some are held back only because a small number could be worked out from them")
    assert notes([], 0, besides=False) == ()
