"""Every figure of the May 2026 paper stands in the built one, paragraph by paragraph; each difference says why.

The paper's figures were typed for this test alone, not copied from the figures files.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from peelian.quantities import read
from tests.promises.editions import west_midlands

LIST = yaml.safe_load((Path(__file__).parents[1] / "golden" / "west_midlands_figures.yaml").read_text())
UNITS = {"full-time equivalent": "FTE", "times": "ratio"}
Number = tuple[Fraction, str]


@pytest.fixture(scope="module")
def page() -> Any:
    return etree.HTML(west_midlands()["paper.html"])


def as_number(printed: str, unit: str | None = None) -> Number:
    for word, name in UNITS.items():
        if printed.endswith(word):
            return read(printed.removesuffix(word).strip(), name).value, name
    found = read(printed, unit) if unit else read(printed)
    return abs(found.value), found.unit


def same(ours: Number, theirs: Number) -> bool:
    """The same digits; a bare number may be a headcount, a score or a ratio in ours."""
    bare = ("count", "headcount", "FTE", "score", "ratio", "rank")
    return ours[0] == theirs[0] and (ours[1] == theirs[1] or (ours[1] in bare and theirs[1] in bare))


def numbers(place: Any) -> list[Number]:
    """What the marked numbers of a part of the page print."""
    out = []
    for marked in place.findall(".//data[@data-figure]"):
        text = "".join(marked.itertext())
        out.append(as_number(text))
    return out


def paragraph(page: Any, number: str) -> Any:
    found = page.xpath(f"//*[@id='p-{number}']")
    assert len(found) == 1, f"paragraph {number} stands {len(found)} times"
    return found[0]


def test_each_paragraph_prints_the_papers_figures(page: Any) -> None:
    expected = Counter((d["paragraph"], d["printed"]) for d in LIST["differences"] if "paragraph" in d)
    differing: Counter[tuple[str, str]] = Counter()
    for item in LIST["paragraphs"]:
        ours = numbers(paragraph(page, item["paragraph"]))
        for printed in item["figures"]:
            theirs = as_number(printed)
            match = next((o for o in ours if same(o, theirs)), None)
            if match is None:
                differing[item["paragraph"], printed] += 1
    assert differing == expected


@pytest.mark.parametrize(
    "difference", [d for d in LIST["differences"] if "paragraph" in d], ids=lambda d: d["paragraph"]
)
def test_each_difference_prints_ours_and_says_why(page: Any, difference: dict[str, str]) -> None:
    ours = numbers(paragraph(page, difference["paragraph"]))
    assert any(same(o, as_number(difference["ours"])) for o in ours)
    assert difference["reason"]


@pytest.mark.parametrize("table", LIST["tables"], ids=lambda t: t["table"])
def test_each_row_of_the_tables(page: Any, table: dict[str, Any]) -> None:
    (found,) = [
        t for t in page.iter("table") if "".join(t.find("caption").itertext()).strip().startswith(table["table"])
    ]
    rows = {"".join(row.find("th").itertext()).strip(): row for row in found.findall(".//tbody/tr")}
    signs = {d["row"]: d for d in LIST["differences"] if d.get("table") == table["table"]}
    assert len(rows) == len(table["rows"])
    for expected in table["rows"]:
        row = rows[expected["row"]]
        cells = ["".join(cell.itertext()).strip() for cell in row.findall("td")]
        assert numbers(row) == [as_number(expected[part][1]) for part in ("baseline", "current")] + [
            as_number(expected["change"])
        ]
        change = read(expected["change"]).value
        assert cells[4] == ("+" if change > 0 else "") + expected["change"].removeprefix("+")
        word = cells[5]
        rule = "no change" if change == 0 else "stable" if abs(change) < 3 else "improved" if change > 0 else "worsened"
        assert word == rule
        misprinted = (expected["sign"] == "minus") == (change > 0)
        assert misprinted == (expected["row"] in signs)


def test_the_survey_chart_is_a_table(page: Any) -> None:
    (chart,) = LIST["charts"]
    captions = ["".join(t.find("caption").itertext()) for t in page.iter("table")]
    (found,) = [t for t, c in zip(page.iter("table"), captions, strict=True) if chart["chart"] in c]
    assert numbers(found) == [as_number(share["share"]) for share in chart["shares"]]


def test_every_figure_of_a_picture_is_said_to_be_unpublished(page: Any) -> None:
    text = " ".join("".join(page.itertext()).split())
    for number in range(1, 9):
        assert f"Figure {number}, " in text
    assert text.count("series not published") == 8


def test_no_chart_was_invented(page: Any) -> None:
    assert [s for s in page.iter("svg") if s.get("role") == "img"] == []


def test_anti_social_behaviour_prints_both_and_a_note(page: Any) -> None:
    text = "".join(paragraph(page, "2.6").itertext())
    assert "18,800" in text
    assert "18,684" in text
    notes = "".join(page.xpath("//*[@id='known-findings']/..")[0].itertext())
    assert "parts do not sum" in notes


def test_the_list_is_whole() -> None:
    """Negative control: a figure more in the list is missed in the page."""
    assert sum(len(item["figures"]) for item in LIST["paragraphs"]) > 150
    assert not any(same((Fraction(300_419), "count"), as_number(f)) for i in LIST["paragraphs"] for f in i["figures"])


def test_nothing_is_said_of_the_paper_that_it_does_not_say(page: Any) -> None:
    """It is dated "May 2026": the one day printed is that of the edition, and who issued it is not the body."""
    text = " ".join("".join(page.itertext()).split())
    accepted = "".join(page.xpath("//table[@id='table-known-findings']")[0].itertext())
    assert text.count("18 May 2026") == 1 + accepted.count("18 May 2026")
    assert "Edition issued 18 May 2026 by Peelian." in text
    assert "by West Midlands Police and Crime Commissioner" not in text.replace("published by West", "")
    assert page.xpath("//meta[@name='author']/@content") == ["Peelian"]


def test_no_id_of_a_document_is_printed(page: Any) -> None:
    assert "wmpcc" not in " ".join(page.itertext())


def test_a_page_is_linked_by_its_name(page: Any) -> None:
    notes = page.xpath("//table[@id='table-data-notes']")[0]
    links = {("".join(a.itertext()), a.get("href")) for a in notes.iter("a")}
    assert links == {("Report Fraud", "https://www.reportfraud.police.uk/")}
    source = [a.get("href") for a in page.iter("a") if "".join(a.itertext()).startswith("West Midlands Police and")]
    assert source == ["https://www.westmidlands-pcc.gov.uk/"]
