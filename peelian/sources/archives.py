"""Archives opened under limits: bytes are counted as they come out, whatever the archive says of itself."""

from __future__ import annotations

import errno
import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

MOST_BYTES = 200_000_000  # of one file inside an archive, unpacked
MOST_OF_SHEET = 1_000_000_000  # of one part of a workbook: a year of crime outcomes has 600,000 rows, in XML
MOST_RATIO = 100  # bytes out for each byte in; the publishers' own files of text stay under 20
MOST_RATIO_OF_SHEET = 300  # long words again and again, in XML: a year of crime outcomes comes to over 100
RATIO_FROM = 1_000_000  # bytes; a ratio of a few kilobytes says nothing
MOST_MEMBERS = 20_000
CHUNK = 1 << 20
ENTITY = b"<!ENTITY"  # stands above the root of a part, and so in its first piece

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Refused(Exception):
    """Why an archive is not opened: what was found, what is allowed or to be done, in words."""


def gunzip(path: Path, out: Path) -> None:
    """Unpacks a gzip file into `out`."""
    try:
        with gzip.open(path) as inside, out.open("wb") as file:
            for chunk in _chunks(inside.read, path.stat().st_size):
                file.write(chunk)
    except EOFError:
        raise Refused("the gzip file ends too early: it was cut off; fetch it again") from None
    except _DAMAGE as error:
        raise Refused(f"the gzip file is damaged ({_short(error)}); fetch it again") from None
    except OSError as error:
        raise _damage_or(error, "the gzip file is damaged") from None


def open_zip(path: Path) -> zipfile.ZipFile:
    """The zip, after its list of members has been looked at. The caller closes it."""
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE:
        raise Refused(_no_zip(path)) from None
    except OSError as error:
        raise _damage_or(error, "the zip is damaged") from None
    try:
        _check_names(archive)
    except BaseException:
        archive.close()
        raise
    return archive


def unzip(archive: zipfile.ZipFile, member: str, out: Path) -> None:
    """Unpacks one member into `out`."""
    with out.open("wb") as file:
        for chunk in stream(archive, member):
            file.write(chunk)


def stream(archive: zipfile.ZipFile, member: str, sheet: bool = False) -> Iterator[bytes]:
    """The bytes of one member; refuses what breaks a limit or is not what the archive says. `sheet`: of a workbook."""
    info = archive.getinfo(member)
    counted = 0
    try:
        with archive.open(info) as inside:
            for chunk in _chunks(inside.read, info.compress_size, sheet):
                counted += len(chunk)
                yield chunk
    except Refused as refused:
        raise Refused(f"{_plain(member)}: {refused}") from None
    except _DAMAGE as error:
        raise Refused(f"{_plain(member)}: this part of the zip is damaged ({_short(error)}); fetch it again") from None
    except OSError as error:
        raise _damage_or(error, f"{_plain(member)}: this part of the zip is damaged") from None
    if counted != info.file_size:
        said = f"{_plain(member)}: unpacks to {counted:,} bytes where the zip says {info.file_size:,}"
        raise Refused(f"{said}; the archive is not trusted: fetch it again")


def check_all(path: Path) -> None:
    """Unpacks every member of a workbook and keeps nothing: other programs will open it after us.

    They leave out what its XML declares as entities, which no program for workbooks writes, and a cell would be blank.
    """
    with open_zip(path) as archive:
        for info in archive.infolist():
            for number, chunk in enumerate(stream(archive, info.filename, True)):
                if not number and ENTITY in chunk:
                    raise Refused(f"{_plain(info.filename)}: declares entities, as no workbook does; it is not opened")


def _plain(member: str) -> str:
    """The name of a member on one line; what does not print, as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in member[:60])


def _chunks(read: Callable[[int], bytes], size: int, sheet: bool = False) -> Iterator[bytes]:
    total = 0
    most, ratio = (MOST_OF_SHEET, MOST_RATIO_OF_SHEET) if sheet else (MOST_BYTES, MOST_RATIO)
    while chunk := read(CHUNK):
        total += len(chunk)
        if total > most:
            raise Refused(
                f"unpacks to more than {most // 1_000_000} MB, the most that is opened; split it or unpack it"
            )
        if total > RATIO_FROM and total > ratio * max(size, 1):
            raise Refused(f"unpacks to more than {ratio} times its size, as a bomb does; it is not opened")
        yield chunk


def _check_names(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused(f"the zip holds {len(members):,} files, more than the {MOST_MEMBERS:,} that are allowed")
    seen = set()
    for info in members:
        # The name as written there: zipfile has already cut it at a NUL and turned the slashes of Windows.
        name = info.orig_filename.replace("\\", "/")
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
            raise Refused(f"the zip holds {name[:60]!r}, a name that leads out of its folder; it is not opened")
        if info.flag_bits & 1:
            raise Refused(f"{name[:60]!r} in the zip is protected by a password; save it without one")
        if info.filename in seen:
            raise Refused(f"the zip holds {name[:60]!r} twice; it is not clear which counts: fetch it again")
        seen.add(info.filename)


def _no_zip(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"PK\x03\x04"):
        return "begins as a zip and has no end: it was cut off or damaged; fetch it again"
    return f"is not a zip (it begins {start.decode('cp1252', errors='replace')!r}); fetch it again"


def _damage_or(error: OSError, says: str) -> Exception:
    """A damaged archive sends the reader to impossible places; any other error of the system is its own."""
    if isinstance(error, gzip.BadGzipFile) or error.errno == errno.EINVAL:
        return Refused(f"{says} ({_short(error)}); fetch it again")
    return error


def _short(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]
