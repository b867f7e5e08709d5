"""peelian validate: everything that is wrong with a plan folder, at once."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "check a plan folder: plan, measures, figures, sources, commentary; all findings at once"
EXAMPLE = "peelian validate our-plan"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help="the plan folder")
    parser.add_argument("--strict", action="store_true", help="refuse an extract of which one row breaks a rule")
    parser.add_argument("--json", action="store_true", help="print the findings for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_findings
    from peelian.editions.validating import validate

    return print_findings(validate(arguments.plan, arguments.strict), as_json=arguments.json, about=str(arguments.plan))
