"""Areas of lookup files, and outlines beside plan.yaml."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from peelian.plan.area_files import AreaFiles, read_area_files
from peelian.plan.areas import Area, AreaLookup, Areas, DrawnArea, LookupLevel
from tests.unit.sources.raw_files import ods_of, zipped

LOOKUP = """LSOA11CD,WD21CD,WD21NM,LAD21CD,LAD21NM
E01,E0501,Castle,E0601,Northshire
E02,E0501,Castle,E0601,Northshire
E03,E0502,Quay,E0601,Northshire
E04,E0503,Castle,E0602,Southshire
E05,E0504,Elsewhere,E0699,Otherland
"""
LEVELS = (LookupLevel("district", "LAD21CD", "LAD21NM"), LookupLevel("ward", "WD21CD", "WD21NM"))
OURS = {"LAD21CD": ("E0601", "E0602")}
FORCE = Area("force", "Force", "force")


def areas(*lookups: AreaLookup, drawn: tuple[DrawnArea, ...] = ()) -> Areas:
    return Areas(("force", "district", "ward"), (FORCE,), lookups, drawn)


def wards(**fields: object) -> AreaLookup:
    told = {"file": "wards.csv", "under": "force", "levels": LEVELS, "where": OURS} | fields
    return AreaLookup(**told)  # type: ignore[arg-type]


def found(folder: Path, given: Areas, text: str | bytes = LOOKUP) -> AreaFiles:
    (folder / "wards.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_area_files(folder, given, "plan.yaml:7")


def test_a_lookup_makes_the_tree_with_its_codes_as_ids(tmp_path: Path) -> None:
    got = found(tmp_path, areas(wards()))
    assert got.findings == []
    assert got.areas.list == (
        FORCE,
        Area("e0601", "Northshire", "district", "force", "E0601"),
        Area("e0501", "Castle", "ward", "e0601", "E0501"),
        Area("e0502", "Quay", "ward", "e0601", "E0502"),
        Area("e0602", "Southshire", "district", "force", "E0602"),
        Area("e0503", "Castle", "ward", "e0602", "E0503"),
    )
    assert got.lines["area:e0503"] == "wards.csv:5"
    assert got.files == {"wards.csv": LOOKUP.encode()}


def test_a_gzipped_lookup_with_a_byte_order_mark_is_the_same(tmp_path: Path) -> None:
    plain = found(tmp_path, areas(wards())).areas
    assert found(tmp_path, areas(wards()), gzip.compress(b"\xef\xbb\xbf" + LOOKUP.encode())).areas == plain


def test_levels_may_come_from_two_lookups(tmp_path: Path) -> None:
    districts = wards(levels=LEVELS[:1])
    again = wards(levels=(LEVELS[1],), where={"LAD21CD": ("E0602",)})
    got = found(tmp_path, areas(districts, again))
    assert [area.id for area in got.areas.list] == ["force", "e0601", "e0602", "e0503"]


@pytest.mark.parametrize(
    ("lookup", "text", "where", "words"),
    [
        (wards(under="nowhere"), LOOKUP, "plan.yaml:7", ["'nowhere'", "no area of the list"]),
        (wards(levels=()), LOOKUP, "plan.yaml:7", ["'levels' is empty"]),
        (
            wards(levels=(LookupLevel("parish", "A", "B"),)),
            LOOKUP,
            "plan.yaml:7",
            ["no level 'parish'", "force, district"],
        ),
        (wards(where={"LAD": ("E",)}), LOOKUP, "wards.csv:1", ["no column 'LAD'", "LSOA11CD, WD21CD"]),
        (wards(where={"LAD21CD": ("E99",)}), LOOKUP, "wards.csv:1", ["no row", "mend 'where'"]),
        (wards(), LOOKUP + "E06,E0502,Quayside,E0601,Northshire\n", "wards.csv:7", ["two names", "Quay", "Quayside"]),
        (wards(), LOOKUP + "E06,E0502,Quay,E0602,Southshire\n", "wards.csv:7", ["two parents", "e0601", "e0602"]),
        (wards(), LOOKUP + "E06,,Quay,E0601,Northshire\n", "wards.csv:7", ["without WD21CD"]),
        (wards(), LOOKUP + "E06,FORCE,Quay,E0601,Northshire\n", "wards.csv:7", ["area of the plan already"]),
        (wards(), b"\xff\xfe\x00", "wards.csv:1", ["not UTF-8"]),
        (wards(), gzip.compress(LOOKUP.encode())[:-12], "wards.csv:1", ["cut off"]),
        (wards(), LOOKUP + '"', "wards.csv:6", ["cannot be read"]),
        (wards(), b"", "wards.csv:1", ["no column"]),
        (wards(file="other.csv"), LOOKUP, "plan.yaml:7", ["other.csv", "no such file"]),
        (wards(file="../wards.csv"), LOOKUP, "plan.yaml:7", ["no such file"]),
    ],
)
def test_each_mistake_says_where_and_what_to_do(
    tmp_path: Path, lookup: AreaLookup, text: str | bytes, where: str, words: list[str]
) -> None:
    got = found(tmp_path, areas(lookup), text)
    assert len(got.findings) == 1
    assert got.findings[0].where == where
    assert all(word in got.findings[0].says for word in words), got.findings[0].line()


def test_an_optional_lookup_that_is_not_there_makes_no_areas_and_no_finding(tmp_path: Path) -> None:
    got = read_area_files(tmp_path, areas(wards(optional=True)), "plan.yaml:7")
    assert (got.areas.list, got.findings, got.files) == ((FORCE,), [], {})
    assert len(found(tmp_path, areas(wards(optional=True))).areas.list) == 6


def test_an_area_of_the_list_is_that_of_the_lookup_with_its_code(tmp_path: Path) -> None:
    own = Area("north", "The North", "district", "force", "E0601")
    got = found(tmp_path, replace(areas(wards()), list=(FORCE, own)))
    assert got.findings == []
    assert got.areas.list[:4] == (
        FORCE,
        own,
        Area("e0501", "Castle", "ward", "north", "E0501"),
        Area("e0502", "Quay", "ward", "north", "E0502"),
    )
    alone = found(tmp_path, replace(areas(wards(levels=LEVELS[:1], where={"LAD21CD": ("E0601",)})), list=(FORCE, own)))
    assert (alone.areas.list, alone.findings) == ((FORCE, own), [])


@pytest.mark.parametrize(
    "own", [Area("north", "N", "ward", "force", "E0601"), Area("q", "Q", "ward", "force", "E0501")]
)
def test_an_area_of_the_list_that_lies_elsewhere_is_told(tmp_path: Path, own: Area) -> None:
    got = found(tmp_path, replace(areas(wards()), list=(FORCE, own)))
    (finding,) = got.findings
    assert (finding.code, finding.where) == ("area-lookup", "wards.csv:2")
    assert f"is '{own.id}' of the list, a ward in 'force'; here it lies in" in finding.says


def test_a_lookup_may_be_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    plain = found(tmp_path, areas(wards())).areas
    rows = [line.split(",") for line in LOOKUP.splitlines()]
    packed = ods_of({"Notes": [["About this file"]], "Lookup": rows})
    got = found(tmp_path, areas(wards()), packed)
    assert (got.areas, got.findings) == (plain, [])
    assert got.lines["area:e0503"] == "wards.csv:5"


def test_a_workbook_that_cannot_be_read_or_lacks_the_columns_is_told(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, areas(wards()), ods_of({"Lookup": [["A", "B"], ["1", "2"]]})).findings
    assert (finding.code, finding.where) == ("area-lookup", "wards.csv:1")
    assert "no column 'LAD21CD'; the lookup has: A, B" in finding.says
    damaged = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<cut"})
    (finding,) = found(tmp_path, areas(wards()), damaged).findings
    assert finding.code == "area-lookup"
    assert "damaged" in finding.says


def test_outlines_are_read_and_misdrawn_ones_told(tmp_path: Path) -> None:
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    (tmp_path / "good.json").write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    (tmp_path / "bad.json").write_text(json.dumps({"type": "Polygon", "coordinates": [ring[:3]]}))
    drawn = (
        DrawnArea("good", "Good", polygon="good.json"),
        DrawnArea("bad", "Bad", polygon="bad.json"),
        DrawnArea("gone", "Gone", polygon="gone.json"),
        DrawnArea("listed", "Listed", codes=("E01",)),
    )
    got = found(tmp_path, areas(drawn=drawn))
    assert list(got.outlines) == ["good"]
    assert [finding.code for finding in got.findings] == ["area-outline", "unreadable-file"]
    assert "area 'bad'" in got.findings[0].says
    assert got.findings[0].where == "bad.json"
