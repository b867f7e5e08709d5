"""Prints docs/reference from the code and the specs; with --check says which pages are stale and exits 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from printed import (
    audit_kinds,
    audit_measured,
    cases,
    commands,
    extracts,
    figure_ids,
    findings,
    flags,
    from_records,
    json_shapes,
    plan_folder,
    rule_sets,
    sources,
    units_periods,
)

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
PRINTERS = (
    commands,
    json_shapes,
    plan_folder,
    units_periods,
    figure_ids,
    rule_sets,
    sources,
    findings,
    flags,
    cases,
    audit_kinds,
    audit_measured,
    extracts,
    from_records,
)


def pages() -> dict[str, str]:
    """Every page by its path below docs/reference, the index included."""
    printed: dict[str, str] = {}
    for printer in PRINTERS:
        printed.update(printer.pages())
    names = sorted(name for name in printed if name.endswith(".md"))
    lines = [f"- [{printed[name].splitlines()[0].removeprefix('# ')}]({name})" for name in names]
    printed["README.md"] = "# Reference\n\nPrinted by `make docs`; do not edit.\n\n" + "\n".join(lines) + "\n"
    return printed


def stale(printed: dict[str, str], folder: Path) -> list[str]:
    """The pages of the folder that differ from what the code says, are not there, or should not be there."""
    held = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    differ = [name for name in printed if name not in held or held[name].read_text("utf-8") != printed[name]]
    return sorted(differ + [name for name in held if name not in printed])


def write(printed: dict[str, str], folder: Path) -> None:
    for name in stale(printed, folder):
        if name not in printed:
            (folder / name).unlink()
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(printed[name], encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a page is stale")
    arguments = parser.parse_args()
    printed = pages()
    names = stale(printed, REFERENCE)
    if arguments.check:
        for name in names:
            print(f"docs/reference/{name}: not what the code says; run 'make docs' and commit the result")
        return 1 if names else 0
    write(printed, REFERENCE)
    print(f"docs/reference: {len(printed)} pages, {len(names)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
