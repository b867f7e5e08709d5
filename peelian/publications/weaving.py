"""Weaves figures into the author's words: `{{ kpi-id.change }}` and `{{ full/figure/id }}` become numbers.

A reference to nothing, a number typed by hand that belongs to no figure of its paragraph, and a direction word that
contradicts its figure are findings with their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from peelian.assess.kpi import Assessment
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
from peelian.publications.directions import contradictions
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.typed_numbers import typed_numbers

REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
ATTRIBUTES = ("value", "baseline", "change", "target", "period", "direction")


def weave(desk: Desk, run: Inlines, where: str, beside: Sequence[str]) -> Inlines:
    """The run with its references filled in. `beside` are the KPIs its paragraph speaks of."""
    known = {text: tie for kpi in beside for text, tie in _figures_of(desk, desk.assessment(kpi)).items()}
    referred: list[tuple[str, Assessment]] = []

    def fill(text: Text) -> Inlines:
        parts: list[str | Inline | Inlines] = []
        position = 0
        for found in REFERENCE.finditer(text.text):
            parts.append(_tied(desk, text.text[position : found.start()], known, where))
            parts.append(_referred(desk, found[1], where, referred))
            position = found.end()
        parts.append(_tied(desk, text.text[position:], known, where))
        return join(*parts)

    woven = _map(join(*run), fill)
    for says in contradictions("".join(_flat(run)), desk.kpis, desk.assessment):
        desk.findings.append(Finding("direction-contradicts", where, says))
    return woven


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


def _referred(desk: Desk, name: str, where: str, referred: list[tuple[str, Assessment]]) -> Inlines:
    if "/" in name:
        return _by_id(desk, name, where)
    kpi, dot, attribute = name.rpartition(".")
    assessment = desk.assessment(kpi) if kpi in desk.kpis else None
    if not dot or attribute not in ATTRIBUTES or kpi not in desk.kpis:
        allowed = ", ".join(f".{a}" for a in ATTRIBUTES)
        return _nothing(desk, name, where, f"write a kpi's id with {allowed}, or a whole figure id")
    if assessment is None:
        return _nothing(desk, name, where, f"kpi '{kpi}' has no figure yet")
    referred.append((attribute, assessment))
    return _attribute(desk, assessment, attribute, name, where)


def _by_id(desk: Desk, name: str, where: str) -> Inlines:
    try:
        figure = desk.figures.find(parse_id(name))
    except FigureIdError as error:
        return _nothing(desk, name, where, str(error))
    measure = desk.plan.measures.get(figure.id.measure)
    if figure.value is None or measure is None:
        reason = getattr(figure.quantity, "reason", "not known")
        return _nothing(desk, name, where, reason)
    return join(desk.cited.number(figure, measure, unsigned=figure.id.since is not None))


def _attribute(desk: Desk, assessment: Assessment, attribute: str, name: str, where: str) -> Inlines:
    if attribute == "period":
        return join(words(assessment.period))
    if attribute == "direction":
        same = assessment.direction in ("same", "unknown")
        return join("no change" if same else phrases.noun_of_change(assessment))
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


def _nothing(desk: Desk, name: str, where: str, why: str) -> Inlines:
    desk.findings.append(Finding("unknown-reference", where, f"'{{{{ {name} }}}}' gives no number: {why}"))
    return join(f"[{name}]")


Tie = Callable[[], Number | Text]


def _tied(desk: Desk, text: str, known: Mapping[str, Tie], where: str) -> Inlines:
    """The text with numbers that belong to a figure of the paragraph tied to it; others are findings."""
    parts: list[str | Inline | Inlines] = []
    position = 0
    for start, end in typed_numbers(text, desk.plan.file.terms):
        typed = text[start:end]
        parts.append(text[position:start])
        if typed in known:
            parts.append(known[typed]())
        else:
            says = (
                f"the number '{typed}' is typed by hand and belongs to no figure here; refer to a figure"
                " ({{ kpi-id.value }}), or add it to 'terms' in plan.yaml if it is a name"
            )
            desk.findings.append(Finding("typed-number", where, says))
            parts.append(typed)
        position = end
    return join(*parts, text[position:])


def _figures_of(desk: Desk, assessment: Assessment | None) -> dict[str, Tie]:
    """How each figure of a KPI would be printed, with what prints it; nothing is printed until it is called."""
    if assessment is None:
        return {}
    found: dict[str, Tie] = {}
    for figure in (assessment.current, assessment.baseline, assessment.change):
        if figure is not None and figure.value is not None:
            unsigned = figure.id.since is not None
            arguments = (figure, assessment.measure, assessment.kpi.decimals)
            shown = Cited().number(*arguments, unsigned=unsigned)
            found[shown.text] = partial(desk.cited.number, *arguments, unsigned=unsigned)
    return found
