"""Words of a paper rest on no number that it does not give out: orders, directions, verdicts, and what is counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from peelian.editions.small_numbers import Safe, composed_safely
from peelian.publications.blocks import Document, Paragraph, Table, plain
from peelian.publications.registry import COMPOSERS
from tests.searches_plan import with_searches
from tests.starter_plan import PAPER, PLAN, PRIORITY, add, change, work

MONTHS = [f"{2024 + at // 12}-{at % 12 + 1:02}" for at in range(3, 27)]
EACH = {"north": 60, "south": 45, "west": 35, "mid": 20, "east": 1}
Count = Callable[[str, int], int]


def usual(area: str, month: int) -> int:
    """More or less so many each month, a few less in the second year; in the east six in a year, then four."""
    if area == "east":
        return int(month % (2 if month < 12 else 3) == 0)
    return EACH[area] + (month * 7) % 5 - month // 12


def with_more(**by: int) -> Count:
    """The same in all but two months, in which these areas had so many more."""
    return lambda area, month: usual(area, month) + by.get(area, 0) * (month in (6, 18))


def paper(folder: Path, *says: str, counts: Count = usual, threshold: int = 10, kind: str = "board-paper") -> Safe:
    """The paper of a plan of five districts with these sentences on searches, whose counts below ten are small."""
    rows = [
        f"{month},{area},{'drugs' if n % 2 else 'weapons'}"
        for at, month in enumerate(MONTHS)
        for area in EACH
        for n in range(counts(area, at))
    ]
    with_searches(folder, "Month,Area,Kind", rows)
    south = "    - {id: south, name: South, level: district, parent: force}\n"
    more = "".join(
        f"    - {{id: {id}, name: {id.title()}, level: district, parent: force}}\n" for id in ("west", "mid", "east")
    )
    change(folder, PLAN, south, south + more)
    add(
        folder,
        PRIORITY,
        "  - {id: searches, title: Searches, kind: trajectory, polarity: lower, measure: searches,\n"
        "     baseline: {period: ye-2025-03}, stands_for: [recorded-crime]}\n",
    )
    change(folder, PAPER, "say: [{kpis: [answered-in-time]}]", f"say: [{', '.join(says)}]")
    decided = f"{{table: searches, threshold: {threshold}, owner: head of analysis, reason: to try it}}"
    add(folder, PLAN, f"small_numbers: [{decided}]\n")
    opened = work(folder)
    compose = COMPOSERS[kind]
    return composed_safely(
        opened.figures,
        opened.thresholds,
        lambda figures: compose(opened.plan, opened.publication, figures, opened.commentary),
    )


def words_of(document: Document) -> list[str]:
    """What its paragraphs and tables say, cell by cell."""
    said = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            said.append(plain(block.inlines))
    return [*said, *(cell for row in rows_of(document) for cell in row)]


def rows_of(document: Document) -> list[list[str]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[plain(cell) for cell in row] for table in tables for row in table.rows]


def told(safe: Safe) -> str:
    return next(words for words in words_of(safe.composed.document) if "searches" in words)


def months_of(safe: Safe) -> str:
    """What the months of the searches say."""
    return next(words for words in words_of(safe.composed.document) if "earches" in words and "In the" not in words)


def held(safe: Safe) -> set[str]:
    """The areas of which something is held back."""
    return {id.area for id in safe.figures.held_back.levels}


RANKED = "{form: ranked-areas, kpis: [searches], level: district, top: 4}"
MOVED = "{form: moved-areas, kpis: [searches], level: district}"
AREAS = "{form: areas, kpis: [searches], level: district}"
PARTS = "{form: contributions, kpis: [searches], level: district}"
LEVEL = "{kpis: [searches]}"
PROCESS = "{form: process, kpis: [searches]}"


def every(nth: int) -> Count:
    """Twelve or thirteen a month in one district, and six in every so many months."""
    return lambda area, month: 0 if area != "north" else 6 if month % nth == nth - 1 else 12 + month % 2


def test_no_average_is_told_of_months_of_which_the_small_ones_are_missed(tmp_path: Path) -> None:
    """Six of two years' months are small: the others' average is twelve a month, where all have ten or eleven."""
    said = months_of(paper(tmp_path / "a", PROCESS, counts=every(4)))
    reason = "more than one in ten of its months are not given out, and an average of the others would mislead"
    assert said.startswith(f"What the months of 'Searches' say cannot be told: {reason}.")
    assert "average of" not in said.removeprefix(f"What the months of 'Searches' say cannot be told: {reason}")
    for name, counts, threshold in (("b", every(13), 10), ("c", every(4), 5)):
        said = months_of(paper(tmp_path / name, PROCESS, counts=counts, threshold=threshold))
        assert "average of" in said
        assert "cannot be told" not in said


def test_a_scorecard_says_that_all_months_are_held_back(tmp_path: Path) -> None:
    made = paper(tmp_path, counts=lambda area, month: 2 * (area == "north"), kind="scorecard")
    said = [plain(score.words) for score in made.composed.scores]
    assert "No chart: its months are not given out, to protect small numbers." in said


def test_an_order_of_areas_is_one_of_those_that_are_given_out(tmp_path: Path) -> None:
    """The level of the force would leave the east over: the middle is held back too, and might be among the highest."""
    alone, beside_the_whole = (
        paper(tmp_path / name, *says) for name, says in (("a", [RANKED]), ("b", [LEVEL, RANKED]))
    )
    said = told(alone)
    assert said.startswith("Of the four districts whose figures are given out, the highest levels of the number of")
    assert "West" in said
    assert "; one more is not given out, to protect small numbers." in said
    assert "Of the three districts whose figures are given out" in told(beside_the_whole)
    assert "; two more are not given out, to protect small numbers." in told(beside_the_whole)
    assert held(beside_the_whole) == {"east", "mid"}


def test_an_order_that_names_none_of_the_small_ones_rests_on_none(tmp_path: Path) -> None:
    """That the two highest of all five are so rests on the other three, of which one is small."""
    said = told(paper(tmp_path, RANKED.replace("top: 4", "top: 2")))
    assert said.startswith("Of the four districts whose figures are given out, the highest")


def test_a_direction_is_one_of_changes_that_are_given_out(tmp_path: Path) -> None:
    said = told(paper(tmp_path, MOVED))
    assert said.startswith("All four districts whose change is given out saw reductions")
    assert "; one more is not given out, to protect small numbers." in said
    assert "East" not in said


def test_what_is_stable_is_counted_of_those_whose_months_are_given_out(tmp_path: Path) -> None:
    safe = paper(tmp_path, AREAS)
    said = told(safe)
    assert "all three districts whose values are all given out are stable." in said
    assert "It cannot be told whether these are stable: Mid and East (some months not given out)." in said
    assert held(safe) == {"east", "mid"}


def test_where_no_area_can_be_judged_that_is_said_once(tmp_path: Path) -> None:
    said = told(paper(tmp_path, AREAS, counts=lambda area, at: 7 if at in (4, 9) else usual(area, at)))
    assert "o district has all its values given out, so it cannot be told which are stable." in said
    assert "these are stable" not in said


def test_an_area_with_some_months_that_are_small_is_not_judged(tmp_path: Path) -> None:
    """Had it been, then by its larger months alone."""
    safe = paper(
        tmp_path, AREAS, counts=lambda area, at: 15 - 8 * (at in (4, 9)) if area == "east" else usual(area, at)
    )
    assert "East (some months not given out)" in told(safe)


def test_an_area_whose_latest_month_is_small_has_no_value_that_is_given_out(tmp_path: Path) -> None:
    said = told(paper(tmp_path, AREAS, counts=lambda area, at: 3 if area == "east" else usual(area, at)))
    assert "Mid and East (not given out in March 2026)" in said


def test_parts_that_are_not_given_out_make_nothing(tmp_path: Path) -> None:
    assert "for want of Mid (not given out, to protect small numbers) and East" in told(paper(tmp_path, PARTS))


def test_a_framework_says_that_a_level_is_not_given_out(tmp_path: Path) -> None:
    """Not that it was not published: it is there."""
    safe = paper(tmp_path, LEVEL, counts=lambda area, at: int(area == "east"), threshold=20, kind="framework")
    rows = [row for row in rows_of(safe.composed.document) if row[0] == "Searches"]
    assert rows[-1][-2:] == ["not given out (small numbers)"] * 2


@pytest.mark.parametrize(
    ("says", "more"),
    [
        ([RANKED], {"east": 1}),
        ([MOVED], {"east": 1}),
        *(
            (says, {"east": 1, "mid": -1})
            for says in ([LEVEL, RANKED], [AREAS], [PARTS], [LEVEL, MOVED, RANKED, AREAS, PARTS])
        ),
    ],
)
def test_who_reads_the_words_knows_no_more_of_what_is_held_back(
    tmp_path: Path, says: list[str], more: dict[str, int]
) -> None:
    """Two forces that have in common what is given out read the same: no word tells which of the two it is."""
    one, other = (
        paper(tmp_path / name, *says, counts=counts) for name, counts in (("a", usual), ("b", with_more(**more)))
    )
    assert one.figures.held_back == other.figures.held_back
    assert held(one) >= set(more)
    assert words_of(one.composed.document) == words_of(other.composed.document)


def test_the_control_tells_two_forces_apart_where_nothing_is_held_back(tmp_path: Path) -> None:
    one, other = (
        paper(tmp_path / name, RANKED, AREAS, counts=counts, threshold=0)
        for name, counts in (("a", usual), ("b", with_more(mid=30)))
    )
    assert words_of(one.composed.document) != words_of(other.composed.document)
