import gzip
from pathlib import Path

import pytest

from peelian.sources.kinds import OLE, kind_by_bytes, kind_by_name
from tests.unit.sources.raw_files import ods, xlsx, zipped

BOOK = xlsx([["a"], [1]])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"a,b\r\n", "csv"),
        (b"", "empty"),
        (gzip.compress(b"a", mtime=0), "gzip"),
        (zipped({"a.csv": b"1"}), "zip"),
        (BOOK, "xlsx"),
        (ods([["a"]]), "ods"),
        (BOOK[: len(BOOK) // 2], "broken-zip"),
        (OLE + b"\0" * 600, "old-office"),
        (OLE + b"\0" * 9000 + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + b"\0" * 9000 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "html"),
        (b"<HTML><body>", "html"),
    ],
)
def test_a_file_is_what_its_bytes_say(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes(data)
    assert kind_by_bytes(path) == kind


def test_names_say_what_a_file_should_be() -> None:
    names = ("a.CSV", "a.csv.gz", "a.zip", "a.xlsx", "a.ods", "a.XLS", "a", "a.pdf")
    assert [kind_by_name(name) for name in names] == ["csv", "gzip", "zip", "xlsx", "ods", "xls", None, None]
