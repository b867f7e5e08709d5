"""peelian simulate: a made-up force whose figures are known."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "make up a force: a plan folder with files as publishers write them, and what its figures must be"
EXAMPLE = "peelian simulate made-up --size small --months 36 --seed 7"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make; it must be new or empty")
    parser.add_argument("--size", default="small", help="small (the default), city, or national: 43 forces")
    parser.add_argument("--months", type=int, default=36, metavar="N", help="how many months from April 2020; 36")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="a whole number; the same one, the same bytes; 1"
    )
    parser.add_argument("--faults", action="store_true", help="adds files that a load must refuse, named in truth.json")
    parser.add_argument("--tables", action="store_true", help="writes tidy Parquet files in tables/ too")
    parser.add_argument("--only-tables", action="store_true", help="writes the Parquet files and no publisher's files")
    parser.add_argument("--json", action="store_true", help="print what was made for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import print_json
    from peelian.cli.progress import steps
    from peelian.quantities import counted
    from peelian.simulate.simulate import Wanted, simulate

    wanted = Wanted(
        arguments.size,
        arguments.months,
        arguments.seed,
        files=not arguments.only_tables,
        tables=arguments.tables or arguments.only_tables,
        faults=arguments.faults,
    )
    with steps("simulating", arguments.months) as step:
        made = simulate(arguments.folder, wanted, step)
    if arguments.json:
        tables = [{"table": table, "rows": rows} for table, rows in made.rows.items()]
        print_json({"areas": made.areas, "first": made.first, "last": made.last, "tables": tables})
        return 0
    print(f"{arguments.folder}: {counted(made.areas, 'area')}, {made.first} to {made.last}, all of it simulated")
    for table, rows in made.rows.items():
        print(f"  {table}: {counted(rows, 'row')}")
    named = f'"{arguments.folder}"' if " " in str(arguments.folder) else str(arguments.folder)
    print(f"what the figures must be: {arguments.folder / 'truth.json'}")
    if wanted.files:
        print(f"next: peelian validate {named}")
    return 0
