"""peelian verify: is an edition what its manifest says, and what its plan gives?"""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "check an edition byte for byte against its manifest, then against the same paper built again"
EXAMPLE = "peelian verify our-plan/editions/2026-05"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", type=Path, metavar="EDITION", help="the folder of an edition")
    parser.add_argument("--plan", type=Path, metavar="PLAN", help="the plan folder; the nearest above if left out")
    parser.add_argument("--key", type=Path, metavar="FILE", help="check the signature with this public key")
    parser.add_argument("--json", action="store_true", help="print the verdict for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import finding_json, print_json, print_line
    from peelian.cli.progress import steps
    from peelian.editions.verify import verify

    with steps("verifying") as step:
        verdict = verify(arguments.edition, arguments.plan, arguments.key, progress=step)
    wrong = any(finding.severity == "error" for finding in verdict.findings)
    if arguments.json:
        print_json(
            {
                "intact": verdict.intact,
                "rebuilt": verdict.rebuilt,
                "findings": [finding_json(f) for f in verdict.findings],
            }
        )
        return int(wrong)
    for finding in verdict.findings:
        print_line(f"{finding.severity:7} {finding.line()}")
    words = {
        None: "not rebuilt (no plan found)",
        True: "built again: the same bytes",
        False: "built again: differs",
    }
    print(f"{arguments.edition}: {'intact' if verdict.intact else 'not intact'}, {words[verdict.rebuilt]}")
    return int(wrong)
