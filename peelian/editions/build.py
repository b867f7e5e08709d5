"""Builds an edition: plan, figures and words in, every file of the edition as bytes out. Writing is `publish`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from peelian import __version__
from peelian.editions import arithmetic, gates, manifest
from peelian.editions.arithmetic import Arithmetic
from peelian.editions.computing import with_inputs
from peelian.editions.earlier import Earlier
from peelian.editions.figure_tables import figure_table
from peelian.editions.missing import without_rows
from peelian.editions.reading import wrong_with
from peelian.editions.scorecard_tables import months_table, scorecard_table
from peelian.editions.small_numbers import Safe, composed_safely
from peelian.editions.workfolder import Work
from peelian.errors import FINDINGS, PeelianError
from peelian.figures.ids import FigureId
from peelian.findings import Finding, worst_first
from peelian.plan.accepting import with_reasons
from peelian.plan.model import Accepted
from peelian.publications.blocks import Document
from peelian.publications.paragraphs import Composed
from peelian.publications.registry import COMPOSERS
from peelian.quantities import at_most
from peelian.render.datatable import DataTable

SOFTWARE = f"peelian {__version__}"
BESIDE = (
    ("PDF", "paper.pdf"),
    ("Word document", "paper.docx"),
    ("OpenDocument text", "paper.odt"),
    ("figures as CSV", "data/figures.csv"),
    ("figures as an Excel workbook", "data/figures.xlsx"),
    ("figures as an OpenDocument spreadsheet", "data/figures.ods"),
)
"""What the page leads to: the other formats, and the figures as data."""
OF_SCORECARD = (
    ("the scorecard as CSV", "data/scorecard.csv"),
    ("the scorecard as an Excel workbook, with its months", "data/scorecard.xlsx"),
    ("the scorecard as an OpenDocument spreadsheet, with its months", "data/scorecard.ods"),
)
"""What the page of a scorecard leads to besides."""
LICENCE = "See NOTICE and the licence of each input in manifest.json"


class BuildStopped(PeelianError):
    """A build that found something that must not be published. Nothing was written."""

    exit_code = FINDINGS

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = tuple(findings)
        errors = [f for f in findings if f.severity == "error"]
        told = at_most(len(errors), 20)
        shown = "\n".join(f"  {f.line()}" for f in errors[:told])
        more = f"\n  and {len(errors) - told} more" if len(errors) > told else ""
        super().__init__(
            f"not published: {len(errors)} finding{'' if len(errors) == 1 else 's'} to mend, or to accept with a reason"
            f" in accepted-findings.yaml\n{shown}{more}"
        )


@dataclass(frozen=True)
class Built:
    """An edition that may be written. `files` hold manifest.json too, `findings` also what only its builder is told.

    `audited` is what the audit of its own papers found.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    document: Document
    audited: Arithmetic


