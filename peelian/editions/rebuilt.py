"""Whether an edition is what its plan gives: the same paper built again, compared byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from peelian.editions.intact import is_own, present
from peelian.editions.manifest import NAME
from peelian.editions.reading import Edition
from peelian.findings import Finding


def against_rebuilt(edition: Edition, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Where the edition and the same paper built again differ; the first differing part of a zip is named."""
    there = {path: place for path, place in present(edition.folder).items() if is_own(place)}
    findings = []
    for path in sorted({*files, *(file["path"] for file in edition.manifest["files"]), NAME}):
        held = there[path].read_bytes() if path in there else None
        made = files.get(path)
        if held != made:
            findings.append(Finding("rebuilt-differs", path, _how(held, made)))
    return tuple(findings)


def _how(held: bytes | None, made: bytes | None) -> str:
    if held is None:
        return "built again there is this file; the edition has none"
    if made is None:
        return "the edition has this file; built again there is none"
    at = next((i for i, (a, b) in enumerate(zip(held, made, strict=False)) if a != b), min(len(held), len(made)))
    if made[:2] == b"PK":
        return f"built again it differs in {_part(made, at)}"
    line = made[:at].count(b"\n") + 1
    return f"built again it differs from byte {at:,} (line {line:,}) on"


def _part(made: bytes, at: int) -> str:
    """The part of a zip that this byte stands in. Ours is opened: the edition's may be damaged, or made to do harm."""
    with zipfile.ZipFile(io.BytesIO(made)) as whole:
        if at >= whole.start_dir:
            return "the list of its parts"
        last = max((part for part in whole.infolist() if part.header_offset <= at), key=lambda part: part.header_offset)
        return f"its part {last.filename}"
