import gzip
from pathlib import Path

import pytest

from peelian.sources.desk import Desk
from peelian.sources.lookup import Lookup, area_rule
from peelian.sources.model import AreaCodes
from tests.unit.sources.raw_files import AREAS, put

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
        (AreaCodes("x", "lookup.csv", "LSOA", "LAD"), LOOKUP + b"L1\r\n", "lookup.csv:6", "1 cells"),
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
