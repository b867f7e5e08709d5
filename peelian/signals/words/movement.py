"""A change in words: how much it was, and which parts made most of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from peelian.periods import Period
from peelian.quantities import NoValue, percent_change, round_half_away
from peelian.quantities.values import Quantity
from peelian.signals.contributions import Amount as Known
from peelian.signals.contributions import (
    Largest,
    Moved,
    Movement,
    Parts,
    Way,
    fewest,
    largest,
    movement,
    movers,
    parts_of,
)
from peelian.signals.words.phrases import SMALLEST_BASE, Called, capital, counted, listed, said
from peelian.signals.words.pieces import Amount, Said

HALF = Fraction(1, 2)
MOST_NAMED = 5
FINEST = 3  # decimals that a percentage may have so that it is not printed as all, or none, where it is not


def movement_in_words(
    name: str,
    at: Said,
    on: str,
    before: tuple[Known, Mapping[str, Known]],
    after: tuple[Known, Mapping[str, Known]],
    called: Called,
    period: Period,
    since: Period,
    *,
    rest: str | None = None,
    most: int = MOST_NAMED,
) -> tuple[Said, ...]:
    """ "In October 2015, … rose by 1,204 (8.5%) on October 2014." and which parts made at least half of that.

    `name` is the whole, `at` says when ("in October 2015"), `on` what that is compared with. `before` and `after` are
    the whole and its parts, none below zero; `rest` is the name of what lies in no part. At most so many parts are
    named. A percentage of a count below 100 is left out. Where the parts do not make the whole, that is said instead.
    """
    ends = [parts_of(whole, parts, rest=rest) for whole, parts in (before, after)]
    first, last = ends
    if isinstance(first, NoValue) or isinstance(last, NoValue):
        of, told = (since, before) if isinstance(first, NoValue) else (period, after)
        return (why_not(said(f"what changed {name} ", at), told, of, called),)
    moved = movement(first, last)
    if isinstance(moved, NoValue):
        return (said(f"It cannot be told what changed {name} ", at, f": {moved.reason}."),)
    opening = said(at, f", {name}")
    return (_size(opening, on, moved, called, period, since), *_made_by(moved, called, period, since, most))


def _size(opening: Said, on: str, moved: Movement, called: Called, period: Period, since: Period) -> Said:
    if moved.change == 0:
        level = called.amount(moved.after, "value", period)
        return capital(said(opening, " was the same as in ", on, " (", level, ")."))
    by = Amount(moved.change, called.of_change, "change", period, since, decimals=called.decimals, unsigned=True)
    percent = percent_change(Quantity(moved.before, called.unit), Quantity(moved.after, called.unit))
    in_brackets = said()
    if isinstance(percent, Quantity) and (called.unit != "count" or moved.before >= SMALLEST_BASE):
        share = Amount(percent.value, "percent", "change-percent", period, since, unsigned=True)
        in_brackets = said(" (", share, ")")
    return capital(said(opening, " rose by " if moved.change > 0 else " fell by ", by, in_brackets, f" on {on}."))


def _made_by(moved: Movement, called: Called, period: Period, since: Period, most: int) -> list[Said]:
    """The parts that made at least half of what moved the way the whole did, and what moved the other way."""
    if moved.change == 0:
        return _both_ways(moved, called, period, since)
    way: Way = "rises" if moved.change > 0 else "falls"
    of_way = movers(moved, way)
    told = []
    if isinstance(of_way, Parts):
        told.append(_largest(_most_of(of_way, most), of_way, moved, way, called, period, since))
    against = moved.falls if way == "rises" else moved.rises
    if against:
        other = moved.fallen if way == "rises" else moved.risen
        amount = Amount(other, called.of_change, "part-change", period, since, decimals=called.decimals, unsigned=True)
        word = "fell" if way == "rises" else "rose"
        if len(against) == 1:
            told.append(capital(said(against[0].name, f" {word} by ", amount, ".")))
        else:
            told.append(
                said(
                    "Against that, ",
                    listed([m.name for m in against[:most]])
                    if len(against) <= most
                    else said(counted(len(against), period), f" {called.many}"),
                    f" {word} by ",
                    amount,
                    " between them.",
                )
            )
    return told


def _most_of(parts: Parts, most: int) -> Largest:
    found = fewest(parts, HALF)
    if isinstance(found, NoValue) or len(found.names) > most:
        found = largest(parts, min(most, len(parts.parts)))
    assert isinstance(found, Largest)
    return found


def _largest(
    found: Largest, of: Parts, moved: Movement, way: Way, called: Called, period: Period, since: Period
) -> Said:
    by_name = {m.name: m for m in (*moved.rises, *moved.falls)}
    names = [said(name, " (", _by(by_name[name], called, period, since), ")") for name in found.names]
    what = (
        f"what {'rose' if way == 'rises' else 'fell'}"
        if moved.opposing
        else f"the {'rise' if way == 'rises' else 'fall'}"
    )
    if found.share == 1:
        told = said(listed(names), f" made all of {what}")
    else:
        told = said(listed(names), " made ", percent(found.share, period, since=since), f" of {what}")
    if of.rest is not None and of.rest[1]:
        told = said(told, "; ", of.rest[0], " made ", percent(of.rest[1] / of.whole, period, of.rest[0], since))
    return capital(said(told, "."))


def _by(moved: Moved, called: Called, period: Period, since: Period) -> Said:
    change = Amount(
        moved.change, called.of_change, "part-change", period, since, moved.name, called.decimals, unsigned=True
    )
    return said("up " if moved.change > 0 else "down ", change)


def _both_ways(moved: Movement, called: Called, period: Period, since: Period) -> list[Said]:
    if not moved.opposing:
        return []
    up, down = moved.rises[0], moved.falls[0]
    most = "The largest moves within it were " if len(moved.rises) + len(moved.falls) > 2 else "Within it were "
    both = [said(one.name, " (", _by(one, called, period, since), ")") for one in (up, down)]
    return [said(most, listed(both), ".")]


def percent(share: Fraction, period: Period, of: str | None = None, since: Period | None = None) -> Amount:
    """A part of one in whole percent; with decimals where it would else be printed as all, or nothing.

    `since`: where it is a part of a change.
    """
    places = next(
        (p for p in range(FINEST) if share in (0, 1) or round_half_away(share * 100, p) not in (0, 100)), FINEST
    )
    return Amount(share * 100, "percent", "share", period, since, of, places)


def why_not(what: Said, told: tuple[Known, Mapping[str, Known]], at: Period, called: Called) -> Said:
    """Why parts do not make a whole: a value that is missing, or sums that differ."""
    whole, parts = told
    cannot = said("It cannot be told ", what, ", ")
    missing = [name for name, amount in parts.items() if isinstance(amount, NoValue)]
    if isinstance(whole, Fraction) and missing:
        reasons = [f"{name} ({amount.reason})" for name, amount in parts.items() if isinstance(amount, NoValue)]
        return said(cannot, "for want of ", listed(reasons), ".")
    known = {name: amount for name, amount in parts.items() if isinstance(amount, Fraction)}
    total = sum(known.values(), Fraction())
    if isinstance(whole, Fraction) and known and min(known.values()) >= 0 and total != whole:
        amounts = [called.amount(value, "value", at) for value in (total, whole)]
        return said(cannot, "since the parts add up to ", amounts[0], " and the whole is ", amounts[1], ".")
    refused = parts_of(whole, parts)
    assert isinstance(refused, NoValue)
    return said(cannot, f"since {refused.reason}.")
