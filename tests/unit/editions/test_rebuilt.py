"""An edition against the same paper built again: where they differ, whatever has been done to the edition's files."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from peelian.editions.reading import open_edition
from peelian.editions.rebuilt import against_rebuilt
from tests.starter_plan import edition, started


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in parts.items():
            whole.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


WORDS = bytes(range(256)) * 20
DOCUMENT = zipped(first=b"one" * 100, second=WORDS, third=b"three")


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    told = edition(started(tmp_path_factory.mktemp("rebuilt") / "plan")).manifest
    return json.dumps(told | {"files": [{"path": "paper.docx", "sha256": "0" * 64}]}).encode()


def differences(folder: Path, manifest: bytes, held: dict[str, bytes], made: dict[str, bytes]) -> dict[str, str]:
    for path, data in ({"manifest.json": manifest} | held).items():
        (folder / path).write_bytes(data)
    found = against_rebuilt(open_edition(folder), {"manifest.json": manifest} | made)
    return {finding.where: finding.says for finding in found}


def test_the_same_files_do_not_differ(tmp_path: Path, manifest: bytes) -> None:
    assert differences(tmp_path, manifest, {"paper.docx": DOCUMENT}, {"paper.docx": DOCUMENT}) == {}


def test_a_file_that_only_one_has(tmp_path: Path, manifest: bytes) -> None:
    assert differences(tmp_path, manifest, {"paper.docx": DOCUMENT}, {"paper.odt": DOCUMENT}) == {
        "paper.docx": "the edition has this file; built again there is none",
        "paper.odt": "built again there is this file; the edition has none",
    }


def test_the_line_of_a_text_is_told(tmp_path: Path, manifest: bytes) -> None:
    made = {"paper.docx": DOCUMENT, "a.csv": b"a\nb\nc\n"}
    found = differences(tmp_path, manifest, {"paper.docx": DOCUMENT, "a.csv": b"a\nb\nd\n"}, made)
    assert found == {"a.csv": "built again it differs from byte 4 (line 3) on"}


@pytest.mark.parametrize(
    ("held", "part"),
    [
        (zipped(first=b"one" * 100, second=WORDS + b".", third=b"three"), "its part second"),
        (zipped(first=b"one" * 100, other=WORDS, third=b"three"), "its part second"),
        (zipped(first=b"one" * 100), "its part second"),
        (zipped(first=b"one" * 99, second=WORDS, third=b"three"), "its part first"),
        (DOCUMENT[:-1] + b"x", "the list of its parts"),
        (DOCUMENT + b"x", "the list of its parts"),
        (DOCUMENT[:-30], "the list of its parts"),
        (b"PK", "its part first"),
        (b"", "its part first"),
        (b"not a zip at all", "its part first"),
    ],
)
def test_the_part_of_a_zip_is_told(tmp_path: Path, manifest: bytes, held: bytes, part: str) -> None:
    found = differences(tmp_path, manifest, {"paper.docx": held}, {"paper.docx": DOCUMENT})
    assert found == {"paper.docx": f"built again it differs in {part}"}


def test_a_zip_with_any_damaged_byte_is_told_and_never_unpacked(
    tmp_path: Path, manifest: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unpacking a damaged part ends in an error of zlib, and one made to do harm takes all memory there is."""
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    for at in range(0, len(DOCUMENT), 7):
        held = DOCUMENT[:at] + bytes([DOCUMENT[at] ^ 1]) + DOCUMENT[at + 1 :]
        found = differences(tmp_path, manifest, {"paper.docx": held}, {"paper.docx": DOCUMENT})
        assert found["paper.docx"].startswith("built again it differs in ")


def test_a_link_is_not_read(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / "elsewhere").write_bytes(DOCUMENT)
    (tmp_path / "paper.docx").symlink_to("elsewhere")
    found = differences(tmp_path, manifest, {}, {"paper.docx": DOCUMENT})
    assert found == {"paper.docx": "built again there is this file; the edition has none"}
