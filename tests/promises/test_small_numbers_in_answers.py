"""An answer for an area tells no small number together with the editions that are out, and no number they hold back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from peelian.assess.place import HELD, PlaceAnswer, Rank, told
from peelian.assess.two_years import TwoYears
from peelian.cli.main import main
from peelian.disclosure.attack import worked_out
from peelian.disclosure.cells import cells_of
from peelian.disclosure.linked import linked
from peelian.disclosure.secrets import secrets
from peelian.disclosure.thresholds import Threshold, thresholds
from peelian.editions.answering_place import of_area
from peelian.editions.earlier import Earlier, earlier_editions
from peelian.editions.workfolder import open_plan_figures, read_sources
from peelian.errors import FINE, WRONG_USE
from peelian.figures.ids import parse_id
from peelian.quantities import NoValue
from tests.promises.small_plan import with_thresholds

PAPER = "board-2025-05"
YEAR = "ye-2025-03"
AREAS = ("alder-hill", "brook-end", "castle-ward", "dean-cross", "east-quay", "fern-bank", "northvale", "peelshire")
IN_NONE = 8  # of Peelshire's positive outcomes of the year lie in no neighbourhood


class Opened:
    """Peelshire with thresholds of ten, and its answers beside any editions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan, self.figures = open_plan_figures(folder, lambda plan: None)
        self.rules = thresholds(self.plan.file, read_sources(folder)[0])

    def answer(self, area: str, editions: Iterable[Earlier] = ()) -> PlaceAnswer:
        return of_area(self.plan, self.figures, area, self.rules, editions).answer

    def edition(self, *figures: str) -> Earlier:
        """One that prints these figures."""
        ids = [parse_id(figure) for figure in figures]
        return Earlier("a-paper", {id: self.figures.find(id).value or Fraction() for id in ids})

    def known(self, editions: Iterable[Earlier], answers: Iterable[PlaceAnswer]) -> list[str]:
        """The small numbers that somebody who has all these can work out."""
        editions = tuple(editions)
        out = [id for edition in editions for id in edition.values if id.measure in self.plan.measures]
        held = {str(id) for edition in editions for id in edition.held}
        asked = [id for answer in answers for ids in told(answer, self.plan) for id in ids]
        everything = dict.fromkeys((*out, *asked, *(parse_id(figure) for figure in sorted(held))))
        cells = sorted(cells_of(everything, self.figures, self.rules), key=lambda cell: cell.id)
        hidden = held - set(map(str, asked))
        found = []
        for table in sorted({cell.box.table for cell in cells}):
            own = linked([cell for cell in cells if cell.box.table == table])
            found += [known.secret.says for known in worked_out(own, frozenset(hidden), secrets(own))]
        return found


