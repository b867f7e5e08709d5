"""What is known of a file that was fetched: a sidecar beside it, which speaks for it in place of sources.yaml.

`received/archive/2024-03.zip` has `received/archive/2024-03.zip.origin.yaml`. A file without one is as its source says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from peelian.findings import Finding
from peelian.sources.model import Source
from peelian.yamlfile import build, parse

SUFFIX = ".origin.yaml"
MOST_BYTES = 1 << 16  # a sidecar has a few hundred


@dataclass(frozen=True)
class Arrival:
    """Where a file came from and when. `published` is the publisher's day; where none was told, the day it came.

    `etag` and `modified` are what the publisher's server calls this version of it; empty where it said nothing.
    `fetched` is the time of the fetch (UTC, ISO 8601): of files with the same days the one fetched later is the newer.
    """

    address: str
    published: date
    received: date
    sha256: str
    size: int
    etag: str = ""
    modified: str = ""
    fetched: str = ""


class _Plain(yaml.SafeDumper):
    """Writes the same day twice in full, where it would point back at the first."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def sidecar_of(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def written(arrival: Arrival) -> bytes:
    """The sidecar's bytes."""
    fields = {name: value for name, value in vars(arrival).items() if value != ""}
    return yaml.dump(fields, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120).encode()


def arrival_of(path: Path, sha256: str, name: str) -> tuple[Arrival | None, list[Finding]]:
    """What a file's sidecar says; None without one. Findings where it cannot be read or is of other bytes.

    `sha256` is that of the file as it is, `name` its path from the plan folder.
    """
    beside = sidecar_of(path)
    if not beside.is_file():
        return None, []
    where = name + SUFFIX
    if beside.stat().st_size > MOST_BYTES:
        says = "is no sidecar: it is too large; remove it, or remove the file and fetch it again"
        return None, [Finding("source-origin", where, says)]
    node, findings = parse(beside.read_bytes(), where)
    arrival = build(Arrival, node, findings) if node is not None else None
    if arrival is None:
        says = "is empty; remove it, or remove the file and fetch it again"
        return None, findings or [Finding("source-origin", where, says)]
    if arrival.sha256 != sha256:
        says = f"{name} is not the file that was fetched: its bytes were changed since; remove {path.name} and fetch "
        says += f"it again, or, if the change is meant, remove {beside.name} and say in sources.yaml where it is from"
        return None, [Finding("source-origin", where, says)]
    return arrival, findings


def as_arrived(source: Source, arrival: Arrival | None) -> Source:
    """The source as it is of one file: with the address and days of the file's own."""
    if arrival is None:
        return source
    return replace(source, origin=arrival.address, published=arrival.published, received=arrival.received)
