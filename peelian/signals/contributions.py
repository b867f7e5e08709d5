"""Which parts make a whole, and which make its change: offences or areas that are counted once each and add up.

For counts and other amounts that add up, never for rates or shares, whose parts do not. Exact numbers in and out.
A share in a sentence is at most 100%: of a change, a part's share is that of the movement in its own direction. What a
part adds to the percent change of the whole, in points, follows the usual contributions to growth of the Office for
National Statistics: its change over the whole's level before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from peelian.errors import Unusable
from peelian.quantities import NoValue, counted

Amount = Fraction | NoValue
Way = Literal["rises", "falls"]


@dataclass(frozen=True)
class Parts:
    """A whole and the parts that make it, none below zero; `rest` is what lies in no part, named, or nothing."""

    whole: Fraction
    parts: Mapping[str, Fraction]
    rest: tuple[str, Fraction] | None = None


@dataclass(frozen=True)
class Largest:
    """The largest parts of a whole, largest first and else in their given order.

    `amount` is their sum, `share` that over the whole (0 to 1), `of` the number of parts there are. `instead` are parts
    that were not named and are as large as the last that was: each could stand in its place.
    """

    names: tuple[str, ...]
    amount: Fraction
    share: Fraction
    of: int
    instead: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """A part that changed. `share` is its part of all movement in its direction (0 to 1); `points` is what it adds to
    the percent change of the whole, in percentage points, or why there is no percent change."""

    name: str
    before: Fraction
    after: Fraction
    change: Fraction
    share: Fraction
    points: Fraction | NoValue


@dataclass(frozen=True)
class Movement:
    """What made a change: `change` is `risen` (0 or above) plus `fallen` (0 or below).

    `rises` and `falls` stand largest first, and the rest is among them by its name; `unchanged` are the others.
    """

    before: Fraction
    after: Fraction
    change: Fraction
    rises: tuple[Moved, ...]
    falls: tuple[Moved, ...]
    unchanged: tuple[str, ...]
    rest: str | None

    @property
    def risen(self) -> Fraction:
        return sum((moved.change for moved in self.rises), Fraction())

    @property
    def fallen(self) -> Fraction:
        return sum((moved.change for moved in self.falls), Fraction())

    @property
    def opposing(self) -> bool:
        """Whether some parts rose and others fell: then no part's share is one of the change itself."""
        return bool(self.rises and self.falls)


def parts_of(whole: Amount, parts: Mapping[str, Amount], *, rest: str | None = None) -> Parts | NoValue:
    """The whole with its parts, or why they do not make it.

    With `rest`, the name of what lies in no part, the parts may make less than the whole; they never make more.
    """
    if isinstance(whole, NoValue):
        return NoValue(f"the whole has no value: {whole.reason}")
    if not parts:
        return NoValue("there are no parts")
    missing = [f"{name}: {amount.reason}" for name, amount in parts.items() if isinstance(amount, NoValue)]
    if missing:
        have = f"{counted(len(parts), 'part')} {'has' if len(missing) == 1 else 'have'}"
        return NoValue(f"{len(missing)} of the {have} no value ({'; '.join(missing)})")
    known = {name: amount for name, amount in parts.items() if isinstance(amount, Fraction)}
    below = [name for name, amount in known.items() if amount < 0]
    if below:
        return NoValue(f"{', '.join(below)}: below zero, so there are no shares of the whole")
    total = sum(known.values(), Fraction())
    if total > whole:
        return NoValue(f"the parts make {total}, more than the whole, which is {whole}")
    if total == whole:
        return Parts(whole, known, None if rest is None else (rest, Fraction()))
    if rest is None:
        return NoValue(f"the parts make {total} and the whole is {whole}; {whole - total} lies in none of them")
    return Parts(whole, known, (rest, whole - total))


