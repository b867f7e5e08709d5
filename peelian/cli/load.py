"""peelian load: source files -> snapshots -> tables."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "take in the files of a plan's sources: keep them as received, check them, make tables"
EXAMPLE = "peelian load our-plan"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help="the plan folder")
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="one source of sources.yaml; all if left out")
    parser.add_argument("--strict", action="store_true", help="refuse an extract of which one row breaks a rule")
    parser.add_argument("--json", action="store_true", help="print the findings for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_findings, print_waiting
    from peelian.cli.progress import steps
    from peelian.editions.workfolder import load_sources

    with steps("loading") as step:
        step("reading the sources")
        loaded = load_sources(arguments.plan, arguments.source, arguments.strict, print_waiting)
    if not arguments.json:
        for line in loaded.lines:
            print(line)
    sources = [{"source": one.source, "files": one.files, "anew": one.anew} for one in loaded.taken if one.files]
    about = str(arguments.plan)
    return print_findings(loaded.findings, as_json=arguments.json, about=about, more={"sources": sources})
