"""YAML into dataclasses: shapes, shorthands, hostile files, and the JSON Schema made from the same dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.findings import Finding
from peelian.measures.model import Measure
from peelian.plan.model import Kpi
from peelian.yamlfile import build, build_list, parse
from peelian.yamlschema import schema


@dataclass(frozen=True)
class Range:
    SHORTHAND: ClassVar[str] = "is_"

    is_: tuple[str, ...] = ()
    least: Decimal | None = None


@dataclass(frozen=True)
class Thing:
    id: str
    kind: Literal["one", "two"] = "one"
    many: tuple[Range, ...] = ()
    named: Mapping[str, Range] = field(default_factory=dict)
    day: date | None = None
    size: int = 0
    sure: bool = False


def read(text: str) -> tuple[Thing | None, list[Finding]]:
    node, findings = parse(text.encode(), "a.yaml")
    return (build(Thing, node, findings) if node else None), findings


def test_every_kind_of_field_is_read() -> None:
    thing, findings = read(
        "id: 2.10\nkind: two\nmany:\n  - x\n  - {is: [y, z], least: 1.50}\nnamed: {a: b}\n"
        "day: 2026-03-31\nsize: 7\nsure: true\n"
    )
    assert findings == []
    assert thing == Thing(
        "2.10",
        "two",
        (Range(("x",)), Range(("y", "z"), Decimal("1.50"))),
        {"a": Range(("b",))},
        date(2026, 3, 31),
        7,
        True,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: a\nsize: many\n", "'size' is 'many'; it must be a whole number"),
        ("id: a\nsize: 1_000\n", "'size' is '1_000'"),
        ("id: a\nday: 31/03/2026\n", "it must be a date like 2026-03-31"),
        ("id: a\nsure: yes\n", "it must be true or false"),
        ("id: a\nkind: tow\n", "did you mean 'two'"),
        ("id: [a]\n", "'id' holds a list or fields; it must be text"),
        ("id:\n", "'id' holds nothing"),
        ("id: a\nmany: {x: y}\n", "must be a list, each item starting with '- '"),
        ("id: a\nnamed: [x]\n", "must be fields with values"),
        ("- id: a\n", "found a list; a thing has: id, kind"),
        ("id: a\nid: b\n", "'id' stands twice (first in line 1)"),
        ("a: &x {b: *x}\n", "repeats another part"),
        ("id: !!int 3\n", "is not allowed"),
        ("id: a\n---\nid: b\n", "a second document"),
        ("id: {a: {", "not YAML"),
        ("[" * 60, "levels inside each other"),
    ],
)
def test_a_mistake_is_one_plain_sentence(text: str, words: str) -> None:
    _, findings = read(text)
    assert any(words in f.says for f in findings), [f.says for f in findings]
    assert all(f.where.startswith("a.yaml:") for f in findings)


def test_a_list_keeps_its_sound_items() -> None:
    node, findings = parse(b"- id: a\n- di: b\n- id: c\n", "a.yaml")
    assert node is not None
    assert [thing.id for thing, _ in build_list(Thing, node, findings)] == ["a", "c"]
    assert [f.where for f in findings] == ["a.yaml:2", "a.yaml:2"]


def test_the_most_a_file_may_hold() -> None:
    node, findings = parse(b"x" * 5_000_001, "a.yaml")
    assert node is None
    assert "5,000,001 bytes" in findings[0].says


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    node, findings = parse(data, "a.yaml")
    assert (node is None) == bool(findings) or node is not None
    if node is not None:
        build(Thing, node, findings)
        assert all(f.where.startswith("a.yaml:") and f.says for f in findings)


@given(
    st.recursive(
        st.text(max_size=6), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=12
    )
)
def test_no_tree_makes_it_fail(tree: Any) -> None:
    import yaml

    thing, findings = read(yaml.safe_dump(tree))
    assert thing is None or isinstance(thing, Thing)
    assert thing is not None or findings


def test_the_schema_accepts_what_is_read_and_refuses_what_is_not() -> None:
    whole = schema(Thing, "A thing")
    jsonschema.Draft202012Validator.check_schema(whole)
    sound = {"id": "a", "many": ["x", {"is": ["y"], "least": 1.5}], "named": {"a": "b"}, "day": "2026-03-31"}
    jsonschema.validate(sound, whole)
    for wrong in ({"kind": "one"}, {"id": "a", "kid": 1}, {"id": "a", "kind": "three"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, whole)


@pytest.mark.parametrize("cls", [Kpi, Measure])
def test_the_plans_own_schemas_are_sound(cls: type) -> None:
    whole = schema(cls, "file", listed=True)
    jsonschema.Draft202012Validator.check_schema(whole)
    assert whole["$defs"][cls.__name__]["additionalProperties"] is False
