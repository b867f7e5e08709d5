"""peelian area on Peelshire, against a plain count of its files, and as people meet it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from peelian.cli.main import main
from peelian.errors import FINE, WRONG_USE

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "peelshire"
ASB = "Anti-social behaviour"


@pytest.fixture(name="plan", scope="module")
def plan_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("area") / "plan"))


@pytest.fixture(name="counted", scope="module")
def counted_() -> Counter[tuple[str, str, str]]:
    """Rows by neighbourhood, crime type and year: "now" to March 2025, "before" to March 2024."""
    with (EXAMPLE / "lookups/lsoa-to-neighbourhood.csv").open(newline="") as file:
        place = {row["LSOA"]: row["Neighbourhood"] for row in csv.DictReader(file)}
    found: Counter[tuple[str, str, str]] = Counter()
    for packed in (EXAMPLE / "data").glob("police-uk-*.zip"):
        with zipfile.ZipFile(packed) as archive:
            for name in archive.namelist():
                if name.endswith("-street.csv"):
                    for row in csv.DictReader(io.TextIOWrapper(archive.open(name), encoding="utf-8", newline="")):
                        year = "now" if row["Month"] >= "2024-04" else "before" if row["Month"] >= "2023-04" else ""
                        found[place.get(row["LSOA code"], ""), row["Crime type"], year] += 1
    return found


def told(plan: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["area", str(plan), *arguments, "--json"]) == FINE
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("area", ["alder-hill", "castle-ward", "fern-bank"])
def test_the_numbers_are_those_of_a_plain_count(
    plan: Path, counted: Counter[tuple[str, str, str]], capsys: pytest.CaptureFixture[str], area: str
) -> None:
    answer = told(plan, capsys, area)
    for year in ("now", "before"):
        crimes = {kind: count for (place, kind, when), count in counted.items() if (place, when) == (area, year)}
        assert answer["also"][0][year] == crimes.pop(ASB)
        assert answer["crime"][year] == sum(crimes.values())
        shown = {row["name"]: row[year] for row in answer["types"]}
        rest = shown.pop("All other types", 0)
        assert all(crimes[kind] == count for kind, count in shown.items())
        assert rest == sum(count for kind, count in crimes.items() if kind not in shown)
    assert answer["rank"]["members"] == 2


def test_it_is_said_in_sentences_and_a_table(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["area", str(plan), "CASTLE ward"]) == FINE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Castle Ward, neighbourhood in Midvale"
    assert " ".join(lines[2:4]).startswith(
        "In the twelve months to March 2025, 491 crimes were recorded in Castle Ward, 13.4% more than the 433 of the "
        "twelve months before"
    )
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Vehicle crime") and line.endswith("−8.5%") for line in lines)
    assert "- Peelshire and its figures are made up." in lines


def test_the_page_holds_the_same_and_is_the_same_each_time(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = []
    for name in ("one.html", "two.html"):
        assert main(["area", str(plan), "Castle Ward", "--html", str(tmp_path / name)]) == FINE
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    first = " ".join(capsys.readouterr().out.splitlines()[2:5])
    assert first in pages[0].decode().replace("\n", " ")
    links = re.findall('<a[^>]* href="#main">([^<]*)</a>', pages[0].decode())
    assert links == ["Skip to the page", "Back to the start of the page"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["castel ward"], "did you mean Castle Ward?"),
        (["B1 2AA"], "looks like a postcode"),
        (
            ["castle ward", "--in", "northvale"],
            "no area is called 'castle ward' there; there are Alder Hill, Brook End",
        ),
        (["castle ward", "--html", "nowhere/a.html"], "there is no folder nowhere"),
    ],
)
def test_mistakes_say_what_to_do(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["area", str(plan), *arguments]) == WRONG_USE
    assert words in capsys.readouterr().err


SQUARE = '{"type": "Polygon", "coordinates": [[[0, 1], [1, 1], [1, 2], [0, 1]]]}'
DRAWN = """  drawn:
    - {id: park, name: The Park, codes: [X01000001, X01000002, X01000077]}
    - {id: quay, name: The Quay, codes: [X01000088]}
    - {id: pier, name: The Pier, polygon: pier.geojson}
  list:
"""


def test_an_area_drawn_amiss_is_not_one_without_crimes(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = Path(shutil.copytree(plan, tmp_path / "drawn"))
    text = (drawn / "plan.yaml").read_text()
    (drawn / "plan.yaml").write_text(text.replace("  list:\n", DRAWN, 1))
    (drawn / "pier.geojson").write_text(SQUARE)
    park, quay, pier = (told(drawn, capsys, name) for name in ("park", "quay", "pier"))
    assert park["crime"]["now"] > 0
    assert park["notes"][0] == (
        "No record has X01000077, of the 3 codes of The Park: nothing was recorded there, or the code is mistaken."
    )
    for answer, name in ((quay, "The Quay"), (pier, "The Pier")):
        assert answer["sentences"] == [
            f"How many crimes were recorded in {name} cannot be told: no record of any month that is loaded lies in it."
        ]
        assert (answer["crime"]["now"], answer["also"], answer["types"]) == (None, [], [])
    assert main(["validate", str(drawn), "--json"]) == FINE
    found = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"] == "no-such-place"]
    assert [one["says"] for one in found] == [
        "area 'park': no row has 'X01000077' of its codes; mend them, or leave those where nothing happened",
        "area 'quay': no row of any month lies in it; mend its codes, or take it out",
        "area 'pier': no row of any month lies in it; look where pier.geojson lies, or take it out",
    ]


def test_an_area_of_the_tree_that_no_row_reaches_is_not_one_without_crimes(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A ward whose code the lookup does not have: its crimes count for the force."""
    lost = Path(shutil.copytree(plan, tmp_path / "lost"))
    lookup = lost / "lookups/lsoa-to-neighbourhood.csv"
    rows = [row for row in lookup.read_text().splitlines() if not row.endswith("castle-ward")]
    lookup.write_text("\n".join(rows) + "\n")
    answer = told(lost, capsys, "castle ward")
    assert answer["sentences"] == [
        "How many crimes were recorded in Castle Ward cannot be told: no record of any month that is loaded lies in it."
    ]
    assert main(["validate", str(lost), "--json"]) == FINE
    found = [one["says"] for one in json.loads(capsys.readouterr().out)["findings"] if one["code"] == "no-such-place"]
    assert found == [
        "neighbourhood Castle Ward (castle-ward): no row of any month lies in it, though rows lie in others; mend its"
        " code, or the lookup that gives rows their areas"
    ]


