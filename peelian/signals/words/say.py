"""What one series says, in words: one sentence for its verdict, and a paragraph with what else must be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peelian.signals.assessment import Assessment
from peelian.signals.limits.lines import CONSTANT, EMPTY, ZEROS
from peelian.signals.words.ahead import ahead as lies_ahead
from peelian.signals.words.cautions import cautions, chart
from peelian.signals.words.latest import record, standing
from peelian.signals.words.pieces import Said
from peelian.signals.words.rare import rare
from peelian.signals.words.runchart import runs
from peelian.signals.words.seasonal import expected, seasonal
from peelian.signals.words.sides import at_limit, sides
from peelian.signals.words.signalled import names_average, says_where, signalled
from peelian.signals.words.speech import Speech
from peelian.signals.words.stable import last_signal, no_improvement, stable
from peelian.signals.words.stepped import confirmed, proposed
from peelian.signals.words.target import target
from peelian.signals.words.unjudged import copied, unjudged
from peelian.signals.words.voice import Voice, voice
from peelian.signals.words.warned import warned

NOTHING_DRAWN = (EMPTY, ZEROS, CONSTANT)  # doubts beside which the choice of a chart says nothing


@dataclass(frozen=True)
class Words:
    """`sentence`: the verdict. `paragraph`: the same, then what else was found, each where its rule found it."""

    sentence: Said
    paragraph: tuple[Said, ...]


def say(assessment: Assessment, row: int, speech: Speech, ahead: bool = False) -> Words:
    """What the series in this row of an assessment says.

    In order: the verdict, where the latest value stands, runs and early warning, steps, improvement, season, target,
    what lies `ahead` (the next three periods and the chance of meeting the target, which cost more to work out), and
    what to be careful about. No sentence says more than its rule found.
    """
    speaker = voice(assessment.facts[row], assessment.frame, speech)
    verdict, *rest = rare(speaker) if assessment.frame.gaps else _of_values(speaker)
    paragraph = [verdict, *rest]
    if ahead:
        paragraph += lies_ahead(speaker, assessment.prospects, row)
    paragraph += cautions(speaker)
    if assessment.facts[row].latest.doubt not in NOTHING_DRAWN:
        paragraph.append(chart(speaker))
    return Words(verdict, tuple(paragraph))


def _of_values(speaker: Voice) -> list[Said]:
    """The sentences on values, the verdict first."""
    without = unjudged(speaker)
    if without:
        return _told([without, copied(speaker), confirmed(speaker), *proposed(speaker), target(speaker)])
    signal = signalled(speaker)
    steady = None if signal else stable(speaker)
    verdict = signal or steady or standing(speaker, speaker.start)
    return _told(
        [
            verdict,
            _second(speaker, signal, steady),
            record(speaker),
            at_limit(speaker),
            sides(speaker),
            last_signal(speaker),
            runs(speaker),
            *warned(speaker),
            confirmed(speaker),
            *proposed(speaker),
            no_improvement(speaker),
            seasonal(speaker),
            expected(speaker),
            target(speaker),
        ]
    )


def _second(speaker: Voice, signal: Said | None, steady: Said | None) -> Said | None:
    """Where the latest value stands, if the verdict has not said it."""
    if steady:
        return standing(speaker, speaker.it, average_said=True)
    if not signal or says_where(speaker):
        return None
    return standing(speaker, speaker.it, average_said=names_average(speaker))


def _told(sentences: Iterable[Said | None]) -> list[Said]:
    return [sentence for sentence in sentences if sentence]
