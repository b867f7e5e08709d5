"""peelian fetch: new files from the publishers, into the plan folder."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "bring new files of a plan's sources from their publishers: the only command that uses a network"
EXAMPLE = "peelian fetch our-plan street"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help="the plan folder")
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="one source of sources.yaml; all if left out")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what is here and what is new, without asking for a file; only lists of publishers are read",
    )
    parser.add_argument("--json", action="store_true", help="print what became of each file for a program")


def run(arguments: argparse.Namespace) -> int:
    from datetime import datetime

    from peelian.cli.printing import print_json, print_line, print_waiting
    from peelian.cli.progress import arriving
    from peelian.editions.workfolder import sources_of
    from peelian.errors import FINDINGS, FINE
    from peelian.fetching.fetch import Errand, fetch, offered
    from peelian.fetching.telling import as_json, lines
    from peelian.fetching.web import Web

    sources = sources_of(arguments.plan, arguments.source)
    web = Web()
    outcomes = []
    try:
        with arriving() as told:
            errand = Errand(arguments.plan, datetime.now().astimezone(), web, told, waiting=print_waiting)
            for outcome in offered(sources, arguments.plan, web) if arguments.dry_run else fetch(sources, errand):
                outcomes.append(outcome)
                if not arguments.json:
                    for line in lines(outcome):
                        print_line(line)
    finally:
        web.close()
    if arguments.json:
        print_json(as_json(outcomes))
    elif sources and not outcomes:
        print_line("nothing to fetch: figures that are typed in are files of the plan itself")
    elif any(outcome.what in ("new", "newer") for outcome in outcomes):
        print_line(f"next: peelian load {arguments.plan}")
    return FINDINGS if any(outcome.what == "failed" for outcome in outcomes) else FINE
