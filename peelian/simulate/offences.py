"""Offences of the counting rules, one list for all that a run writes: which a crime of each type may be, how they are
called, and what each weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.crimes import types
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Words
from peelian.simulate.yamltext import parsed

WEIGHT_PLACES = 3
SEVERITY, HARM, LOCAL = "severity", "harm", "local"
OF_EXTRACTS = {"weights_severity_score": SEVERITY, "weights_cambridge": HARM, "weights_local": LOCAL}
"""What weighs by the code of an extract, by the table it is in."""


@dataclass(frozen=True)
class Offence:
    """`code` is as extracts have it, `published` as the publishers' tables do, where several codes may be one row.

    `of` is the type of crime in words.yaml, None for an offence that no crime of a run is; `share` how often a crime of
    that type is this one, in parts of all, 0 for an expired code, which has outcomes alone. `weights` are made up, and
    are in no way those published; an offence may lack one.
    """

    code: str
    published: str
    title: str
    group: str
    subgroup: str
    of: str | None
    share: int
    expired: bool
    weights: Mapping[str, Decimal]


@cache
def offences() -> tuple[Offence, ...]:
    """As they stand in definitions/offences.yaml."""
    file = resources.files("peelian.simulate") / "definitions" / "offences.yaml"
    return tuple(
        Offence(
            one["code"],
            one.get("published", one["code"]),
            one["title"],
            one["group"],
            one["subgroup"],
            one.get("of"),
            one.get("share", 0),
            one.get("expired", False),
            {name: Decimal(one[name]) for name in (SEVERITY, HARM, LOCAL) if name in one},
        )
        for one in parsed(file.read_text("utf-8"))
    )


@cache
def recorded() -> tuple[Offence, ...]:
    """Those that a crime may be, type by type."""
    words = [kind["word"] for kind in types()]
    return tuple(one for word in words for one in offences() if one.of == word and one.share)


@cache
def codes() -> tuple[str, ...]:
    return tuple(one.code for one in recorded())


def drawn(chance: Chance, kinds: Whole) -> Words:
    """A code for each crime, of those of its type."""
    found = np.zeros(len(kinds), np.int64)
    of = [one.of for one in recorded()]
    for number, kind in enumerate(types()):
        if kind["word"] in of:
            first, shares = of.index(kind["word"]), [one.share for one in recorded() if one.of == kind["word"]]
            rows = np.flatnonzero(kinds == number)
            found[rows] = first + chance.choose(len(rows), shares)
    return Words(found, codes())


@cache
def published() -> tuple[Offence, ...]:
    """One for each row of the publishers' tables, by title, as they print them."""
    return tuple(sorted({one.published: one for one in offences()}.values(), key=lambda one: one.title))


@cache
def rows_of_codes() -> Whole:
    """The row of each code's offence in the publishers' tables."""
    rows = [one.published for one in published()]
    return np.array([rows.index(one.published) for one in recorded()])


def weights() -> dict[str, dict[str, Fraction]]:
    """The weights of each table that weighs the codes of extracts."""
    return {table: _weights(name, ((one.code, one) for one in recorded())) for table, name in OF_EXTRACTS.items()}


def published_weights(name: str) -> dict[str, Fraction]:
    """The weights by the codes of the publishers' tables."""
    return _weights(name, ((one.published, one) for one in published()))


def _weights(name: str, of: Iterable[tuple[str, Offence]]) -> dict[str, Fraction]:
    return {code: Fraction(one.weights[name]) for code, one in of if name in one.weights}


def column(weights: Iterable[Fraction | None]) -> Decimals:
    """Weights as a column, blank where there is none."""
    known = list(weights)
    units = [0 if weight is None else int(weight * 10**WEIGHT_PLACES) for weight in known]
    return Decimals(np.array(units), WEIGHT_PLACES, np.array([weight is None for weight in known]))


def published_column(name: str) -> Decimals:
    """The weight of each row of the publishers' tables."""
    known = published_weights(name)
    return column(known.get(one.published) for one in published())
