"""In what two rule sets differ, thing by thing, and a rule set given one of these things from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from typing import Any, Literal, get_args

from peelian.errors import Unusable
from peelian.signals.marks import Rule
from peelian.signals.rebase import length_of
from peelian.signals.ruleset import Asked, RuleSet

Part = Literal["chart", "limits", "rules", "order", "processes"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What a thing is about: which chart is drawn, how limits are made, which rules are asked and what breaks them, which
of several signals is the label, and where processes begin."""

FIELDS: Mapping[str, tuple[Part, str, Mapping[object, str]]] = {
    "chart": ("chart", "the chart", {"auto": "by the data", "xmr": "always XmR"}),
    "season": ("limits", "a season", {"ignored": "is ignored", "tested": "is tested, and limits follow it"}),
    "factor": ("limits", "limits in mean moving ranges from the centre", {}),
    "screen": ("limits", "moving ranges far above the others", {True: "are left out", False: "are kept"}),
    "exact_below": ("limits", "counts have exact limits below a mean of", {}),
    "gaps": ("limits", "limits of gaps between events", {"exact": "are exact", "three-sigma": "are three sigma"}),
    "least": ("limits", "points that limits need", {}),
    "degenerate": (
        "limits",
        "series that limits would mislead about",
        {"refuse": "have none", "copy": "have those of the copied package"},
    ),
    "missing": ("rules", "a missing value", {"breaks": "breaks a run", "skips": "is stepped over"}),
    "on_centre": ("rules", "a point on the centre", {"breaks": "breaks a run", "skips": "is stepped over"}),
    "conflict": (
        "order",
        "of signals of both meanings",
        {"order": "the first in the order is the label", "improvement": "the improvement is the label"},
    ),
    "rebase": ("processes", "a new process begins", {"by-hand": "by hand alone", "at-run": "at a completed run too"}),
}
"""Each field of a rule set that can change a label or a verdict: its part, what it is about, and its values in words;
a value that is not named says itself."""

NEVER_A_REASON = ("name", "version", "title", "source", "provisional_below")
"""Fields that change no label: what a set is called, and from how many points its limits are final."""

Give = Callable[[RuleSet, RuleSet], RuleSet]


@dataclass(frozen=True)
class Aspect:
    """One thing in which rule sets a and b differ.

    `key`: the field or the rule, as docs/reference/rule-sets.md names it, or "order"; `about`, `a`, `b`: what it is
    about, and what holds in each set, in words. `give`: the first rule set with this thing from the second.
    """

    key: str
    part: Part
    about: str
    a: str
    b: str
    give: Give


def aspects(a: RuleSet, b: RuleSet) -> tuple[Aspect, ...]:
    """Everything in which two rule sets differ that can change a label or a verdict, charts and limits first.

    Given all of them one after the other, a is b but for its name. Rules about runs that mean nothing one without the
    other (a run of no stated length needs points on the centre skipped) are one aspect.
    """
    found = [_of_field(key, a, b) for key in FIELDS if _value(a, key) != _value(b, key)]
    rules = {rule: (_asked(a, rule), _asked(b, rule)) for rule in get_args(Rule)}
    found += [_of_rule(rule, *pair) for rule, pair in rules.items() if pair[0] != pair[1]]
    shared = [rule for rule in _order(a) if rule in _order(b)]
    if shared != [rule for rule in _order(b) if rule in _order(a)]:
        found.append(
            Aspect("order", "order", "the order of labels is", ", ".join(_order(a)), ", ".join(_order(b)), _give_order)
        )
    found.sort(key=lambda aspect: PARTS.index(aspect.part))
    return tuple(_joined(found, a, b))


def given(aspect: Aspect, to: RuleSet, of: RuleSet) -> RuleSet:
    """The first rule set with one thing from the second; its name says so."""
    return replace(aspect.give(to, of), name=f"{to.name} with {aspect.key} of {of.name}")


def asked_in_words(asked: Asked | None) -> str:
    """The numbers of a rule: "7 in a row", "2 of 3 beyond 2 sigma, all on one side"; "not asked" for none."""
    if asked is None:
        return "not asked"
    if asked.count is not None:
        inside = f", not beyond {asked.within}" if asked.within is not None else ""
        side = ", all on one side" if asked.one_side else ""
        return f"{asked.count} of {asked.length} beyond {asked.beyond} sigma{inside}{side}"
    if asked.length is not None:
        return f"{asked.length} in a row" + (", each by its next step" if asked.by_next_step else "")
    return "longer than so many points should have" if asked.rule == "shift" else "asked"


