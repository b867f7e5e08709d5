"""A country of 43 made-up forces comes to its truth, from the publishers' files to figures. In the long runs only."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from peelian.editions.workfolder import open_figures
from peelian.simulate.simulate import Wanted, simulate
from tests.functional.test_simulated_force import as_told, told
from tests.promises.tally import tally

EVERY = 41  # of the figures of the truth one in so many is tried


@pytest.mark.skipif(not os.environ.get("PEELIAN_SOAK"), reason="takes minutes; make soak runs it")
def test_a_country_comes_to_what_the_truth_says_wherever_it_is_tried(tmp_path: Path) -> None:
    simulate(tmp_path / "country", Wanted("national", 2, 9))
    truth = json.loads((tmp_path / "country/truth.json").read_text(encoding="utf-8"))
    figures = open_figures(tmp_path / "country", None)
    results = {}
    for id, value in list(told(truth))[::EVERY]:
        found = as_told(figures, id)
        results[str(id)] = [f"{found}, not {value}"] if found != value else []
    held = tally("figures of a simulated country", results)
    assert held.held == held.tried > 1000, held.details()
