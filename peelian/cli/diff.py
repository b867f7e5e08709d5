"""peelian diff: what changed between two editions."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "say what changed between two editions: revisions, corrections, changed definitions, figures new and gone"
EXAMPLE = "peelian diff our-plan/editions/2025-11 our-plan/editions/2026-05"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="EDITION", help="the earlier edition's folder")
    parser.add_argument("new", type=Path, metavar="EDITION", help="the later edition's folder")
    parser.add_argument("--json", action="store_true", help="print the differences for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_json, print_line
    from peelian.editions.diff import differences
    from peelian.editions.reading import open_edition
    from peelian.editions.reasons import CATEGORIES

    found = differences(open_edition(arguments.old), open_edition(arguments.new))
    if arguments.json:
        print_json({"differences": [vars(d) for d in found]})
        return 0
    for category in CATEGORIES:
        of_it = [d for d in found if d.category == category]
        if of_it:
            print(f"{category} ({len(of_it)})")
        for one in of_it:
            told = " -> ".join(text for text in (one.old, one.new) if text is not None)
            print_line(f"  {one.figure}: {told}; {one.why}")
    if not found:
        print("no figure differs")
    return 0