def test_small_numbers_stand_nowhere(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers below the smallest are in no row, no sentence and no note, and no row less the others is one of them."""
    strict = Path(shutil.copytree(plan, tmp_path / "strict"))
    text = (strict / "plan.yaml").read_text()
    by = "  by: type\n"
    (strict / "plan.yaml").write_text(text.replace(by, f"{by}  smallest: 12\n  because: A trial.\n"))
    answer = told(strict, capsys, "castle-ward")
    numbers = [row[year] for row in answer["types"] for year in ("now", "before")]
    assert min(numbers) >= 12
    assert sum(row["now"] for row in answer["types"]) == answer["crime"]["now"]
    assert "A trial." in answer["notes"]
    (strict / "plan.yaml").write_text(
        text.replace("  by: type\n", "  by: type\n  smallest: 500\n  because: A trial.\n")
    )
    answer = told(strict, capsys, "castle-ward")
    assert (answer["crime"]["now"], answer["types"], answer["rank"]["place"]) == (None, [], None)
    assert answer["crime"]["reason"] == "the numbers are too small to be shown"
    assert not any("491" in sentence or "433" in sentence for sentence in (*answer["sentences"], *answer["notes"]))


def test_a_sentence_on_the_months_prints_no_small_month(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """March 2025 had 28 crimes: shown at a limit of 11, and the sentence is left out at 29."""
    strict = Path(shutil.copytree(plan, tmp_path / "strict"))
    text = (strict / "plan.yaml").read_text()
    for smallest, stands in ((11, True), (29, False)):
        limit = f"  by: type\n  smallest: {smallest}\n  because: A trial.\n"
        (strict / "plan.yaml").write_text(text.replace("  by: type\n", limit))
        said = told(strict, capsys, "alder-hill")["sentences"]
        assert any("stood at 28 in March 2025" in sentence for sentence in said) is stands


def limited(plan: Path, folder: Path, smallest: int) -> Path:
    """The plan with another smallest number."""
    strict = Path(shutil.copytree(plan, folder))
    text = (strict / "plan.yaml").read_text()
    by = "  by: type\n"
    (strict / "plan.yaml").write_text(text.replace(by, f"{by}  smallest: {smallest}\n  because: A trial.\n"))
    return strict


def test_a_rank_is_among_those_whose_own_numbers_are_shown(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Northvale had 442 crimes in the earlier year: at a limit of 443 its answer tells neither year, nor any other."""
    among = {
        smallest: told(limited(plan, tmp_path / str(smallest), smallest), capsys, "midvale") for smallest in (442, 443)
    }
    assert [(a["rank"]["members"], a["rank"]["without"]) for a in among.values()] == [(3, 0), (2, 1)]
    assert any("among the two" in said and "one more cannot be compared" in said for said in among[443]["sentences"])


def test_there_is_no_rank_beside_numbers_that_are_not_shown(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Castle Ward had 491 crimes; that Dean Cross, with 235, had fewer for its residents is not told at 300."""
    answer = told(limited(plan, tmp_path / "strict", 300), capsys, "castle-ward")
    assert answer["crime"]["now"] == 491
    assert answer["rank"]["place"] is None
    assert answer["rank"]["reason"] == "the areas of its level beside it have no numbers that are shown"
    assert not any("than the other" in said for said in answer["sentences"])


def test_a_threshold_of_a_table_holds_for_its_places_too(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = Path(shutil.copytree(plan, tmp_path / "strict"))
    rule = "small_numbers:\n  - {table: street, threshold: 500, owner: The office, reason: a trial}\nanswers:\n"
    text = (strict / "plan.yaml").read_text()
    (strict / "plan.yaml").write_text(text.replace("answers:\n", rule))
    answer = told(strict, capsys, "castle-ward")
    assert (answer["crime"]["now"], answer["types"], answer["rank"]["place"]) == (None, [], None)
    assert "The limit is that of its records: a trial." in answer["notes"]


def test_its_keys_are_those_of_the_reference(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reference = (EXAMPLE.parents[1] / "docs/reference/json.md").read_text(encoding="utf-8")
    page = reference.split("## peelian area\n")[1].split("\n## ")[0]
    for area in ("castle-ward", "midvale", "peelshire"):
        answer = told(plan, capsys, area)
        assert all(f"| `{key}` |" in page for key in answer)
        assert all(f"| `rank.{key}` |" in page for key in answer["rank"])


def test_a_plan_that_does_not_say_of_what_to_tell_is_told_how(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = Path(shutil.copytree(plan, tmp_path / "silent"))
    text = (silent / "plan.yaml").read_text()
    (silent / "plan.yaml").write_text(text[: text.index("# What a resident")])
    assert main(["area", str(silent), "Castle Ward"]) == WRONG_USE
    assert "plan.yaml does not say of what a resident is told" in capsys.readouterr().err
