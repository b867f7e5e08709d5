"""peelian trace: where a printed number comes from."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "say where a number comes from: figure, sum, definition, file, publisher"
EXAMPLE = "peelian trace our-plan/editions/2026-05 our-measure/our-force/ye-2026-03/value"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", type=Path, metavar="EDITION", help="the folder of an edition")
    parser.add_argument("figure", metavar="FIGURE", help="a figure id, as it stands in the HTML and in figures.csv")
    parser.add_argument("--json", action="store_true", help="print the trace for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_json, print_line
    from peelian.editions.reading import open_edition
    from peelian.editions.trace import lines, trace

    traced = trace(open_edition(arguments.edition), arguments.figure)
    if arguments.json:
        print_json(traced)
    else:
        for line in lines(traced):
            print_line(line)
    return 0
