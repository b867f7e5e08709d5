"""Verifies an edition: opens it, compares it with its manifest, and builds it again where its plan is at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from peelian.editions.build import BuildStopped, build
from peelian.editions.manifest import NAME
from peelian.editions.reading import Edition, open_edition
from peelian.editions.signing import SIGNATURE, holds
from peelian.editions.verify import Verdict, against_manifest, against_rebuilt, nearest_plan
from peelian.editions.workfolder import open_work
from peelian.errors import PeelianError
from peelian.findings import Finding


def verify(folder: Path, plan: Path | None, key: Path | None, progress: Callable[[str], None]) -> Verdict:
    """The verdict on an edition. With a key, a missing or wrong signature is a finding too."""
    progress("reading the edition")
    edition = open_edition(folder)
    findings = list(against_manifest(edition))
    if key is not None:
        findings += _signature(edition, key)
    intact = not findings
    source = plan or nearest_plan(folder)
    if source is None:
        return Verdict(intact, None, tuple(findings))
    differing = _rebuilt(edition, source, progress)
    return Verdict(intact, not differing, (*findings, *differing))


def _signature(edition: Edition, key: Path) -> list[Finding]:
    place = edition.folder / SIGNATURE
    if not place.is_file():
        return [Finding("signature", SIGNATURE, "this edition is not signed; ask its publisher for the signature")]
    if holds((edition.folder / NAME).read_bytes(), place.read_bytes(), key):
        return []
    return [Finding("signature", SIGNATURE, "the signature is not of this manifest, or not of this key")]


def _rebuilt(edition: Edition, source: Path, progress: Callable[[str], None]) -> tuple[Finding, ...]:
    manifest = edition.manifest
    try:
        known = frozenset(item["sha256"] for item in manifest["inputs"])
        work = open_work(source, str(manifest["publication"]), str(manifest["edition"]), known)
        built = build(work, str(manifest["edition"]), epoch=manifest.get("source_date_epoch"), progress=progress)
    except BuildStopped as stopped:
        return (Finding("rebuilt-differs", NAME, f"the plan does not build now: {stopped.findings[0].line()}"),)
    except PeelianError as error:
        return (Finding("rebuilt-differs", NAME, f"the plan does not build now: {error}"),)
    return against_rebuilt(edition, built.files)
