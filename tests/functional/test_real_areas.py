"""Wards and drawn areas over 29 real months of data.police.uk, against a plain count, where the files are at hand."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from peelian.editions.answering_place import answered, as_json, of_area
from peelian.editions.workfolder import open_plan_figures
from peelian.figures.book import Figures
from peelian.plan.model import Plan
from peelian.series.outlines import MICRO
from tests.functional.northumbria import LEFT_OUT, plan_folder, wards
from tests.unit.series.test_outlines import plainly

YEARS = {
    "now": ["2021-11", "2021-12", *(f"2022-{month:02d}" for month in range(2, 11))],
    "before": ["2020-11", "2020-12", *(f"2021-{month:02d}" for month in range(2, 11))],
}
"""The twelve months to October 2022 without January, which was never published, and the same of the year before."""


@pytest.fixture(name="folder", scope="module")
def folder_(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plan_folder(shared, tmp_path_factory.mktemp("real") / "plan", "Monument")


@pytest.fixture(name="opened", scope="module")
def opened_(folder: Path) -> Iterator[tuple[Plan, Figures]]:
    plan, figures = open_plan_figures(folder, lambda _: None)
    yield plan, figures
    assert figures.computed is not None
    figures.computed.close()


@pytest.fixture(name="rows", scope="module")
def rows_(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """Year, neighbourhood, crime type, longitude and latitude of every row of the two years."""
    year_of = {month: year for year, months in YEARS.items() for month in months}
    found = []
    for month, year in year_of.items():
        with (folder / f"data/{month}-northumbria-street.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.append((year, row["LSOA code"], row["Crime type"], row["Longitude"], row["Latitude"]))
    return found


def test_every_ward_has_the_numbers_of_a_plain_count(
    shared: Path, opened: tuple[Plan, Figures], rows: list[tuple[str, str, str, str, str]]
) -> None:
    ward = {lsoa: code for lsoa, (code, _, _) in wards(shared).items()}
    total: Counter[tuple[str, str]] = Counter()
    of_type: Counter[tuple[str, str, str]] = Counter()
    for year, lsoa, kind, _, _ in rows:
        code = ward.get(lsoa, "")
        if kind != LEFT_OUT:
            total[code, year] += 1
            of_type[code, kind, year] += 1
    plan, figures = opened
    areas = [area for area in plan.file.areas.list if area.level == "ward"]
    assert len(areas) == len(set(ward.values())) > 170
    for area in areas:
        answer = as_json(of_area(plan, figures, area.id))
        crime = answer["crime"]
        assert (crime["now"], crime["before"]) == (total[area.code or "", "now"], total[area.code or "", "before"])
        assert crime["missing"] == ["2021-01", "2022-01"] or crime["missing"] == ["2022-01"]
        for row in answer["types"]:
            for year in ("now", "before"):
                assert row[year] == 0 or row[year] >= 5
                if row["name"] != "All other types":
                    assert row[year] == of_type[area.code or "", row["name"], year]


def test_neighbours_are_ranked_by_crimes_for_every_resident(shared: Path, opened: tuple[Plan, Figures]) -> None:
    plan, figures = opened
    ranks = {}
    newcastle = [area for area in plan.file.areas.list if area.parent == "e08000021"]
    for area in newcastle:
        answer = as_json(of_area(plan, figures, area.id))
        ranks[area.name] = (answer["rank"]["place"], Fraction(answer["rank"]["per_1000"]))
    assert sorted(place for place, _ in ranks.values()) == list(range(1, 27))
    assert [name for name, _ in sorted(ranks.items(), key=lambda item: -item[1][1])] == [
        name for name, _ in sorted(ranks.items(), key=lambda item: item[1][0])
    ]
    assert ranks["Monument"][0] == 1


def test_a_drawn_polygon_holds_the_points_that_a_plain_rule_puts_in_it(
    opened: tuple[Plan, Figures], rows: list[tuple[str, str, str, str, str]]
) -> None:
    plan, figures = opened
    outline = plan.outlines["city"]
    held: dict[tuple[str, str], bool] = {}
    found: Counter[str] = Counter()
    west, east = (pick(x for x, _ in outline.polygons[0][0]) for pick in (min, max))
    south, north = (pick(y for _, y in outline.polygons[0][0]) for pick in (min, max))
    for year, _, kind, longitude, latitude in rows:
        if kind == LEFT_OUT or not longitude:
            continue
        key = (longitude, latitude)
        if key not in held:
            point = (round(Fraction(longitude) * MICRO), round(Fraction(latitude) * MICRO))
            near = west <= point[0] <= east and south <= point[1] <= north
            held[key] = near and plainly(outline, point)
        found[year] += held[key]
    crime = as_json(of_area(plan, figures, "city"))["crime"]
    assert (crime["now"], crime["before"]) == (found["now"], found["before"])
    assert found["now"] > 5_000


def test_a_list_of_codes_holds_their_rows_and_nothing_of_a_total(
    folder: Path, opened: tuple[Plan, Figures], rows: list[tuple[str, str, str, str, str]]
) -> None:
    plan, figures = opened
    crime = as_json(of_area(plan, figures, "beat"))["crime"]
    codes = plan.file.areas.drawn[1].codes
    counted = Counter(year for year, lsoa, kind, _, _ in rows if lsoa in codes and kind != LEFT_OUT)
    assert (crime["now"], crime["before"]) == (counted["now"], counted["before"])
    whole = as_json(of_area(plan, figures, "northumbria"))["crime"]
    assert whole["now"] == sum(year == "now" and kind != LEFT_OUT for year, _, kind, _, _ in rows)
    beat = answered(folder, "the beat", None)
    assert any("overlaps other areas" in note for note in beat.words.notes)
