"""Makes the data of Peelshire, a force that does not exist, and what its figures must come to, with `peelian simulate`.

Run it from anywhere: `python examples/peelshire/make_data.py [FOLDER]`. It writes data/, lookups/ and truth.json into
FOLDER, which is this folder if left out: the same bytes each time. Areas, peers and measures are those of the plan.

Peelshire is the small form of a simulated force with happenings of its own; months are numbered from April 2020.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from peelian.simulate.example import Example, fill
from peelian.simulate.peers import Peer
from peelian.simulate.simulate import Wanted
from peelian.simulate.sizes import SIZES

SEED = 1861  # chosen among a few dozen, so that most paragraphs of the paper have something to tell
HERE = Path(__file__).resolve().parent
FEBRUARY_2022, JANUARY_2023, OCTOBER_2023, DECEMBER_2023, SEPTEMBER_2024 = 22, 33, 42, 44, 53

PEELSHIRE = Example(
    Wanted("small", months=60, seed=SEED),
    replace(
        SIZES["small"],
        crimes=176,
        stops=34,
        calls=94,
        incidents=84,
        answers=24,
        officers=412,
        admissions=2.8,
        steps={"Burglary": (JANUARY_2023, 2 / 3), "Shoplifting": (SEPTEMBER_2024, 1.5)},
        solved=(DECEMBER_2023, 1.5),
        faster=OCTOBER_2023,
        unpublished=FEBRUARY_2022,
        numbered=True,
    ),
    weights={"alder-hill": 9, "brook-end": 5, "castle-ward": 14, "dean-cross": 7, "east-quay": 10, "fern-bank": 7},
    forces={
        "peelshire": Peer(27_000, None),
        "dalesworth": Peer(31_000, 5.4),
        "fenmarch": Peer(24_500, 4.6),
        "holloway": Peer(38_200, 5.0),
        "stonebridge": Peer(29_400, 4.3),
    },
)

if __name__ == "__main__":
    fill(HERE, PEELSHIRE, Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
