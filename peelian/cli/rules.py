"""peelian rules: what two rule sets say of the same series."""

from __future__ import annotations

import argparse
from pathlib import Path

from peelian.cli.signals import CHARTS, COUNTED, SHARES

HELP = "compare two rule sets: where they differ on the series of a file, and why"
EXAMPLE = "peelian rules compare nhs-r nhs-2023 series.csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    compare = actions.add_parser(
        "compare",
        help=HELP,
        description=HELP[0].upper() + HELP[1:] + ".",
        epilog=f"example: {EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    compare.add_argument("a", metavar="A", help="a rule set's name")
    compare.add_argument("b", metavar="B", help="another's")
    compare.add_argument("file", type=Path, metavar="FILE", help="a CSV file of series, periods and values")
    compare.add_argument(
        "--chart",
        default="auto",
        choices=CHARTS,
        help="one chart for both; as each rule set chooses if left out",
    )
    compare.add_argument(
        "--better",
        default="neither",
        choices=("higher", "lower", "neither"),
        help="which way is better; neither if left out",
    )
    compare.add_argument("--json", action="store_true", help="print everything for a program")


def run(arguments: argparse.Namespace) -> int:
    import sys

    from peelian.cli.printing import finding_json, print_findings, print_json, print_line
    from peelian.errors import FINE, WRONG_USE
    from peelian.signals.compare import compare
    from peelian.signals.compared import as_lines, as_value
    from peelian.signals.judge import Request
    from peelian.signals.ruleset import load
    from peelian.sources.panels import read_series

    a, b = load(arguments.a), load(arguments.b)
    read = read_series(arguments.file, counts=arguments.chart in COUNTED, shares=arguments.chart in SHARES)
    if read.panel is None:
        print_findings(read.findings, as_json=arguments.json, about=str(arguments.file))
        return WRONG_USE
    found = compare(read.panel, a, b, Request(a, chart=arguments.chart, better=arguments.better))
    if arguments.json:
        print_json({"findings": [finding_json(finding) for finding in read.findings], **as_value(found)})
        return FINE
    for finding in read.findings:
        print_line(f"{finding.severity:7} {finding.line()}", sys.stderr)
    for line in as_lines(found):
        print_line(line)
    return FINE
