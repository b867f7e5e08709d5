"""Recorded crime as a simulated publisher gives it, and the crimes of the same force's extract."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from peelian.simulate import offences
from peelian.simulate.simulate import Wanted, simulate
from tests.functional.test_simulated_force import MONTHS, rows_of_zips, sound
from tests.functional.test_simulated_publishers import Row, rows_of, sheets


@pytest.fixture(name="small", scope="module")
def small_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "small"
    simulate(folder, Wanted("small", MONTHS, 11))
    return folder


def test_recorded_crime_is_what_the_extract_of_crimes_holds_by_offence_group_and_quarter(small: Path) -> None:
    """Its sound rows that were not cancelled, as the counting rules have it. One code of the publisher's is in no
    extract: records made and taken back."""
    codes = {one.code: one for one in offences.offences()}
    ours: Counter[tuple[str, str, str]] = Counter()
    cancelled: Counter[str] = Counter()
    for row in sound(small, "crimes"):
        one, quarter = codes[row["offence_code"]], quarter_of(row["recorded"])
        if row["cancelled"] == "no":
            ours[one.published, one.group, quarter] += 1
        cancelled[quarter] += row["cancelled"] == "yes"
    theirs = {
        (row["Offence Code"], row["Offence Group"], quarter_in(row)): int(row["Number of Offences"])
        for row in sheets(small, "prc-pfa-*.ods", "20")
    }
    assert len({quarter for _, _, quarter in theirs}) == MONTHS // 3
    assert {key: count for key, count in theirs.items() if count and key[0] != "80"} == dict(ours)
    back = [count for key, count in theirs.items() if key[0] == "80"]
    assert min(back) < 0 < max(back)
    assert len(ours) > 300
    assert min(cancelled.values()) > 0
    of_streets: Counter[str] = Counter()
    for row in rows_of_zips(small, "street"):
        if row["Crime ID"] and row["LSOA code"] != "X01999999":
            of_streets[quarter_of(row["Month"])] += 1
    assert of_streets == Counter({q: sum(n for key, n in ours.items() if key[2] == q) for q in cancelled}) + cancelled


def test_measures_on_recorded_crime_come_to_those_on_the_extract(small: Path) -> None:
    """By quarter, and the harm by both sets of weights; records that were taken back set aside."""
    values = json.loads((small / "truth.json").read_text(encoding="utf-8"))["values"]
    back: Counter[str] = Counter()
    for row in sheets(small, "prc-pfa-*.ods", "20"):
        if row["Offence Code"] == "80":
            back[quarter_in(row)] += int(row["Number of Offences"])
    [rare] = [one for one in offences.offences() if one.of is None]
    of_records = {
        "recorded-crime": ("extract-crime", Fraction(1)),
        "recorded-crime-severity": ("extract-harm-severity", Fraction(rare.weights[offences.SEVERITY])),
        "recorded-crime-harm": ("extract-harm-cambridge", Fraction(rare.weights[offences.HARM])),
    }
    for published, (own, weight) in of_records.items():
        told, counted = values[published][""]["f01"], values[own][""]["f01"]
        quarters = [period for period in told if period.startswith("q-")]
        assert len(quarters) == MONTHS // 3
        for period in quarters:
            without = Fraction(told[period]) - back[quarter_of(period[2:])] * weight
            assert without == Fraction(counted[period]), (published, period)


def test_outcomes_and_partnerships_agree_with_the_extract_by_offence_too(small: Path) -> None:
    """Every crime that was not cancelled has one outcome or none yet; those with a ward lie in a partnership."""
    codes = {one.code: one.published for one in offences.offences()}
    areas = {
        area["id"]: area for area in yaml.safe_load((small / "plan.yaml").read_text(encoding="utf-8"))["areas"]["list"]
    }
    district = {one["code"]: areas[one["parent"]]["name"] for one in areas.values() if one["level"] == "ward"}
    crimes: Counter[tuple[str, str]] = Counter()
    inside: Counter[tuple[str, str, str]] = Counter()
    for row in sound(small, "crimes"):
        if row["cancelled"] == "no":
            code, quarter = codes[row["offence_code"]], quarter_of(row["recorded"])
            crimes[code, quarter] += 1
            if row["area_code"]:
                inside[district[row["area_code"]], code, quarter] += 1
    outcomes: Counter[tuple[str, str]] = Counter()
    for path in sorted(small.glob("data/prc-outcomes-open-data-*.csv")):
        for row in rows_of(path):
            text = row["Force outcomes for offences recorded in quarter"]
            outcomes[row["Offence Code"], quarter_in(row)] += int(text) if text.isdigit() else 0
    assert +outcomes == crimes
    partnerships = {
        (row["CSP Name"], row["Offence Code"], quarter_in(row)): int(row["Number of Offences"])
        for row in sheets(small, "prc-csp-*.xlsx", "20")
    }
    assert +Counter(partnerships) == inside
    assert 0 < inside.total() < crimes.total()


def quarter_in(row: Row) -> str:
    """The same, of a row of a publisher's."""
    return f"{row['Financial Year']} Q{row['Financial Quarter']}"


def quarter_of(day: str) -> str:
    """2021/22 Q2, of a day or month written from the year on."""
    year, month = int(day[:4]), int(day[5:7])
    start = year - (month < 4)
    return f"{start}/{(start + 1) % 100:02d} Q{(month - 4) % 12 // 3 + 1}"
