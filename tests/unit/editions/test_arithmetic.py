"""The audit of what is about to be published: what does not come out stops the build, in whichever format it is."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from peelian.cli import main
from peelian.editions import arithmetic
from peelian.editions.build import BuildStopped
from peelian.errors import FINDINGS, FINE
from peelian.findings import Finding
from tests.starter_plan import WORDS, accept_words, built, change, started

PLACE = f"{WORDS}#crime"
WRONG = "Thefts in parks fell from 400 to 300, a reduction of 35%."
TYPED = ("400", "300", "35%")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return started(tmp_path / "plan")


def with_words(plan: Path, words: str, *typed: str) -> None:
    change(plan, WORDS, "# crime\n", f"# crime\n{words}\n\n")
    for number in typed:
        accept_words(plan, "typed-number", PLACE, number, "counted in the parks")


def errors(plan: Path) -> list[Finding]:
    with pytest.raises(BuildStopped) as stopped:
        built(plan)
    return [finding for finding in stopped.value.findings if finding.severity == "error"]


def test_a_sound_paper_is_audited_in_every_format(plan: Path) -> None:
    audited = built(plan).audited
    assert sorted(audited.formats) == ["paper.docx", "paper.html", "paper.odt", "paper.pdf"]
    assert audited.recognised >= audited.sound >= 1
    assert audited.findings == audited.unread == ()


def test_words_that_do_not_come_out_stop_the_build(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_words(plan, WRONG, *TYPED)
    (found,) = errors(plan)
    assert found.code == "audit-inconsistent"
    assert "(300 - 400) / 400 = -25%" in found.says
    assert found.says.endswith("(all formats)")
    assert found.words == "35%"
    assert main(["build", str(plan), "first-paper"]) == FINDINGS
    assert "does not come out" in capsys.readouterr().err
    assert not (plan / "editions").exists()


def test_what_is_accepted_is_printed_with_its_reason(plan: Path) -> None:
    with_words(plan, WRONG, *TYPED)
    (found,) = errors(plan)
    assert found.place is not None
    accept_words(plan, "audit-inconsistent", f"'{found.place}'", "35%", "the council prints it so")
    edition = built(plan)
    assert ("audit-inconsistent", "note") in [(f.code, f.severity) for f in edition.findings]
    page = edition.files["paper.html"].decode()
    assert "the council prints it so" in page
    assert "audit inconsistent" in page
    held = json.loads(edition.files["manifest.json"])["findings"]
    assert any(f["code"] == "audit-inconsistent" and "council" in f["says"] for f in held)


@pytest.mark.parametrize(("place", "words"), [("9.9", "35%"), (None, "36%")])
def test_an_acceptance_lets_nothing_else_stand(plan: Path, place: str | None, words: str) -> None:
    with_words(plan, WRONG, *TYPED)
    (found,) = errors(plan)
    accept_words(plan, "audit-inconsistent", f"'{place or found.place}'", words, "something else")
    assert [f.code for f in errors(plan)] == ["audit-inconsistent"]


def test_rounding_is_no_fault(plan: Path) -> None:
    with_words(plan, "Thefts in parks fell from 400 to 300, a reduction of 25%.", "400", "300", "25%")
    assert built(plan).audited.findings == ()


def test_what_one_format_alone_shows_is_told_with_its_name(plan: Path) -> None:
    with_words(plan, "Thefts in parks fell from 400 to 300, a reduction of 25%.", "400", "300", "25%")
    files = dict(built(plan).files)
    files["paper.docx"] = _changed(files["paper.docx"], b"reduction of 25%", b"reduction of 52%")
    (found,) = arithmetic.check(files).findings
    assert found.says.endswith("(paper.docx)")


def test_a_format_that_cannot_be_read_back_is_told_to_the_builder(plan: Path) -> None:
    files = dict(built(plan).files)
    files["paper.pdf"] = files["paper.pdf"][:2000]
    audited = arithmetic.check(files)
    assert [(f.code, f.where, f.severity) for f in audited.unread] == [("not-audited", "paper.pdf", "warning")]
    assert audited.findings == ()


def test_the_same_bytes_are_read_once(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = built(plan).files
    arithmetic.check(files)
    monkeypatch.setattr(arithmetic, "read_paper", lambda path: pytest.fail(f"{path} is read again"))
    assert arithmetic.check(files).recognised >= 1


def test_the_time_stands_apart(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan), "first-paper"]) == FINE
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("audit of 4 formats: "))
    assert line.endswith(" s")
    assert main(["build", str(plan), "first-paper", "--json", "--replace"]) == FINE
    told = json.loads(capsys.readouterr().out)["audit"]
    assert told["recognised"] >= told["sound"] >= 1
    assert 0 < told["seconds"] < 120


def _changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """A document with other words in its body."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as taken:
        for info in given.infolist():
            part = given.read(info)
            if info.filename == "word/document.xml":
                assert old in part
                part = part.replace(old, new)
            taken.writestr(info, part)
    return made.getvalue()
