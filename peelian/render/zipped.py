"""A zip archive as a function of its parts alone: order and times are fixed, so the bytes are the same."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first moment that a zip archive can write; office programs read the date from the document's own part.
MOMENT = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def entry(name: str, *, stored: bool = False) -> ZipInfo:
    """What a zip says of one part: no clock and no system of origin in it."""
    info = ZipInfo(name, MOMENT)
    info.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    return info


def pack(parts: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """The parts in the order given. Pictures and those named in `stored` are not compressed."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(entry(name, stored=name in stored or name.endswith(".png")), content)
    return target.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """The parts of an archive that we made ourselves a moment ago; not for files from outside."""
    with ZipFile(BytesIO(archive)) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist() if not info.is_dir()}
