"""Where two rule sets differ on the same series, and why: worked out by asking mixtures of the two.

Each thing in which the sets differ (`aspects`) is given from the second set to the first, alone. What makes the first
say what the second says is the reason; where several do, each is one. Where none does, all are given, and one after the
other is taken away again where the answer stays: those that are left are the reasons, together, and none of them can be
spared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from peelian.signals.aspects import Aspect, aspects, given
from peelian.signals.choose import CHARTS
from peelian.signals.judge import Request, judge
from peelian.signals.marks import Rule
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.rules import without_limits
from peelian.signals.ruleset import RuleSet
from peelian.signals.verdict import at_columns

RULES: tuple[Rule, ...] = get_args(Rule)
"""What `Answers.rule` counts in."""

NOT_JUDGED = 3
"""In `Answers.variation` beside the codes of `verdict.MEANINGS`: the latest point has no limits that it should have."""

How = Literal["alone", "together"]
HOWS: tuple[How, ...] = get_args(How)
"""How reasons were found: each of them alone, or all of them together, make the first set say what the second says."""

SAME = 1e-9  # beside their size, lines this near are the same line


@dataclass(frozen=True)
class Answers:
    """What one rule set says of D series over T periods.

    `rule` [D, T]: the label's place in RULES, -1 for none. `direction`, `meaning`, `variation`, `assurance`: see
    `verdict`. `values`, `centre`, `lower`, `upper`: what is charted, and its lines. `chart` [D]: places in CHARTS.
    `at` [D]: the column of the latest value.
    """

    rule: Codes
    direction: Codes
    meaning: Codes
    values: Array
    centre: Array
    lower: Array
    upper: Array
    chart: Codes
    at: Ints
    variation: Codes
    assurance: Codes

    def rows(self, wanted: NDArray[np.intp]) -> Answers:
        """Those of these series only."""
        return Answers(**{name: held[wanted] for name, held in vars(self).items()})

    def codes(self) -> Ints:
        """The answer at each point, and in a last column the latest verdict, as one number each [D, T + 1]."""
        points = (self.rule.astype(np.int64) + 1) * 16 + (self.direction + 1) * 4 + self.meaning + 1
        verdict = (self.variation.astype(np.int64) + 1) * 8 + self.assurance + 1
        return np.concatenate([points, verdict[:, None]], axis=1)


@dataclass(frozen=True)
class Comparison:
    """Where two rule sets differ on a panel, and why.

    `rows` [D]: the series of which a label, its direction or meaning, or the latest verdict differs. `first`, `second`:
    what each set says of them. `differs` [D, T + 1]: at which points, and in the last column whether the latest verdict
    does. `reasons` [D, T + 1]: bit k stands for `aspects[k]`, several for several reasons; `how`: a place in HOWS, -1
    where nothing differs. `other_lines`: how many series of the panel have another chart, centre or limit somewhere.
    """

    panel: Panel
    a: RuleSet
    b: RuleSet
    aspects: tuple[Aspect, ...]
    rows: NDArray[np.intp]
    first: Answers
    second: Answers
    differs: Flags
    reasons: Ints
    how: Codes
    other_lines: int

    def because(self, aspect: int) -> Flags:
        """Where an aspect is a reason [D, T + 1]."""
        where: Flags = (self.reasons >> aspect & 1) != 0
        return where


def compare(panel: Panel, a: RuleSet, b: RuleSet, asked: Request | None = None) -> Comparison:
    """Two rule sets asked of the same series. `asked`: what else is asked (its rule set is not used).

    Raises Unusable as `judge` does.
    """
    asked = asked or Request(a)
    first, second = answers(panel, replace(asked, rules=a)), answers(panel, replace(asked, rules=b))
    wanted, got = second.codes(), first.codes()
    differs = wanted != got
    rows = np.flatnonzero(differs.any(axis=1))
    told = tuple(aspect for aspect in aspects(a, b) if not _overridden(aspect, asked))
    reasons, how = _reasons(panel.rows(rows), _of(asked, rows), a, b, told, got[rows], wanted[rows])
    return Comparison(
        panel=panel,
        a=a,
        b=b,
        aspects=told,
        rows=rows,
        first=first.rows(rows),
        second=second.rows(rows),
        differs=differs[rows],
        reasons=reasons,
        how=how,
        other_lines=int(_other_lines(first, second).sum()),
    )


def answers(panel: Panel, asked: Request) -> Answers:
    """What a rule set says of every series of a panel."""
    shape = panel.values.shape
    none = np.full(shape, -1, dtype=np.int8)
    found = Answers(
        rule=none,
        direction=np.zeros_like(none),
        meaning=np.zeros_like(none),
        values=np.full(shape, np.nan),
        centre=np.full(shape, np.nan),
        lower=np.full(shape, np.nan),
        upper=np.full(shape, np.nan),
        chart=np.zeros(shape[0], dtype=np.int8),
        at=np.zeros(shape[0], dtype=np.int64),
        variation=np.zeros(shape[0], dtype=np.int8),
        assurance=np.zeros(shape[0], dtype=np.int8),
    )
    for judged in judge(panel, asked):
        rows, labels, limits = judged.rows, judged.labels, judged.limits
        places = np.array([*(RULES.index(rule) for rule in judged.signals.rules), -1], dtype=np.int8)
        found.rule[rows] = places[labels.rule]
        found.direction[rows], found.meaning[rows] = labels.direction, labels.meaning
        found.values[rows], found.centre[rows] = limits.values, limits.centre
        found.lower[rows], found.upper[rows] = limits.lower, limits.upper
        found.chart[rows], found.at[rows] = CHARTS.index(judged.chart), judged.at
        bare = at_columns(without_limits(limits), judged.at)
        signalled = judged.variation != 0
        found.variation[rows] = np.where(bare & ~signalled, np.int8(NOT_JUDGED), judged.variation)
        found.assurance[rows] = judged.assurance
    return found


def _reasons(
    panel: Panel, asked: Request, a: RuleSet, b: RuleSet, told: tuple[Aspect, ...], got: Ints, wanted: Ints
) -> tuple[Ints, Codes]:
    """The reasons of each difference as bits, and how they were found."""
    differs = got != wanted
    reasons = np.zeros(differs.shape, dtype=np.int64)

    def right(rows: NDArray[np.intp], given_: int) -> Flags:
        """Where the first set, given these aspects (bits), says what the second says."""
        from_b = (aspect for place, aspect in enumerate(told) if given_ >> place & 1)
        rules = reduce(lambda rules, aspect: given(aspect, rules, b), from_b, a)
        says: Flags = answers(panel.rows(rows), replace(_of(asked, rows), rules=rules)).codes() == wanted[rows]
        return says

    every = np.arange(len(got))
    for place in range(len(told) if every.size else 0):
        reasons |= np.where(differs & right(every, 1 << place), 1 << place, 0)
    alone = reasons != 0
    all_of_them = (1 << len(told)) - 1
    reasons[differs & ~alone] = all_of_them
    before = np.zeros_like(reasons)
    while (reasons != before).any():  # again, since what was needed beside another may not be without it
        before = reasons.copy()
        for place in range(len(told)):
            without = ~(1 << place)
            for bits in np.unique(reasons[~alone & (reasons >> place & 1 != 0)]):
                here = ~alone & (reasons == bits)
                rows = np.flatnonzero(here.any(axis=1))
                spared = np.zeros_like(here)
                spared[rows] = here[rows] & right(rows, int(bits) & without)
                reasons[spared] &= without
    how = np.where(alone, HOWS.index("alone"), np.where(differs, HOWS.index("together"), -1)).astype(np.int8)
    return reasons, how


def _overridden(aspect: Aspect, asked: Request) -> bool:
    """Whether the request itself says what the rule sets differ in."""
    if aspect.key == "screen":
        return asked.screen is not None
    if aspect.key == "season":
        return asked.season != "auto" or asked.chart != "auto"
    return aspect.key == "chart" and asked.chart != "auto"


def _of(asked: Request, rows: NDArray[np.intp]) -> Request:
    """The request for these series only."""
    better, starts, target = asked.better, asked.starts, asked.target
    return replace(
        asked,
        better=better if isinstance(better, str) else tuple(better[row] for row in rows),
        starts=starts[rows] if isinstance(starts, np.ndarray) else starts,
        target=target[rows] if isinstance(target, np.ndarray) else target,
    )


def _other_lines(first: Answers, second: Answers) -> Flags:
    other = np.not_equal(first.chart, second.chart)
    for name in ("centre", "lower", "upper"):
        one, two = getattr(first, name), getattr(second, name)
        same = (np.abs(one - two) <= SAME * np.fmax(np.abs(one), np.abs(two))) | (np.isnan(one) & np.isnan(two))
        other |= ~same.all(axis=1)
    return other
