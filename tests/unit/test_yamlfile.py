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


def test_an_empty_text_that_must_be_there_is_told_and_another_is_not() -> None:
    assert [(f.where, f.says) for f in read("id: ' '\n")[1]] == [("a.yaml:1", "'id' is empty; write it")]
    assert read("id: a\nmany: [{is: ''}]\n")[1] == []


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"id: a\nkind: \0one\n", 2, "the character U+0000 has no place in a text file"),
        (b"id: a\n\nkind: \x07\n", 3, "the character U+0007 has no place in a text file"),
        ("id: a".encode("utf-16"), 1, "byte 0xff is not UTF-8"),
        (b"id: &a b\n", 1, "'&a' is not read as text; put quotes round it, or take it out"),
        (b"id: a\nsize: 7\n---\nid: b\n", 3, "a second document starts here"),
    ],
)
def test_what_no_text_file_holds_is_refused_with_its_line(data: bytes, line: int, says: str) -> None:
    node, (found,) = parse(data, "a.yaml")
    assert node is None
    assert (found.code, found.where) == ("yaml-refused", f"a.yaml:{line}")
    assert says in found.says


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("caf\u00e9 \u2013 \u05d0", None),
        ("a \U0001f600", "the character U+1F600 cannot be printed in every format"),
        ("a \u202e b", "the mark U+202E, which turns the order of text round, is not printed"),
    ],
)
def test_what_a_paper_cannot_print_is_a_warning(written: str, says: str | None) -> None:
    thing, findings = read(f"kind: one\nid: {written}\n")
    assert thing is not None
    assert thing.id == written
    assert {(f.code, f.where, f.severity) for f in findings} <= {("unprintable", "a.yaml:2", "warning")}
    assert [f.says.partition(";")[0] for f in findings] == ([says] if says else [])


def test_a_control_that_is_written_as_an_escape_is_a_warning_too() -> None:
    (found,) = read('id: "a\\x07"\n')[1]
    assert (found.code, found.says.partition(" cannot")[0]) == ("unprintable", "the character U+0007")


def test_a_text_of_many_thousand_characters_is_told() -> None:
    assert read(f"id: {'a' * 20_000}\n")[1] == []
    (found,) = read(f"kind: one\nid: {'a' * 20_001}\n")[1]
    assert (found.where, found.says) == ("a.yaml:2", "'id' has 20,001 characters; at most 20,000 are read")


@pytest.mark.parametrize("text", ["1_000", "\u0663", "\uff11", "1.0", "1e3", "seven"])
def test_a_whole_number_is_written_in_plain_digits(text: str) -> None:
    assert [f.says for f in read(f"id: a\nsize: {text}\n")[1]] == [f"'size' is '{text}'; it must be a whole number"]


@pytest.mark.parametrize("text", ["20260331", "2026-W14-2", "2026-3-31", "31/03/2026", "2026-03-31T10", "2026-02-30"])
def test_a_date_is_written_in_one_way(text: str) -> None:
    assert [f.says for f in read(f"id: a\nday: {text}\n")[1]] == [
        f"'day' is '{text}'; it must be a date like 2026-03-31"
    ]


LONG = Literal["arrests", "crimes", "crimes-by-force", "crimes-by-partnership", "outcomes", "outcomes-by-quarter"]


@dataclass(frozen=True)
class Chosen:
    of: Literal[
        LONG,
        "police-uk-street",
        "police-uk-outcomes",
        "police-uk-stop-and-search",
        "workforce",
        "home-office-workforce",
        "ons-population",
        "ons-mid-year-estimates",
        "census-households",
    ]


def test_of_many_words_those_most_like_the_one_that_is_written_are_told() -> None:
    node, findings = parse(b"of: crime-by-force\n", "a.yaml")
    assert node is not None
    build(Chosen, node, findings)
    assert [one.says for one in findings] == [
        "'of' is 'crime-by-force' (did you mean 'crimes-by-force'?); allowed: crimes-by-force, crimes-by-partnership, "
        "outcomes-by-quarter, workforce, home-office-workforce and 9 more, which the reference lists"
    ]