def largest(parts: Parts, count: int) -> Largest | NoValue:
    """The so many largest parts and the share they make; the rest is never among them."""
    if not 1 <= count <= len(parts.parts):
        raise Unusable(
            f"{count} of {counted(len(parts.parts), 'part')} cannot be named; ask for 1 to {len(parts.parts)}"
        )
    if parts.whole == 0:
        return NoValue("the whole is zero")
    ordered = sorted(parts.parts, key=lambda name: -parts.parts[name])
    names, others = tuple(ordered[:count]), ordered[count:]
    amount = sum((parts.parts[name] for name in names), Fraction())
    last = parts.parts[names[-1]]
    return Largest(
        names=names,
        amount=amount,
        share=amount / parts.whole,
        of=len(ordered),
        instead=tuple(name for name in others if parts.parts[name] == last),
    )


def fewest(parts: Parts, at_least: Fraction) -> Largest | NoValue:
    """The fewest parts that make at least this share (above 0, at most 1) of the whole."""
    if not 0 < at_least <= 1:
        raise Unusable(f"a share of {at_least} cannot be asked for; ask for one above 0 and at most 1")
    found: Largest | NoValue = NoValue("the whole is zero")
    for count in range(1, len(parts.parts) + 1):
        found = largest(parts, count)
        if isinstance(found, NoValue) or found.share >= at_least:
            return found
    assert isinstance(found, Largest)
    rest = f"; {parts.rest[1]} of {parts.whole} lies in {parts.rest[0]}" if parts.rest else ""
    every = "the only part makes" if found.of == 1 else f"all {found.of} parts together make"
    return NoValue(f"{every} less than that share{rest}")


def movement(before: Parts, after: Parts) -> Movement | NoValue:
    """What made the change from one whole to the other. Both need the same parts, and a rest both or neither."""
    if set(before.parts) != set(after.parts):
        odd = sorted(set(before.parts) ^ set(after.parts))
        return NoValue(f"not in both periods: {', '.join(odd)}")
    names = [part.rest[0] if part.rest else None for part in (before, after)]
    if names[0] != names[1]:
        return NoValue("what lies in no part is told in one period only, or under two names")
    pairs = {name: (amount, after.parts[name]) for name, amount in before.parts.items()}
    if before.rest and after.rest:
        if before.rest[0] in pairs:
            return NoValue(f"{before.rest[0]} is a part and the name of what lies in no part")
        pairs[before.rest[0]] = (before.rest[1], after.rest[1])
    changes = {name: new - old for name, (old, new) in pairs.items()}
    return Movement(
        before=before.whole,
        after=after.whole,
        change=after.whole - before.whole,
        rises=_moved({n: c for n, c in changes.items() if c > 0}, pairs, before.whole),
        falls=_moved({n: c for n, c in changes.items() if c < 0}, pairs, before.whole),
        unchanged=tuple(n for n, c in changes.items() if c == 0),
        rest=names[0],
    )


def _moved(
    changes: Mapping[str, Fraction], pairs: Mapping[str, tuple[Fraction, Fraction]], base: Fraction
) -> tuple[Moved, ...]:
    total = sum(changes.values(), Fraction())
    return tuple(
        Moved(
            name=name,
            before=pairs[name][0],
            after=pairs[name][1],
            change=changes[name],
            share=changes[name] / total,
            points=changes[name] / base * 100 if base else NoValue("the whole was zero before"),
        )
        for name in sorted(changes, key=lambda name: -abs(changes[name]))
    )


def movers(movement: Movement, way: Way) -> Parts | NoValue:
    """The rises, or the falls, as parts of all movement that way, for `largest` and `fewest`; amounts above zero."""
    moved = movement.rises if way == "rises" else movement.falls
    named = {m.name: abs(m.change) for m in moved if m.name != movement.rest}
    if not named:
        return NoValue(f"no part {'rose' if way == 'rises' else 'fell'}")
    rest = next(((m.name, abs(m.change)) for m in moved if m.name == movement.rest), None)
    return Parts(abs(movement.risen if way == "rises" else movement.fallen), named, rest)
