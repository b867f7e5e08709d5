"""peelian audit: check the arithmetic of published papers."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peelian.audit.claims.audited import Audit, Audited

HELP = "check the arithmetic of published papers: find what can be recomputed, recompute it, say what does not come out"
EXAMPLE = "peelian audit board-paper.pdf annual-report.docx --html audit.html"
WORKERS, MOST_WORKERS = 2, 64  # each may take a gigabyte
FORMATS = {"html": "a page", "docx": "a Word document", "odt": "an OpenDocument text", "pdf": "a tagged PDF"}


def date_of(text: str) -> date:
    """A day that a person typed. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-03-31") from None


def number_of_workers(text: str) -> int:
    """A number of processes that a person typed. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of processes; write 1 to {MOST_WORKERS}")
    return int(text)


def default_workers() -> int:
    """Two, so that no machine is taken over, and one where there is one core."""
    return min(WORKERS, os.cpu_count() or 1)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="papers of one set, or folders of them: PDF, DOCX, ODT, HTML, plain text",
    )
    parser.add_argument("--all", action="store_true", help="show every statement, not only what is inconsistent")
    parser.add_argument(
        "--against", type=Path, metavar="EDITION", help="check the papers' numbers against this edition's figures"
    )
    for format, called in FORMATS.items():
        parser.add_argument(f"--{format}", type=Path, metavar="OUT", help=f"write a report as {called}")
    parser.add_argument("--date", type=date_of, metavar="DAY", help="the day of the report (2026-03-31); today if none")
    parser.add_argument(
        "--annotate", type=Path, metavar="FOLDER", help="write copies of the PDFs with highlights and notes there"
    )
    parser.add_argument(
        "--workers",
        type=number_of_workers,
        metavar="N",
        default=default_workers(),
        help=f"papers read and checked at the same time, 1 to {MOST_WORKERS}; {WORKERS} if none, and 1 on one core",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object: documents, claims, notes, summary")


def run(arguments: argparse.Namespace) -> int:
    import sys
    from contextlib import closing

    from peelian.audit.answers.as_json import Answer
    from peelian.audit.answers.as_text import Report
    from peelian.audit.papers.folder import papers_in
    from peelian.audit.papers.paper import Paper
    from peelian.audit.processes.workers import audit_files
    from peelian.cli.printing import print_line, print_pieces
    from peelian.cli.progress import moving
    from peelian.errors import FINDINGS, FINE, WRONG_USE
    from peelian.findings import Finding

    further = _Further(arguments)
    found = list(papers_in(arguments.files))
    notes = [one for one in found if isinstance(one, Finding)]
    paths = [one for one in found if not isinstance(one, Finding)]
    answer = Answer() if arguments.json else Report(all_=arguments.all)
    whole: list[Audited] = []
    unread = 0
    with (
        moving("checking", len(paths)) as done,
        closing(audit_files(paths, workers=arguments.workers, blocks=further.asked)) as papers,
    ):
        for one in papers:
            notes += (one if isinstance(one, Paper) else one.paper).notes
            if isinstance(one, Paper):
                unread += 1
            elif further.asked:
                whole.append(one)
            else:
                answer.add(one)
            done(1)
    for finding in notes:
        print_line(f"{finding.severity:7} {finding.line()}", sys.stderr)
    for paper in further.done(whole, paths):
        answer.add(paper)
    if isinstance(answer, Answer):
        print_pieces(answer.pieces(further.json))
    else:
        for line in (*answer.lines(), *further.lines):
            print_line(line)
    if unread == len(paths):
        return WRONG_USE
    return FINDINGS if answer.counts.matters or unread else FINE


class _Further:
    """What is asked beyond the claims, for which whole papers are kept: an edition, a report, copies with notes.

    Loaded only where it is asked for: that takes longer than most papers.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.json: dict[str, object] = {}
        self.lines: list[str] = []
        self.places = {format: path for format in FORMATS if (path := getattr(arguments, format)) is not None}
        self.asked = bool(self.places) or arguments.against is not None or arguments.annotate is not None
        if self.places:
            from peelian.editions.report_files import check_places

            check_places(self.places, arguments.files)
        if arguments.against is not None:
            from peelian.editions.named import named
            from peelian.editions.reading import open_edition

            self.edition = named(open_edition(arguments.against))

    def done(self, papers: list[Audited], paths: list[Path]) -> Iterable[Audited]:
        """The papers, with what the edition adds to them, once all that was asked of them is done."""
        from peelian.audit.claims.audited import Audit

        audit = Audit(tuple(papers))
        if self.arguments.against is not None:
            from peelian.editions.against import against, against_json, against_line

            compared = against(audit, self.edition)
            audit = compared.audit
            self.json, self.lines = {"against": against_json(compared)}, [against_line(compared)]
        if self.arguments.annotate is not None:
            annotated(audit, paths, self.arguments.annotate, all_=self.arguments.all)
        if self.places:
            from peelian.editions.report_files import write_document
            from peelian.publications.audit_report import compose

            write_document(compose(audit, self.arguments.date or date.today()), self.places)
        return audit.papers


def annotated(audited: Audit, paths: list[Path], folder: Path, *, all_: bool) -> None:
    """Writes a copy of each PDF with notes, and says on the standard error where it is or why there is none."""
    import sys

    from peelian.audit.answers.annotated import ENDING, Annotated, annotate
    from peelian.cli.printing import print_line
    from peelian.errors import Unusable

    if folder.exists() and not folder.is_dir():
        raise Unusable(f"--annotate {folder}: is a file; name a folder for the copies")
    folder.mkdir(parents=True, exist_ok=True)
    sources = {path.name: path for path in paths if path.suffix.lower() == ".pdf" and not path.name.endswith(ENDING)}
    for one in audited.papers:
        if one.paper.name not in sources:
            print_line(f"note    {one.paper.name}: is no PDF, and has no annotated copy", sys.stderr)
            continue
        made = annotate(one, sources[one.paper.name], folder, all_=all_)
        if isinstance(made, Annotated):
            over = f", {made.unplaced} of them at the top of their page" if made.unplaced else ""
            print_line(f"{made.path}: {made.marked} passages marked{over}", sys.stderr)
        else:
            print_line(f"{made.severity:7} {made.line()}", sys.stderr)
