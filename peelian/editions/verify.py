"""Verifies an edition: every byte against its manifest, its name, then the same paper built again from its plan."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from peelian.editions.build import build
from peelian.editions.changed import changed
from peelian.editions.earlier import held_back
from peelian.editions.intact import against_manifest
from peelian.editions.manifest import NAME
from peelian.editions.reading import Edition, open_edition
from peelian.editions.rebuilt import against_rebuilt
from peelian.editions.signing import SIGNATURE, holds
from peelian.editions.workfolder import open_work_again
from peelian.errors import MachineFault, PeelianError, Unusable
from peelian.findings import Finding
from peelian.plan.load import load as load_plan

PLAN = "plan.yaml"


@dataclass(frozen=True)
class Verdict:
    """`intact`: every file is as the manifest says, and signed as asked. `rebuilt`: whether the same paper built
    again has the same bytes; None where there was no plan to build from."""

    intact: bool
    rebuilt: bool | None
    findings: tuple[Finding, ...]


def verify(folder: Path, plan: Path | None, key: Path | None, progress: Callable[[str], None]) -> Verdict:
    """The verdict on an edition. With a key, a missing or wrong signature is a finding too.

    The plan is `plan`, else the nearest folder above that is one. Nothing in it is written, so that an officer can
    check what they may only read. Where the paper built again differs, or the plan does not build now, the findings
    first name what changed since.

    The name of an edition is the one in its manifest. A copy may lie in a folder of any name and is no less intact:
    a name that differs is then a note, so that nobody takes it for the edition whose name the folder has. Within its
    own plan an edition's folder is how the plan, its readers and their links know it, so there it is an error:
    the folder was renamed, or the manifest was made to name another edition.
    """
    progress("reading the edition")
    if plan is not None and not (plan / PLAN).is_file():
        raise Unusable(f"{plan}: no {PLAN} here; give the folder of a plan with --plan, or leave it out")
    edition = open_edition(folder)
    findings = list(against_manifest(edition))
    if key is not None:
        findings += _signature(edition, key)
    intact = not findings
    source = plan or nearest_plan(folder)
    findings += _name(edition, source)
    if source is None:
        return Verdict(intact, None, tuple(findings))
    differing = _built_again(edition, source, progress)
    return Verdict(intact, not differing, (*findings, *differing))


def nearest_plan(folder: Path) -> Path | None:
    """The nearest folder above an edition that holds plan.yaml."""
    return next((p for p in folder.resolve().parents if (p / PLAN).is_file()), None)


def _signature(edition: Edition, key: Path) -> list[Finding]:
    place = edition.folder / SIGNATURE
    if not place.is_file():
        return [Finding("signature", SIGNATURE, "this edition is not signed; ask its publisher for the signature")]
    if holds((edition.folder / NAME).read_bytes(), place.read_bytes(), key):
        return []
    return [Finding("signature", SIGNATURE, "the signature is not of this manifest, or not of this key")]


def _name(edition: Edition, plan: Path | None) -> Iterator[Finding]:
    place, name = edition.folder.resolve(), edition.manifest["edition"]
    if place.name == name:
        return
    if plan is not None and plan.resolve() in place.parents:
        says = (
            f"the manifest is of the edition '{name}', and its folder in the plan is '{place.name}';"
            " give the folder its name back, or ask the publisher which edition this is"
        )
        yield Finding("edition-name", NAME, says)
    else:
        says = f"this is a copy of the edition '{name}', in a folder called '{place.name}'; cite it as '{name}'"
        yield Finding("edition-name", NAME, says, "note")


def _built_again(edition: Edition, plan: Path, progress: Callable[[str], None]) -> tuple[Finding, ...]:
    """How the same paper built again differs, after what changed since; nothing where it has the same bytes."""
    manifest, work = edition.manifest, None
    held = load_plan(plan).plan
    if held is not None and held.file.id != manifest.get("plan", held.file.id):
        says = f"the edition is of the plan '{manifest['plan']}', this plan is '{held.file.id}'"
        return (Finding("rebuilt-differs", NAME, f"{says}; give its own with --plan"),)
    with tempfile.TemporaryDirectory(prefix="peelian-", ignore_cleanup_errors=True) as scratch:
        try:
            made_from = manifest["inputs"]
            work = open_work_again(plan, manifest["publication"], manifest["edition"], made_from, Path(scratch))
            epoch, hidden = manifest.get("source_date_epoch"), held_back(manifest)
            built = build(work, manifest["edition"], epoch=epoch, progress=progress, held=hidden)
        except MachineFault:
            raise
        except PeelianError as error:
            differing: tuple[Finding, ...] = (_not_built(error),)
        else:
            differing = against_rebuilt(edition, built.files)
    if not differing:
        return ()
    return (*changed(edition, plan, work.inputs if work else None), *differing)


def _not_built(error: PeelianError) -> Finding:
    """The first of what stops the build, with how much more there is."""
    stopping = [finding for finding in getattr(error, "findings", ()) if finding.severity == "error"]
    first = stopping[0].line() if stopping else str(error)
    more = f", and {len(stopping) - 1} more; 'peelian validate' tells all" if len(stopping) > 1 else ""
    return Finding("rebuilt-differs", NAME, f"the plan does not build now: {first}{more}")
