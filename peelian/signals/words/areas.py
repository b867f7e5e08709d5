"""What the areas (or other breakdowns) of one whole say, side by side, from their assessments.

How many are stable; which have a signal now, and what it is; which have a step proposed or confirmed, or the same step
as the whole; which parts of an area made it rise or fall. Of an area with too few points, without a value in the last
period, or with values that are not given out, it is not said whether it is stable, but why. Stable is an area where no
rule of the set signals in the current process and no step in it is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.signals.panel import Panel
from peelian.signals.words.area_parts import parts_clause
from peelian.signals.words.area_steps import steps_of_areas
from peelian.signals.words.named import Meaning, Named
from peelian.signals.words.phrases import Called, capital, counted, listed, said, when
from peelian.signals.words.pieces import Said
from peelian.signals.words.signal_clauses import signal_clause

SIGNALS: dict[Meaning, str] = {
    "concern": "a signal for the worse",
    "improvement": "a signal for the better",
    "special": "a signal",
}
"""What is said of a signal by its meaning; "special" is one of a series of which neither way is better."""


def areas(
    of: Sequence[Named], called: Called, *, whole: Named | None = None, parts: Mapping[str, Panel] | None = None
) -> tuple[Said, ...]:
    """The sentences about these areas, in their given order; all are of the same periods.

    `whole`: with it, of the steps of areas those are told that came when its own latest step did. `parts` [name of an
    area]: the parts that add up to that area, counts over the same periods; with it, which of them made the area's
    latest months with a signal differ from the same months a year before. Raises Unusable without areas, for two of
    one name, and where periods differ.
    """
    _check(of, whole, parts or {})
    judged = [one for one in of if not one.without]
    told = _stable(of, judged, called)
    if judged or not all(one.held_back for one in of):  # else it is said of all of them
        told += _not_judged(of, called)
    told += _signals(of, judged, called)
    told += steps_of_areas(of, called, whole)
    for name, panel in (parts or {}).items():
        one = next(one for one in of if one.name == name)
        if one.meaning != "none":
            told += parts_clause(one, panel, called)
    return tuple(map(capital, told))


def _check(of: Sequence[Named], whole: Named | None, parts: Mapping[str, Panel]) -> None:
    names = [one.name for one in of]
    if not names:
        raise Unusable("there are no areas to speak of; give at least one")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unusable(f"{', '.join(twice)}: an area of this name is given twice; give each once")
    if unknown := sorted(set(parts) - set(names)):
        raise Unusable(f"parts are given of {', '.join(unknown)}; the areas are {', '.join(names)}")
    periods = of[0].periods
    others = [*of[1:], *([whole] if whole is not None else [])]
    for name, held in [(o.name, o.periods) for o in others] + [(n, p.periods) for n, p in parts.items()]:
        if held != periods:
            raise Unusable(
                f"{name} has {held[0].id} to {held[-1].id} and {names[0]} {periods[0].id} to {periods[-1].id}; "
                "give all of them the same periods"
            )


def _stable(of: Sequence[Named], judged: Sequence[Named], called: Called) -> list[Said]:
    last = of[0].periods[-1]
    stable = [one for one in judged if one.stable]
    number, of_all = counted(len(stable), last), counted(len(judged), last)
    enough = f"{called.many}{_told_of(of)}"
    if not judged:
        lack = "all its values given out" if all(one.held_back for one in of) else "enough points for limits"
        return [said(f"No {called.one} has {lack}, so it cannot be told which are stable.")]
    if len(of) == 1:
        return [said(f"{of[0].name} is stable.")] if stable else []
    if not stable and len(judged) == 1:
        told = [said(f"{judged[0].name}, the only one of the {enough}, is not stable.")]
    elif not stable:
        told = [said("None of the ", of_all, f" {enough} is stable.")]
    elif len(stable) == len(judged):
        told = [_all_stable(stable, enough, last)]
    elif 2 * len(stable) > len(judged):
        told = [said(f"Most {enough} are stable: ", number, " of the ", of_all, ".")]
    else:
        told = [said("Of the ", of_all, f" {enough}, ", number, " is stable." if len(stable) == 1 else " are stable.")]
    return told


def _told_of(of: Sequence[Named]) -> str:
    """Which of them can be told of, in words behind what they are called; nothing where all can."""
    untold = [one for one in of if one.without]
    if not untold:
        return ""
    return " whose values are all given out" if all(one.held_back for one in untold) else " with enough points"


def _all_stable(stable: Sequence[Named], enough: str, last: Period) -> Said:
    if len(stable) == 1:
        return said(f"{stable[0].name}, the only one of the {enough}, is stable.")
    return said("Both " if len(stable) == 2 else said("All ", counted(len(stable), last), " "), f"{enough} are stable.")


def _not_judged(of: Sequence[Named], called: Called) -> list[Said]:
    reasons: dict[str, list[str]] = {}
    for one in of:
        if one.without:
            reasons.setdefault(one.without, []).append(one.name)
    if not reasons:
        return []
    told = [said(listed(names), f" ({reason})") for reason, names in reasons.items()]
    return [said("It cannot be told whether these are stable: ", listed(told, between="; ", last="; "), ".")]


def _signals(of: Sequence[Named], judged: Sequence[Named], called: Called) -> list[Said]:
    last = of[0].periods[-1]
    told = [
        said_of
        for meaning in SIGNALS
        for said_of in _with(meaning, [one for one in of if one.meaning == meaning], of, called, last)
    ]
    if told or not judged or all(one.stable for one in judged):
        return told
    if len(judged) == 1:
        return [said(f"{judged[0].name} has no signal {when(last)}.")]
    if len(judged) < len(of):
        enough = said(counted(len(judged), last), f" {called.many}{_told_of(of)}")
        return [said("None of the ", enough, f" has a signal {when(last)}.")]
    return [said(f"No {called.one} has a signal {when(last)}.")]


def _with(meaning: Meaning, with_it: Sequence[Named], of: Sequence[Named], called: Called, last: Period) -> list[Said]:
    if not with_it:
        return []
    kind = SIGNALS[meaning]
    if meaning == "special" and any(one.judged.way[one.row, 0] for one in of):
        kind = "a signal that is for neither better nor worse"
    clauses = [_clause(one, called) for one in with_it]
    if len(with_it) == 1:
        only = said("The only ", called.one, " with ", kind) if len(of) > 1 else said(kind.capitalize())
        where = " is " if len(of) > 1 else " has come up in "
        return [said(only, f" {when(last)}", where, clauses[0], ".")]
    started = f"{when(last)[:1].upper()}{when(last)[1:]}, "
    return [said(started, counted(len(with_it), last), f" {called.many} have {kind}: ", listed(clauses), ".")]


def _clause(one: Named, called: Called) -> Said:
    marks = ["provisional"] if one.provisional else []
    if one.on_few_points:
        marks.append("on limits that are provisional")
    return said(one.name, " (", signal_clause(one, called), *(f"; {mark}" for mark in marks), ")")
