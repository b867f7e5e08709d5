"""Columns that an extract must not have: they name or describe a person. Told by their headings alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from peelian import yamlfile
from peelian.errors import Unusable


@dataclass(frozen=True)
class Private:
    """Headings that are refused: as the `whole` heading, or as words anywhere `within` one.

    `harmless` words are passed over, and so are those `of_things` beside one of `things`, which are places and lists of
    codes: "ward name", "name of the ward".
    """

    whole: tuple[str, ...]
    within: tuple[str, ...]
    things: tuple[str, ...]
    of_things: tuple[str, ...]
    harmless: tuple[str, ...]


@cache
def headings() -> Private:
    """The list of private.yaml."""
    node, findings = yamlfile.parse(files("peelian.contracts").joinpath("private.yaml").read_bytes(), "private.yaml")
    built = yamlfile.build(Private, node, findings) if node else None
    if built is None:
        raise Unusable("\n".join(finding.line() for finding in findings))
    return built


def personal(names: Iterable[str], also: Iterable[str] = ()) -> tuple[str, ...]:
    """Those of a file's headings that tell of a person's name, address, number or words. `also` is a form's own."""
    whole, within, harmless = _asked(headings(), tuple(also))
    found = []
    for name in names:
        left = harmless.sub(" / ", f" {_folded(name)} ")
        if left in whole or within.search(left):
            found.append(name)
    return tuple(found)


@cache
def _asked(listed: Private, also: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """What refuses as a whole, what within, and what is passed over before that; all with a blank at both ends."""
    things, of = (_any_of(map(_folded, words)) for words in (listed.things, listed.of_things))
    harmless = f" (?:{things} {of}|{of} of (?:the )?{things}|{_any_of(map(_folded, listed.harmless))})(?= )"
    within = f" {_any_of(map(_folded, (*listed.within, *also)))} "
    return frozenset(f" {_folded(words)} " for words in listed.whole), re.compile(within), re.compile(harmless)


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _folded(heading: str) -> str:
    """Small letters, with one blank for anything else and where DateOfBirth and CALLERNAME have none.

    Digits at the end of a word are left out: Address1, and name 2.
    """
    apart = re.sub("(?<=[a-z0-9])(?=[A-Z])", " ", heading).casefold()
    words = (word.rstrip("0123456789") for word in re.findall("[a-z0-9]+", apart))
    return re.sub("(?<=[a-z]{2})(?=names?(?: |$))", " ", " ".join(word for word in words if word))
