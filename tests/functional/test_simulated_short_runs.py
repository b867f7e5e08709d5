"""Runs of a few months: the publishers' tables that they have, and what is said of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from peelian.cli.main import main
from peelian.editions.workfolder import open_figures
from peelian.simulate.publishers.publishers import TABLES
from peelian.simulate.simulate import Wanted, simulate
from tests.functional.test_simulated_force import as_told, told
from tests.functional.test_simulated_publishers import SHARED


def test_a_run_without_files_has_none_of_these(tmp_path: Path) -> None:
    simulate(tmp_path / "made", Wanted("small", 24, 1, files=False, tables=True))
    assert not (tmp_path / "made/measures/open-data.yaml").exists()
    assert not (tmp_path / "made/tables/recorded_crime").exists()
    assert "recorded-crime" not in json.loads((tmp_path / "made/truth.json").read_text(encoding="utf-8"))["values"]


ALWAYS = ["severity_weights", "cambridge_harm_index", "mid_year_population", "mid_year_estimates", "force_populations"]
BY_QUARTER = ["recorded_crime", "recorded_crime_by_partnership", "outcomes_open_data"]
BY_YEAR = [
    "searches_open_data", "searches_to_2020", "arrests", "workforce_open_data", "severity_scores", "severity_totals",
    "census_ethnic_group", "census_households", "census_small_areas",
]  # fmt: skip
ON_THE_ROADS = ["collisions", "casualties", "vehicles"]


@pytest.mark.parametrize(
    ("months", "has"),
    [
        (2, ALWAYS),
        (4, [*ALWAYS, *BY_QUARTER]),
        (12, [*ALWAYS, *BY_QUARTER, *BY_YEAR]),
        (21, [*ALWAYS, *BY_QUARTER, *BY_YEAR, *ON_THE_ROADS, "answering_999"]),
    ],
)
def test_a_short_run_has_the_tables_whose_quarters_and_years_it_holds_and_says_which_not(
    months: int, has: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "made"
    simulate(folder, Wanted("small", months, 3))
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    ours = {table.TABLE for table in TABLES}
    assert ours & truth["rows"].keys() == set(has)
    sources = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))
    assert ours & {source["table"] for source in sources.values()} == set(has)
    read_me = (folder / "README.md").read_text(encoding="utf-8")
    assert read_me.count("months or more") == len(ours) - len(has) + 1  # the paper
    assert ("Road safety data, vehicles: in runs of 21 months or more" in read_me) == (months < 21)
    assert main(["validate", str(folder)]) == 0, capsys.readouterr()
    figures = open_figures(folder, None)
    own = {one["id"] for one in yaml.safe_load((folder / "measures/open-data.yaml").read_text(encoding="utf-8"))}
    of_publishers = [(id, value) for id, value in told(truth) if id.measure in own | SHARED]
    assert {id.measure for id, _ in of_publishers} >= own
    assert [(str(id), value) for id, value in of_publishers if as_told(figures, id) != value] == []
    assert months < 4 or {value for id, value in of_publishers if id.measure == "recorded-crime"} > {"missing"}


def test_a_longer_run_says_nothing_of_tables_left_out(tmp_path: Path) -> None:
    simulate(tmp_path / "made", Wanted("small", 24, 3))
    assert "months or more" not in (tmp_path / "made/README.md").read_text(encoding="utf-8")
