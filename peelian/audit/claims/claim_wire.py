"""Claims and levels as values of JSON and back, exact: what the process that reads and checks a paper says of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from peelian.audit.claims.levels import Level
from peelian.audit.claims.model import Claim, Spot, Stated
from peelian.quantities import Printed

_PLAIN = ("kind", "verdict", "reason", "measure", "period", "unit", "severity", "sum")


def written(claim: Claim) -> dict[str, Any]:
    """Fractions are texts; spots and numbers are lists."""
    return {name: getattr(claim, name) for name in _PLAIN} | {
        "spot": _spot(claim.spot),
        "stated": [claim.stated.printed, _number(claim.stated.number), claim.stated.relation],
        "old": _number(claim.old),
        "new": _number(claim.new),
        "parts": [_number(part) for part in claim.parts],
        "recomputed": None if claim.recomputed is None else str(claim.recomputed),
        "possible": claim.possible and [str(end) for end in claim.possible],
        "also": [_spot(spot) for spot in claim.also],
    }


def read(said: dict[str, Any]) -> Claim:
    printed, number, relation = said["stated"]
    low_high = said["possible"]
    return Claim(
        **{name: said[name] for name in _PLAIN},
        spot=Spot(*said["spot"]),
        stated=Stated(printed, _number_read(number), relation),
        old=_number_read(said["old"]),
        new=_number_read(said["new"]),
        parts=tuple(part for one in said["parts"] if (part := _number_read(one)) is not None),
        recomputed=None if said["recomputed"] is None else Fraction(said["recomputed"]),
        possible=None if low_high is None else (Fraction(low_high[0]), Fraction(low_high[1])),
        also=tuple(Spot(*spot) for spot in said["also"]),
    )


def level_written(level: Level) -> list[Any]:
    words, places = sorted(level.words), [_spot(level.spot), _spot(level.sentence)]
    return [_number(level.number), words, level.period, level.measure, *places, level.when]


def level_read(said: list[Any]) -> Level:
    number, words, period, measure, spot, sentence, when = said
    value = _number_read(number)
    assert value is not None
    return Level(value, frozenset(words), period and tuple(period), measure, Spot(*spot), Spot(*sentence), when)


def _spot(spot: Spot) -> list[Any]:
    return [spot.block, spot.start, spot.end, spot.line, spot.page, spot.quote, spot.row, spot.document]


def _number(number: Printed | None) -> list[Any] | None:
    if number is None:
        return None
    return [number.text, str(number.value), number.unit, str(number.half_width), number.qualifier]


def _number_read(said: list[Any] | None) -> Printed | None:
    if said is None:
        return None
    text, value, unit, half_width, qualifier = said
    return Printed(text, Fraction(value), unit, Fraction(half_width), qualifier)
