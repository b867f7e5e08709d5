"""The verdict on an edition: what changed since is named, nothing in the plan folder is written, names are held."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peelian.cli import main
from peelian.editions import verify as verifying
from peelian.editions.build import SOFTWARE
from peelian.editions.publish import publish
from peelian.editions.verify import Verdict, verify
from peelian.errors import FINDINGS, FINE, WRONG_USE, MachineFault, Unusable
from tests.starter_plan import (
    CALLS,
    FIGURES,
    MEASURES,
    PAPER,
    PLAN,
    PRIORITY,
    WORDS,
    add_calls,
    built,
    calls,
    change,
    edition,
    published,
    started,
    write,
)

YEAR = calls("2025-04", "2026-03", 100)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with an edition in it, made from typed figures and from an extract."""
    plan = started(tmp_path_factory.mktemp("verify") / "plan")
    add_calls(plan, YEAR)
    published(plan)
    return plan


@pytest.fixture
def plan(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "plan")


def verdict(folder: Path, plan: Path | None = None) -> Verdict:
    return verify(folder, plan, None, progress=lambda _: None)


def told(found: Verdict) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in found.findings]


def changed_manifest(folder: Path, **fields: Any) -> None:
    place = folder / "manifest.json"
    place.write_text(json.dumps(json.loads(place.read_bytes()) | fields, ensure_ascii=False, indent=1) + "\n")


def test_an_edition_that_nobody_touched_has_the_same_bytes(plan: Path) -> None:
    assert verdict(plan / "editions/e") == Verdict(True, True, ())


# --- nothing is written ---


def as_it_lies(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Everything in a folder: bytes, and what any write or rename would change."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_ino,
            path.stat().st_mtime_ns,
        )
        for path in sorted([folder, *folder.rglob("*")])
    }


def nothing(plan: Path) -> None:
    pass


def without_store(plan: Path) -> None:
    shutil.rmtree(plan / "store")


def with_a_newer_extract(plan: Path) -> None:
    write(plan, CALLS, calls("2025-04", "2026-03", 300))


def with_another_file(plan: Path) -> None:
    write(plan, "data/later.csv", calls("2026-04", "2026-05", 100))


def broken(plan: Path) -> None:
    change(plan, PRIORITY, "polarity:", "polarty:")


@pytest.mark.parametrize("how", [nothing, without_store, with_a_newer_extract, with_another_file, broken])
def test_verifying_leaves_the_plan_folder_as_it_was(plan: Path, how: Callable[[Path], None]) -> None:
    how(plan)
    before = as_it_lies(plan)
    rebuilt = verdict(plan / "editions/e").rebuilt
    assert as_it_lies(plan) == before
    assert rebuilt is (how is not broken)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="no folder is read-only to this user")
def test_a_plan_that_may_only_be_read_can_be_verified(plan: Path) -> None:
    shutil.rmtree(plan / "store")
    places = [plan, *plan.rglob("*")]
    for place in places:
        place.chmod(place.stat().st_mode & ~0o222)
    try:
        assert verdict(plan / "editions/e") == Verdict(True, True, ())
    finally:
        for place in places:
            place.chmod(place.stat().st_mode | 0o200)


