"""Weaves figures into the author's words: `{{ kpi-id.change }}` and `{{ full/figure/id }}` become numbers.

A reference to nothing, a number typed by hand that belongs to no figure of its paragraph, and a direction word that
contradicts its figure are findings with their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from peelian.assess.kpi import STABLE_BAND, Assessment
from peelian.figures.ids import FigureIdError, parse_id
from peelian.findings import Finding
from peelian.periods import words
from peelian.publications.blocks import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    Number,
    Strong,
    Text,
    flatten,
)
from peelian.publications.citing import Cited, join
from peelian.publications.directions import Around, Moved, contradictions
from peelian.publications.references import LEFT_OVER, REFERENCE, fault, left_over, nothing
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.typed_numbers import typed_numbers


def weave(desk: Desk, run: Inlines, where: str, beside: Sequence[str]) -> Inlines:
    """The run with its references filled in. `beside` are the KPIs its paragraph speaks of.

    `where` is the file and the run's first line; a finding names the line of its own words.
    """
    own = {kpi: a for kpi in beside if (a := desk.assessment(kpi)) is not None}
    known = {text: tie for a in own.values() for text, tie in _figures_of(desk, a).items()}
    run = join(*run)
    line = 0

    def fill(text: Text) -> Inlines:
        nonlocal line
        parts: list[str | Inline | Inlines] = []
        position, start = 0, line
        for found in REFERENCE.finditer(text.text):
            parts.append(_tied(desk, text.text[position : found.start()], known, where, line))
            line = start + text.text[: found.start()].count("\n")
            parts.append(_referred(desk, found[1], _line(where, line)))
            position = found.end()
            line = start + text.text[:position].count("\n")
        parts.append(_tied(desk, text.text[position:], known, where, line))
        line = start + text.text.count("\n")
        return join(*parts)

    woven = _map(run, fill)
    words = "".join(_flat(run))
    typed = {words[a:b] for a, b in typed_numbers(words.replace("\n", " "), desk.plan.file.terms)}
    tied = {text: a for a in own.values() for text in _figures_of(desk, a) if text in typed}
    around = Around(partial(_moved, desk), tied, beside)
    for at, word, says in contradictions(words.replace("\n", " "), desk.kpis, desk.assessment, around):
        told = _line(where, words[:at].count("\n"))
        do = "mend the word or the reference"
        desk.findings.append(Finding("direction-contradicts", told, says, place=desk.place, words=word, advice=do))
    return woven


def _line(where: str, further: int) -> str:
    """The place so many lines further on."""
    file, _, line = where.rpartition(":")
    return f"{file}:{int(line) + further}" if line.isdigit() else where


def _moved(desk: Desk, name: str) -> Moved | None:
    """What a full figure id says of a move: of its KPI, or the sign of the change it is."""
    try:
        figure = desk.figures.find(parse_id(name))
    except FigureIdError:
        return None
    id = figure.id
    assessed = [a for a in map(desk.assessment, desk.kpis) if a is not None]
    same = [a for a in assessed if a.current.id.of("value") == id.at(a.period)]
    if id.since is None:
        of_it = [a for a in same if id.statistic == "value" and id.period in (a.period, a.since)]
        return Moved.of(of_it[0]) if of_it else None
    if figure.value is None:
        return None
    if any(a.change is not None and a.change.id == id for a in same):
        return next(Moved.of(a) for a in same if a.change is not None and a.change.id == id)
    direction = "up" if figure.value > 0 else "down" if figure.value < 0 else "same"
    good = {"higher": "up", "lower": "down"}
    wanted = {good[a.kpi.polarity] for a in same if a.kpi.polarity in good}
    meaning = "same" if direction == "same" else "moved"
    band = max((a.band for a in same), default=STABLE_BAND)
    if meaning == "moved" and id.statistic != "change" and abs(figure.value) < band:
        meaning = "stable"
    elif len(wanted) == 1 and direction != "same":
        meaning = "improved" if wanted == {direction} else "worsened"
    return Moved(name, direction, meaning)


def _map(run: Inlines, fill: Callable[[Text], Inlines]) -> Inlines:
    out: list[Inline] = []
    for inline in run:
        match inline:
            case Text():
                out.extend(fill(inline))
            case Strong() | Emphasis() | Link():
                out.append(replace(inline, inlines=_map(inline.inlines, fill)))
            case _:
                out.append(inline)
    return tuple(out)


def _flat(run: Inlines) -> list[str]:
    return [leaf.text for leaf in flatten(run) if isinstance(leaf, Text | Number)]


def _referred(desk: Desk, name: str, where: str) -> Inlines:
    if why := fault(name, desk.names):
        return _nothing(desk, name, where, why)
    if "/" in name:
        return _by_id(desk, name, where)
    kpi, _, attribute = name.rpartition(".")
    assessment = desk.assessment(kpi)
    assert assessment is not None
    return _attribute(desk, assessment, attribute, name, where)


def _by_id(desk: Desk, name: str, where: str) -> Inlines:
    figure = desk.figures.find(parse_id(name))
    measure = desk.plan.measures[figure.id.measure]
    if figure.value is None:
        reason = getattr(figure.quantity, "reason", "not known")
        return _nothing(desk, name, where, reason)
    return join(desk.cited.number(figure, measure, unsigned=figure.id.since is not None))


def _attribute(desk: Desk, assessment: Assessment, attribute: str, name: str, where: str) -> Inlines:
    if attribute == "period":
        return join(words(assessment.period))
    if attribute in ("direction", "change") and assessment.direction in ("same", "unknown"):
        return _nothing(desk, name, where, _no_change(assessment))
    if attribute == "direction":
        return join(phrases.noun_of_change(assessment))
    figure = {
        "value": assessment.current,
        "baseline": assessment.baseline,
        "change": assessment.change,
        "target": desk.figures.find(assessment.current.id.of("target")),
    }[attribute]
    if figure is None or figure.value is None:
        reason = getattr(figure.quantity, "reason", "") if figure else "the plan compares it with nothing known"
        return _nothing(desk, name, where, reason)
    if attribute == "change":
        return join(desk.size(assessment))
    return phrases.amount(desk, assessment, figure)


def _no_change(assessment: Assessment) -> str:
    if assessment.direction == "same":
        return "there is no change to speak of; say in words that it did not change"
    if assessment.since is None:
        return "there is no change to speak of: the plan compares it with nothing"
    reason = getattr(assessment.current.quantity, "reason", "") or "the figure it is compared with is not known"
    return f"there is no change to speak of: {reason}"


def _nothing(desk: Desk, name: str, where: str, why: str) -> Inlines:
    desk.findings.append(nothing(name, where, why))
    return (Text(f"[{name}]", told=True),)


Tie = Callable[[], Number | Text]


def _tied(desk: Desk, text: str, known: Mapping[str, Tie], where: str, line: int) -> Inlines:
    """The text with numbers that belong to a figure of the paragraph tied to it; others are findings.

    `line` is how many lines after `where` the text starts; its own line ends become spaces.
    """
    parts: list[str | Inline | Inlines] = []
    position = 0
    words_ = text.replace("\n", " ")
    for start, end in typed_numbers(words_, desk.plan.file.terms, in_words=True):
        typed = words_[start:end]
        parts.append(words_[position:start])
        if typed in known:
            parts.append(known[typed]())
        else:
            says = f"the number '{typed}' is typed by hand and belongs to no figure here"
            do = "refer to a figure ({{ kpi-id.value }}), or add it to 'terms' in plan.yaml if it is a name"
            told = _line(where, line + text[:start].count("\n"))
            desk.findings.append(Finding("typed-number", told, says, place=desk.place, words=typed, advice=do))
            parts.append(Text(typed, told=True))
        position = end
    for brace in LEFT_OVER.finditer(text):
        desk.findings.append(left_over(brace[0], _line(where, line + text[: brace.start()].count("\n"))))
    return join(*parts, words_[position:])


def _figures_of(desk: Desk, assessment: Assessment) -> dict[str, Tie]:
    """How each figure of a KPI would be printed, with what prints it; nothing is printed until it is called."""
    found: dict[str, Tie] = {}
    for figure in (assessment.current, assessment.baseline, assessment.change):
        if figure is not None and figure.value is not None:
            unsigned = figure.id.since is not None
            arguments = (figure, assessment.measure, assessment.kpi.decimals)
            fresh = Cited()
            for _ in range(2):  # as a first mention, and as any other
                shown = fresh.number(*arguments, unsigned=unsigned)
                found[shown.text] = partial(desk.cited.number, *arguments, unsigned=unsigned)
    return found
