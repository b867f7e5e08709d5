"""Values read from JSON against the types that describe them: every fault with its place, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

NAMES = {str: "text", int: "a whole number"}
LONGEST_SHOWN = 40  # characters of a value that is told


@dataclass(frozen=True)
class Rule:
    """What a value must be beyond its type, beside it in an `Annotated`: `holds` decides, `says` is what is wanted."""

    says: str
    holds: Callable[[Any], bool]


def faults(shape: Any, value: object, place: str) -> Iterator[str]:
    """What is wrong with a value and all that is in it.

    `shape` is a TypedDict, `list[…]`, `… | None`, a Literal of words, `Annotated[…, Rule]`, `str` or `int`. A field
    that no shape names is a fault, so is a text that cannot be written as UTF-8.
    """
    kind, inner = get_origin(shape), get_args(shape)
    if is_typeddict(shape):
        yield from _of_object(shape, value, place)
    elif kind is Annotated:
        yield from list(faults(inner[0], value, place)) or _of_rule(inner[1], value, place)
    elif kind in (Union, UnionType):
        if value is not None:
            yield from faults(next(one for one in inner if one is not type(None)), value, place)
    elif kind is Literal:
        if not isinstance(value, str) or value not in inner:
            yield f"{place} is {_shown(value)}; it must be {' or '.join(inner)}"
    elif kind is list:
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from faults(inner[0], item, f"{place}[{number}]")
        else:
            yield f"{place} is {_shown(value)}; it must be a list"
    elif type(value) is not shape:  # true is no whole number
        yield f"{place} is {_shown(value)}; it must be {NAMES[shape]}"
    elif isinstance(value, str) and not _is_unicode(value):
        yield f"{place} holds half a character; it must be text"


def _of_object(shape: Any, value: object, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} is {_shown(value)}; it must hold {', '.join(fields(shape))}"
        return
    known = fields(shape)
    for name, (inner, required) in known.items():
        if name in value:
            yield from faults(inner, value[name], f"{place}.{name}" if place else name)
        elif required:
            yield f"{place or 'it'} lacks {name}"
    for name in value.keys() - known.keys():
        yield f"{place or 'it'} has a field {_shown(name)}, which is none of {', '.join(known)}"


def _of_rule(rule: Rule, value: object, place: str) -> Iterator[str]:
    if not rule.holds(value):
        yield f"{place} is {_shown(value)}; it must be {rule.says}"


@cache
def fields(shape: Any) -> dict[str, tuple[Any, bool]]:
    """The fields of a TypedDict: the shape of each, and whether it must be there."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        name: (get_args(hint)[0], False) if get_origin(hint) is NotRequired else (hint, True)
        for name, hint in hints.items()
    }


def _is_unicode(text: str) -> bool:
    """Whether it can be written as UTF-8: JSON can hold one half of a surrogate pair."""
    return not any("\ud800" <= character <= "\udfff" for character in text) if not text.isascii() else True


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            text = ascii(value)
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
