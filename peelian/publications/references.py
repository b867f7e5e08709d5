"""References in an author's words, `{{ kpi-id.value }}` and `{{ full/figure/id }}`: which can give no number at all.

Told from the ids of the plan alone, so that they are told whatever is wrong with its figures.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from peelian.figures.ids import FigureIdError, parse_id
from peelian.findings import Finding
from peelian.plan.model import Names
from peelian.publications.blocks import Inlines, Text, flatten
from peelian.publications.commentary import Commentary

REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
LEFT_OVER = re.compile(r"\{\{|\}\}")
ATTRIBUTES = ("value", "baseline", "change", "target", "period", "direction")


def find(commentary: Commentary, names: Names) -> Iterator[Finding]:
    """What is wrong with the references of one file, in its paragraphs, bullets and footnotes; each with its line."""
    runs: list[tuple[int, Inlines]] = []
    for words in commentary.paragraphs.values():
        runs += zip(words.lines, words.runs, strict=True)
        runs += zip(words.bullet_lines, words.bullets, strict=True)
    runs += [(commentary.note_lines[label], run) for label, run in commentary.notes.items()]
    for line, run in runs:
        yield from _in_run(run, commentary.file, line, names)


def _in_run(run: Inlines, file: str, line: int, names: Names) -> Iterator[Finding]:
    for leaf in flatten(run):
        if not isinstance(leaf, Text):
            continue
        for found in REFERENCE.finditer(leaf.text):
            if why := fault(found[1], names):
                yield nothing(found[1], f"{file}:{line + leaf.text[: found.start()].count(chr(10))}", why)
        without = REFERENCE.sub(lambda found: "\n" * found[0].count("\n") + " ", leaf.text)
        for brace in LEFT_OVER.finditer(without):
            yield left_over(brace[0], f"{file}:{line + without[: brace.start()].count(chr(10))}")
        line += leaf.text.count("\n")


def fault(name: str, names: Names) -> str | None:
    """Why this reference can give no number, whatever the figures are; None where it may give one."""
    if "/" in name:
        return _of_id(name, names)
    kpi, _, attribute = name.rpartition(".")
    form = f"write a kpi's id with {', '.join(f'.{a}' for a in ATTRIBUTES)}, or a whole figure id"
    if attribute not in ATTRIBUTES:
        return form
    if names.kpis is None:
        return None
    if kpi not in names.kpis:
        return f"no kpi '{kpi}' in the plan{_hint(kpi, names.kpis)}; {form}"
    held = names.kpis[kpi]
    if held is not None and (held.measure is None or held.kind == "in-development"):
        return f"kpi '{kpi}' has no figure yet"
    return None


def _of_id(name: str, names: Names) -> str | None:
    try:
        id = parse_id(name)
    except FigureIdError as error:
        return str(error)
    if names.measures is not None and id.measure not in names.measures:
        return f"no measure '{id.measure}' is defined{_hint(id.measure, names.measures)}"
    if names.areas is not None and id.area not in names.areas:
        return f"no area '{id.area}' in plan.yaml{_hint(id.area, names.areas)}"
    return None


def _hint(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def nothing(name: str, where: str, why: str) -> Finding:
    return Finding("unknown-reference", where, f"'{{{{ {name} }}}}' gives no number: {why}")


def left_over(brace: str, where: str) -> Finding:
    says = f"'{brace}' is left over: a reference is written {{{{ kpi-id.value }}}}, in one piece, without marks"
    return Finding("unknown-reference", where, says)