def _value(rules: RuleSet, key: str) -> Any:
    if key == "factor":
        return rules.constants().factor
    return getattr(rules.limits if hasattr(rules.limits, key) else rules, key)


def _of_field(key: str, a: RuleSet, b: RuleSet) -> Aspect:
    part, about, values = FIELDS[key]

    def give(to: RuleSet, of: RuleSet) -> RuleSet:
        if hasattr(of.limits, key):
            return replace(to, limits=replace(to.limits, **{key: getattr(of.limits, key)}))
        return replace(to, **{key: getattr(of, key)})

    def said(rules: RuleSet) -> str:
        value = rules.limits.factor if key == "factor" else _value(rules, key)
        return values.get(value, str(value))

    return Aspect(key, part, about, said(a), said(b), give)


def _of_rule(rule: Rule, a: Asked | None, b: Asked | None) -> Aspect:
    def give(to: RuleSet, of: RuleSet) -> RuleSet:
        wanted, order = _asked(of, rule), _order(of)
        kept = [asked for asked in to.rules if asked.rule != rule]
        if wanted is None:
            return replace(to, rules=tuple(kept))
        at = _order(to).index(rule) if rule in _order(to) else len(kept)
        if rule not in _order(to):  # before the first rule that the other set asks later
            later = order[order.index(rule) :]
            at = next((place for place, asked in enumerate(kept) if asked.rule in later), at)
        return replace(to, rules=(*kept[:at], wanted, *kept[at:]))

    return Aspect(rule, "rules", f"the rule {rule} is", asked_in_words(a), asked_in_words(b), give)


def _give_order(to: RuleSet, of: RuleSet) -> RuleSet:
    """The rules that both ask, in the other's order, in the places that they have."""
    theirs = iter(sorted((x for x in to.rules if x.rule in _order(of)), key=lambda x: _order(of).index(x.rule)))
    return replace(to, rules=tuple(next(theirs) if asked.rule in _order(of) else asked for asked in to.rules))


def _asked(rules: RuleSet, rule: Rule) -> Asked | None:
    return next((asked for asked in rules.rules if asked.rule == rule), None)


def _order(rules: RuleSet) -> list[Rule]:
    return [asked.rule for asked in rules.rules]


ABOUT_RUNS = ("shift", "on_centre", "missing", "rebase")


def _joined(found: list[Aspect], a: RuleSet, b: RuleSet) -> list[Aspect]:
    """The aspects, those about runs as one where some mixture of the two sets would be no rule set."""
    runs = [aspect for aspect in found if aspect.key in ABOUT_RUNS]

    def mixed(chosen: tuple[bool, ...]) -> RuleSet:
        given_ = (aspect for aspect, wanted in zip(runs, chosen, strict=True) if wanted)
        return reduce(lambda rules, aspect: aspect.give(rules, b), given_, a)

    sound = {chosen: _is_sound(mixed(chosen)) for chosen in product((False, True), repeat=len(runs))}
    hang = [
        aspect
        for place, aspect in enumerate(runs)
        if any(sound[c] != sound[(*c[:place], not c[place], *c[place + 1 :])] for c in sound)
    ]
    if not hang:
        return found

    def give(to: RuleSet, of: RuleSet) -> RuleSet:
        return reduce(lambda rules, aspect: aspect.give(rules, of), hang, to)

    in_a, in_b = ("; ".join(f"{aspect.about} {getattr(aspect, side)}" for aspect in hang) for side in ("a", "b"))
    whole = Aspect("+".join(aspect.key for aspect in hang), "rules", "runs:", in_a, in_b, give)
    return [whole if aspect is hang[0] else aspect for aspect in found if aspect is hang[0] or aspect not in hang]


def _is_sound(rules: RuleSet) -> bool:
    """Whether runs can be looked for: of a stated length, or by how many points have a side."""
    if rules.rebase == "at-run":
        try:
            length_of(rules)
        except Unusable:
            return False
    shift = _asked(rules, "shift")
    return shift is None or shift.length is not None or rules.on_centre == "skips"
