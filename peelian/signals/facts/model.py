"""What is so of one series at its latest value, as plain numbers: words are chosen from these.

None stands for a number that is not there. Columns are places among the panel's periods. They are named tuples and no
dataclasses, since a hundred thousand of each are made at once.
"""

from __future__ import annotations

from typing import NamedTuple

NEVER = -1  # a column that there is none of


class Latest(NamedTuple):
    """The latest value, in the unit of the chart, and its lines.

    `side`: 1 above the centre, -1 below it, else 0; `beyond`: the same of the limits. `doubt`: why there are no limits,
    or none to rely on (see `lines.DOUBTS`); `points`: how many values they rest on; `screened`: see `lines.Limits`.
    """

    column: int
    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    side: int
    beyond: int
    doubt: int
    points: int
    provisional: bool
    screened: int


class Rows(NamedTuple):
    """Rows of values that end with the latest.

    `run`: how many lie on its side of the centre; `whole`: with none stepped over among them; `other`: how many lay on
    the other side just before. `at_limit`: how many lie on or beyond the limit of that side; `on_limit`: one is on it.
    """

    run: int
    whole: bool
    other: int
    at_limit: int
    on_limit: bool


class Signal(NamedTuple):
    """The signal that the latest value carries. `rule`: its place in the set, -1 for none.

    `direction`, `meaning`: see `marks` and `verdict`. `number`: how many values are of it, from `first` on; `mean`:
    their plain average. `now`: whether the latest value carries any, too few crossings included.
    """

    rule: int
    direction: int
    meaning: int
    number: int
    first: int
    mean: float | None
    now: bool


class Before(NamedTuple):
    """Earlier signals.

    `last`: the column of the last one in the process of the latest value, the latest and the run that began the process
    left out; `direction`, `meaning`: what it was. `better`: the column of the last signal, or start of a process with a
    better average, for the better in any process.
    """

    last: int
    direction: int
    meaning: int
    better: int


class Process(NamedTuple):
    """The process that the latest value belongs to, and the one before it.

    `number`: how many processes came before. `start`: its first column, `first`: that of its first known value.
    `known`: how many values it has. `mean`: their plain average (of quotients: numerators by denominators).
    `was_*`: of the process before: its columns, its plain average, its centre.
    """

    number: int
    start: int
    first: int
    known: int
    mean: float | None
    was_first: int
    was_last: int
    was_mean: float | None
    was_centre: float | None


class Known(NamedTuple):
    """Of the values as received: the first and the last known, how many there are, how many are missing between.

    `as_high`, `as_low`: the last column before with a value at least as high (low). `after`: periods without a value
    after the last. `suppressed`, `after_suppressed`: how many of those between and after were held back. `provisional`:
    how many of the last known ones are provisional without a break.
    """

    first: int
    last: int
    number: int
    missing: int
    after: int
    as_high: int
    as_low: int
    suppressed: int
    after_suppressed: int
    provisional: int


class Warned(NamedTuple):
    """The next values that would bring a signal, and by which rule; None and -1 where none would, or where the latest
    value already carries that signal."""

    above: float | None
    below: float | None
    above_rule: int
    below_rule: int
    inside_from: float | None
    inside_to: float | None


class Runs(NamedTuple):
    """Runs about the centre in the process of the latest value (see `marks.Runs`)."""

    useful: int
    longest: int
    longest_max: int
    crossings: int
    crossings_min: int


class Step(NamedTuple):
    """A proposed step (see `steps.model.Steps`); `way`: 1 up, -1 down."""

    first: int
    earliest: int
    latest: int
    since: int
    until: int
    before: float
    after: float
    way: int
    chance: float
    drift: bool


class Facts(NamedTuple):
    """All of one series.

    `way`: 1 where higher is better, -1 lower, 0 neither. `seasonal`, `uneven`, `tested`: whether a season was found,
    months differ by their length, a season was tested for. `waiting`: see `Judged`. `steps`: those proposed.
    `why`: why the chart was chosen, a place in `choose.WHYS`; `dispersion`: how much values vary beside chance.
    """

    latest: Latest
    rows: Rows
    signal: Signal
    before: Before
    process: Process
    known: Known
    warned: Warned | None
    runs: Runs | None
    way: int
    target: float | None
    assurance: int
    seasonal: bool
    uneven: bool
    tested: bool
    waiting: float | None
    steps: tuple[Step, ...]
    why: int
    dispersion: float | None