def test_nothing_is_left_in_the_temporary_folder(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    without_store(plan)
    assert verdict(plan / "editions/e").rebuilt
    assert list((tmp_path / "scratch").iterdir()) == []


# --- older files ---


def test_an_edition_made_before_a_file_was_replaced_is_built_again_from_the_store(plan: Path) -> None:
    with_a_newer_extract(plan)
    later = published(plan, "later")
    assert b"3,600" in (later / "data/figures.csv").read_bytes() + (later / "paper.html").read_bytes()
    assert verdict(plan / "editions/e") == Verdict(True, True, ())
    assert verdict(later) == Verdict(True, True, ())


def test_an_edition_built_by_the_load_that_found_a_replaced_file_is_the_same_as_the_next(plan: Path) -> None:
    """The load tells that the file is another one with the same dates, once; that is no part of an edition."""
    with_a_newer_extract(plan)
    first = built(plan, "later")
    assert "source-changed" in {finding.code for finding in first.findings}
    assert built(plan, "later").files == first.files


LOOKUP = """  from:
    - {file: wards.csv, under: north, optional: true, levels: [{level: ward, code: WARD, name: NAME}]}
"""


def with_wards_to_come(folder: Path) -> Path:
    plan = started(folder / "plan")
    change(plan, PLAN, "[force, district]", "[force, district, ward]")
    change(plan, PLAN, "# Names that hold digits", LOOKUP + "# Names that hold digits")
    published(plan)
    return plan


def test_an_edition_is_verified_with_the_areas_that_the_plan_had_then(tmp_path: Path) -> None:
    plan = with_wards_to_come(tmp_path)
    write(plan, "wards.csv", "WARD,NAME\nE1,Castle\n")
    later = published(plan, "later")
    assert "wards.csv" not in inputs_of(plan / "editions/e")
    assert "wards.csv" in inputs_of(later)
    assert verdict(plan / "editions/e") == Verdict(True, True, ())
    assert verdict(later) == Verdict(True, True, ())


def test_areas_that_changed_since_or_are_gone_are_named(tmp_path: Path) -> None:
    plan = with_wards_to_come(tmp_path)
    write(plan, "wards.csv", "WARD,NAME\nE1,Castle\n")
    later = published(plan, "later")
    write(plan, "wards.csv", "WARD,NAME\nE1,Castle\nE2,Quay\n")
    assert ("input-changed", "wards.csv") in told(verdict(later))
    (plan / "wards.csv").unlink()
    [gone] = [finding for finding in verdict(later).findings if finding.where == "wards.csv"]
    assert gone.says == "this file is no longer there; the edition was made from it"
    assert verdict(plan / "editions/e").rebuilt


def inputs_of(folder: Path) -> list[str]:
    return [input["path"] for input in json.loads((folder / "manifest.json").read_bytes())["inputs"]]


# --- what changed since ---


def test_a_figures_file_that_changed_is_named_before_what_differs(plan: Path) -> None:
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    found = verdict(plan / "editions/e")
    assert (found.intact, found.rebuilt) == (True, False)
    first, *rest = found.findings
    assert (first.code, first.where) == ("input-changed", FIGURES)
    assert first.says == "this file has changed since the edition was built"
    assert {finding.code for finding in rest} == {"rebuilt-differs"}
    assert {"manifest.json", "paper.html", "data/figures.csv"} <= {finding.where for finding in rest}


def test_an_extract_whose_older_file_is_gone_is_named(plan: Path) -> None:
    with_a_newer_extract(plan)
    shutil.rmtree(plan / "store")
    found = verdict(plan / "editions/e")
    assert told(found)[0] == ("input-changed", CALLS)
    assert found.findings[0].says == "this file has changed since the edition was built"
    assert "rebuilt-differs" in {finding.code for finding in found.findings}


def test_an_extract_that_is_gone_with_the_store_is_named(plan: Path) -> None:
    (plan / CALLS).unlink()
    shutil.rmtree(plan / "store")
    found = verdict(plan / "editions/e")
    assert told(found)[0] == ("input-changed", CALLS)
    assert found.findings[0].says == "this file is no longer there; the edition was made from it"
    assert found.findings[-1].says.startswith("the plan does not build now: sources.yaml, calls: no file is called")


def test_files_that_are_new_or_gone_are_named(plan: Path) -> None:
    (plan / WORDS).unlink()
    write(plan, "measures/more.yaml", "[]\n")
    write(plan, "commentary/first-paper/more.md", "")
    found = {f.where: f.says for f in verdict(plan / "editions/e").findings if f.code == "input-changed"}
    assert found == {
        WORDS: "this file is no longer there; the edition was made from it",
        "measures/more.yaml": "this file is new; the edition was built without it",
        "commentary/first-paper/more.md": "this file is new; the edition was built without it",
    }


def test_a_file_that_the_plan_no_longer_uses_is_named(plan: Path) -> None:
    change(plan, "sources.yaml", "files: [data/*.csv]", "files: [data/other.csv]")
    (plan / CALLS).rename(plan / "data/other.csv")
    write(plan, CALLS, YEAR)
    shutil.rmtree(plan / "store")
    found = {f.where: f.says for f in verdict(plan / "editions/e").findings if f.code == "input-changed"}
    assert found == {
        CALLS: "the edition was made from this file; the plan does not use it now",
        "data/other.csv": "this file is new; the edition was built without it",
        "sources.yaml": "this file has changed since the edition was built",
    }


def test_why_a_plan_does_not_build_now_starts_with_what_changed(plan: Path) -> None:
    broken(plan)
    change(plan, MEASURES, "unit: percent", "unit: per cent")
    write(plan, "data/later.csv", "not,a,header\n")
    found = verdict(plan / "editions/e")
    assert told(found) == [
        ("input-changed", MEASURES),
        ("input-changed", PRIORITY),
        ("input-changed", "data/later.csv"),
        ("rebuilt-differs", "manifest.json"),
    ]
    assert "the plan does not build now: measures/measures.yaml:" in found.findings[-1].says
    assert found.findings[-1].says.endswith("more; 'peelian validate' tells all")
    assert "\n" not in found.findings[-1].says


def test_two_files_of_one_name_are_no_change_by_themselves(tmp_path: Path) -> None:
    plan = started(tmp_path / "plan")
    add_calls(plan, calls("2025-04", "2025-09", 100))
    edition(plan)
    write(plan, CALLS, calls("2025-10", "2026-03", 200))
    folder = published(plan)
    assert verdict(folder) == Verdict(True, True, ())
    broken(plan)
    assert told(verdict(folder)) == [("input-changed", PRIORITY), ("rebuilt-differs", "manifest.json")]


def test_other_software_is_named(plan: Path) -> None:
    changed_manifest(plan / "editions/e", software="peelian 0.0.9")
    found = verdict(plan / "editions/e")
    assert told(found) == [("software-changed", "manifest.json"), ("rebuilt-differs", "manifest.json")]
    assert found.findings[0].says == f"the edition was built by peelian 0.0.9; this is {SOFTWARE}"


def test_another_publication_of_the_plan_is_no_input(plan: Path) -> None:
    shutil.copy(plan / PAPER, plan / "publications/another.yaml")
    assert verdict(plan / "editions/e") == Verdict(True, True, ())
    broken(plan)
    assert told(verdict(plan / "editions/e")) == [("input-changed", PRIORITY), ("rebuilt-differs", "manifest.json")]


# --- the name of an edition ---


def test_an_edition_that_was_renamed_in_its_plan_is_told_and_still_intact(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = (plan / "editions/e").rename(plan / "editions/2026-06")
    found = verdict(folder)
    assert (found.intact, found.rebuilt, told(found)) == (True, True, [("edition-name", "manifest.json")])
    assert found.findings[0].severity == "error"
    assert "the manifest is of the edition 'e', and its folder in the plan is '2026-06'" in found.findings[0].says
    assert main(["verify", str(folder)]) == FINDINGS
    assert "error   manifest.json: the manifest is of the edition 'e'" in capsys.readouterr().out


def test_a_manifest_that_names_another_edition_is_told(plan: Path) -> None:
    changed_manifest(plan / "editions/e", edition="2026-06")
    assert told(verdict(plan / "editions/e"))[0] == ("edition-name", "manifest.json")


@pytest.mark.parametrize("with_plan", [True, False])
def test_a_copy_under_another_name_is_intact_and_said_to_be_a_copy(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], with_plan: bool
) -> None:
    copy = shutil.copytree(plan / "editions/e", tmp_path / "download (1)")
    found = verdict(copy, plan if with_plan else None)
    assert (found.intact, found.rebuilt) == (True, True if with_plan else None)
    [note] = found.findings
    assert (note.code, note.severity) == ("edition-name", "note")
    assert note.says == "this is a copy of the edition 'e', in a folder called 'download (1)'; cite it as 'e'"
    assert main(["verify", str(copy), *(["--plan", str(plan)] if with_plan else [])]) == FINE
    assert "intact, " in capsys.readouterr().out


def test_a_copy_under_its_own_name_says_nothing(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = shutil.copytree(plan / "editions/e", tmp_path / "elsewhere/e")
    assert verdict(copy) == Verdict(True, None, ())
    monkeypatch.chdir(copy)
    assert verdict(Path()) == Verdict(True, None, ())


def test_a_link_to_an_edition_is_that_edition(plan: Path) -> None:
    (plan / "editions/latest").symlink_to("e", target_is_directory=True)
    assert verdict(plan / "editions/latest") == Verdict(True, True, ())


# --- wrong use and faults of the machine ---


def test_a_plan_that_is_none_is_wrong_use(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"no plan.yaml here") as refused:
        verdict(plan / "editions/e", tmp_path)
    assert refused.value.exit_code == WRONG_USE


def test_a_full_disk_is_no_verdict(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MachineFault("no room")

    monkeypatch.setattr(verifying, "open_work_again", full)
    with pytest.raises(MachineFault, match="no room"):
        verdict(plan / "editions/e")


# --- another plan ---


def test_another_plan_is_told_and_not_built_from(tmp_path: Path) -> None:
    own, other = started(tmp_path / "own"), started(tmp_path / "other")
    change(other, PLAN, "id: our-plan", "id: their-plan")
    edition = publish(other / "editions", "e", built(own).files, replace=False)
    steps: list[str] = []
    verdict = verify(edition, None, None, steps.append)
    assert (verdict.intact, verdict.rebuilt) == (True, False)
    (found,) = verdict.findings
    assert found.code == "rebuilt-differs"
    assert found.says == "the edition is of the plan 'our-plan', this plan is 'their-plan'; give its own with --plan"
    assert steps == ["reading the edition"]
    assert verify(edition, own, None, steps.append).rebuilt is True
