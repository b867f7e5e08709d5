"""Which chart suits a series, and why, in words. What `auto` means.

- A rule set that knows one chart has that one.
- Under twelve points: a run chart, whose median needs no limits.
- Shares and rates: p or u where the points vary about as much as chance alone would have them (Montgomery, chapter 7);
  p' or u' where they vary more than 1.5 times as much (Laney 2002), as with the thousands of a police force they do; I'
  where the numerators are no whole numbers.
- Counts: g below a mean of one a period (Benneyan 2001); c where they vary as chance would have them; else XmR.
- Anything else: XmR.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from peelian.quantities import Quantity, exact, show
from peelian.signals.limits import CHARTS as DRAWN
from peelian.signals.limits.laney import spread
from peelian.signals.limits.lines import Chart, Constants
from peelian.signals.limits.ranges import D2, mean_of, moving_ranges
from peelian.signals.limits.sums import along, counts, quotient, totals
from peelian.signals.panel import Array, Codes, Flags, Panel
from peelian.signals.ruleset import RuleSet
from peelian.signals.segments import Basis

FEWEST = 12  # points for a chart with limits, where nobody asked for one
OVERDISPERSED = 1.5  # variance over what chance gives; what twelve points of pure chance stay below five times in six
RARE = 1  # events a period

CHARTS: tuple[Chart, ...] = tuple(DRAWN)
"""Every chart, in the order that `Choice.chart` counts in."""

Why = Literal["asked", "rules", "short", "measured", "parts", "chance", "overdispersed", "rare"]
WHYS: tuple[Why, ...] = ("asked", "rules", "short", "measured", "parts", "chance", "overdispersed", "rare")


@dataclass(frozen=True)
class Choice:
    """The chart of each series: places in CHARTS and in WHYS [S], and variance over what chance gives [S] or NaN."""

    chart: Codes
    why: Codes
    dispersion: Array


def overlap(panel: Panel) -> str | None:
    """Why no chart is drawn of periods that share days, or None where they do not."""
    if not panel.overlapping:
        return None
    a, b = panel.periods[:2]
    return (
        f"{a.id} and {b.id} share months, so each value repeats most of the one before, and runs, trends and limits "
        f"would signal by themselves; give the values of single months or quarters"
    )


def choose(basis: Basis, rules: RuleSet, asked: Chart | Literal["auto"] = "auto") -> Choice:
    """The chart of each series of a basis."""
    series = len(basis.panel.names)
    dispersion = np.full(series, np.nan)
    if asked != "auto":
        return Choice(_all(series, CHARTS.index(asked)), _all(series, WHYS.index("asked")), dispersion)
    if rules.chart != "auto":
        return Choice(_all(series, CHARTS.index(rules.chart)), _all(series, WHYS.index("rules")), dispersion)
    chart, why = _all(series, CHARTS.index("xmr")), _all(series, WHYS.index("measured"))

    def put(here: Flags, name: Chart, reason: Why) -> None:
        chart[here], why[here] = CHARTS.index(name), WHYS.index(reason)

    counted = basis.panel.values if basis.panel.numerator is None else basis.panel.numerator
    held = basis.in_baseline & ~np.isnan(counted)
    whole = np.all(~held | ((counted >= 0) & (counted == np.floor(counted))), axis=1)
    whole &= basis.panel.family != "measurement"
    points = held.sum(axis=1)
    if basis.panel.numerator is not None and basis.panel.denominator is not None:
        share = np.all(~held | (counted <= basis.panel.denominator), axis=1) & (basis.panel.family != "rate")
        dispersion = np.where(share, _of_shares(basis, True), _of_shares(basis, False))
        over = np.greater(dispersion, OVERDISPERSED)
        put(whole & share & ~over, "p", "chance")
        put(whole & share & over, "pprime", "overdispersed")
        put(whole & ~share & ~over, "u", "chance")
        put(whole & ~share & over, "uprime", "overdispersed")
        put(~whole, "iprime", "parts")
    else:
        mean = quotient(np.where(held, counted, 0).sum(axis=1), points.astype(np.float64))
        dispersion = np.where(whole, _of_counts(basis, counted, held), np.nan)
        put(whole & ~np.greater(dispersion, OVERDISPERSED), "c", "chance")
        put(whole & np.greater(dispersion, OVERDISPERSED), "xmr", "overdispersed")
        put(whole & np.less(mean, RARE) & np.greater(mean, 0), "g", "rare")
    put(points < FEWEST, "run", "short")
    return Choice(chart, why, dispersion)


NAMES: dict[Chart, str] = {
    "xmr": "an XmR chart",
    "mr": "a chart of moving ranges",
    "iprime": "an I' chart",
    "c": "a c chart of counts",
    "p": "a p chart of shares",
    "u": "a u chart of rates",
    "pprime": "a p' chart of shares (Laney)",
    "uprime": "a u' chart of rates (Laney)",
    "g": "a g chart of the gaps between events",
    "t": "a t chart of the times between events",
    "run": "a run chart",
}


BECAUSE: dict[Why, str] = {
    "asked": "as asked",
    "rules": "the only one of its rule set",
    "short": f"because fewer than {FEWEST} points are too few for limits",
    "measured": "because the values are not counts",
    "parts": "because the numerators are not whole numbers and the denominators differ",
    "chance": "because the points vary about as much as chance alone would have them",
    "overdispersed": (
        f"because the points vary {{times}} times as much as chance would have them, more than {OVERDISPERSED}"
    ),
    "rare": "because there is less than one event a period on average",
}
"""The reason for each choice; `{times}` is the variance over what chance gives."""


def in_words(choice: Choice, series: int) -> str:
    """Which chart one series has and why: "a p' chart of shares (Laney), because the points vary 490 times as …"."""
    times = choice.dispersion[series]
    varies = "" if np.isnan(times) else show(Quantity(exact(f"{times:.6f}"), "ratio"), decimals_of(times)).text
    return f"{NAMES[CHARTS[choice.chart[series]]]}, {BECAUSE[WHYS[choice.why[series]]]}".format(times=varies)


def decimals_of(times: float) -> int:
    """How many decimals tell how much points vary beside chance, and that it is more than OVERDISPERSED."""
    decimals = 1 if times < 10 else 0
    while times > OVERDISPERSED and round(times, decimals) == OVERDISPERSED and decimals < 6:
        decimals += 1
    return decimals


def _all(series: int, place: int) -> Codes:
    return np.full(series, place, dtype=np.int8)


def _of_shares(basis: Basis, binomial: bool) -> Array:
    """Variance over that of the binomial or Poisson distribution [S], by Laney's sigma of z, segment by segment."""
    panel, segment = basis.panel, basis.segment
    assert panel.numerator is not None
    assert panel.denominator is not None
    known = basis.in_baseline & ~np.isnan(panel.numerator) & (panel.denominator > 0)
    size = np.where(panel.denominator > 0, panel.denominator, np.nan)
    centre = along(quotient(totals(panel.numerator, known, segment), totals(size, known, segment)), segment)
    variance = centre * (1 - centre) / size if binomial else centre / size
    with np.errstate(invalid="ignore"):
        times, _ = spread(basis, quotient(panel.numerator, size), centre, variance, UNSCREENED)
    return _overall(times**2, basis, known)


def _of_counts(basis: Basis, counted: Array, held: Flags) -> Array:
    """Variance over the mean [S], by moving ranges, segment by segment."""
    segment = basis.segment
    mean = quotient(totals(counted, held, segment), counts(held, segment))
    spread_ = mean_of(*moving_ranges(counted, basis), segment) / D2
    return _overall(quotient(spread_**2, mean), basis, held)


def _overall(times: Array, basis: Basis, held: Flags) -> Array:
    """The mean of the segments, each by its points; segments without a number are left out."""
    weights = np.where(np.isnan(times), 0, counts(held, basis.segment))
    return quotient((np.where(np.isnan(times), 0, times) * weights).sum(axis=1), weights.sum(axis=1))


UNSCREENED = Constants(factor=3 / D2, screen=False)
