"""Building an edition: what stops it, what is accepted with a reason, and which date it bears."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peelian.cli import main
from peelian.editions.build import BuildStopped, Built
from peelian.editions.manifest import plan_hash, sha256
from peelian.errors import FINDINGS, FINE, WRONG_USE
from tests.starter_plan import (
    PAPER,
    PRIORITY,
    WORDS,
    accept,
    accept_words,
    add,
    add_parts,
    built,
    change,
    started,
    work,
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return started(tmp_path / "plan")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = started(tmp_path_factory.mktemp("build") / "plan")
    return folder, built(folder)


def stopped(plan: Path) -> BuildStopped:
    with pytest.raises(BuildStopped) as stop:
        built(plan)
    return stop.value


def manifest(edition: Built) -> dict[str, object]:
    return dict(json.loads(edition.files["manifest.json"]))


# --- what an edition holds ---


def test_an_edition_has_every_format_and_a_manifest_of_them(whole: tuple[Path, Built]) -> None:
    files = whole[1].files
    assert set(files) == {
        *(f"paper.{suffix}" for suffix in ("html", "docx", "odt", "pdf")),
        *(f"data/figures.{suffix}" for suffix in ("csv", "csv-metadata.json", "xlsx", "ods")),
        "manifest.json",
    }
    listed = {item["path"]: item["sha256"] for item in manifest(whole[1])["files"]}  # type: ignore[attr-defined]
    assert listed == {path: sha256(data) for path, data in files.items() if path != "manifest.json"}


def test_the_manifest_says_what_it_was_made_from(whole: tuple[Path, Built]) -> None:
    folder, edition = whole
    told = manifest(edition)
    assert (told["publication"], told["edition"], told["issued"]) == ("first-paper", "e", "2026-05-18")
    for item in told["inputs"]:  # type: ignore[attr-defined]
        assert item["sha256"] == sha256((folder / item["path"]).read_bytes())
    assert told["plan_hash"] == plan_hash(work(folder).files)
    assert "source_date_epoch" not in told


def test_the_findings_are_told_and_nothing_is_hidden(whole: tuple[Path, Built]) -> None:
    assert whole[1].findings == ()
    assert manifest(whole[1])["findings"] == []


# --- what stops a build ---


def test_a_finding_stops_the_build(plan: Path) -> None:
    ids = add_parts(plan)
    stop = stopped(plan)
    assert stop.exit_code == FINDINGS
    assert [(f.code, f.figures) for f in stop.findings] == [("parts-do-not-sum", ids)]
    assert "the parts add up to 9,000, the whole is 9,310" in str(stop)
    assert "not published: 1 finding to mend, or to accept with a reason in accepted-findings.yaml" in str(stop)


def test_then_nothing_is_written_and_the_exit_code_says_so(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_parts(plan)
    assert main(["build", str(plan), "first-paper"]) == FINDINGS
    assert not (plan / "editions").exists()
    assert "parts-do-not-sum" in capsys.readouterr().err


def test_an_edition_that_is_there_stays_when_a_build_stops(plan: Path) -> None:
    assert main(["build", str(plan), "first-paper"]) == FINE
    before = (plan / "editions/first-paper/manifest.json").read_bytes()
    add_parts(plan)
    assert main(["build", str(plan), "first-paper", "--replace"]) == FINDINGS
    assert (plan / "editions/first-paper/manifest.json").read_bytes() == before


def test_all_findings_are_told_at_once(plan: Path) -> None:
    add_parts(plan)
    add(plan, WORDS, "\nThere were 77 of them, {{ nothing.value }}.\n")
    codes = [f.code for f in stopped(plan).findings]
    assert sorted(codes) == ["parts-do-not-sum", "typed-number", "unknown-reference"]


def test_a_number_that_a_title_brings_in_is_caught_at_the_gate(plan: Path) -> None:
    change(plan, PRIORITY, "title: Confidence in the police", "title: Confidence of 70% of people")
    found = stopped(plan).findings
    assert [(f.code, f.where) for f in found] == [("untied-number", "2.3")]
    assert "the number '70%'" in found[0].says


def test_twenty_findings_are_shown_and_the_rest_counted(plan: Path) -> None:
    for n in range(25):
        add(plan, WORDS, f"\nOne more: {1001 + n}.\n")
    stop = stopped(plan)
    assert len(stop.findings) == 25
    assert "25 findings to mend" in str(stop)
    assert "and 5 more" in str(stop)
    assert len(str(stop).splitlines()) == 22


def test_twenty_one_findings_are_all_shown(plan: Path) -> None:
    for n in range(21):
        add(plan, WORDS, f"\nOne more: {1001 + n}.\n")
    lines = str(stopped(plan)).splitlines()
    assert (len(lines), "1021" in lines[-1]) == (22, True)


# --- what is accepted ---


def test_an_accepted_finding_lets_the_build_go_on_and_is_printed_with_its_reason(plan: Path) -> None:
    ids = add_parts(plan)
    accept(plan, "parts-do-not-sum", ids, "the force counts some twice")
    edition = built(plan)
    assert [(f.code, f.severity) for f in edition.findings] == [("parts-do-not-sum", "note")]
    assert edition.findings[0].says.endswith("(accepted: the force counts some twice)")
    told = manifest(edition)["findings"]
    assert [f["severity"] for f in told] == ["note"]  # type: ignore[attr-defined]
    page = edition.files["paper.html"].decode()
    assert "What was found, and why it stands" in page
    assert "the force counts some twice" in page
    assert "both are printed as published" in page


def test_the_exit_code_of_an_accepted_finding_is_fine(plan: Path) -> None:
    accept(plan, "parts-do-not-sum", add_parts(plan), "known")
    assert main(["build", str(plan), "first-paper"]) == FINE


def test_the_order_of_the_figures_does_not_matter(plan: Path) -> None:
    accept(plan, "parts-do-not-sum", tuple(reversed(add_parts(plan))), "known")
    assert built(plan).findings[0].severity == "note"


@pytest.mark.parametrize("named", ["fewer", "more", "others", "another code"])
def test_what_is_accepted_for_other_figures_still_stops_the_build(plan: Path, named: str) -> None:
    whole_id, first, second = add_parts(plan)
    figures = {
        "fewer": (whole_id, first),
        "more": (whole_id, first, second, "answered-in-time/force/ye-2026-03/value"),
        "others": (whole_id, first, "answered-in-time/force/ye-2026-03/value"),
        "another code": (whole_id, first, second),
    }[named]
    accept(plan, "not-composed" if named == "another code" else "parts-do-not-sum", figures, "known")
    assert [f.severity for f in stopped(plan).findings] == ["error"]


PLACE = "commentary/first-paper/safer-streets.md#crime"


def said(plan: Path, sentence: str) -> None:
    """A sentence of the author's own in the paragraph on crime."""
    change(plan, WORDS, "# crime\n", f"# crime\n{sentence} ")


