"""Small numbers of an edition: in no file of it, nor what they could be worked out from."""

from __future__ import annotations

import json
import os
import re
import shutil
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest

import peelian.editions.build as build_module
from peelian.cli import main
from peelian.editions import manifest, small_numbers
from peelian.editions.build import BuildStopped, Built, build
from peelian.editions.earlier import Earlier, earlier_editions
from peelian.editions.workfolder import open_work
from peelian.errors import FINDINGS, FINE, WRONG_USE
from peelian.figures.ids import parse_id
from tests.file_text import text_of
from tests.searches_plan import with_searches
from tests.starter_plan import MEASURES, PAPER, PLAN, PRIORITY, add, built, change, work, write

MONTHS = [f"{2025 + at // 12}-{at % 12 + 1:02}" for at in range(3, 15)]
KINDS = {"drugs": 110, "weapons": 90}
SMALL = "searches/force/kind=goods/ye-2026-03/value"
KNOWN = "small-number-known"
WHOLE = "searches/force/ye-2026-03/value"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose searches are counted from records, by kind; those for goods are seven."""
    rows = [f"{month},{kind}" for kind, each in KINDS.items() for month in MONTHS for _ in range(each)]
    rows += ["2025-04,goods"] * 7
    folder = with_searches(tmp_path / "plan", "Month,Kind", rows)
    add(folder, PRIORITY, "  - {id: searches, title: Searches, kind: monitor, polarity: neither, measure: searches}\n")
    for kind in (*KINDS, "goods"):
        add(
            folder,
            PRIORITY,
            f"  - {{id: {kind}, title: Searches for {kind}, kind: monitor, polarity: neither, measure: searches,\n"
            f"     parent: searches, breakdown: {{kind: {kind}}}}}\n",
        )
    say = "{kpis: [searches]}, {form: parts, whole: searches, kpis: [drugs, weapons, goods]}"
    change(folder, PAPER, "say: [{kpis: [answered-in-time]}]", f"say: [{{kpis: [answered-in-time]}}, {say}]")
    return folder


def values(edition: Built) -> dict[str, str | None]:
    body = json.loads(edition.files[manifest.NAME])
    return {figure["id"]: figure["value"] for figure in body["figures"]}


def words_of(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page.decode())).split())


def test_a_small_number_and_one_besides_it_are_missing_everywhere(plan: Path) -> None:
    edition = built(plan)
    told = values(edition)
    assert told.get(SMALL) is None
    assert told.get("searches/force/kind=weapons/ye-2026-03/value") is None
    assert told[WHOLE] == "2407"
    assert told["searches/force/kind=drugs/ye-2026-03/value"] == "1320"
    for path, data in edition.files.items():
        told_there = text_of(path, data)
        assert not re.search(r"\b1,?080\b|\b7 (?:was|were|searches|in)\b", told_there), path


def test_an_area_drawn_by_hand_does_not_leave_a_few_outside_it(plan: Path) -> None:
    """All but seven searches are at the quay, which is no part of the tree: the whole less the quay are seven."""
    rows = (plan / "data/searches.csv").read_text().replace(",goods", ",drugs,E2").splitlines()
    coded = [row if row.endswith("E2") else f"{row},E1" for row in rows[1:]]
    write(plan, "data/searches.csv", "\n".join([f"{rows[0]},Code", *coded]) + "\n")
    change(
        plan, "sources.yaml", "kind: {from: Kind, as: text}", "kind: {from: Kind, as: text}, lsoa_code: {from: Code}"
    )
    change(plan, PLAN, "  list:\n", "  drawn:\n    - {id: quay, name: The Quay, codes: [E1]}\n  list:\n")
    title = "title: Searches at the quay, kind: monitor, polarity: neither"
    add(plan, PRIORITY, f"  - {{id: quay, {title}, measure: searches, area: quay}}\n")
    change(plan, PAPER, "{kpis: [searches]}", "{kpis: [searches, quay]}")
    told = values(built(plan))
    assert told[WHOLE] == "2407"
    assert told.get("searches/quay/ye-2026-03/value") is None
    decide(plan, 0)
    assert values(built(plan))["searches/quay/ye-2026-03/value"] == "2400"


def test_numbers_of_different_people_are_protected_and_weaken_no_other(plan: Path) -> None:
    """Half as many people as searches: told as though they were searches, the numbers would contradict each other."""
    rows = (plan / "data/searches.csv").read_text().splitlines()
    people = [f"{row},P{at // 2}" for at, row in enumerate(rows[1:])]
    write(plan, "data/searches.csv", "\n".join([f"{rows[0]},Person", *people]) + "\n")
    change(plan, "sources.yaml", "kind: {from: Kind, as: text}", "kind: {from: Kind, as: text}, person: {from: Person}")
    add(
        plan,
        MEASURES,
        "- {id: people, title: People, kind: distinct, unit: count, definition: People who were searched.,\n"
        "   words: {subject: the number of people searched}, breakdowns: {kind: kind},\n"
        "   compute: {table: searches, column: person}}\n",
    )
    for id, part in (("people", ""), ("some", ", breakdown: {kind: drugs}"), ("few", ", breakdown: {kind: goods}")):
        kind = "kind: monitor, polarity: neither, measure: people"
        add(plan, PRIORITY, f"  - {{id: {id}, title: People ({id}), {kind}{part}}}\n")
    change(plan, PAPER, "{kpis: [searches]}", "{kpis: [searches]}, {form: level, kpis: [people, some, few]}")
    told = values(built(plan))
    assert (told[WHOLE], told.get(SMALL)) == ("2407", None)
    assert told.get("searches/force/kind=weapons/ye-2026-03/value") is None
    assert told["people/force/ye-2026-03/value"] == "1204"
    assert told["people/force/kind=drugs/ye-2026-03/value"] == "660"
    assert told.get("people/force/kind=goods/ye-2026-03/value") is None


def test_the_control_finds_the_numbers_in_every_file_where_nothing_is_held_back(plan: Path) -> None:
    decide(plan, 0)
    for path, data in built(plan).files.items():
        if not path.endswith("metadata.json"):  # which names columns only
            assert re.search(r"\b1,?080\b", text_of(path, data)), path


def test_the_paper_says_that_they_are_there_and_why_they_are_not_given_out(plan: Path) -> None:
    page = words_of(built(plan).files["paper.html"])
    parts = (
        "The figures for searches for weapons and searches for goods in the year ending March 2026 are not given out"
    )
    assert f"1,320 were searches for drugs. {parts}, to protect small numbers." in page
    assert "counts from one to nine are not given out: its records are not public" in page
    assert "Numbers that are not given out may be of any size, as one may be held back only for what follows" in page


def test_the_finding_names_figures_and_no_numbers(plan: Path) -> None:
    (found,) = [f for f in built(plan).findings if f.code == "small-number-held-back"]
    assert found.severity == "note"
    assert re.fullmatch(r"\d+ figures are not given out, so that no small number can be worked out", found.says)
    assert SMALL in found.figures


def decide(plan: Path, threshold: int) -> None:
    add(
        plan,
        PLAN,
        f"small_numbers:\n  - {{table: searches, threshold: {threshold}, owner: head of analysis,\n"
        "     reason: searches are published by the force itself}\n",
    )


def test_the_plan_can_set_another_threshold_and_says_who_decided_it(plan: Path) -> None:
    decide(plan, 5)
    edition = built(plan)
    assert values(edition)[SMALL] == "7"
    page = edition.files["paper.html"].decode()
    assert (
        "counts from one to four are not given out, as the head of analysis has decided: searches are published by"
        in page
    )


def test_with_a_threshold_of_zero_every_count_is_given_out(plan: Path) -> None:
    decide(plan, 0)
    edition = built(plan)
    assert values(edition)[SMALL] == "7"
    assert "every count is given out, as the head of analysis has decided" in edition.files["paper.html"].decode()


def test_a_threshold_for_a_table_that_is_not_there_is_a_mistake(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(plan, PLAN, "small_numbers:\n  - {table: serches, threshold: 5, owner: analyst, reason: none}\n")
    assert main(["validate", str(plan)]) == FINDINGS
    said = capsys.readouterr().out
    line = (plan / PLAN).read_text("utf-8").count("\n")
    assert f"plan.yaml:{line}: small_numbers names the table 'serches', which no source fills" in said
    assert "did you mean 'searches'" in said
    assert main(["build", str(plan), "first-paper"]) == FINDINGS
    assert f"plan.yaml:{line}: small_numbers names" in capsys.readouterr().err


def test_a_simulated_plan_tells_of_nobody(plan: Path) -> None:
    add(plan, PLAN, "simulated: true\n")
    assert values(built(plan))[SMALL] == "7"


def test_what_another_edition_told_is_found_without_its_number(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide(plan, 0)
    assert main(["build", str(plan), "first-paper", "--edition", "first"]) == FINE
    capsys.readouterr()
    text = (plan / PLAN).read_text("utf-8")
    (plan / PLAN).write_text(text[: text.index("small_numbers:")], "utf-8")
    assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINDINGS
    said = capsys.readouterr().err
    assert "with the figures of the edition 'first' a small number can be worked out of" in said
    assert SMALL in said
    month = SMALL.replace("ye-2026-03", "2025-04")
    there = f"worked out of {month} (printed in 'first'), {SMALL} (printed in 'first'); it cannot"
    assert there in said, "by their ids, so that the same edition says the same each time"
    assert "it cannot be taken back: withdraw that edition, or accept this with a reason, by its figures" in said
    assert "[small-number-known]" in said
    assert not re.search(r"\b7\b", said.replace(SMALL, ""))
    assert not (plan / "editions" / "second").exists()
    known = "- {{code: small-number-known, figures: [{}], reason: It is out., date: 2026-05-18}}\n"
    add(plan, "accepted-findings.yaml", known.format(SMALL))
    assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINDINGS, "another is known besides"
    (plan / "accepted-findings.yaml").write_text(known.format(f"{month}, {SMALL}"), "utf-8")
    assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINE
    assert "(accepted: It is out.) [small-number-known]" in capsys.readouterr().out
    body = json.loads((plan / "editions" / "second" / manifest.NAME).read_bytes())
    assert KNOWN not in [one["code"] for one in body["findings"]], "it would lead every reader to the number"
    assert main(["verify", str(plan / "editions" / "second")]) == FINE


def test_only_other_editions_of_the_same_plan_count(plan: Path) -> None:
    assert main(["build", str(plan), "first-paper", "--edition", "first"]) == FINE
    editions = plan / "editions"
    assert earlier_editions(editions, "another-plan", "second", own=False) == []
    [other] = earlier_editions(editions, "another-plan", "second")
    assert (other.values, other.unread, other.plan) == ({}, "other plan", "our-plan")
    id = json.loads((editions / "first" / manifest.NAME).read_bytes())["plan"]
    both = earlier_editions(editions, id, "second", [editions / "first"])
    assert [one.name for one in both] == ["first"]
    assert earlier_editions(editions, id, "first") == []
    shutil.move(editions / "first", editions / "archive" / "2025" / "first")
    shutil.copytree(editions / "archive", editions / ".second.staged")
    assert [one.name for one in earlier_editions(editions, id, "second")] == ["first"]


def test_editions_of_a_plan_that_was_renamed_stop_the_build(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan), "first-paper", "--edition", "first"]) == FINE
    id = json.loads((plan / "editions" / "first" / manifest.NAME).read_bytes())["plan"]
    change(plan, PLAN, f"id: {id}", "id: renamed")
    assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINDINGS
    err = capsys.readouterr().err
    assert f"the edition 'first' is of the plan '{id}', so that what it tells is not known here" in err
    assert "give the plan back the id that it had, take it away, or accept" in err
    shutil.move(plan / "editions", plan / "of-many-plans")
    assert main(["build", str(plan), "first-paper", "--out", str(plan / "of-many-plans")]) == FINE


def test_an_earlier_edition_that_was_named_and_cannot_be_read_is_told(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, broken = tmp_path / "empty", tmp_path / "broken"
    for folder in (empty, broken):
        folder.mkdir()
    (broken / manifest.NAME).write_text("{", "utf-8")
    for folder in (empty, broken, tmp_path / "nowhere"):
        assert main(["build", str(plan), "first-paper", "--earlier", str(folder)]) == WRONG_USE
        assert f"{folder.name}: no edition of the plan" in capsys.readouterr().err
    assert not (plan / "editions").exists()


def test_an_edition_beside_that_cannot_be_read_stops_the_build(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan), "first-paper", "--edition", "first"]) == FINE
    there = plan / "editions" / "first" / manifest.NAME
    whole = there.read_bytes()
    for cut in (whole[:1000], None):
        there.unlink()
        if cut is not None:
            there.write_bytes(cut)
        assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINDINGS
        assert "the manifest of the edition 'first' cannot be read" in capsys.readouterr().err
        there.write_bytes(whole)
    assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINE


def test_links_among_the_editions_are_followed(plan: Path, tmp_path: Path) -> None:
    assert main(["build", str(plan), "first-paper", "--edition", "first"]) == FINE
    editions = plan / "editions"
    id = json.loads((editions / "first" / manifest.NAME).read_bytes())["plan"]
    shutil.move(editions / "first", tmp_path / "first")
    (editions / "by-a-link").symlink_to(tmp_path / "first")
    (editions / "round").symlink_to(editions)
    (editions / ".#lock").symlink_to("nobody@nowhere.1")
    assert [one.name for one in earlier_editions(editions, id)] == ["first"]
    shutil.move(tmp_path / "first", tmp_path / "gone")
    (editions / "itself").symlink_to(editions / "itself")
    lost = earlier_editions(editions, id)
    assert [(one.name, one.unread) for one in lost] == [("by-a-link", "dead link"), ("itself", "dead link")]


def test_where_editions_cannot_be_looked_at_nobody_is_told_that_none_is_out(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plan / "editions").symlink_to(tmp_path / "an-unmounted-share")
    for command in (["build", str(plan), "first-paper"], ["build", str(plan), "first-paper", "--edition", "x"]):
        assert main(command) == FINDINGS
        assert "'editions', among the editions, is a link that leads nowhere" in capsys.readouterr().err


def test_an_edition_that_cannot_be_looked_into_stops_the_build(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = plan / "editions" / "closed"
    closed.mkdir(parents=True)
    listed = os.scandir

    def scandir(*place: str) -> object:
        if place == (str(closed),):
            raise PermissionError(13, "Permission denied", *place)
        return listed(*place)

    monkeypatch.setattr(os, "scandir", scandir)
    assert main(["build", str(plan), "first-paper"]) == FINDINGS
    assert "the folder 'closed', among the editions, cannot be looked into" in capsys.readouterr().err


def test_an_edition_does_not_take_the_place_of_a_link(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan), "first-paper", "--edition", "first"]) == FINE
    (plan / "editions" / "latest").symlink_to("first")
    assert main(["build", str(plan), "first-paper", "--edition", "latest", "--replace"]) == WRONG_USE
    assert "latest: a link, which no edition takes the place of" in capsys.readouterr().err
    assert sorted(path.name for path in (plan / "editions").iterdir() if path.name[0] != ".") == ["first", "latest"]


def test_an_edition_of_the_same_name_elsewhere_is_looked_at_too(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["build", str(plan), "first-paper", "--edition", "may", "--out", str(out)]) == FINE
    id = json.loads((out / "may" / manifest.NAME).read_bytes())["plan"]
    assert [one.name for one in earlier_editions(plan / "editions", id, "may", [out])] == ["may"]
    assert earlier_editions(out, id, "may", [out]) == []


def test_an_edition_that_holds_back_is_verified_and_the_same_each_time(plan: Path) -> None:
    first = built(plan)
    again = build(work(plan), "e", epoch=None)
    assert first.files == again.files


def test_what_two_editions_tell_is_said_of_the_one_without_which_it_would_not_be_known(plan: Path) -> None:
    weapons, drugs = (parse_id(f"searches/force/kind={kind}/ye-2026-03/value") for kind in ("weapons", "drugs"))
    editions = [Earlier("a", {weapons: Fraction(1080), drugs: Fraction(1320)}), Earlier("b", {weapons: Fraction(1080)})]
    assert not [f for f in build(work(plan), "e", epoch=None, earlier=editions).findings if f.code == KNOWN]
    editions.append(Earlier("c", {parse_id(WHOLE): Fraction(2407)}))
    with pytest.raises(BuildStopped) as stopped:
        build(work(plan), "e", epoch=None, earlier=editions)
    [found] = [f for f in stopped.value.findings if f.code == KNOWN]
    assert found.where == "c"
    assert f"{SMALL} (from {drugs}, {weapons} in 'a' and {WHOLE} in 'c')" in found.says
    assert found.figures == tuple(sorted((str(drugs), str(weapons), WHOLE)))
    assert not re.search(r"\b7\b", found.says)


def test_an_edition_whose_numbers_were_revised_since_tells_nothing(plan: Path) -> None:
    weapons = parse_id("searches/force/kind=weapons/ye-2026-03/value")
    edition = build(work(plan), "e", epoch=None, earlier=[Earlier("first", {weapons: Fraction(1081)})])
    assert not [f for f in edition.findings if f.code == KNOWN]


def add_measure(plan: Path, id: str, compute: str, kind: str = "count, unit: count") -> None:
    """A measure of the searches with a KPI of its own, whose level the paper says."""
    add(
        plan,
        MEASURES,
        f"- {{id: {id}, title: The {id}, kind: {kind}, definition: Some searches.,\n"
        f"   words: {{subject: the {id}}}, compute: {{table: searches, {compute}}}}}\n",
    )
    add(plan, PRIORITY, f"  - {{id: {id}, title: The {id}, kind: monitor, polarity: neither, measure: {id}}}\n")
    change(plan, PAPER, "{kpis: [searches]}", f"{{kpis: [searches]}}, {{form: level, kpis: [{id}]}}")


def add_list(plan: Path, id: str, *versions: str) -> None:
    listed = "".join(f"  - {{id: {id}, title: Drugs and goods, of: searches, {version}}}\n" for version in versions)
    add(plan, PLAN, f"lists:\n{listed}")


def assert_not_all_told(plan: Path, *ids: str) -> None:
    """Of these levels of the year one is held back at least; where nothing is held back, all are told."""
    told = values(built(plan))
    assert None in [told.get(f"{id}/ye-2026-03/value") for id in ids]
    decide(plan, 0)
    told = values(built(plan))
    assert None not in [told.get(f"{id}/ye-2026-03/value") for id in ids]


def assert_gives_no_goods_away(plan: Path, id: str) -> None:
    """A figure of 1,327 beside the 1,320 for drugs would leave seven for goods."""
    assert_not_all_told(plan, f"{id}/force", "searches/force/kind=drugs")
    told = values(built(plan))
    ids = (f"{id}/force/ye-2026-03/value", "searches/force/kind=drugs/ye-2026-03/value")
    assert [told[one] for one in ids] == ["1327", "1320"]


def level(plan: Path, id: str) -> str | None:
    return values(built(plan)).get(f"{id}/force/ye-2026-03/value")


def test_a_list_with_a_part_of_it_gives_no_other_part_away(plan: Path) -> None:
    """1,327 searches are for drugs or goods, 1,320 for drugs: seven for goods."""
    add_list(plan, "listed", "since: 2024-01-01, values: [drugs, goods]")
    add_measure(plan, "found", "where: {kind: {in_list: listed}}")
    assert_gives_no_goods_away(plan, "found")


def test_what_is_not_on_a_list_gives_it_away_no_more(plan: Path) -> None:
    add_list(plan, "listed", "since: 2024-01-01, values: [weapons]")
    add_measure(plan, "rest", "where: {kind: {not_in_list: listed}}")
    assert_gives_no_goods_away(plan, "rest")


def test_a_list_that_changed_within_the_year_is_taken_month_by_month(plan: Path) -> None:
    """Goods are on it until September only; all seven are from April."""
    versions = (
        "since: 2024-01-01, until: 2025-09-30, values: [drugs, goods]",
        "since: 2025-10-01, values: [drugs]",
    )
    add_list(plan, "listed", *versions)
    add_measure(plan, "found", "where: {kind: {in_list: listed}}")
    assert_gives_no_goods_away(plan, "found")


def add_column(plan: Path, name: str, of: dict[str, int]) -> None:
    """A column of whole numbers that follows from the kind."""
    head, *rows = (plan / "data/searches.csv").read_text().splitlines()
    more = [f"{row},{of[row.split(',')[1]]}" for row in rows]
    write(plan, "data/searches.csv", "\n".join([f"{head},{name.title()}", *more]) + "\n")
    column = f"kind: {{from: Kind, as: text}}, {name}: {{from: {name.title()}, as: integer}}"
    change(plan, "sources.yaml", "kind: {from: Kind, as: text}", column)


def test_two_ranges_of_one_column_leave_no_few_between_them(plan: Path) -> None:
    """1,327 are at most 17 years old and 1,320 at most 9: seven are 10 to 17."""
    add_column(plan, "age", {"drugs": 5, "goods": 15, "weapons": 40})
    add_measure(plan, "minors", "where: {age: {at_most: '17'}}")
    add_measure(plan, "children", "where: {age: {at_most: '9'}}")
    assert_not_all_told(plan, "minors/force", "children/force")


def test_ranges_that_make_up_the_whole_give_no_other_away(plan: Path) -> None:
    add_column(plan, "age", {"drugs": 5, "goods": 15, "weapons": 40})
    for id, ends in (
        ("children", "at_most: '9'"),
        ("teens", "at_least: '10', at_most: '17'"),
        ("grown", "at_least: '18'"),
    ):
        add_measure(plan, id, f"where: {{age: {{{ends}}}}}")
    told = values(built(plan))
    assert told.get("teens/force/ye-2026-03/value") is None
    assert_not_all_told(plan, "children/force", "grown/force")
    assert level(plan, "teens") == "7"


def test_two_limits_of_one_time_leave_no_few_between_them(plan: Path) -> None:
    """1,320 of 2,407 within five minutes, 1,327 within a quarter of an hour."""
    change(plan, PAPER, ", {form: parts, whole: searches, kpis: [drugs, weapons, goods]}", "")
    add_column(plan, "secs", {"drugs": 100, "goods": 500, "weapons": 2000})
    for id, limit in (("fast", 300), ("slow", 900)):
        add_measure(plan, id, f"column: secs, within: {limit}", "compliance, unit: percent")
    assert_not_all_told(plan, "fast/force", "slow/force")


def test_a_survey_tells_no_few_answers(plan: Path) -> None:
    """All but seven of 2,407 answers: the share gives away how many they are."""
    answers = "question: kind, positive: [drugs, weapons], base: [drugs, weapons, goods]"
    add_measure(plan, "content", answers, "survey, unit: percent")
    assert_not_all_told(plan, "content/force")


def first_quarter(plan: Path, period: str) -> None:
    """A paper with one level of the searches: 607 in the quarter to June 2025, 600 without the goods of one month."""
    change(plan, PAPER, ", {form: parts, whole: searches, kpis: [drugs, weapons, goods]}", "")
    change(plan, PRIORITY, "measure: searches}", f"measure: searches, period: '{period}'}}")


def test_a_figure_that_would_give_a_small_number_with_one_of_another_edition_is_held_back(plan: Path) -> None:
    """The quarter has 607, its last two months have 600: who has both knows of seven in April."""
    rows = ["2025-04,goods"] * 7 + ["2025-05,drugs"] * 300 + ["2025-06,drugs"] * 300
    write(plan, "data/searches.csv", "\n".join(["Month,Kind", *rows]) + "\n")
    first_quarter(plan, "2025-05..2025-06")
    two_months = "searches/force/2025-05..2025-06/value"
    assert values(built(plan))[two_months] == "600"
    quarter = Earlier("first", {parse_id("searches/force/q-2025-06/value"): Fraction(607)})
    edition = build(work(plan), "e", epoch=None, earlier=[quarter])
    assert values(edition).get(two_months) is None
    assert not [f for f in edition.findings if f.code == KNOWN]


def test_two_papers_of_one_plan_come_out_together_and_each_is_verified(plan: Path) -> None:
    """The first gives the searches for weapons, the second those for drugs and all: not the second beside the first."""
    change(plan, PAPER, "{form: parts, whole: searches, kpis: [drugs, weapons, goods]}", "{kpis: [drugs]}")
    second = (plan / PAPER).read_text("utf-8").replace("first-paper", "second-paper")
    (plan / PAPER).with_name("second-paper.yaml").write_text(second, "utf-8")
    shutil.copytree(plan / "commentary/first-paper", plan / "commentary/second-paper")
    change(plan, PAPER, "{kpis: [searches]}, {kpis: [drugs]}", "{kpis: [weapons]}")
    drugs = SMALL.replace("goods", "drugs")
    alone = values(build(open_work(plan, "second-paper", "e"), "e", epoch=None))
    assert (alone[drugs], alone[WHOLE]) == ("1320", "2407")
    for publication in ("first-paper", "second-paper", "first-paper"):
        assert main(["build", str(plan), publication]) == FINE, "built again, it is as it was"
    told = {
        figure["id"]: figure["value"]
        for name in ("first-paper", "second-paper")
        for figure in json.loads((plan / "editions" / name / manifest.NAME).read_bytes())["figures"]
    }
    assert told[SMALL.replace("goods", "weapons")] == "1080"
    assert [told.get(WHOLE), told.get(drugs)].count(None) == 1
    for publication in ("first-paper", "second-paper"):
        assert main(["verify", str(plan / "editions" / publication)]) == FINE


def test_what_earlier_editions_told_without_this_one_is_not_said_again(plan: Path) -> None:
    first_quarter(plan, "2026-03")
    april = {parse_id("searches/force/kind=goods/2025-04/value"): Fraction(7)}
    edition = build(work(plan), "e", epoch=None, earlier=[Earlier("first", april)])
    assert not [f for f in edition.findings if f.code == KNOWN]


def test_figures_of_another_edition_that_the_plan_has_no_more_are_told(plan: Path) -> None:
    first_quarter(plan, "2026-03")
    gone = ("was-called/force/ye-2026-03/value", "searches/old-ward/ye-2026-03/value", "searches/force/2019-01/value")
    values_ = {parse_id(id): Fraction(607) for id in (WHOLE, *gone)}
    edition = build(work(plan), "e", epoch=None, earlier=[Earlier("first", values_)])
    [found] = [f for f in edition.findings if f.code == "small-number-not-compared"]
    assert found.severity == "warning"
    assert "3 figures of the edition 'first' could not be compared" in found.says
    assert all(id in (found.advice or "") for id in gone)


def test_an_edition_that_comes_out_meanwhile_is_looked_at_too(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds at once: the one that is published second is built again beside the first."""
    change(plan, PAPER, "{form: parts, whole: searches, kpis: [drugs, weapons, goods]}", "{kpis: [drugs]}")
    weapons = SMALL.replace("goods", "weapons")
    first = json.dumps(
        {
            "plan": json.loads(built(plan).files[manifest.NAME])["plan"],
            "edition": "first",
            "findings": [],
            "figures": [{"id": weapons, "value": "1080", "trace": {"kind": "computed"}}],
        }
    )
    composed = small_numbers.composed_safely

    def meanwhile(*given: object, **more: object) -> small_numbers.Safe:
        write(plan, f"editions/first/{manifest.NAME}", first)
        return composed(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(build_module, "composed_safely", meanwhile)
    assert main(["build", str(plan), "first-paper", "--edition", "second"]) == FINE
    figures = json.loads((plan / "editions" / "second" / manifest.NAME).read_bytes())["figures"]
    told = {figure["id"]: figure["value"] for figure in figures}
    assert None in [told.get(WHOLE), told.get(SMALL.replace("goods", "drugs"))]
