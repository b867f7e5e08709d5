"""From the sentences of signals to those of a paper: every amount becomes the figure it is, printed from its own value.

A number that counts months, or that a rule sets, is written as a word; it is no measured number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from peelian.assess.process import KpiProcess
from peelian.figures.ids import FigureId
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
COUNTED = ("run", "number", "asked", "average", "upper-limit")
"""What may count periods or gaps: in words where it is no figure."""


def inlines(desk: Desk, kpi: KpiProcess, said: Said) -> Inlines:
    """The sentence with a figure in the place of each amount."""
    return join(*(piece if isinstance(piece, str) else _amount(desk, kpi, piece) for piece in said))


def _amount(desk: Desk, kpi: KpiProcess, amount: Amount) -> str | Inline:
    for id in _ids(kpi, amount):
        figure = desk.figures.find(id)
        if figure.value is not None and _same(figure.value, amount):
            return desk.cited.said(figure, amount.decimals, unsigned=amount.unsigned, spelt=amount.in_words)
    whole = amount.value.denominator == 1 and 0 <= amount.value <= LARGEST
    if amount.statistic in COUNTED and amount.unit in ("count", "months") and whole:
        return in_words(int(amount.value))
    says = f"a sentence has the {amount.statistic} {text_of(amount)} of {amount.period.id}, which is no figure of it"
    where = str(kpi.assessment.current.id)
    desk.findings.append(Finding("sentence-differs", where, says, place=desk.place))
    return text_of(amount)


def _same(value: Fraction, amount: Amount) -> bool:
    return abs(value - amount.value) <= SAME * max(abs(value), abs(amount.value), Fraction(1))


def _ids(kpi: KpiProcess, amount: Amount) -> Iterator[FigureId]:
    """The figures that an amount may be, the likeliest first."""
    own = replace(kpi.assessment.current.id, period=amount.period, statistic=amount.statistic, since=None)
    bent, chart = kpi.process.signals.judged.bent, kpi.process.signals.judged.chart
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
