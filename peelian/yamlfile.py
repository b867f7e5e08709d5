"""YAML with line numbers -> frozen dataclasses. The dataclass is the one schema of its file kind.

What goes in: the bytes of a file somebody typed. What comes out: a value, or findings that carry file and line
and say what to do; all of them at once. Anchors, tags and duplicate keys are refused, so that a file means what
it shows.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import yaml

from peelian.findings import Finding

T = TypeVar("T")

MOST_BYTES = 5_000_000  # a plan file is written by hand; the largest seen is 60 kB
MOST_DEPTH = 40
MOST_CHARACTERS = 20_000  # of one text; the longest seen has 400
MANY_NAMES = 190  # characters: a longer list of names would hide the one that is near
FEW_NAMES = 5  # of a longer list, those most like what was written
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# All but the printable characters of YAML (YAML 1.2.2, section 5.1).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # Unicode Standard Annex 9, section 2
_NULLS = ("", "~", "null", "Null", "NULL")
_BOOLS = {"true": True, "false": False}


@dataclass(frozen=True)
class Node:
    """One place in a YAML file: a text (a scalar, as typed), a list of nodes, or a mapping of key to node."""

    content: str | list[Node] | dict[str, Node] | None
    file: str
    line: int
    quoted: bool = False

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


def parse(data: bytes, file: str) -> tuple[Node | None, list[Finding]]:
    """The file as nodes, or None with the finding that says why it cannot be read."""
    if len(data) > MOST_BYTES:
        return None, [_refused(file, 1, f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        return None, [_refused(file, line, says)]
    if forbidden := _FORBIDDEN.search(text):
        line = text[: forbidden.start()].count("\n") + 1
        says = f"the character U+{ord(forbidden[0]):04X} has no place in a text file; take it out"
        return None, [_refused(file, line, says)]
    try:
        refusal = _first_refusal(text, file)
        if refusal:
            return None, [refusal]
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return None, [_syntax(file, error)]
    findings: list[Finding] = []
    return (_node(root, file, findings) if root is not None else Node(None, file, 1)), findings


def _first_refusal(text: str, file: str) -> Finding | None:
    depth, documents = 0, 0
    named: tuple[str, int] | None = None  # a name for a part, which is told where nothing repeats it
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return _refused(file, line, f"'*{event.anchor}' repeats another part; write it out in full")
        named = named or ((anchor, line) if (anchor := getattr(event, "anchor", None)) else None)
        tag = getattr(event, "tag", None)
        if tag:
            return _refused(file, line, f"the tag '{tag}' is not allowed; write plain text")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                return _refused(file, line, "a second document starts here ('---'); one file holds one")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            return _refused(file, line, f"more than {MOST_DEPTH} levels inside each other")
    if named is not None:
        return _refused(file, named[1], f"'&{named[0]}' is not read as text; put quotes round it, or take it out")
    return None


def _refused(file: str, line: int, says: str) -> Finding:
    return Finding("yaml-refused", f"{file}:{line}", says)


def _syntax(file: str, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    hint = (
        "; use spaces, not tabs"
        if "tab character" in problem or "\\t" in problem
        else "; check the indentation, colons and quotes near here"
    )
    return Finding("yaml-syntax", f"{file}:{line}", f"this is not YAML: {problem}{hint}")


def _node(raw: yaml.Node, file: str, findings: list[Finding]) -> Node:
    line = raw.start_mark.line + 1
    if isinstance(raw, yaml.ScalarNode):
        findings += _unprintable(raw.value, f"{file}:{line}")
        return Node(raw.value, file, line, quoted=raw.style in ("'", '"', "|", ">"))
    if isinstance(raw, yaml.SequenceNode):
        return Node([_node(item, file, findings) for item in raw.value], file, line)
    content: dict[str, Node] = {}
    for key, value in raw.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        place = f"{file}:{key.start_mark.line + 1}"
        if name is None:
            findings.append(Finding("yaml-refused", place, "a field's name must be plain text"))
        elif name in content:
            findings.append(
                Finding("duplicate-field", place, f"'{name}' stands twice (first in line {content[name].line})")
            )
        else:
            node = _node(value, file, findings)
            content[name] = dataclasses.replace(node, line=key.start_mark.line + 1)
    return Node(content, file, line)


def _unprintable(text: str, where: str) -> Iterator[Finding]:
    """Characters beyond U+FFFF (emoji), controls, and marks that make text read in another order than it is written."""
    for character in dict.fromkeys(text):
        if ord(character) > 0xFFFF or (unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n"):
            says = f"the character U+{ord(character):04X} cannot be printed in every format; take it out"
            yield Finding("unprintable", where, says, "warning")
        elif character in _REORDERING:
            says = f"the mark U+{ord(character):04X}, which turns the order of text round, is not printed; take it out"
            yield Finding("unprintable", where, says, "warning")


def build(cls: type[T], node: Node, findings: list[Finding], what: str | None = None) -> T | None:
    """The value this node describes, or None after adding to `findings` everything that is wrong with it."""
    before = len(findings)
    value = _build(cls, node, findings, what or _called(cls))
    return value if len(findings) == before else None


def build_list(cls: type[T], node: Node, findings: list[Finding]) -> list[tuple[T, Node]]:
    """The items of a file that is a list, each with its node; items with mistakes are left out, all reported."""
    if node.content is None:
        return []
    if not isinstance(node.content, list):
        findings.append(
            Finding("wrong-shape", node.where, f"expected a list of {_called(cls)}s, each starting with '- '")
        )
        return []
    built = [(build(cls, item, findings), item) for item in node.content]
    return [(value, item) for value, item in built if value is not None]


def _called(cls: Any) -> str:
    name = getattr(cls, "__name__", str(cls))
    spaced = "".join(f" {c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
    return {"plan file": "plan", "small numbers": "threshold of small numbers"}.get(spaced, spaced)


def _build(hint: Any, node: Node, findings: list[Finding], what: str) -> Any:
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint, node, findings, what)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if type(None) in args and _is_null(node):
            return None
        rest = [a for a in args if a is not type(None)]
        return _build(rest[0], node, findings, what)
    if origin is tuple:
        return _tuple(args[0], node, findings, what)
    if origin is Literal:
        return _choice(args, node, findings, what)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(args[1], node, findings, what)
    return _scalar(hint, node, findings, what)


def _is_null(node: Node) -> bool:
    return node.content is None or (isinstance(node.content, str) and not node.quoted and node.content in _NULLS)


def fields_of(cls: Any) -> dict[str, tuple[dataclasses.Field[Any], Any]]:
    """The fields a file may hold, by the name they have in the file (`is_` is written `is`), with their types."""
    return dict(_fields(cls))


@cache
def _fields(cls: Any) -> tuple[tuple[str, tuple[dataclasses.Field[Any], Any]], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((f.name.rstrip("_"), (f, hints[f.name])) for f in dataclasses.fields(cls) if f.init)


def _dataclass(cls: Any, node: Node, findings: list[Finding], what: str) -> Any:
    known = fields_of(cls)
    short = getattr(cls, "SHORTHAND", None)
    if not isinstance(node.content, dict):
        if short is not None and node.content is not None:
            field, hint = known[short.rstrip("_")]
            return cls(**{field.name: _build(hint, node, findings, what)})
        found = "nothing" if _is_null(node) else ("a list" if isinstance(node.content, list) else repr(node.content))
        findings.append(Finding("wrong-shape", node.where, f"found {found}; {_a(what)} has: {', '.join(known)}"))
        return None
    values: dict[str, Any] = {}
    variants = getattr(cls, "VARIANTS", {})
    for name, item in node.content.items():
        if name not in known:
            findings.append(_unknown(name, known, item, what))
            continue
        field, hint = known[name]
        if name in variants:
            hint = _variant(variants[name], node, item, findings, what)
            if hint is None:
                continue
        values[field.name] = _build(hint, item, findings, _part(hint, name))
        if hint is str and _required(field) and not _words(values[field.name], item):
            findings.append(Finding("not-allowed", item.where, f"'{name}' is empty; write it"))
    missing = [n for n, (f, _) in known.items() if n not in node.content and _required(f)]
    misspelt = {_near(name, known) for name in node.content if name not in known}
    untold = [n for n in missing if n not in misspelt]  # "did you mean" has named the others
    if untold:
        named = ", ".join(f"'{m}'" for m in untold)
        findings.append(Finding("missing-field", node.where, f"{_a(what)} must have {named}; add it"))
    if missing or any(f.name not in values and _required(f) for f, _ in known.values()):
        return None
    return cls(**values)


def _words(built: Any, node: Node) -> bool:
    """Whether a text holds any; also where it is none, which has been told."""
    return not isinstance(node.content, str) or _is_null(node) or built is None or bool(str(built).strip())


def _part(hint: Any, name: str) -> str:
    return _called(hint) if dataclasses.is_dataclass(hint) else f"'{name}'"


def _variant(variant: tuple[str, Mapping[str, Any]], node: Node, item: Node, findings: list[Finding], what: str) -> Any:
    """The dataclass a sibling field chooses, such as the fields of a measure's kind."""
    by, choices = variant
    assert isinstance(node.content, dict)
    chosen = node.content.get(by)
    kind = chosen.content if chosen and isinstance(chosen.content, str) else None
    if kind is not None and kind in choices:
        return choices[kind]
    if kind is not None:
        findings.append(
            Finding("wrong-shape", item.where, f"{_a(what)} of {by} '{kind}' has no such field; take it out")
        )
    return None


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _unknown(name: str, known: Mapping[str, Any], item: Node, what: str) -> Finding:
    near = _near(name, known)
    hint = f" (did you mean '{near}'?)" if near else ""
    names = ", ".join(known)
    if near and len(names) > MANY_NAMES:
        return Finding("unknown-field", item.where, f"unknown field '{name}'{hint} of {_a(what)}")
    return Finding("unknown-field", item.where, f"unknown field '{name}'{hint}; {_a(what)} has: {names}")


