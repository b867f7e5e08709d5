import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from peelian.sources.desk import Desk
from peelian.sources.lookup import Lookup, area_rule
from peelian.sources.model import AreaCodes
from tests.unit.sources.raw_files import AREAS, TIDY_HEADER, load_one, put, source, xlsx

LOOKUP = "\ufeffLSOA,LAD\r\nL1,E1\r\nL2,E2\r\n\r\nL3,E9\r\n".encode()


def made(folder: Path, codes: AreaCodes, data: bytes = LOOKUP, name: str = "lookup.csv") -> Lookup:
    put(folder, {name: data})
    return area_rule(codes, AREAS, folder, "one", Desk(folder))


def test_without_a_lookup_the_plans_own_codes_count(tmp_path: Path) -> None:
    rule = made(tmp_path, AreaCodes("LAD", values={"Old": "E2"}, else_="whole")).rule
    assert rule is not None
    assert rule.codes == {**AREAS, "Old": "south"}
    assert (rule.column, rule.other) == ("LAD", "whole")


@pytest.mark.parametrize(("name", "pack"), [("lookup.csv", bytes), ("lookup.csv.gz", gzip.compress)])
def test_a_lookup_leads_from_codes_to_areas(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    got = made(tmp_path, AreaCodes("LSOA code", name, "LSOA", "LAD"), pack(LOOKUP), name)
    assert got.findings == ()
    assert got.rule is not None
    assert got.rule.codes == {"L1": "north", "L2": "south"}  # L3 lies in no area of the plan
    assert got.rule.other is None
    assert got.received is not None
    assert got.received.name == name


def test_a_lookup_may_be_a_workbook(tmp_path: Path) -> None:
    codes = AreaCodes("LSOA code", "lookup.csv", "LSOA", "LAD")
    rows = [["LSOA", "LAD"], ["L1", "E1"], ["", ""], ["L2", "E2"], ["L3"]]
    got = made(tmp_path, codes, xlsx(rows, more=("Notes",)))
    assert got.findings == ()
    assert got.rule is not None
    assert got.rule.codes == {"L1": "north", "L2": "south"}
    (finding,) = made(tmp_path, codes, xlsx([["Code", "LAD"], ["L1", "E1"]])).findings
    assert (finding.code, finding.where) == ("source-header", "lookup.csv:1")
    assert "column 'LSOA' is missing" in finding.says


def test_another_lookup_has_another_digest(tmp_path: Path) -> None:
    codes = AreaCodes("LSOA code", "lookup.csv", "LSOA", "LAD")
    digests = {
        rule.digest
        for data in (LOOKUP, LOOKUP.replace(b"L1", b"L7"), LOOKUP.replace(b"L3", b"L8"))
        if (rule := made(tmp_path, codes, data).rule)
    }
    assert len(digests) == 2  # the third file gives the same areas


@pytest.mark.parametrize(
    ("codes", "data", "where", "words"),
    [
        (AreaCodes("x", "lookup.csv"), LOOKUP, "sources.yaml, one", "a lookup needs 'from' and 'to'"),
        (AreaCodes("x", else_="elsewhere"), LOOKUP, "sources.yaml, one", "'elsewhere' is no area of the plan"),
        (AreaCodes("x", "no.csv", "LSOA", "LAD"), LOOKUP, "sources.yaml, one", "no file is called 'no.csv'"),
        (AreaCodes("x", "lookup.csv", "LSOA11", "LAD"), LOOKUP, "lookup.csv:1", "column 'LSOA11' is missing"),
        (AreaCodes("x", "lookup.csv", "LSOA", "LSOA"), LOOKUP, "lookup.csv", "nothing in column 'LSOA'"),
        (
            AreaCodes("x", "lookup.csv", "LSOA", "LAD"),
            LOOKUP + b"L1,E2\r\n",
            "lookup.csv:6",
            "code 'L1' lies in two areas, 'north' and 'south'",
        ),
        (AreaCodes("x", "lookup.csv", "LSOA", "LAD"), LOOKUP + b"L1\r\n", "lookup.csv:6", "1 cell where"),
        (AreaCodes("x", "lookup.csv", "LSOA", "LAD"), LOOKUP + b'"L1', "lookup.csv:6", "cannot be read"),
        (AreaCodes("x", "lookup.csv", "LSOA", "LAD"), b"\xff\xfe", "lookup.csv", "not UTF-8"),
        (AreaCodes("x", "lookup.csv", "LSOA", "LAD"), gzip.compress(LOOKUP, mtime=0)[:-9], "lookup.csv", "cut off"),
    ],
)
def test_a_lookup_that_cannot_be_used_says_why(
    tmp_path: Path, codes: AreaCodes, data: bytes, where: str, words: str
) -> None:
    got = made(tmp_path, codes, data)
    assert got.rule is None
    assert [finding.where for finding in got.findings] == [where]
    assert words in got.findings[0].says


def test_rows_of_other_codes_may_be_left_out(tmp_path: Path) -> None:
    refuses, leaves = (made(tmp_path, AreaCodes("LAD", else_=word)).rule for word in ("refuse", "leave-out"))
    assert refuses is not None
    assert leaves is not None
    assert (leaves.other, leaves.leaves_out, leaves.refuses) == (None, True, False)
    assert refuses.refuses
    assert leaves.digest != refuses.digest
    assert leaves.keeps(" E1 ")
    assert not leaves.keeps("E9")
    assert not leaves.keeps("")


OLDER = b"LSOA11CD,LSOA11NM,WD11CD\nE01000001,Old Town,E05000001\nE01000002,New Town,E05000002\n"
COUNTED = TIDY_HEADER.replace("Month", "Code,Month").encode() + b"\n"


def counted(*codes: str) -> bytes:
    return COUNTED + b"".join(f"{code},2024-01,A,1,1,,,\n".encode() for code in codes)


@pytest.mark.parametrize("codes", [("E01000001",), ("E01000001", "E01000002")])
def test_a_code_of_another_year_is_told_as_of_its_vintage(tmp_path: Path, codes: tuple[str, ...]) -> None:
    areas = AreaCodes("Code", "lookup.csv", "LSOA", "LAD", other_vintages={"2011": "old.csv.gz"})
    files = {"lookup.csv": LOOKUP, "old.csv.gz": gzip.compress(OLDER), "counts.csv": counted("L1", *codes)}
    (finding,) = load_one(put(tmp_path, files), source(files=("counts.csv",), areas=areas)).findings
    assert (finding.code, finding.where) == ("source-area", "counts.csv:3")
    assert "it is of vintage 2011 (column 'LSOA11CD' of 'old.csv.gz')" in finding.says
    assert "read the file by the lookup of its own year" in finding.says


def test_a_code_of_no_vintage_is_told_as_before(tmp_path: Path) -> None:
    areas = AreaCodes("Code", "lookup.csv", "LSOA", "LAD", other_vintages={"2011": "old.csv"})
    files = {"lookup.csv": LOOKUP, "old.csv": OLDER, "counts.csv": counted("L1", "E01999999")}
    (finding,) = load_one(put(tmp_path, files), source(files=("counts.csv",), areas=areas)).findings
    assert "vintage" not in finding.says


def test_lookups_of_other_years_do_not_change_what_is_read(tmp_path: Path) -> None:
    codes = AreaCodes("LSOA code", "lookup.csv", "LSOA", "LAD")
    put(tmp_path, {"old.csv": OLDER})
    plain, beside = made(tmp_path, codes).rule, made(tmp_path, replace(codes, other_vintages={"2011": "old.csv"})).rule
    assert plain is not None
    assert beside is not None
    assert plain.digest == beside.digest
    lost = made(tmp_path, replace(codes, other_vintages={"2011": "no.csv"}))
    assert lost.rule is None
    assert "no file is called 'no.csv'" in lost.findings[0].says


def test_a_district_that_was_merged_is_known_to_the_real_lookup_of_2016(shared: Path, tmp_path: Path) -> None:
    ons = shared / "data/ons"
    names = ("lad21-to-pfa21-lookup.csv", "lad16-csp16-pfa16-lookup.csv")
    others = {"2016": names[1]}
    areas = AreaCodes("Code", names[0], "lad21cd", "pfa21cd", other_vintages=others)
    put(tmp_path, {name: (ons / name).read_bytes() for name in names})
    got = area_rule(areas, {"E23000029": "thames-valley"}, tmp_path, "one", Desk(tmp_path))
    assert got.findings == ()
    assert got.rule is not None
    assert "E07000004" not in got.rule.codes  # Aylesbury Vale, merged into Buckinghamshire in 2020
    assert got.rule.elsewhere["E07000004"].startswith("it is of vintage 2016 (column 'LAD16CD'")
    assert got.rule.codes["E06000060"] == "thames-valley"
