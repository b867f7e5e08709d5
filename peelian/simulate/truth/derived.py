"""Sums of other measures: shares, rates, and ratios of rates, with what chance leaves open of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from peelian.simulate.truth.intervals import Ends, of_events, of_ratio, of_share
from peelian.simulate.truth.tallies import Told

IN_A_HUNDRED = 100


def _none() -> Ends | None:
    return None


@dataclass(frozen=True)
class Sum:
    """What a sum comes to; `ends` works its interval out, where it has one."""

    value: Told
    ends: Callable[[], Ends | None] = _none


def share(top: Told, bottom: Told) -> Sum:
    value = divided(top, bottom, IN_A_HUNDRED)
    if isinstance(value, str) or not is_whole(top) or not is_whole(bottom) or not 0 <= value <= IN_A_HUNDRED:
        return Sum(value)
    assert isinstance(bottom, Fraction)
    counted = bottom

    def ends() -> Ends:
        low, high = of_share(value / IN_A_HUNDRED, counted)
        return low * IN_A_HUNDRED, high * IN_A_HUNDRED

    return Sum(value, ends)


def rate(top: Told, bottom: Told, per: int) -> Sum:
    value = divided(top, bottom, per)
    if isinstance(value, str) or not is_whole(top):
        return Sum(value)
    assert isinstance(top, Fraction)
    assert isinstance(bottom, Fraction)
    events, people = top, bottom

    def ends() -> Ends:
        low, high = of_events(events)
        return low / people * per, high / people * per

    return Sum(value, ends)


def ratio(compute: Mapping[str, Any], told: Mapping[str, Told]) -> Sum:
    """`told` are the events and people of the group and of the reference, and of all where they are asked for: all
    events, those of a known group, all people. Events of an unknown group are shared out as `unknown` says."""
    words = {value for value in told.values() if isinstance(value, str)}
    if words:
        return Sum("suppressed" if "suppressed" in words else "missing")
    number = {name: Fraction(value) for name, value in told.items()}
    if not all(number.get(name, True) for name in ("people", "reference people", "all people", "reference")):
        return Sum("missing")
    unknown = number.get("all", Fraction()) - number.get("known", Fraction())
    match compute.get("unknown", "left-out"):
        case "spread":
            more = [unknown * number[name] / number["all people"] for name in ("people", "reference people")]
        case "lowest":
            more = [Fraction(), unknown]
        case "highest":
            more = [unknown, Fraction()]
        case _:
            more = [Fraction(), Fraction()]
    events, reference = number["events"] + more[0], number["reference"] + more[1]
    value = (events / number["people"]) / (reference / number["reference people"])
    return Sum(value, lambda: of_ratio(value, events, reference) if events else None)


def divided(top: Told, bottom: Told, per: int) -> Told:
    """The weakest word where there is one: a hidden number hides, a missing one leaves nothing."""
    words = {told for told in (top, bottom) if isinstance(told, str)}
    if words or bottom == 0:
        return "suppressed" if "suppressed" in words else "missing"
    assert isinstance(top, Fraction)
    assert isinstance(bottom, Fraction)
    return top / bottom * per


def is_whole(told: Told) -> bool:
    return isinstance(told, Fraction) and told.denominator == 1
