"""peelian show: a measure's figures in the terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "show a measure's figures and a small chart in the terminal"
EXAMPLE = "peelian show our-plan our-measure --period ye-2026-03"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help="the plan folder")
    parser.add_argument("measure", metavar="MEASURE", help="a measure's id")
    parser.add_argument("--area", metavar="AREA", help="an area's or a peer's name, code or id; the force if left out")
    parser.add_argument(
        "--period",
        metavar="PERIOD",
        help="as ye-2026-03, YE Mar 2026 or 2025/26; every month if left out, or what is typed",
    )
    parser.add_argument("--breakdown", default="", metavar="DIM=VALUE", help="a part of the whole")
    parser.add_argument("--document", metavar="ID", help="whose typed figures to show, where documents differ")
    parser.add_argument("--json", action="store_true", help="print the figures for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_json, print_note
    from peelian.editions.showing import show

    shown = show(
        arguments.plan,
        arguments.measure,
        area=arguments.area,
        period=arguments.period,
        breakdown=arguments.breakdown,
        document=arguments.document,
        noted=print_note,
    )
    if arguments.json:
        print_json(shown.answer)
    else:
        print("\n".join(shown.lines))
    return 0
