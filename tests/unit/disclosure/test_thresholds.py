"""Which threshold holds for the tables of each format."""

from __future__ import annotations

from collections import Counter

from peelian.disclosure.thresholds import of_formats
from peelian.sources.formats import SOURCES

NOT_PUBLIC = {"tidy", "extract"}


def test_every_form_of_a_publisher_is_named_once_and_holds_nothing_back() -> None:
    entries = of_formats()
    named = Counter(format for entry in entries.values() for format in entry.formats)
    assert set(named) - {"figures"} == set(SOURCES) - NOT_PUBLIC
    assert set(named.values()) == {1}
    public = [entry for entry in entries.values() if entry.formats]
    assert [entry.threshold for entry in public] == [0] * len(public)


def test_what_nobody_has_published_is_held_back() -> None:
    assert (of_formats()["extract"].formats, of_formats()["extract"].threshold) == ((), 10)
