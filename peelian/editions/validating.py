"""Everything that is wrong with a plan folder, at once: files, sources, and what each publication would find."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from peelian.editions.workfolder import (
    book,
    dated_lists,
    load_into,
    read_commentary,
    read_sources,
    wanted_measures,
)
from peelian.findings import Finding, worst_first
from peelian.measures.faults import faults
from peelian.plan.load import load as load_plan
from peelian.plan.model import Plan
from peelian.plan.publication import Publication
from peelian.publications.registry import COMPOSERS
from peelian.sources.model import Source
from peelian.sources.store import Loaded

LATER = ("parts-do-not-sum",)
"""Findings about the figures themselves: a warning here, so that a plan can be worked on; the build decides."""


def validate(folder: Path) -> tuple[Finding, ...]:
    """Every finding, worst first. Nothing is kept: sources are read into a store that is thrown away.

    A plan whose files cannot be read has no publications to try; then only those mistakes are told.
    """
    loaded = load_plan(folder)
    findings = list(loaded.findings)
    sources, problems = read_sources(folder)
    findings += problems
    if loaded.plan is None or any(f.severity == "error" for f in findings):
        return worst_first(findings)
    with tempfile.TemporaryDirectory(prefix="peelian-") as store:
        data = load_into(Path(store), folder, sources, loaded.plan)
        findings += data.findings
        findings += _unknown_measures(data, loaded.plan)
        if not any(f.severity == "error" for f in findings):
            findings += _definitions(data, loaded.plan)
        if not any(f.severity == "error" for f in findings):
            for name, publication in loaded.publications.items():
                findings += _tried(folder, loaded.plan, name, publication, data, sources)
    return worst_first(dict.fromkeys(findings))


def _unknown_measures(data: Loaded, plan: Plan) -> Iterator[Finding]:
    """Typed figures of a measure or an area that the plan does not have: they would never be printed."""
    areas = {area.id for area in plan.file.areas.list}
    for row in data.figures:
        where = f"{row.origin.path}:{row.origin.line}"
        if row.measure not in plan.measures:
            says = f"measure '{row.measure}' is not defined; add it to measures/, or mend the name"
            yield Finding("unknown-measure", where, says)
        if row.area not in areas:
            yield Finding("unknown-area", where, f"no area '{row.area}' in plan.yaml; add it, or mend the name")


def _definitions(data: Loaded, plan: Plan) -> Iterator[Finding]:
    """What is wrong with a measure's definition once its tables are known: a column, a list, a table it lacks."""
    lists = dated_lists(plan)
    wanted = wanted_measures(plan)
    for id, measure in wanted.items():
        for says in faults(measure, data.tables, lists, wanted) if measure.kind != "published" else ():
            yield Finding("bad-definition", plan.lines.get(f"measure:{id}", "definitions"), f"measure '{id}': {says}")


def _tried(
    folder: Path, plan: Plan, name: str, publication: Publication, data: Loaded, sources: Mapping[str, Source]
) -> list[Finding]:
    """What composing this publication finds, with accepted findings as notes."""
    commentary = read_commentary(folder, publication, name, name)
    findings = [finding for words in commentary.values() for finding in words.findings]
    figures = book(folder, plan, data, sources, document=publication.document, issued=publication.issued)
    findings += COMPOSERS[publication.kind](plan, publication, figures, commentary).findings
    accepted = {(a.code, frozenset(a.figures)) for a in plan.accepted}
    for index, finding in enumerate(findings):
        known = (finding.code, frozenset(finding.figures or (finding.where,))) in accepted
        if known or finding.code in LATER:
            findings[index] = replace(finding, severity="note" if known else "warning")
    return findings
