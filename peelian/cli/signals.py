"""peelian signals: what the series of a CSV file say."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "say what the series of a CSV file do: usual variation, signals, steps, season, what is likely next"
EXAMPLE = "peelian signals series.csv --better lower --json"
CHARTS = ("auto", "xmr", "mr", "iprime", "c", "p", "u", "pprime", "uprime", "g", "t", "run")
COUNTED = ("c", "p", "u", "pprime", "uprime", "g")  # charts of whole things, never below zero
SHARES = ("p", "pprime")  # charts of parts, never above their whole


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE.csv",
        help="columns series, period, value; or series, period, numerator, denominator; and, if you like, status, harm "
        "(of one unit of the series) and part_of (the series it is part of)",
    )
    parser.add_argument("--rules", default="nhs-2023", metavar="NAME", help="the rule set; nhs-2023 if left out")
    parser.add_argument("--chart", default="auto", choices=CHARTS, help="one chart for all, or auto: by the data")
    parser.add_argument("--better", default="neither", choices=("higher", "lower", "neither"), help="which way is good")
    parser.add_argument("--screen", choices=("on", "off"), help="leave out the largest moving ranges, once")
    parser.add_argument("--season", default="auto", choices=("auto", "on", "off"), help="limits that follow a season")
    parser.add_argument("--exclude", default="", metavar="PERIOD,…", help="periods that make no line")
    parser.add_argument("--rebase", default="", metavar="DATE,…|auto", help="first periods of new processes")
    parser.add_argument("--baseline", default="", metavar="FIRST:LAST", help="the periods that make the lines")
    parser.add_argument("--target", metavar="N", help="a target, in the unit of the values (a share as 0.9)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--replay", action="store_true", help="also when steps would first have been proposed")
    which.add_argument(
        "--together", action="store_true", help="only what stands out when all series are judged at once"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON for each series, or one value for all")


def run(arguments: argparse.Namespace) -> int:
    import sys

    from peelian.cli.printing import print_findings, print_json, print_line
    from peelian.cli.progress import moving
    from peelian.errors import FINE, WRONG_USE
    from peelian.signals.asking import Question, request_of
    from peelian.signals.report import Asked, json_lines, text_lines, together_json, together_lines
    from peelian.sources.panels import read_series

    read = read_series(arguments.file, counts=arguments.chart in COUNTED, shares=arguments.chart in SHARES)
    if read.panel is None:
        print_findings(read.findings, as_json=arguments.json, about=str(arguments.file))
        return WRONG_USE
    question = Question(
        rules=arguments.rules,
        chart=arguments.chart,
        better=arguments.better,
        season=arguments.season,
        screen=arguments.screen,
        exclude=arguments.exclude,
        rebase=arguments.rebase,
        baseline=arguments.baseline,
        target=arguments.target or "",
    )
    request = request_of(question, read.panel)
    for finding in read.findings:
        print_line(f"{finding.severity:7} {finding.line()}", sys.stderr)
    what = "looking month by month" if arguments.replay else "assessing"
    with moving(what, len(read.panel.names)) as done:
        asked = Asked(request, question.rebased, arguments.replay, read.whole.harm, read.whole.part_of, done)
        if arguments.json and arguments.together:
            print_json(together_json(read.panel, asked))
        elif arguments.json:
            for line in json_lines(read.panel, asked):
                print(line)
        else:
            for line in (together_lines if arguments.together else text_lines)(read.panel, asked):
                print_line(line)
    return FINE
