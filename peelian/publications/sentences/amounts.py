"""From the sentences of signals to those of a paper: every amount becomes the figure it is, printed from its own value.

A number that counts months, members of a group or areas, or that a rule sets, is written as a word; it is no measured
number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from peelian.assess.process import KpiProcess
from peelian.figures.ids import FigureId
from peelian.figures.process import Process
from peelian.findings import Finding
from peelian.periods import span
from peelian.publications.blocks import Inline, Inlines
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk
from peelian.quantities import in_words
from peelian.quantities.words import LARGEST
from peelian.signals.words.pieces import Amount, Said, text_of

SAME = Fraction(1, 10**9)  # of the number: signals compute with rounded numbers, figures with exact ones
OF_A_STRETCH = ("mean", "expected-low", "expected-high")
COUNTED = ("run", "number", "asked", "average", "upper-limit", "members")
"""What may count periods, gaps or members: in words where it is no figure."""

Meant = Callable[[Amount], Iterable[FigureId]]
"""The figures that an amount may be, the likeliest first."""


def inlines(desk: Desk, kpi: KpiProcess, said: Said) -> Inlines:
    """The sentence about a KPI with a figure in the place of each amount."""
    own = kpi.assessment.current.id
    return tied(desk, own, said, lambda amount: of_process(kpi.process, own, amount))


def tied(desk: Desk, about: FigureId, said: Said, meant: Meant) -> Inlines:
    """The sentence with a figure in the place of each amount; a number that is no figure is a finding about `about`."""
    return join(*(piece if isinstance(piece, str) else _amount(desk, about, piece, meant) for piece in said))


def _amount(desk: Desk, about: FigureId, amount: Amount, meant: Meant) -> str | Inline:
    for id in meant(amount):
        figure = desk.figures.find(id)
        if figure.value is not None and _same(figure.value, amount):
            how = {"unsigned": amount.unsigned, "spelt": amount.in_words, "place": amount.ordinal}
            return desk.cited.said(figure, amount.decimals, **how)
    whole = amount.value.denominator == 1 and 0 <= amount.value <= LARGEST
    if amount.statistic in COUNTED and amount.unit in ("count", "months") and whole:
        return in_words(int(amount.value))
    if amount.statistic == "confidence" and whole:
        return f"{in_words(int(amount.value))} per cent"
    says = f"a sentence has the {amount.statistic} {text_of(amount)} of {amount.period.id}, which is no figure of it"
    desk.findings.append(Finding("sentence-differs", str(about), says, place=desk.place))
    return text_of(amount)


def _same(value: Fraction, amount: Amount) -> bool:
    return abs(value - amount.value) <= SAME * max(abs(value), abs(amount.value), Fraction(1))


def of_process(process: Process, series: FigureId, amount: Amount) -> Iterator[FigureId]:
    """The figures of a series and its process that an amount may be; `series` is any level of it."""
    own = replace(series, period=amount.period, statistic=amount.statistic, since=None)
    bent, chart = process.signals.judged.bent, process.signals.judged.chart
    match amount.statistic:
        case "average":
            yield own.of("usual" if bent else "median" if chart == "run" else "average")
        case "mean" if amount.since is not None:
            stretch = replace(own, period=span(amount.since, amount.period))
            yield from (stretch, own.of("signal-average"), own.of("average"))
        case "average-change" | "average-change-percent" if amount.since is not None:
            yield own.change(amount.statistic, amount.since)
        case statistic if statistic in OF_A_STRETCH and amount.since is not None:
            yield replace(own, period=span(amount.since, amount.period))
        case "number" if amount.unit == "ratio":
            yield own.of("dispersion")
        case "number" | "asked":
            return
        case _:
            yield own
