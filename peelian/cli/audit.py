"""peelian audit: check the arithmetic of published papers."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "check the arithmetic of published papers: find what can be recomputed, recompute it, say what does not come out"
EXAMPLE = "peelian audit board-paper.txt annual-report.md --json"
SUFFIXES = (".txt", ".text", ".md")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="papers of one set, as plain text or Markdown"
    )
    parser.add_argument("--all", action="store_true", help="show every statement, not only what is inconsistent")
    parser.add_argument("--json", action="store_true", help="one JSON object: documents, claims, summary")


def run(arguments: argparse.Namespace) -> int:
    from peelian.audit.answer import audit_json
    from peelian.audit.audit import audit
    from peelian.audit.plaintext import read_text
    from peelian.audit.report import report
    from peelian.cli.printing import print_json, print_line
    from peelian.errors import FINDINGS, FINE, Unusable

    for path in arguments.files:
        if path.suffix.lower() not in SUFFIXES:
            raise Unusable(
                f"{path}: {path.suffix or 'a file without an ending'} is not read; give {', '.join(SUFFIXES)}"
            )
    done = audit(read_text(path) for path in arguments.files)
    if arguments.json:
        print_json(audit_json(done))
    else:
        for line in report(done, all_=arguments.all):
            print_line(line)
    return FINDINGS if done.matters else FINE
