"""peelian area: what the figures say of one place, for somebody who lives there."""

from __future__ import annotations

import argparse
from pathlib import Path

from peelian.cli.earlier import add_earlier

HELP = "answer for a place: its last twelve months against the twelve before, by type, and its rank among neighbours"
EXAMPLE = 'peelian area our-plan "High Street" --html high-street.html'


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help="the plan folder")
    parser.add_argument(
        "area", metavar="AREA", help="an area's name, code or id; capitals and punctuation do not matter"
    )
    parser.add_argument("--in", dest="within", metavar="AREA", help="the area it lies in, where several have the name")
    add_earlier(parser, "PLAN/editions", "not told")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write the answer as a page")
    parser.add_argument("--json", action="store_true", help="print the answer for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_json, print_line, print_note
    from peelian.editions.answering_place import answered, as_json
    from peelian.editions.report_files import check_places, write_document
    from peelian.publications.area_answer import document_of
    from peelian.publications.area_lines import lines_of

    places = {"html": arguments.html} if arguments.html is not None else {}
    check_places(places, [arguments.plan / "plan.yaml"])
    told = answered(arguments.plan, arguments.area, arguments.within, print_note, arguments.earlier)
    if places:
        write_document(document_of(told.answer, told.plan), places)
    if arguments.json:
        print_json(as_json(told))
    else:
        for line in lines_of(told.words):
            print_line(line)
    return 0
