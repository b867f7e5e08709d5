"""peelian build: one edition of a publication, in every format."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from peelian.cli.earlier import add_earlier

if TYPE_CHECKING:
    from peelian.editions.earlier import Earlier

HELP = "build one edition of a publication: HTML, DOCX, ODT, PDF, data files and manifest"
EXAMPLE = "peelian build our-plan first-paper --edition 2026-05"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", type=Path, metavar="PLAN", help="the plan folder")
    parser.add_argument("publication", metavar="PUBLICATION", help="its name: publications/NAME.yaml")
    parser.add_argument("--edition", metavar="NAME", help="the edition's name; the publication's own name if left out")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where editions lie; PLAN/editions if left out")
    add_earlier(parser, "DIR", "held back")
    parser.add_argument("--replace", action="store_true", help="replace an edition of that name that differs")
    parser.add_argument("--key", type=Path, metavar="FILE", help="sign the manifest with this ed25519 private key")
    parser.add_argument("--json", action="store_true", help="print the answer for a program")


def run(arguments: argparse.Namespace) -> int:
    from peelian.cli.printing import finding_json, print_json, print_line
    from peelian.cli.progress import steps
    from peelian.cli.reuse import used_json, used_line
    from peelian.editions.arithmetic import audit_json, audit_line
    from peelian.editions.build import build
    from peelian.editions.earlier import earlier_editions
    from peelian.editions.manifest import NAME
    from peelian.editions.publish import Overtaken, publish
    from peelian.editions.signing import SIGNATURE, sign
    from peelian.editions.workfolder import open_work

    publication = publication_name(arguments.publication)
    edition = edition_name(publication if arguments.edition is None else arguments.edition)
    with steps("building", total=8) as step:
        step("reading the plan")
        work = open_work(arguments.plan, publication, edition)
        of_plan = arguments.plan / "editions"
        out = arguments.out or of_plan
        own = out.resolve() == of_plan.resolve()
        beside = partial(earlier_editions, out, work.plan.file.id, edition, arguments.earlier, own=own)
        folder = None
        while folder is None:
            earlier = beside()
            built = build(work, edition, epoch=source_date_epoch(), progress=step, earlier=earlier)
            files = dict(built.files)
            if arguments.key:
                files[SIGNATURE] = sign(files[NAME], arguments.key)
            with suppress(Overtaken):  # by an edition that came out meanwhile, and is to be looked at too
                still = partial(_same, beside, earlier)
                folder = publish(out, edition, files, replace=arguments.replace, still=still)
        used = work.figures.used
    if arguments.json:
        print_json(
            {
                "edition": str(folder),
                "files": sorted(files),
                "findings": [finding_json(f) for f in built.findings],
                "audit": audit_json(built.audited),
                "tables": used_json(used),
            }
        )
        return 0
    if line := used_line(used):
        print(line)
    for finding in built.findings:
        print_line(f"{finding.severity:7} {finding.line()}")
    print(audit_line(built.audited))
    print(f"{folder}: {len(files)} files")
    for path in sorted(files):
        print(f"  {path}  {len(files[path]):,} bytes")
    return 0


def _same(read: Callable[[], list[Earlier]], before: list[Earlier]) -> bool:
    return read() == before


def publication_name(text: str) -> str:
    """The name of publications/NAME.yaml, also where its file was given instead."""
    from peelian.errors import Unusable

    name = text.replace("\\", "/").removesuffix(".yaml").rpartition("publications/")[2]
    if not name or "/" in name or name.startswith("."):
        raise Unusable(f"'{text}' is no publication; give its name, NAME for publications/NAME.yaml of the plan")
    return name


# Windows keeps these for devices, whatever follows their first dot.
DEVICES = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10))}


def edition_name(text: str) -> str:
    """A name that can be a folder everywhere: letters, digits, dots, hyphens; no dot at its end, no device's name."""
    import re

    from peelian.errors import Unusable

    fits = re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?", text)
    if not fits or text.partition(".")[0].lower() in DEVICES:
        raise Unusable(
            f"'{text}' cannot name an edition; use letters, digits, dots and hyphens, such as 2026-05,"
            " with no dot at the end, and no name that Windows keeps for a device, such as NUL"
        )
    return text


def source_date_epoch() -> int | None:
    """SOURCE_DATE_EPOCH as the reproducible builds project defines it: whole seconds since 1970."""
    from peelian.editions.shape import is_epoch
    from peelian.errors import Unusable

    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    short = text.isascii() and text.isdecimal() and len(text) <= 10  # digits of the year 2286, and no more are read
    if not short or not is_epoch(int(text)):
        raise Unusable(f"SOURCE_DATE_EPOCH is '{text}'; it must be whole seconds since 1970, or unset")
    return int(text)
