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
    """Headings that are refused: as the `whole` heading, or as words anywhere `within` one."""

    whole: tuple[str, ...]
    within: tuple[str, ...]


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
    listed = headings()
    within = [f" {phrase} " for phrase in (*listed.within, *also)]
    found = []
    for name in names:
        folded = _folded(name)
        if folded in listed.whole or any(phrase in f" {folded} " for phrase in within):
            found.append(name)
    return tuple(found)


def _folded(heading: str) -> str:
    """Small letters and digits, with one blank for anything else and where DateOfBirth has none."""
    apart = re.sub("(?<=[a-z0-9])(?=[A-Z])", " ", heading)
    return " ".join(re.findall("[a-z0-9]+", apart.casefold()))
