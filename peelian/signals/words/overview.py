"""All series of a file in a few sentences: verdicts, steps proposed, what stands out and what chance would make."""

from __future__ import annotations

import numpy as np

from peelian.errors import Unusable
from peelian.signals.overview import FEWEST_POINTS, Overview, Verdict
from peelian.signals.panel import Panel
from peelian.signals.words.many import PLAIN, Told, how_many, named
from peelian.signals.words.phrases import counted, listed, said, stretches, when
from peelian.signals.words.pieces import Said

SAID: dict[Verdict, str] = {
    "improvement": "a signal for the better",
    "concern": "a signal for the worse",
    "special": "a signal that is neither",
    "none": "no signal",
}


def overview_in_words(panel: Panel, seen: Overview, told: Told = PLAIN) -> tuple[Said, ...]:
    """What the overview of a panel says. Raises Unusable where it is of another panel."""
    return (*summed_up(panel, seen), *named(panel, seen.month, seen.listed, seen.period, told))


def summed_up(panel: Panel, seen: Overview) -> tuple[Said, ...]:
    """The same, without naming what stands out."""
    if len(seen.verdict) != len(panel.names):
        raise Unusable(f"the overview is of {len(seen.verdict)} series, the panel has {len(panel.names)}; give its own")
    return (*_verdicts(seen), *_steps(seen), *_together(seen), *how_many(seen.month, seen.period))


def _verdicts(seen: Overview) -> list[Said]:
    at, series = seen.period, len(seen.verdict)
    has = [(seen.number(verdict), words) for verdict, words in SAID.items()]
    start = said(f"{when(at)[:1].upper()}{when(at)[1:]}, of ", counted(series, at), " series: ")
    items = [said(counted(number, at), " with ", words) for number, words in has if number or words == SAID["none"]]
    if number := seen.number("no limits"):
        items.append(said(counted(number, at), " without limits to rely on"))
    if number := seen.number("no value"):
        items.append(said(counted(number, at), " without a value"))
    sentences = [said(start, listed(items), ".")]
    if seen.provisional:
        few = counted(seen.provisional, at)
        sentences.append(said("The limits of ", few, " of them are provisional, since they rest on few points."))
    return sentences


def _steps(seen: Overview) -> list[Said]:
    number, stepped, at = int(seen.steps.sum()), int(np.count_nonzero(seen.steps)), seen.period
    if not number:
        return [said("No step is proposed.")]
    steps = said(counted(number, at), " step" if number == 1 else " steps")
    return [said("Proposed, not confirmed: ", steps, " in ", counted(stepped, at), " series.")]


def _together(seen: Overview) -> list[Said]:
    """What the signals and the judgement of all series together are to each other."""
    at = seen.period
    number = sum(seen.number(verdict) for verdict in ("improvement", "concern", "special"))
    sentences: list[Said] = []
    if number:
        chance = said("Whether chance alone made that signal")
        if number > 1:
            chance = said("How many of these ", counted(number, at), " signals chance alone made")
        again = "so all series are judged once more, together."
        sentences.append(said(chance, " is not known exactly, since limits are estimates; ", again))
    tested, series = seen.month.tested, len(seen.verdict)
    if tested < series:
        points = said(
            "fewer than ", counted(FEWEST_POINTS, at, statistic="asked"), " points of its present process before it"
        )
        without = said(f"no value {when(at)}, ", points, ", or no spread")
        together = said(counted(tested, at) if tested else "none", " of the ", counted(series, at), " series")
        sentences.append(said("Judged together: ", together, ". Each other one has ", without, "."))
    sizes = seen.month.budget.series
    if len(sizes) > 1:
        each = listed([said(counted(size, at)) for size in sizes])
        own = " series each; every level has its own part of what may be false."
        sentences.append(said("They stand on ", counted(len(sizes), at), " levels, of ", each, own))
    if marks := sum(one.found for one in seen.earlier):
        before = said("In the ", stretches(len(seen.earlier), at), " before, each judged in the same way, ")
        sentences.append(said(before, counted(marks, at), " mark was made." if marks == 1 else " marks were made."))
    return sentences
