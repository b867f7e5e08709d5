"""peelian audit: check the arithmetic of published papers."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

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
    for format, called in FORMATS.items():
        parser.add_argument(f"--{format}", type=Path, metavar="OUT", help=f"write a report as {called}")
    parser.add_argument("--date", type=date_of, metavar="DAY", help="the day of the report (2026-03-31); today if none")
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

    from peelian.audit.answer import Answer
    from peelian.audit.audit import Audit
    from peelian.audit.folder import papers_in
    from peelian.audit.paper import Paper
    from peelian.audit.report import Report
    from peelian.audit.workers import audit_files
    from peelian.cli.printing import print_line, print_pieces
    from peelian.cli.progress import moving
    from peelian.editions.report_files import check_places, write_document
    from peelian.errors import FINDINGS, FINE, WRONG_USE
    from peelian.findings import Finding
    from peelian.publications.audit_report import compose

    places = {format: path for format in FORMATS if (path := getattr(arguments, format)) is not None}
    check_places(places, arguments.files)
    found = list(papers_in(arguments.files))
    notes = [one for one in found if isinstance(one, Finding)]
    paths = [one for one in found if not isinstance(one, Finding)]
    answer = Answer() if arguments.json else Report(all_=arguments.all)
    whole, unread = [], 0
    with (
        moving("checking", len(paths)) as done,
        closing(audit_files(paths, workers=arguments.workers, blocks=bool(places))) as papers,
    ):
        for one in papers:
            if isinstance(one, Paper):
                unread += 1
                notes += one.notes
            else:
                notes += one.paper.notes
                answer.add(one)
                if places:
                    whole.append(one)
            done(1)
    for finding in notes:
        print_line(f"{finding.severity:7} {finding.line()}", sys.stderr)
    if places:
        write_document(compose(Audit(tuple(whole)), arguments.date or date.today()), places)
    if isinstance(answer, Answer):
        print_pieces(answer.pieces())
    else:
        for line in answer.lines():
            print_line(line)
    if unread == len(paths):
        return WRONG_USE
    return FINDINGS if answer.counts.matters or unread else FINE
