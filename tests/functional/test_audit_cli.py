"""peelian audit as people and programs meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.cli.main import main
from peelian.errors import FINDINGS, FINE, WRONG_USE
from tests.unit.audit.typeset import tagged

FINE_PAPER = "1.1. Visits rose from 1,200 to 1,500, an increase of 25%.\n"
WRONG_PAPER = "1.1. Visits rose from 1,200 to 1,500, an increase of 35%.\n\n1.2. Theft is down by a third since May.\n"
LAST_DIGIT = "1.1. Visits rose from 1,200 to 1,501, an increase of 25.0%.\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    for name, text in (("fine.txt", FINE_PAPER), ("wrong.md", WRONG_PAPER), ("digit.txt", LAST_DIGIT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_paper_without_faults_ends_with_0(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(papers / "fine.txt")]) == FINE
    assert capsys.readouterr().out == (
        "1 paper, 1 page: 1 statement recognised (0 inconsistent, 0 not decidable, 0 within rounding, 1 consistent); "
        "0 looked checkable and were left\n"
    )


def test_what_is_materially_wrong_is_shown_with_its_sum_and_ends_with_1(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(papers / "fine.txt"), str(papers / "wrong.md")]) == FINDINGS
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "wrong.md:1 · percent change · inconsistent (material)"
    assert "(1,500 - 1,200) / 1,200 = 25%" in out[1]
    assert "Visits rose from 1,200 to 1,500" in out[2]
    assert (
        "2 statements recognised (1 inconsistent, 0 not decidable, 0 within rounding, 1 consistent); 1 looked"
        in out[-1]
    )


def test_a_last_digit_is_shown_and_does_not_matter(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(papers / "digit.txt")]) == FINE
    assert "inconsistent (last digit)" in capsys.readouterr().out


def test_all_shows_what_is_consistent_too(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--all", str(papers / "fine.txt")]) == FINE
    assert "percent change · consistent" in capsys.readouterr().out


def test_the_json_object(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--json", str(papers / "wrong.md")]) == FINDINGS
    answer = json.loads(capsys.readouterr().out)
    assert [d["name"] for d in answer["documents"]] == ["wrong.md"]
    assert len(answer["documents"][0]["sha256"]) == 64
    (claim,) = answer["claims"]
    assert claim["id"] == "wrong.md#1"
    assert (claim["kind"], claim["verdict"], claim["severity"]) == ("percent_change", "inconsistent", "material")
    assert claim["old"] == {"printed": "1,200", "value": 1200, "unit": "count"}
    assert claim["new"] == {"printed": "1,500", "value": 1500, "unit": "count"}
    assert claim["stated"] == {"printed": "an increase of 35%", "value": 35, "unit": "percent", "relation": "="}
    assert (claim["recomputed"], claim["possible"], claim["page"], claim["line"]) == (25, [25, 25], None, 1)
    assert claim["quote"] in " ".join(WRONG_PAPER.split())
    assert answer["summary"]["recognised"] == 1
    assert answer["summary"]["left"] == 1
    assert answer["summary"]["inconsistent"] == 1


def test_a_file_that_is_not_read_or_not_there_is_wrong_use(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["audit", str(papers / "picture.png")]) == WRONG_USE
    assert "its text cannot be read [audit-not-a-paper]" in capsys.readouterr().err
    assert main(["audit", str(papers / "absent.txt")]) == WRONG_USE
    assert "does not exist" in capsys.readouterr().err


def test_a_paper_that_cannot_be_read_hides_no_other(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    assert main(["audit", str(papers / "fine.txt"), str(papers / "broken.pdf")]) == FINDINGS
    told = capsys.readouterr()
    assert "broken.pdf" in told.err
    assert "1 consistent" in told.out


def test_a_folder_is_read_whole_and_other_formats_with_it(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = "<!doctype html><html><body><p>Visits rose from 1,200 to 1,500, an increase of 35%.</p></body></html>"
    (papers / "page.html").write_text(page, encoding="utf-8")
    (papers / "list.xlsx").write_bytes(b"x")
    assert main(["audit", "--json", str(papers)]) == FINDINGS
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert [document["name"] for document in answer["documents"]] == ["digit.txt", "fine.txt", "page.html", "wrong.md"]
    assert {claim["document"] for claim in answer["claims"] if claim["severity"] == "material"} == {
        "page.html",
        "wrong.md",
    }
    assert "list.xlsx" in told.err


def test_a_report_in_every_format(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = [papers / f"report.{format}" for format in ("html", "docx", "odt", "pdf")]
    asked = [f"--{path.suffix[1:]}={path}" for path in places]
    assert main(["audit", str(papers / "wrong.md"), *asked, "--date", "2026-11-26"]) == FINDINGS
    starts = [path.read_bytes()[:4] for path in places]
    assert starts == [b"<!DO", b"PK\x03\x04", b"PK\x03\x04", b"%PDF"]
    page = places[0].read_text()
    assert "<strong>Visits rose from 1,200 to 1,500, an increase of 35%" in page
    assert "Checked 26 November 2026 by Peelian." in page
    assert "Back to the start of the report" in page
    before = [path.read_bytes() for path in places]
    assert main(["audit", str(papers / "wrong.md"), *asked, "--date", "2026-11-26"]) == FINDINGS
    assert [path.read_bytes() for path in places] == before


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--html", "{here}"], "there is a folder of that name"),
        (["--pdf", "{here}/nowhere/a.pdf"], "there is no folder"),
        (["--html", "{here}/wrong.md"], "is a file that is read or written already"),
        (["--html", "{here}/a", "--docx", "{here}/a"], "is a file that is read or written already"),
        (["--date", "26.11.2026"], "'26.11.2026' is no day; write it as 2026-03-31"),
    ],
)
def test_a_report_that_cannot_be_written_is_told_before_anything_is_read(
    papers: Path, capsys: pytest.CaptureFixture[str], asked: list[str], words: str
) -> None:
    before = {path: path.read_bytes() for path in papers.iterdir()}
    try:
        code = main(["audit", str(papers / "wrong.md"), *(word.format(here=papers) for word in asked)])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == WRONG_USE
    assert words in capsys.readouterr().err
    assert {path: path.read_bytes() for path in papers.iterdir()} == before


def test_a_pdf_is_given_back_with_notes(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = papers / "paper.pdf", papers / "marked"
    path.write_bytes(tagged("Visits rose from 1,200 to 1,500, an increase of 35%."))
    before = path.read_bytes()
    assert main(["audit", str(path), str(papers / "fine.txt"), "--annotate", str(folder)]) == FINDINGS
    err = capsys.readouterr().err
    assert f"{folder / 'paper.audited.pdf'}: 1 passages marked" in err
    assert "fine.txt: is no PDF, and has no annotated copy" in err
    assert path.read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["paper.audited.pdf"]
    assert main(["audit", str(path), "--annotate", str(path)]) == WRONG_USE
    assert "is a file; name a folder for the copies" in capsys.readouterr().err