def _near(name: str, known: Mapping[str, Any]) -> str | None:
    return next(iter(difflib.get_close_matches(name, known, n=1)), None)


def _a(what: str) -> str:
    return what if what.startswith("'") else f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def _tuple(hint: Any, node: Node, findings: list[Finding], what: str) -> tuple[Any, ...]:
    if isinstance(node.content, list):
        inner = _called(hint) if dataclasses.is_dataclass(hint) else what
        items = tuple(_build(hint, item, findings, inner) for item in node.content)
        for built, item in zip(items, node.content, strict=True):
            if hint is str and not _words(built, item):
                findings.append(Finding("not-allowed", item.where, f"{what} has an empty item; take it out"))
        return items
    if _is_null(node):
        return ()
    if isinstance(node.content, str):
        return (_build(hint, node, findings, what),)
    findings.append(Finding("wrong-shape", node.where, f"{what} must be a list, each item starting with '- '"))
    return ()


def _mapping(hint: Any, node: Node, findings: list[Finding], what: str) -> dict[str, Any]:
    if isinstance(node.content, dict):
        return {name: _build(hint, item, findings, f"'{name}'") for name, item in node.content.items()}
    if not _is_null(node):
        findings.append(Finding("wrong-shape", node.where, f"{what} must be fields with values, 'name: value'"))
    return {}


