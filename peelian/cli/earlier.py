"""The option that names editions that are out, beside those that are found by themselves."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_earlier(parser: argparse.ArgumentParser, beside: str, untold: str) -> None:
    """`beside` are the editions that are looked at anyway; `untold` is what becomes of a number that would tell."""
    parser.add_argument(
        "--earlier",
        action="append",
        type=Path,
        default=[],
        metavar="EDITION",
        help=f"an edition that is out, or a folder of them, besides those in {beside}: what would give a small number"
        f" away with it is {untold}; may be given several times",
    )
