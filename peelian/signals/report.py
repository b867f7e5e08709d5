"""What is printed of a panel: a line of JSON for each series, or words for people."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from peelian.quantities import at_most
from peelian.signals.answer import Answer, answer_lines
from peelian.signals.answer_together import answer_together
from peelian.signals.assessment import Assessment, assess
from peelian.signals.judge import Request
from peelian.signals.overview import Overview, overview
from peelian.signals.panel import Array, Panel
from peelian.signals.replayed import by_series, replayed
from peelian.signals.steps.replay import Replay
from peelian.signals.watching.watch import in_words
from peelian.signals.words.many import Told, named
from peelian.signals.words.overview import overview_in_words, summed_up
from peelian.signals.words.pieces import Said, numbered, plain
from peelian.signals.words.replayed import Tally, history, tally_in_words
from peelian.signals.words.say import say
from peelian.signals.words.speech import speech_of
from peelian.signals.words.stepped import proposed
from peelian.signals.words.voice import voice

WHOLE = 12  # so many series are told in a paragraph each
NAMED = 40  # of more, so many are told in a sentence each
WIDTH = 100
Rebase = Literal["by-hand", "auto"]


@dataclass(frozen=True)
class Asked:
    """What a panel is asked. `replay`: also when each step would first have been proposed, month by month.

    `harm` [S]: the harm of one unit of each series; `part_of`: for each series those that it is part of. `done` is told
    how many more series are through.
    """

    request: Request
    rebase: Rebase = "by-hand"
    replay: bool = False
    harm: Array | None = None
    part_of: Sequence[Sequence[int]] = ()
    done: Callable[[int], None] = lambda _: None

    def of(self, panel: Panel) -> Iterator[tuple[Assessment, Replay | None]]:
        for one in assess(panel, self.request, rebase=self.rebase):
            if self.replay:
                yield one, replayed(one, self.done)
            else:
                yield one, None
                self.done(len(one.judged.rows))


def json_lines(panel: Panel, asked: Asked) -> Iterator[str]:
    """A line for each series, in the panel's order."""
    waiting: dict[int, str] = {}
    following = 0
    for one, replay in asked.of(panel):
        words = [" ".join(map(plain, paragraph)) for paragraph in paragraphs(one, replay)]
        waiting.update(answer_lines(one, words, replay))
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def text_lines(panel: Panel, asked: Asked) -> Iterator[str]:
    """A paragraph for each of a few series; of many what they say together, and those that say something."""
    if len(panel.names) <= WHOLE:
        told: dict[int, list[str]] = {}
        for one, replay in asked.of(panel):
            for row, paragraph in zip(one.judged.rows.tolist(), paragraphs(one, replay), strict=True):
                told[row] = [panel.names[row], *_wrapped(paragraph), ""]
        for row in sorted(told):
            yield from told[row]
        return
    telling: dict[int, str] = {}
    tally = Tally()

    def passing() -> Iterator[Assessment]:
        nonlocal tally
        for one, replay in asked.of(panel):
            tally = tally if replay is None else tally.and_of(replay, len(one.judged.rows))
            told = _histories(one, replay, brief=True)
            for place in _telling(one, replay):
                sentences = (*_verdict_and_step(one, place), *told[place])
                telling[int(one.judged.rows[place])] = " ".join(map(plain, sentences))
            yield one

    yield from _summed_up(panel, _together(panel, asked, passing()))
    if asked.replay:
        yield ""
        yield from _wrapped(tally_in_words(tally, panel.periods))
    if telling:
        yield ""
        yield f"With a signal in the last period, or a step proposed{' at any time' if asked.replay else ''}:"
    named = at_most(len(telling), NAMED)
    for row in sorted(telling)[:named]:
        yield from _bullet(telling[row])
    if len(telling) > named:
        yield f"and {len(telling) - named:,} more; --json tells each series"


def together_lines(panel: Panel, asked: Asked) -> Iterator[str]:
    """What all series say together, and nothing of each that does not stand out."""
    yield from _summed_up(panel, _together(panel, asked, (one for one, _ in asked.of(panel))))


def together_json(panel: Panel, asked: Asked) -> Answer:
    """The same for a program."""
    seen = _together(panel, asked, (one for one, _ in asked.of(panel)))
    return answer_together(panel, seen, " ".join(map(plain, overview_in_words(panel, seen, _told(seen)))))


def _together(panel: Panel, asked: Asked, assessments: Iterable[Assessment]) -> Overview:
    return overview(panel, assessments, weight=asked.harm, part_of=asked.part_of)


def _summed_up(panel: Panel, seen: Overview) -> Iterator[str]:
    """How many, and then a line for each series that stands out."""
    yield from _wrapped(summed_up(panel, seen))
    for line in named(panel, seen.month, seen.listed, seen.period, _told(seen)):
        yield from _bullet(plain(line))


def _told(seen: Overview) -> Told:
    return Told(harm="in harm" if seen.weighed else None)


def _bullet(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="- ", subsequent_indent="  ")


def paragraphs(one: Assessment, replay: Replay | None = None) -> Iterator[tuple[Said, ...]]:
    """The words of each series of an assessment, in its order; with its history where that was asked for."""
    panel = one.judged.raw.panel
    histories = _histories(one, replay)
    for place, name in enumerate(panel.names):
        told = say(one, place, speech_of(name, one.facts[place], one.frame), ahead=True).paragraph
        watched = in_words(one.watched, place, panel.periods[0].kind)
        told = (*told, numbered(watched, panel.periods[-1])) if watched else told
        yield (*told, *histories[place])


def _histories(one: Assessment, replay: Replay | None, brief: bool = False) -> list[tuple[Said, ...]]:
    """What the replay says of each series; nothing of one without a step where it is to be `brief`."""
    panel = one.judged.raw.panel
    if replay is None:
        return [()] * len(panel.names)
    told: list[tuple[Said, ...]] = []
    for place, found in enumerate(by_series(replay, len(panel.names))):
        speech = speech_of(panel.names[place], one.facts[place], one.frame)
        speaker = voice(one.facts[place], one.frame, speech)
        told.append(history(speaker, found, panel.periods, brief) if len(found.seen) or not brief else ())
    return told


def _verdict_and_step(one: Assessment, place: int) -> tuple[Said, ...]:
    """The sentence of one series, and where a step is proposed, that it may have come."""
    speech = speech_of(one.judged.raw.panel.names[place], one.facts[place], one.frame)
    return (say(one, place, speech).sentence, *proposed(voice(one.facts[place], one.frame, speech))[:1])


def _telling(one: Assessment, replay: Replay | None) -> list[int]:
    """The places of the series with a signal at their latest value, or a step proposed: now, or at the time."""
    found = np.union1d(np.flatnonzero(one.judged.variation != 0), one.steps.series)
    places: list[int] = (found if replay is None else np.union1d(found, replay.steps.series)).tolist()
    return places


def _wrapped(sentences: Iterable[Said]) -> list[str]:
    return textwrap.wrap(" ".join(map(plain, sentences)), WIDTH)
