"""peelian new: a plan folder to start from."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "start a plan folder: a small plan that validates and builds as it is"
EXAMPLE = "peelian new our-plan"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make; it must be new or empty")


def run(arguments: argparse.Namespace) -> int:
    from peelian.editions.starting import start

    files = start(arguments.folder)
    print(f"{arguments.folder}: a plan of {len(files)} files")
    named = f'"{arguments.folder}"' if " " in str(arguments.folder) else str(arguments.folder)
    print(f"next: peelian validate {named}")
    print(f"then: peelian build {named} first-paper")
    return 0
