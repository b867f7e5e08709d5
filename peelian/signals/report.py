"""What is printed of a panel: a line of JSON for each series, or words for people."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import numpy as np

from peelian.signals.answer import answer_lines
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.overview import overview
from peelian.signals.panel import Panel
from peelian.signals.watching.watch import in_words
from peelian.signals.words.overview import overview_in_words
from peelian.signals.words.pieces import Said, numbered, plain
from peelian.signals.words.say import say
from peelian.signals.words.speech import speech_of
from peelian.signals.words.stepped import proposed
from peelian.signals.words.voice import voice

WHOLE = 12  # so many series are told in a paragraph each
NAMED = 40  # of more, so many are told in a sentence each
WIDTH = 100
Rebase = Literal["by-hand", "auto"]


def json_lines(panel: Panel, request: Request, rebase: Rebase, done: Callable[[int], None]) -> Iterator[str]:
    """A line for each series, in the panel's order; `done` is told how many more there are."""
    waiting: dict[int, str] = {}
    following = 0
    for one in assess(panel, request, rebase=rebase):
        words = [" ".join(map(plain, paragraph)) for paragraph in paragraphs(one)]
        waiting.update(answer_lines(one, words))
        while following in waiting:
            yield waiting.pop(following)
            following += 1
        done(len(words))


def text_lines(panel: Panel, request: Request, rebase: Rebase, done: Callable[[int], None]) -> Iterator[str]:
    """A paragraph for each of a few series; of many what they say together, and those that say something."""
    if len(panel.names) <= WHOLE:
        told: dict[int, list[str]] = {}
        for one in assess(panel, request, rebase=rebase):
            for row, paragraph in zip(one.judged.rows.tolist(), paragraphs(one), strict=True):
                told[row] = [panel.names[row], *_wrapped(paragraph), ""]
            done(len(one.judged.rows))
        for row in sorted(told):
            yield from told[row]
        return
    named: dict[int, str] = {}

    def passing() -> Iterator[Assessment]:
        for one in assess(panel, request, rebase=rebase):
            for place in _telling(one):
                named[int(one.judged.rows[place])] = " ".join(map(plain, _verdict_and_step(one, place)))
            done(len(one.judged.rows))
            yield one

    seen = overview(panel, passing())
    yield from _wrapped(overview_in_words(panel, seen))
    if named:
        yield ""
        yield "With a signal in the last period, or a step proposed:"
    for row in sorted(named)[:NAMED]:
        yield from textwrap.wrap(named[row], WIDTH, initial_indent="- ", subsequent_indent="  ")
    if len(named) > NAMED:
        yield f"and {len(named) - NAMED:,} more; --json tells each series"


def paragraphs(one: Assessment) -> Iterator[tuple[Said, ...]]:
    """The words of each series of an assessment, in its order."""
    panel = one.judged.raw.panel
    for place, name in enumerate(panel.names):
        told = say(one, place, speech_of(name, one.facts[place], one.frame), ahead=True).paragraph
        watched = in_words(one.watched, place, panel.periods[0].kind)
        yield (*told, numbered(watched, panel.periods[-1])) if watched else told


def _verdict_and_step(one: Assessment, place: int) -> tuple[Said, ...]:
    """The sentence of one series, and where a step is proposed, that it may have come."""
    speech = speech_of(one.judged.raw.panel.names[place], one.facts[place], one.frame)
    return (say(one, place, speech).sentence, *proposed(voice(one.facts[place], one.frame, speech))[:1])


def _telling(one: Assessment) -> list[int]:
    """The places of the series with a signal at their latest value, or a step proposed."""
    signalled = np.flatnonzero(one.judged.variation != 0)
    found: list[int] = np.union1d(signalled, one.steps.series).tolist()
    return found


def _wrapped(sentences: Iterable[Said]) -> list[str]:
    return textwrap.wrap(" ".join(map(plain, sentences)), WIDTH)
