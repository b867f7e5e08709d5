"""Peelshire's areas, parts and peers in its paper: each number opens to its files, and peers' rows are no own ones."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from peelian.editions.reading import Edition, open_edition
from peelian.editions.trace import trace
from peelian.editions.workfolder import Work, open_work
from peelian.figures.ids import parse_id
from tests.functional.test_peelshire_processes import files_of
from tests.promises.editions import PEELSHIRE, example, written


@pytest.fixture(scope="module")
def work() -> Work:
    return open_work(PEELSHIRE, "board-2025-05", "2025-05")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return open_edition(written(example("peelshire", "board-2025-05").files, tmp_path_factory.mktemp("edition")))


def printed(edition: Edition) -> dict[str, str]:
    """The figures of parts and groups that the paper prints, each with what it is a figure of."""
    asked = {id: parse_id(id).opened for id, entry in edition.figures.items() if entry["printed"]}
    return {id: one.name for id, one in asked.items() if one is not None}


def test_every_number_of_parts_and_groups_opens_to_its_files(edition: Edition) -> None:
    found = printed(edition)
    for id in found:
        entry = edition.figures[id]
        assert entry["trace"]["kind"] == "computed"
        assert entry["trace"]["sum"]
        assert {path for path in files_of(trace(edition, id)) if path.startswith("data/")}, id
    assert {"share-of-AREA", "share-by-AXIS", "top-N-share-by-AXIS", "top-N-rise-share-by-AXIS"} <= set(found.values())
    assert {"fall-by-AXIS", "rank-in-GROUP", "rank-last-in-GROUP", "mean-in-GROUP", "gap-in-GROUP"} <= set(
        found.values()
    )


def test_the_paper_finds_nothing_wrong_with_them(edition: Edition) -> None:
    assert [finding for finding in edition.manifest["findings"] if finding["code"] == "sentence-differs"] == []


def test_rows_of_peers_are_theirs_alone(work: Work) -> None:
    with (PEELSHIRE / "data" / "forces.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if "2024-04" <= row["Month"] <= "2025-03"]
    codes = {"peelshire": "PF01", "dalesworth": "PF02", "fenmarch": "PF03", "holloway": "PF04", "stonebridge": "PF05"}
    rates = {}
    for id, code in codes.items():
        crimes = sum(int(row["Crimes"]) for row in rows if row["Force"] == code)
        people = next(int(row["People"]) for row in rows if row["Force"] == code)
        assert work.figures.find(parse_id(f"force-crime/{id}/ye-2025-03/value")).value == crimes
        rates[id] = Fraction(crimes * 1000, people)
    own = rates.pop("peelshire")
    gap = work.figures.find(parse_id("force-crime-rate/peelshire/ye-2025-03/gap-in-similar-forces"))
    assert gap.value == own - sum(rates.values()) / 4
    rank = work.figures.find(parse_id("force-crime-rate/peelshire/ye-2025-03/rank-in-similar-forces"))
    assert rank.value == 1 + sum(rate > own for rate in rates.values())


def test_shares_of_all_districts_and_the_rest_are_the_whole(work: Work) -> None:
    shares = [work.figures.find(parse_id(f"recorded-crime/{a}/ye-2025-03/share-of-peelshire")).value for a in DISTRICTS]
    rest = work.figures.find(parse_id("recorded-crime/peelshire/ye-2025-03/rest-share-by-district")).value
    assert sum(share for share in (*shares, rest) if share is not None) == 100


DISTRICTS = ("northvale", "midvale", "southvale")
