"""Files of a plan that cannot be read, and files that nobody reads: each is told, and hides no other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peelian.errors import Unusable
from peelian.plan.files import plan_files
from peelian.plan.load import load

HERE = Path(__file__).parent
PRIORITY = "priorities/02-two.yaml"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "sound", tmp_path / "plan"))


def told(plan: Path) -> list[tuple[str, str, str]]:
    return [(f.code, f.where, f.severity) for f in load(plan).findings]


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (lambda path: path.mkdir(), "it is a folder"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "a link that leads nowhere"),
    "a link to nothing": (lambda path: path.symlink_to("gone.yaml"), "a link that leads nowhere"),
    "a link to a folder": (lambda path: path.symlink_to("."), "it is a folder"),
    "a link out of the plan": (lambda path: path.symlink_to(HERE / "test_files.py"), "leads out of the plan folder"),
}
if hasattr(os, "mkfifo"):
    UNREADABLE["a pipe"] = (os.mkfifo, "it is no plain file")


@pytest.mark.parametrize("what", UNREADABLE)
@pytest.mark.parametrize(
    "file", [PRIORITY, "measures/x.yaml", "publications/x.yaml", "sources.yaml", "accepted-findings.yaml"]
)
def test_what_is_no_file_is_told_in_its_place(plan: Path, file: str, what: str) -> None:
    make, says = UNREADABLE[what]
    make(plan / file)
    (found,) = load(plan).findings
    assert (found.code, found.where, found.severity) == ("unreadable-file", f"{file}:1", "error")
    assert says in found.says


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_plan_that_is_no_file_is_unusable(plan: Path, what: str) -> None:
    make, says = UNREADABLE[what]
    (plan / "plan.yaml").unlink()
    make(plan / "plan.yaml")
    with pytest.raises(Unusable, match=says):
        load(plan)


def test_a_file_that_may_not_be_read_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plan / PRIORITY).write_text("id: two\ntitle: Two\n")
    read = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "02-two.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    (found,) = load(plan).findings
    assert (found.code, found.where) == ("unreadable-file", f"{PRIORITY}:1")
    assert "mend its rights" in found.says


def test_a_file_that_cannot_be_read_hides_no_other_mistake(plan: Path) -> None:
    (plan / PRIORITY).mkdir()
    measures = plan / "measures" / "all.yaml"
    measures.write_text(measures.read_text().replace("headcount", "heads"))
    paper = plan / "publications" / "paper.yaml"
    paper.write_text(paper.read_text().replace("priority: one", "priority: two"))
    assert [code for code, _, _ in told(plan)] == ["unknown-unit", "unreadable-file"]


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("02-two.yml", "error"),
        ("02-two.YAML", "error"),
        ("02-two.yaml.txt", "error"),
        ("02-two.yaml.bak", "warning"),
        ("02-two.yaml.old", "warning"),
    ],
)
@pytest.mark.parametrize("part", ["priorities", "measures", "publications"])
def test_a_file_with_another_end_of_its_name_is_told(plan: Path, part: str, name: str, severity: str) -> None:
    (plan / part / name).write_text("id: two\n")
    assert told(plan) == [("not-read", f"{part}/{name}:1", severity)]


@pytest.mark.parametrize("name", [".DS_Store", "._01-one.yaml", ".#01-one.yaml", "~$one.yaml", "01-one.yaml~"])
def test_what_systems_and_editors_leave_is_passed_over(plan: Path, name: str) -> None:
    (plan / "priorities" / name).write_bytes(b"\0\5\x16\7")
    assert told(plan) == []


def test_folders_inside_are_not_read(plan: Path) -> None:
    (plan / "priorities" / "old").mkdir()
    (plan / "priorities" / "old" / "01-one.yaml").write_text("id: one\n")
    assert told(plan) == [("not-read", "priorities/old", "warning")]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sources.yml", "did you mean 'sources.yaml'?"),
        ("accepted_findings.yaml", "did you mean 'accepted-findings.yaml'?"),
        ("acepted-findings.yaml", "did you mean 'accepted-findings.yaml'?"),
        ("kpis.yaml", "the plan's files are plan.yaml, sources.yaml"),
    ],
)
def test_a_file_beside_plan_yaml_that_is_not_read_is_told(plan: Path, name: str, says: str) -> None:
    (plan / name).write_text("[]\n")
    (found,) = load(plan).findings
    assert (found.code, found.where, found.severity) == ("not-read", f"{name}:1", "warning")
    assert says in found.says


@pytest.mark.parametrize(
    ("right", "name", "code"),
    [
        ("priorities", "priority", "no-priorities"),
        ("measures", "measure", "no-measures"),
        ("commentary", "comentary", None),
        ("figures", "figure", None),
    ],
)
def test_a_folder_that_is_misspelt_is_told_once(plan: Path, right: str, name: str, code: str | None) -> None:
    (plan / right).mkdir(exist_ok=True)
    (plan / right).rename(plan / name)
    expected = [("not-read", name, "warning")]
    assert told(plan) == ([(code, right, "error")] if code else []) + expected


def test_other_files_and_folders_are_nobodys_business(plan: Path) -> None:
    for name in ("data", "editions", "store", "old papers"):
        (plan / name).mkdir()
    for name in ("README.md", "notes.txt", "priorities/README.md", "make_data.py"):
        (plan / name).write_text("words\n")
    assert told(plan) == []


@pytest.mark.parametrize(
    ("there", "says"),
    [
        ("plan.yml", "rename plan.yml to plan.yaml"),
        ("Plan.yaml", "rename Plan.yaml to plan.yaml"),
        (None, "peelian new"),
    ],
)
def test_a_plan_under_another_name_is_said(plan: Path, there: str | None, says: str) -> None:
    if there is not None:
        (plan / "plan.yaml").rename(plan / there)
    else:
        (plan / "plan.yaml").unlink()
    with pytest.raises(Unusable, match=says):
        load(plan)


@pytest.mark.parametrize("change", [b"\r\n", b"\r", b"\xef\xbb\xbf", b"%YAML 1.1\n---\n"], ids=repr)
def test_a_file_of_another_system_is_the_same(plan: Path, change: bytes) -> None:
    whole = load(plan).plan
    for path in sorted(plan.rglob("*.yaml")):
        data = path.read_bytes()
        path.write_bytes(data.replace(b"\n", change) if change.strip() == b"" else change + data)
    assert load(plan).findings == ()
    changed = load(plan).plan
    assert changed is not None
    assert whole is not None
    assert (changed.file, changed.priorities, changed.measures) == (whole.file, whole.priorities, whole.measures)


@pytest.mark.parametrize("content", [b"", b"# later\n", b"\n\n"])
@pytest.mark.parametrize(
    ("file", "sound"), [(PRIORITY, False), ("publications/x.yaml", False), ("measures/x.yaml", True)]
)
def test_an_empty_file_holds_nothing(plan: Path, file: str, sound: bool, content: bytes) -> None:
    (plan / file).write_bytes(content)
    assert told(plan) == ([] if sound else [("wrong-shape", f"{file}:1", "error")])


WRONG_FOLDER = {
    "a priority among the measures": ("priorities/01-one.yaml", "measures/02.yaml", "expected a list of measures"),
    "measures among the priorities": ("measures/all.yaml", "priorities/02.yaml", "found a list; a priority has"),
    "a publication among the priorities": ("publications/paper.yaml", "priorities/02.yaml", "a priority has: id"),
}


@pytest.mark.parametrize("mistake", WRONG_FOLDER)
def test_a_file_in_the_wrong_folder_says_what_lies_there(plan: Path, mistake: str) -> None:
    right, wrong, says = WRONG_FOLDER[mistake]
    shutil.copy(plan / right, plan / wrong)
    found = load(plan).findings
    assert {f.where.partition(":")[0] for f in found} == {wrong}
    assert any(says in f.says for f in found)


def test_the_files_are_those_of_the_plan_in_order(plan: Path) -> None:
    (plan / "sources.yaml").write_text("")
    assert list(plan_files(plan)[0]) == [
        "plan.yaml",
        "sources.yaml",
        "processes.yaml",
        "priorities/01-one.yaml",
        "measures/all.yaml",
        "publications/paper.yaml",
    ]