def _choice(allowed: tuple[Any, ...], node: Node, findings: list[Finding], what: str) -> Any:
    if isinstance(node.content, str) and node.content in allowed:
        return node.content
    shown = node.content if isinstance(node.content, str) else "something else than a word"
    words = [str(one) for one in allowed]
    near = difflib.get_close_matches(str(shown), words, n=1)
    hint = f" (did you mean '{near[0]}'?)" if near else ""
    names = ", ".join(words)
    if len(names) > MANY_NAMES:
        likest = difflib.get_close_matches(str(shown), words, n=FEW_NAMES, cutoff=0.0)
        names = f"{', '.join(likest)} and {len(words) - len(likest)} more, which the reference lists"
    findings.append(Finding("not-allowed", node.where, f"{what} is '{shown}'{hint}; allowed: {names}"))
    return None


_SCALARS: dict[Any, tuple[str, Callable[[str], Any]]] = {
    str: ("text", lambda text: text),
    int: ("a whole number", lambda text: int(_plain(text))),
    Decimal: ("a number", lambda text: _finite(Decimal(_plain(text)))),
    bool: ("true or false", lambda text: _BOOLS[text]),
    date: ("a date like 2026-03-31", lambda text: date.fromisoformat(_dashed(text))),
}


def _plain(text: str) -> str:
    """Digits as everybody reads them: Python takes 1_000 and digits of other scripts for numbers too."""
    if "_" in text or not text.isascii():
        raise ValueError
    return text


def _dashed(text: str) -> str:
    """Python takes 20260331 and 2026-W14-2 for dates too."""
    if not _DATE.fullmatch(text):
        raise ValueError
    return text


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError
    return value


def _scalar(hint: Any, node: Node, findings: list[Finding], what: str) -> Any:
    wanted, convert = _SCALARS[hint]
    if not isinstance(node.content, str) or _is_null(node):
        found = "nothing" if _is_null(node) else "a list or fields"
        findings.append(Finding("not-allowed", node.where, f"{what} holds {found}; it must be {wanted}"))
        return None
    if len(node.content) > MOST_CHARACTERS:
        says = f"{what} has {len(node.content):,} characters; at most {MOST_CHARACTERS:,} are read"
        findings.append(Finding("not-allowed", node.where, says))
        return None
    try:
        return convert(node.content)
    except (ValueError, KeyError, InvalidOperation):
        findings.append(Finding("not-allowed", node.where, f"{what} is '{node.content}'; it must be {wanted}"))
        return None


def walk(node: Node) -> Iterator[Node]:
    """This node and every node below it."""
    yield node
    inside = node.content
    for item in inside.values() if isinstance(inside, dict) else inside if isinstance(inside, list) else ():
        yield from walk(item)