@pytest.fixture(name="peelshire", scope="module")
def peelshire_(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("answers") / "plan"
    return Opened(with_thresholds(folder, {"street": 10, "outcomes": 10, "stop_and_search": 5}))


@pytest.fixture(name="board", scope="module")
def board_(peelshire: Opened) -> Iterator[list[Earlier]]:
    assert main(["build", str(peelshire.folder), PAPER]) == FINE
    yield earlier_editions(peelshire.folder / "editions", peelshire.plan.file.id)
    shutil.rmtree(peelshire.folder / "editions")


def outcomes(area: str) -> str:
    return f"positive-outcomes/{area}/{YEAR}/value"


def test_a_number_that_leaves_a_small_one_of_a_paper_over_is_not_told(peelshire: Opened) -> None:
    paper = peelshire.edition(*map(outcomes, set(AREAS) - {"dean-cross"}))
    assert isinstance(peelshire.answer("dean-cross").outcomes, tuple)
    assert peelshire.answer("dean-cross", [paper]).outcomes is HELD
    given = peelshire.answer("alder-hill", [paper]).outcomes
    assert isinstance(given, tuple)
    assert given[0].now == paper.values[parse_id(outcomes("alder-hill"))]
    assert peelshire.known([paper], [peelshire.answer("dean-cross", [paper])]) == []
    left = peelshire.known([paper], [peelshire.answer("dean-cross")])
    assert any(says.startswith("positive-outcomes/peelshire/ye-2025-03/value") for says in left), left


def strict(peelshire: Opened, area: str) -> tuple[int, dict[str, Threshold]]:
    """What was counted in an area, and a threshold that is larger by fifty."""
    count = int(peelshire.figures.find(parse_id(f"recorded-crime/{area}/{YEAR}/value")).value or 0)
    return count, {"street": Threshold("street", count + 50, "not public")}


def test_it_is_not_told_whether_a_number_is_small_or_held_for_another(peelshire: Opened) -> None:
    count, rules = strict(peelshire, "dean-cross")
    small = of_area(peelshire.plan, peelshire.figures, "dean-cross", rules)
    assert small.answer.crime is HELD
    assert HELD.reason in small.words.said[0]
    assert not any(f"{count + 50}" in said or "ewer than" in said for said in small.words.said)


def test_a_rank_is_among_areas_that_could_be_told_beside_it(peelshire: Opened) -> None:
    """A district whose own number would give a small one away is not ranked beside another either."""
    _, rules = strict(peelshire, "northvale")
    paper = peelshire.edition(*(f"recorded-crime/{area}/{YEAR}/value" for area in ("peelshire", "midvale")))
    alone = of_area(peelshire.plan, peelshire.figures, "midvale", rules).answer.rank
    assert isinstance(alone, Rank)
    assert (set(alone.areas), alone.without) == ({"midvale", "southvale"}, 1)
    beside = of_area(peelshire.plan, peelshire.figures, "midvale", rules, [paper]).answer
    assert isinstance(beside.crime, TwoYears)
    assert isinstance(beside.rank, NoValue)
    assert of_area(peelshire.plan, peelshire.figures, "southvale", rules, [paper]).answer.crime is HELD


def test_values_that_have_changed_since_are_not_held_against_it(peelshire: Opened) -> None:
    paper = peelshire.edition(*map(outcomes, set(AREAS) - {"dean-cross"}))
    revised = Earlier("a-paper", {id: value + 1 for id, value in paper.values.items()})
    assert isinstance(peelshire.answer("dean-cross", [revised]).outcomes, tuple)


def test_no_answer_tells_what_the_board_paper_holds_back(peelshire: Opened, board: list[Earlier]) -> None:
    [paper] = board
    untold = 0
    for area in AREAS:
        answer = peelshire.answer(area, board)
        pairs: dict[str, Any] = {answer.answers.crime: answer.crime, **answer.also}
        pairs["positive-outcomes"] = answer.outcomes[0] if isinstance(answer.outcomes, tuple) else answer.outcomes
        for measure, pair in pairs.items():
            if parse_id(f"{measure}/{area}/{YEAR}/value") in paper.held:
                assert not isinstance(pair, TwoYears), (area, measure)
                untold += 1
        assert peelshire.known(board, [answer]) == [], area
    assert untold, "the board paper holds back no year of a neighbourhood any more: the test needs another"


def test_without_looking_at_the_paper_the_answers_would_tell(peelshire: Opened, board: list[Earlier]) -> None:
    careless = [peelshire.answer("brook-end")]
    told_of = [answer.outcomes[0].now for answer in careless if isinstance(answer.outcomes, tuple)]
    paper = {id.area: value for id, value in board[0].values.items() if str(id) == outcomes(id.area)}
    assert paper.pop("peelshire") - sum(paper.values()) - sum(told_of) == IN_NONE
    assert peelshire.known(board, careless)


def test_the_command_reads_the_editions_of_the_plan(
    peelshire: Opened, board: list[Earlier], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert len(board) == 1
    capsys.readouterr()
    assert main(["area", str(peelshire.folder), "Brook End", "--json"]) == FINE
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcomes"]["part"] == answer["outcomes"]["whole"]
    assert (answer["outcomes"]["part"]["now"], answer["outcomes"]["part"]["reason"]) == (None, HELD.reason)
    assert f"The positive outcome rate cannot be told: {HELD.reason}." in answer["sentences"]
    elsewhere = tmp_path / "published"
    shutil.move(peelshire.folder / "editions", elsewhere)
    try:
        assert main(["area", str(peelshire.folder), "Brook End", "--json"]) == FINE
        assert json.loads(capsys.readouterr().out)["outcomes"]["part"]["now"] == 28
        assert main(["area", str(peelshire.folder), "Brook End", "--json", "--earlier", str(elsewhere)]) == FINE
        assert json.loads(capsys.readouterr().out)["outcomes"]["part"]["now"] is None
    finally:
        shutil.move(elsewhere, peelshire.folder / "editions")


def test_an_edition_that_cannot_be_read_is_named(
    peelshire: Opened, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = Path(shutil.copytree(peelshire.folder, tmp_path / "plan", ignore=shutil.ignore_patterns("editions")))
    cut = plan / "editions" / "last-year" / "manifest.json"
    cut.parent.mkdir(parents=True)
    cut.write_text('{"plan": "peel', encoding="utf-8")
    assert main(["area", str(plan), "Brook End"]) == WRONG_USE
    captured = capsys.readouterr()
    assert "the manifest of the edition 'last-year' cannot be read" in captured.err
    assert not captured.out
    (plan / "accepted-findings.yaml").write_text(
        "- code: small-number-not-read\n  place: last-year\n  words: last-year\n"
        "  reason: It held no figure of an area.\n  date: 2025-05-18\n",
        encoding="utf-8",
    )
    assert main(["area", str(plan), "Brook End"]) == FINE
    assert "(accepted: It held no figure of an area.)" in capsys.readouterr().err


DRAWN = """  drawn:
    - {id: mix, name: The Mix, codes: [X01000005, X01000006, X01000011]}
    - {id: castle, name: The Castle, codes: [X01000005, X01000006]}
"""


def test_a_drawn_area_that_cuts_a_ward_tells_no_part_of_it_with_a_paper(tmp_path: Path) -> None:
    """The Mix is all of Castle Ward and one of the two codes of Fern Bank; The Castle is Castle Ward by its codes."""
    folder = with_thresholds(tmp_path / "plan", {"street": 40})
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("# Other forces", f"{DRAWN}# Other forces", 1), encoding="utf-8")
    drawn = Opened(folder)
    violence = "type=violence-and-sexual-offences"
    paper = drawn.edition(*(f"recorded-crime/{ward}/{violence}/{YEAR}/value" for ward in ("castle-ward", "fern-bank")))
    name = "Violence and sexual offences"
    castle, bank = paper.values.values()
    shown = {part.name: part.now for part in drawn.answer("mix").types}
    assert 0 < bank - (shown[name] - castle) < 40
    assert name not in {part.name for part in drawn.answer("mix", [paper]).types}
    assert {part.name: part.now for part in drawn.answer("castle", [paper]).types}[name] == castle
