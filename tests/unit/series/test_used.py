"""What is said of tables that were read, and of those that were as before."""

from __future__ import annotations

from peelian.cli.reuse import used_json, used_line
from peelian.series.cache import Used


def test_a_month_more_says_what_was_read_and_what_was_not() -> None:
    used = Used()
    used.add("street", 59, 1)
    used.add("calls", 60, 0)
    used.add("grades", 2, 0)
    used.add("weights", 0, 2)
    assert used_line(used) == "tables: street 1 month read, 59 as before; weights 2 months read; 2 tables as before"
    assert used_json(used)[0] == {"table": "calls", "months_read": 0, "months_as_before": 60}


def test_without_tables_nothing_is_said() -> None:
    assert used_line(Used()) == ""
    assert used_json(Used()) == []
