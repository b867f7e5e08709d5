"""LibreOffice opens the files, makes pages of them, and finds on them what a reader should find."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from peelian.render import docx, ods, odt, xlsx
from tests.unit.render import sample
from tests.unit.render.data_sample import ISSUED, figures
from tests.unit.render.office_sample import long_paper, paper

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each file, by the file's name."""
    folder = tmp_path_factory.mktemp("office")
    documents = {"paper": paper(), "long": long_paper(3), "nasty": sample.filled(sample.NASTY[1])}
    files = {f"{name}.{kind}": made.render(d) for name, d in documents.items() for kind, made in PAPERS.items()}
    files |= {f"figures.{kind}": made.render([figures()], "The paper", ISSUED, ()) for kind, made in BOOKS.items()}
    for kind in (*PAPERS, *BOOKS):
        here = folder / kind
        here.mkdir()
        for name, content in files.items():
            if name.endswith(kind):
                (here / name).write_bytes(content)
        convert(here, kind)
    return {name: read(folder / name.rpartition(".")[2] / f"{name.rpartition('.')[0]}.pdf") for name in files}


PAPERS = {"docx": docx, "odt": odt}
BOOKS = {"xlsx": xlsx, "ods": ods}


def convert(folder: Path, kind: str) -> None:
    files = [str(path) for path in sorted(folder.glob(f"*.{kind}"))]
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def read(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    texts = []
    for page in document:
        layer = page.get_textpage()
        texts.append(" ".join(layer.get_text_bounded().split()))
        layer.close()
        page.close()
    document.close()
    return texts


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_has_its_cover_on_one_page_and_starts_on_the_next(pages: dict[str, list[str]], kind: str) -> None:
    read = pages[f"paper.{kind}"]
    assert len(read) == 4
    assert "Contents 1 Introduction 2 Preventing" in read[0]
    assert "Page 1 of 4" in read[0]
    assert read[0].count("Made up for tests by Peelian") == 1
    assert "1 Introduction 1.1 This report" in read[1]
    for at, text in enumerate(read[1:], start=2):
        assert text.startswith("Made up for tests by Peelian")
        assert f"Police and Crime Plan Performance Page {at} of 4" in text


@pytest.mark.parametrize("kind", PAPERS)
def test_footnotes_stand_at_the_foot_of_their_page(pages: dict[str, list[str]], kind: str) -> None:
    page = pages[f"paper.{kind}"][1]
    assert "1 Every comparison is with this year unless the paragraph says otherwise. 2 Force extract" in page


@pytest.mark.parametrize("kind", PAPERS)
def test_a_table_over_two_pages_repeats_its_header(pages: dict[str, list[str]], kind: str) -> None:
    read = pages[f"long.{kind}"]
    captions = sum(text.count("Recorded crime by local policing area, year ending March 2026 against") for text in read)
    headers = sum(text.count("Local policing area Year ending March 2024") for text in read)
    assert captions == 6
    assert headers > captions


@pytest.mark.parametrize("kind", PAPERS)
def test_hostile_text_is_printed_as_it_was_typed(pages: dict[str, list[str]], kind: str) -> None:
    assert "</title></style></textarea><script>alert(1)</script>" in " ".join(pages[f"nasty.{kind}"])


@pytest.mark.parametrize("kind", BOOKS)
def test_a_workbook_shows_its_sheets(pages: dict[str, list[str]], kind: str) -> None:
    read = " ".join(pages[f"figures.{kind}"])
    for words in ("The paper", "Notes on the data", "What the columns hold", "Figures of the paper", "9134", "=1+1"):
        assert words in read
