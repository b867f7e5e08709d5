"""A plan that can be worked with: its own files have no mistake. Those of one publication stop no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from peelian.errors import FINDINGS, PeelianError
from peelian.findings import Finding
from peelian.plan.load import Loaded, load
from peelian.plan.model import Plan
from peelian.quantities import at_most, counted


class Unsound(PeelianError):
    """A plan folder with mistakes in it. The findings are shown in full by `peelian validate`."""

    exit_code = FINDINGS

    def __init__(self, folder: Path, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [f for f in self.findings if f.severity == "error"]
        told = at_most(len(errors), 10)
        shown = "\n".join(f"  {f.line()}" for f in errors[:told])
        more = f"\n  and {len(errors) - told} more; see 'peelian validate {folder}'" if len(errors) > told else ""
        super().__init__(f"{folder} has {len(errors)} mistake{'' if len(errors) == 1 else 's'} to mend\n{shown}{more}")


def is_read_for(path: str, publication: str) -> bool:
    """Whether a file of the plan has a part in this publication: all but the other publications have."""
    return not path.startswith("publications/") or path == f"publications/{publication}.yaml"


def sound_plan(folder: Path, publication: str | None, then: Collection[str] | None = None) -> tuple[Loaded, Plan]:
    """The plan, where it has no mistake; those of other publications than this one are left to them."""
    loaded = load(folder, then)
    own = [finding for finding in loaded.findings if is_told_for(finding, publication)]
    if loaded.plan is None or any(f.severity == "error" for f in own):
        raise Unsound(folder, own)
    return loaded, loaded.plan


def is_told_for(finding: Finding, publication: str | None) -> bool:
    """Whether a finding of the plan's files is of a file that this publication is read with, or should be."""
    folder, _, file = finding.where.partition("/")
    return folder != "publications" or file.partition(".y")[0] == publication


def of_others(findings: Iterable[Finding], publication: str) -> Iterator[Finding]:
    """One finding for each other publication that has mistakes. It is for who builds, and no part of the edition."""
    errors = [f for f in findings if f.severity == "error" and not is_told_for(f, publication)]
    for file, count in Counter(error.where.partition(":")[0] for error in errors).items():
        them = "it is" if count == 1 else "they are"
        says = f"it has {counted(count, 'mistake')}, and no edition of it is built until {them} mended"
        yield Finding("other-publication", file, f"{says}; see 'peelian validate'", "warning")
