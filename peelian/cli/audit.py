"""peelian audit: check the arithmetic of published papers."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "check the arithmetic of published papers: find what can be recomputed, recompute it, say what does not come out"
EXAMPLE = "peelian audit board-paper.pdf annual-report.docx --json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="papers of one set, or folders of them: PDF, DOCX, ODT, HTML, plain text",
    )
    parser.add_argument("--all", action="store_true", help="show every statement, not only what is inconsistent")
    parser.add_argument("--json", action="store_true", help="one JSON object: documents, claims, notes, summary")


def run(arguments: argparse.Namespace) -> int:
    import sys

    from peelian.audit.answer import audit_json
    from peelian.audit.audit import audit
    from peelian.audit.folder import papers_in
    from peelian.audit.reading import read_paper
    from peelian.audit.report import report
    from peelian.cli.printing import print_json, print_line
    from peelian.cli.progress import moving
    from peelian.errors import FINDINGS, FINE, WRONG_USE
    from peelian.findings import Finding

    found = list(papers_in(arguments.files))
    notes = [one for one in found if isinstance(one, Finding)]
    paths = [one for one in found if not isinstance(one, Finding)]
    papers = []
    with moving("reading", len(paths)) as done:
        for path in paths:
            papers.append(read_paper(path))
            done(1)
    for finding in (*notes, *(note for paper in papers for note in paper.notes)):
        print_line(f"{finding.severity:7} {finding.line()}", sys.stderr)
    unread = [paper for paper in papers if not paper.blocks]
    audited = audit(paper for paper in papers if paper.blocks)
    if arguments.json:
        print_json(audit_json(audited))
    else:
        for line in report(audited, all_=arguments.all):
            print_line(line)
    if len(unread) == len(papers):
        return WRONG_USE
    return FINDINGS if audited.matters or unread else FINE
