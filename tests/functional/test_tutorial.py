"""The tutorial, followed to the letter: its commands are run and what it says to type is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from peelian.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "first-paper.md"
# Where the page shows lines without the indent they need at their place.
INDENT = {"priorities": "  ", "publications": "      "}


def steps() -> Iterator[tuple[str, str]]:
    """Each indented block of the page with the file that the words before it name."""
    paragraphs = re.split(r"\n\n", PAGE.read_text(encoding="utf-8"))
    file = ""
    for paragraph in paragraphs:
        if not paragraph.startswith("    "):
            named = re.findall(r"`(our-plan/[a-z0-9/.-]+\.(?:csv|yaml|md))`", paragraph)
            file = named[-1] if named else file
        else:
            yield file, re.sub(r"^ {4}", "", paragraph.rstrip("\n"), flags=re.MULTILINE)


def type_in(file: Path, lines: str) -> None:
    indent = INDENT.get(file.parent.name, "")
    with file.open("a", encoding="utf-8", newline="\n") as end:
        end.write("".join(f"{indent}{line}\n" for line in lines.split("\n")))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_tutorial_works_as_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for file, lines in steps():
        if not lines.startswith("peelian "):
            type_in(here / file, lines)
            continue
        for command in lines.split("\n"):
            code = main(command.split()[1:])
            said[command] = capsys.readouterr().out
            assert code == 0, f"{command}\n{said[command]}"
    paper = (here / "our-plan/editions/second/paper.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>", "", paper).split())
    assert "412 burglaries were recorded, an 18.1% reduction compared with the baseline figure of 503" in words
    assert "The reduction of 18.1% began with the new patrols." in words
    traced = next(answer for command, answer in said.items() if " trace " in command)
    assert "(412 - 503) ÷ 503 × 100" in traced
    assert "annual-report.csv, line 6" in traced


def test_the_fault_of_the_tutorial_is_found_where_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "our-plan"])
    file = here / "our-plan/priorities/01-safer-streets.yaml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index("polarity:")].count("\n") + 1
    file.write_text(text.replace("polarity:", "polarty:", 1), encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", "our-plan"]) == 1
    out = capsys.readouterr().out
    assert f"priorities/01-safer-streets.yaml:{line}: unknown field 'polarty'" in out


def test_a_digit_changed_by_hand_is_found(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "our-plan"])
    assert main(["build", "our-plan", "first-paper"]) == 0
    paper = here / "our-plan/editions/first-paper/paper.html"
    paper.write_bytes(paper.read_bytes().replace(b"9,310", b"9,311", 1))
    capsys.readouterr()
    assert main(["verify", "our-plan/editions/first-paper"]) == 1
    assert "paper.html" in capsys.readouterr().out
