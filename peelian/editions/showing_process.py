"""What the months of a measure say, for a terminal and for a program: the verdict, and marks under the small chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peelian.assess.process import speech_of
from peelian.figures.book import Figures
from peelian.figures.process import Process
from peelian.measures.model import Measure
from peelian.periods import Period, short
from peelian.quantities import decimal_text
from peelian.series.model import Breakdown
from peelian.signals.answer import answers
from peelian.signals.verdict import MEANINGS
from peelian.signals.words.pieces import plain
from peelian.signals.words.say import Words, say

MARKS = {"improvement": "+", "concern": "!", "special": "*"}
CALLED = {"improvement": "improvement", "concern": "concern", "special": "a signal, neither better nor worse"}


def process_behind(figures: Figures, measure: Measure, area: str, part: Breakdown) -> Process | None:
    """The process of these figures as the plan's first KPI of them judges it; None where there are too few months."""
    found = figures.process((measure.id, area, part))
    return found if isinstance(found, Process) else None


def marks(process: Process, periods: Sequence[Period]) -> list[str]:
    """A line of marks under the bars of these periods, what they mean, the steps that move the lines, the verdict."""
    judged = process.signals.judged
    meant = [MEANINGS[int(meaning)] for meaning in judged.labels.meaning[0]]
    marked = dict(zip(process.periods, meant, strict=True))
    lines = []
    if periods and any(marked.get(period, "none") != "none" for period in periods):
        lines.append("  " + "".join(MARKS.get(marked.get(period, "none"), " ") for period in periods).rstrip())
        there = [name for name in MARKS if name in marked.values()]
        lines.append("  " + ", ".join(f"{MARKS[name]} {CALLED[name]}" for name in there))
    for step in process.decided.steps:
        period = next(p for p in process.periods if p.id == step.period)
        lines.append(f"  set anew from {short(period)} on, confirmed on {step.confirmed}: {step.reason.strip()}")
    lines += [f"  {entry.measure} in processes.yaml: {says}" for entry, says in process.decided.strays]
    return [*lines, f"  {plain(_words(process).sentence)}"]


def as_answer(process: Process) -> dict[str, Any]:
    """The assessment as `peelian signals --json` gives it, with what its numbers are multiplied by to be figures."""
    words = " ".join(plain(said) for said in _words(process).paragraph)
    ((_, answer),) = answers(process.signals, [words])
    steps = [
        {"period": step.period, "confirmed": step.confirmed.isoformat(), "reason": step.reason}
        for step in process.decided.steps
    ]
    return {**answer, "scale": decimal_text(process.scale), "unit": process.measure.unit, "confirmed_steps": steps}


def _words(process: Process) -> Words:
    part = ", ".join(value.replace("-", " ") for _, value in process.figures[0].id.breakdown)
    subject = process.measure.words.subject + (f" ({part})" if part else "")
    return say(process.signals, 0, speech_of(process, subject), ahead=True)
