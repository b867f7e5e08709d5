"""Which parts make a level, in words, and which made its change: offences or areas that add up to one whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from peelian.errors import Unusable
from peelian.periods import Period, words
from peelian.quantities import NoValue
from peelian.signals.contributions import Amount as Known
from peelian.signals.contributions import Largest, Parts, fewest, largest, parts_of
from peelian.signals.words.movement import HALF, MOST_NAMED, movement_in_words, percent, why_not
from peelian.signals.words.phrases import Called, capital, counted, listed, said, when
from peelian.signals.words.pieces import Said

MOST_NAMED_MORE = 10  # parts that make a share, or are as large as another, are named; of more their number is enough


@dataclass(frozen=True)
class Level:
    """A whole and its parts in one period; each is a number, or the reason why there is none."""

    period: Period
    whole: Known
    parts: Mapping[str, Known]


def contributions(
    of: str,
    now: Level,
    called: Called,
    *,
    before: Level | None = None,
    rest: str | None = None,
    most: int = MOST_NAMED,
    share: Fraction | None = HALF,
) -> tuple[Said, ...]:
    """The largest parts of a level, the fewest that make a `share` of it, and what made its change since `before`.

    `of` is what the whole is called in the middle of a sentence, `called` what its parts are, `rest` what lies in none
    of them. At most so many parts are named first, and again of the change. `share` None leaves the second out.
    Largest first; ties stand in their given order, and a part as large as the last that was named is named too. Where
    more than ten make the share, or are as large, only their number is given. Raises Unusable where no part is to be
    named, or a share is not above 0 and at most 1.
    """
    if most < 1:
        raise Unusable(f"{most} parts cannot be named; ask for 1 or more")
    parts = parts_of(now.whole, now.parts, rest=rest)
    told: list[Said] = []
    if isinstance(parts, NoValue):
        what = said(f"which {called.many} made most of {of} {when(now.period)}")
        told.append(why_not(what, (now.whole, now.parts), now.period, called))
    else:
        told += _level(of, parts, now.period, called, most, share)
    if before is not None and not isinstance(parts, NoValue):
        ends = (before.whole, before.parts), (now.whole, now.parts)
        on = words(before.period)
        at = said(when(now.period))
        told += movement_in_words(of, at, on, *ends, called, now.period, before.period, rest=rest, most=most)
    return tuple(told)


def _level(of: str, parts: Parts, at: Period, called: Called, most: int, share: Fraction | None) -> list[Said]:
    all_of_them = len(parts.parts) <= most
    top = largest(parts, min(most, len(parts.parts)))
    if isinstance(top, NoValue):
        return [capital(said(of, f" was zero {when(at)}."))]
    told = [_whole(of, parts, top, at, called) if all_of_them else _top(of, parts, top, at, called)]
    few = fewest(parts, share) if share is not None else top
    if isinstance(few, NoValue) or few.names == top.names or share is None:
        return told
    told.append(_fewest(parts, few, share, at, called))
    return told


def _part(parts: Parts, name: str, at: Period, called: Called) -> Said:
    """ "Theft (3,204, 47%)"."""
    value = parts.parts[name]
    amount = called.amount(value, "value", at, name)
    return said(name, " (", amount, ", ", percent(value / parts.whole, at, of=name), ")")


def _whole(of: str, parts: Parts, top: Largest, at: Period, called: Called) -> Said:
    """All the parts there are."""
    items = [_part(parts, name, at, called) for name in top.names]
    if parts.rest is not None and parts.rest[1]:
        name, value = parts.rest
        share = percent(value / parts.whole, at, of=name)
        items.append(said(name, " (", called.amount(value, "value", at, name), ", ", share, ")"))
    whole = called.amount(parts.whole, "value", at)
    return said(f"{when(at)[:1].upper()}{when(at)[1:]}, {of} was ", whole, ": ", listed(items), ".")


def _top(of: str, parts: Parts, top: Largest, at: Period, called: Called) -> Said:
    items = listed([_part(parts, name, at, called) for name in top.names])
    if len(top.names) == 1:
        told = said(f"The {called.one} that contributed most to {of} {when(at)} was ", items)
    else:
        number = counted(len(top.names), at)
        start = said("The ", number, f" {called.many} that contributed most to {of} {when(at)} were ")
        told = said(start, items, "; together they made ", percent(top.share, at), " of it")
    return said(told, _as_large(top, at), ".")


def _fewest(parts: Parts, few: Largest, share: Fraction, at: Period, called: Called) -> Said:
    made = percent(few.share, at)
    number, of_all = counted(len(few.names), at), counted(few.of, at)
    least = "half of it" if share == HALF else said(percent(share, at), " of it")
    told = said("At least ", least, " (", made, ") was in ", number, " of the ", of_all, f" {called.many}")
    if len(few.names) > MOST_NAMED_MORE:
        return said(told, ".")
    return said(told, ": ", listed(list(few.names)), _as_large(few, at), ".")


def _as_large(found: Largest, at: Period) -> Said:
    """Those that could stand in the place of the last that was named."""
    others = len(found.instead)
    if not others:
        return said()
    names = listed(list(found.instead)) if others <= MOST_NAMED_MORE else said(counted(others, at), " others")
    return said("; ", names, f" {'was' if others == 1 else 'were each'} as large as {found.names[-1]}")