def build(
    work: Work,
    edition: str,
    *,
    epoch: int | None,
    progress: Callable[[str], None] = lambda _: None,
    earlier: Sequence[Earlier] = (),
    held: Iterable[FigureId] = (),
) -> Built:
    """Every file of the edition. Raises BuildStopped with all findings where one of them must not be published.

    `earlier` are editions that are out: what would give a small number away with them is held back, and what they give
    away without this edition is a finding. `held` are figures that are held back in any case.
    `epoch` is SOURCE_DATE_EPOCH where it is set: it wins over the publication's own date, and is written down.
    """
    issued = datetime.fromtimestamp(epoch, UTC).date() if epoch is not None else work.publication.issued
    progress("composing")
    safe = composed_safely(
        work.figures,
        work.thresholds,
        lambda figures: COMPOSERS[work.publication.kind](work.plan, work.publication, figures, work.commentary),
        earlier,
        held,
    )
    composed = safe.composed
    beside = BESIDE + (OF_SCORECARD if composed.scores else ())
    document = replace(composed.document, issued=issued, beside=beside)
    findings = [*work.findings, *composed.findings, *safe.findings, *gates.tied(document, work.plan.file.terms)]
    _stop([*findings, *safe.of_others], work.plan.accepted)
    files = _rendered(document, progress) | _data_files(work, safe, issued)
    progress("checking")
    findings += gates.check(document, files, work.plan.file.terms)
    _stop(findings, work.plan.accepted)
    progress("auditing")
    audited = arithmetic.check(files)
    findings += audited.findings
    _stop(findings, work.plan.accepted)
    told = worst_first(with_reasons(dict.fromkeys(findings), work.plan.accepted))
    files[manifest.NAME] = manifest.compose(
        plan=work.plan.file.id,
        publication=work.name,
        edition=edition,
        issued=issued,
        epoch=epoch,
        software=SOFTWARE,
        plan_files=work.files,
        inputs=work.inputs,
        files=files,
        cited=composed.cited,
        figures=safe.figures,
        findings=told,
    )
    unreadable = wrong_with(json.loads(files[manifest.NAME]))
    _stop([Finding("not-publishable", manifest.NAME, says) for says in unreadable], ())
    beside_it = with_reasons([*safe.of_others, *_not_held(work, composed)], work.plan.accepted)
    return Built(files, worst_first((*told, *beside_it, *work.of_loading, *audited.unread)), document, audited)


def _not_held(work: Work, composed: Composed) -> Iterator[Finding]:
    """Values that the definitions of the figures name and no row has. The figures may be right: it is told who builds,
    and is no part of the edition."""
    computed, measures = work.figures.computed, {figure.id.measure for figure in composed.cited.figures.values()}
    if computed is not None:
        yield from without_rows(work.plan, computed, with_inputs(work.plan, sorted(measures)))


def _rendered(document: Document, progress: Callable[[str], None]) -> dict[str, bytes]:
    from peelian.render.formats import DOCUMENTS

    files = {}
    for suffix, render in DOCUMENTS.items():
        progress(f"writing {suffix}")
        files[f"paper.{suffix}"] = render(document)
    return files


def _data_files(work: Work, safe: Safe, issued: date) -> dict[str, bytes]:
    """The figures as data; of a scorecard also its rows, and its months in the workbooks."""
    composed = safe.composed
    title = f"{composed.document.title}: figures"
    files = _as_data("figures", [figure_table(composed.cited, safe.figures, title)], composed, issued)
    if composed.scores:
        called = f"{composed.document.title}, {composed.document.subtitle}".removesuffix(", ")
        rows = scorecard_table(composed.scores, work.plan, work.publication.area, called)
        months = months_table(composed.scores, f"{called}: the months of its charts")
        files |= _as_data("scorecard", [rows, *([months] if months.rows else [])], composed, issued)
    return files


def _as_data(name: str, tables: Sequence[DataTable], composed: Composed, issued: date) -> dict[str, bytes]:
    """The tables as workbooks, and the first of them as CSV with its metadata."""
    from peelian.render import csv as as_csv
    from peelian.render import csvw, ods, xlsx

    title, publisher, notes = tables[0].title, composed.document.publisher, composed.document.notices
    # Workbooks mark in the cell that a value is missing.
    noted = replace(tables[0], notes=(*notes, "Blank values are missing, never zero."))
    return {
        f"data/{name}.csv": as_csv.render(noted),
        f"data/{name}.csv-metadata.json": csvw.render(noted, f"{name}.csv", LICENCE, title, issued, publisher),
        f"data/{name}.xlsx": xlsx.render(tables, title, issued, notes, publisher),
        f"data/{name}.ods": ods.render(tables, title, issued, notes, publisher),
    }


def _stop(findings: Iterable[Finding], accepted: tuple[Accepted, ...]) -> None:
    told = with_reasons(findings, accepted)
    if any(f.severity == "error" for f in told):
        raise BuildStopped(worst_first(told))
