import errno
import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from peelian.sources import archives
from peelian.sources.archives import Refused, check_all, gunzip, open_zip, unzip
from tests.unit.sources.raw_files import zipped


def put(folder: Path, data: bytes) -> Path:
    path = folder / "given"
    path.write_bytes(data)
    return path


def unpacked(folder: Path, data: bytes, member: str = "a.csv") -> bytes:
    with open_zip(put(folder, data)) as archive:
        unzip(archive, member, folder / "out")
    return (folder / "out").read_bytes()


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    text = b"a,b\r\n" + b"1,2\r\n" * 1000
    gunzip(put(tmp_path, gzip.compress(text, mtime=0)), tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == text
    assert unpacked(tmp_path, zipped({"x/a.csv": text}), "x/a.csv") == text


@pytest.mark.parametrize("kept", [12, 30, -1, -9])
def test_a_gzip_file_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    whole = gzip.compress(bytes(range(256)) * 20, mtime=0)
    with pytest.raises(Refused, match="cut off; fetch it again"):
        gunzip(put(tmp_path, whole[:kept]), tmp_path / "out")


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(b"a,b\r\n" * 100, mtime=0))
    whole[-6] ^= 0xFF
    with pytest.raises(Refused, match="gzip file is damaged"):
        gunzip(put(tmp_path, bytes(whole)), tmp_path / "out")
    with pytest.raises(Refused, match="gzip file is damaged"):
        gunzip(put(tmp_path, b"\x1f\x8b\x09" + b"\0" * 20), tmp_path / "out")


@pytest.mark.parametrize(
    "name", ["../a.csv", "/a.csv", "x/../../a.csv", "C:/a.csv", "..\\a.csv", "\\a.csv", "a\0b.csv"]
)
def test_a_name_that_leads_out_refuses_the_zip(tmp_path: Path, name: str) -> None:
    stands_in = "placeholder-csv"
    data = zipped({stands_in: b"1"}).replace(stands_in.encode(), name.encode().ljust(len(stands_in), b"x"))
    with pytest.raises(Refused, match="leads out of its folder"):
        open_zip(put(tmp_path, data))


def test_a_workbook_that_declares_entities_is_not_opened(tmp_path: Path) -> None:
    told = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY lol "lol">]><a>&lol;</a>'
    with pytest.raises(Refused, match=r"sheet1\.xml: declares entities, as no workbook does; it is not opened"):
        check_all(put(tmp_path, zipped({"xl/worksheets/sheet1.xml": told})))
    check_all(put(tmp_path, zipped({"xl/worksheets/sheet1.xml": told.replace(b"ENTITY", b"ELEMENT")})))


def test_a_bomb_is_refused_by_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b"0" * 3_000_000
    with pytest.raises(Refused, match="more than 100 times its size"):
        unpacked(tmp_path, zipped({"a.csv": bomb}))
    with pytest.raises(Refused, match="more than 100 times its size"):
        gunzip(put(tmp_path, gzip.compress(bomb, mtime=0)), tmp_path / "out")
    with pytest.raises(Refused, match="more than 300 times its size"):
        check_all(put(tmp_path, zipped({"content.xml": bomb})))
    monkeypatch.setattr(archives, "MOST_RATIO", 10**9)
    monkeypatch.setattr(archives, "MOST_BYTES", 2_000_000)
    with pytest.raises(Refused, match="more than 2 MB"):
        unpacked(tmp_path, zipped({"a.csv": bomb}))


def test_sizes_that_lie_are_refused(tmp_path: Path) -> None:
    text = b"a,b\r\n" * 1000
    for said in (10, 10_000_000):
        data = zipped({"a.csv": text}).replace(struct.pack("<I", len(text)), struct.pack("<I", said))
        with pytest.raises(Refused, match=r"damaged|not trusted"):
            unpacked(tmp_path, data)


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.csv": b"1"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(Refused, match="protected by a password"):
        open_zip(put(tmp_path, bytes(data)))


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", b"2")
    with pytest.raises(Refused, match="twice"):
        open_zip(put(tmp_path, out.getvalue()))


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    with pytest.raises(Refused, match="holds 4 files, more than the 3"):
        open_zip(put(tmp_path, zipped({f"{n}.csv": b"1" for n in range(4)})))


def test_what_is_no_zip_says_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"is not a zip \(it begins 'a,b"):
        open_zip(put(tmp_path, b"a,b\r\n"))
    with pytest.raises(Refused, match="begins as a zip and has no end"):
        open_zip(put(tmp_path, zipped({"a.csv": b"1" * 99})[:60]))


def test_damage_inside_names_the_member(tmp_path: Path) -> None:
    data = bytearray(zipped({"x/a.csv": bytes(range(256)) * 8}))
    data[60] ^= 0xFF
    with pytest.raises(Refused, match=r"x/a\.csv: this part of the zip is damaged"):
        unpacked(tmp_path, bytes(data), "x/a.csv")
    with pytest.raises(Refused, match=r"x/a\.csv: this part of the zip is damaged"):
        check_all(put(tmp_path, bytes(data)))


def test_a_full_disk_is_not_taken_for_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archives, "_chunks", full)
    for unpack in (
        lambda: unpacked(tmp_path, zipped({"a.csv": b"1"})),
        lambda: gunzip(put(tmp_path, gzip.compress(b"1", mtime=0)), tmp_path / "out"),
    ):
        with pytest.raises(OSError, match="No space"):
            unpack()
