"""Values from JSON against their types: each fault with its place, nothing that a type does not name."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict

import pytest

from peelian.editions.jsonshape import Rule, faults, fields


class Inner(TypedDict):
    name: str
    size: NotRequired[Annotated[int, Rule("more than nothing", lambda size: size > 0)]]


class Outer(TypedDict):
    kind: Literal["a", "b"]
    note: str | None
    parts: list[Inner]


FINE: dict[str, Any] = {"kind": "a", "note": None, "parts": [{"name": "é", "size": 1}, {"name": ""}]}


def test_what_fits_has_no_fault() -> None:
    assert list(faults(Outer, FINE, "")) == []


def test_a_field_says_what_it_holds_and_whether_it_must_be_there() -> None:
    assert {name: required for name, (_, required) in fields(Inner).items()} == {"name": True, "size": False}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "c"}, "kind is 'c'; it must be a or b"),
        ({"kind": ["a"]}, "kind is a list; it must be a or b"),
        ({"note": 1}, "note is 1; it must be text"),
        ({"parts": {}}, "parts is an object; it must be a list"),
        ({"parts": None}, "parts is null; it must be a list"),
        ({"parts": [3]}, "parts[0] is 3; it must hold name, size"),
        ({"parts": [{"size": 1}]}, "parts[0] lacks name"),
        ({"parts": [{"name": "x", "size": True}]}, "parts[0].size is True; it must be a whole number"),
        ({"parts": [{"name": "x", "size": 1.0}]}, "parts[0].size is 1.0; it must be a whole number"),
        ({"parts": [{"name": "x", "size": 0}]}, "parts[0].size is 0; it must be more than nothing"),
        ({"parts": [{"name": "x", "sise": 1}]}, "parts[0] has a field 'sise', which is none of name, size"),
        ({"parts": [{"name": "\ud800"}]}, "parts[0].name holds half a character; it must be text"),
        ({"note": {"x" * 99: 1}}, "note is an object; it must be text"),
        ({"kind": "\x1b[2J" + "x" * 99}, "kind is '\\x1b[2J" + "x" * 32 + "…; it must be a or b"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(change: dict[str, Any], says: str) -> None:
    assert list(faults(Outer, FINE | change, "")) == [says]


def test_every_fault_is_told() -> None:
    assert list(faults(Outer, {"kind": 1, "parts": [{}, []], "more": 2}, "")) == [
        "kind is 1; it must be a or b",
        "it lacks note",
        "parts[0] lacks name",
        "parts[1] is a list; it must hold name, size",
        "it has a field 'more', which is none of kind, note, parts",
    ]


def test_what_is_no_object_at_all_is_told() -> None:
    assert list(faults(Outer, [], "manifest")) == ["manifest is a list; it must hold kind, note, parts"]