def errors(plan: Path) -> list[tuple[str, str | None, str | None]]:
    return [(f.code, f.place, f.words) for f in stopped(plan).findings if f.severity == "error"]


def test_a_number_typed_by_hand_is_accepted_once_by_its_place_and_itself(plan: Path) -> None:
    said(plan, "The club is 77 years old.")
    assert errors(plan) == [("typed-number", PLACE, "77")]
    accept_words(plan, "typed-number", PLACE, "77", "the age of the club")
    edition = built(plan)
    assert [(f.code, f.severity) for f in edition.findings] == [("typed-number", "note")]
    page = edition.files["paper.html"].decode()
    assert "The club is 77 years old." in page
    assert "the number 77 in paragraph 2.1" in page
    assert "the age of the club" in page


def test_an_accepted_number_stays_accepted_when_lines_above_it_change(plan: Path) -> None:
    said(plan, "The club is 77 years old.")
    accept_words(plan, "typed-number", PLACE, "77", "the age of the club")
    said(plan, "Another sentence.\n\nAnd one more.\n\n")
    assert [(f.code, f.severity) for f in built(plan).findings] == [("typed-number", "note")]


@pytest.mark.parametrize(
    ("place", "words", "sentence"),
    [
        (PLACE, "77", "The club is 78 years old."),
        (PLACE, "7", "The club is 77 years old."),
        (PLACE.replace("#crime", "#calls"), "77", "The club is 77 years old."),
        (PLACE.replace("safer-streets", "introduction"), "77", "The club is 77 years old."),
        (PLACE.replace("#crime", ""), "77", "The club is 77 years old."),
        (PLACE, "77", "The club is 77 years old, and 77% of them."),
    ],
)
def test_no_other_number_and_no_other_place_is_accepted_with_it(
    plan: Path, place: str, words: str, sentence: str
) -> None:
    said(plan, sentence)
    accept_words(plan, "typed-number", place, words, "the age of the club")
    assert [(code, where) for code, where, _ in errors(plan)] == [("typed-number", PLACE)]


