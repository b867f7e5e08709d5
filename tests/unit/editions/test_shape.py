"""The shape of a manifest has a field for everything that is written into one."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from peelian.editions.jsonshape import fields
from peelian.editions.shape import FindingEntry, OriginEntry, is_epoch, is_folder_name
from peelian.findings import Finding
from peelian.series.model import Origin


@pytest.mark.parametrize(("written", "entry"), [(Finding, FindingEntry), (Origin, OriginEntry)])
def test_what_is_written_whole_has_the_same_fields_in_the_shape(written: Any, entry: Any) -> None:
    made = dataclasses.fields(written)
    assert [field.name for field in made] == list(fields(entry))
    never_left_out = {"severity"} | {field.name for field in made if field.default is dataclasses.MISSING}
    assert {name for name, (_, required) in fields(entry).items() if required} <= never_left_out


@pytest.mark.parametrize(("seconds", "is_one"), [(0, True), (4_102_444_800, True), (4_102_444_801, False), (-1, False)])
def test_seconds_that_can_be_a_day_of_issue(seconds: int, is_one: bool) -> None:
    assert is_epoch(seconds) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("2026-05", True), ("a.b_c", True), ("", False), (".", False), ("..", False), ("a/b", False), ("a\n", False)],
)
def test_names_that_can_be_a_folder(name: str, is_one: bool) -> None:
    assert is_folder_name(name) is is_one