def test_what_is_accepted_in_words_is_not_accepted_in_a_title_beside_them(plan: Path) -> None:
    change(plan, PRIORITY, "title: Confidence in the police", "title: Confidence of 77 people")
    add(plan, WORDS, "\n# confidence\nThe club is 77 years old.\n")
    accept_words(plan, "typed-number", PLACE.replace("#crime", "#confidence"), "77", "the age of the club")
    assert errors(plan) == [("untied-number", "2.3", "77")]


def test_a_direction_that_is_misread_is_accepted_by_its_place_and_its_word(plan: Path) -> None:
    said(plan, "Crime rose by {{ recorded-crime.change }}.")
    assert errors(plan) == [("direction-contradicts", PLACE, "rose")]
    accept_words(plan, "direction-contradicts", PLACE, "rose", "it is said of the week before")
    assert "the word ‘rose’ in paragraph 2.1" in built(plan).files["paper.html"].decode()
    change(plan, WORDS, "Crime rose", "Crime grew")
    assert errors(plan) == [("direction-contradicts", PLACE, "grew")]


def test_an_accepted_finding_of_the_gate_is_printed_too(plan: Path) -> None:
    change(plan, PRIORITY, "title: Confidence in the police", "title: Confidence of 70% of people")
    accept_words(plan, "untied-number", "2.3", "70%", "it is the title of the promise")
    assert "it is the title of the promise" in built(plan).files["paper.html"].decode()


def test_what_words_and_titles_bring_in_is_told_at_once(plan: Path) -> None:
    change(plan, PRIORITY, "title: Confidence in the police", "title: Confidence of 70% of people")
    said(plan, "The club is 77 years old.")
    assert sorted(code for code, _, _ in errors(plan)) == ["typed-number", "untied-number"]


# --- the date ---


def test_source_date_epoch_wins_and_is_written_down(plan: Path) -> None:
    edition = built(plan, epoch=1_700_000_000)
    told = manifest(edition)
    assert (told["issued"], told["source_date_epoch"]) == ("2023-11-14", 1_700_000_000)
    assert edition.document.issued == date(2023, 11, 14)
    assert "Edition issued 14 November 2023" in edition.files["paper.html"].decode()
    assert "18 May 2026" not in edition.files["paper.html"].decode().split("Appendix 2 ")[0]


def test_the_beginning_of_the_epoch_is_a_date_like_any_other(plan: Path) -> None:
    told = manifest(built(plan, epoch=0))
    assert (told["issued"], told["source_date_epoch"]) == ("1970-01-01", 0)


def test_the_environment_sets_it_for_the_command(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert main(["build", str(plan), "first-paper"]) == FINE
    told = json.loads((plan / "editions/first-paper/manifest.json").read_bytes())
    assert (told["issued"], told["source_date_epoch"]) == ("2023-11-14", 1_700_000_000)


@pytest.mark.parametrize(
    "text",
    [
        *("-1", "soon", "1e9", "4102444801", "1.5", " 5", "9" * 5000),
        "²",
    ],
)
def test_a_wrong_epoch_is_wrong_use(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    assert main(["build", str(plan), "first-paper"]) == WRONG_USE
    assert "must be whole seconds since 1970, or unset" in capsys.readouterr().err
    assert not (plan / "editions").exists()


def test_the_same_plan_gives_the_same_bytes(whole: tuple[Path, Built]) -> None:
    assert dict(built(whole[0]).files) == dict(whole[1].files)


def test_each_step_is_told(plan: Path) -> None:
    from peelian.editions.build import build

    steps: list[str] = []
    change(plan, PAPER, "title: Police and Crime Plan Performance", "title: Another title")
    build(work(plan), "e", epoch=None, progress=steps.append)
    assert steps == ["composing", "writing html", "writing docx", "writing odt", "writing pdf", "checking", "auditing"]


def test_a_manifest_that_nobody_could_open_is_not_published(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a field to the manifest adds it to its shape; else the build stops, and not the reader."""
    from peelian.editions import manifest as manifests

    compose = manifests.compose

    def with_more(**facts: Any) -> bytes:
        return json.dumps({**json.loads(compose(**facts)), "more": 1}).encode()

    monkeypatch.setattr(manifests, "compose", with_more)
    with pytest.raises(BuildStopped, match=r"manifest\.json: it has a field 'more', which is none of"):
        built(plan)
