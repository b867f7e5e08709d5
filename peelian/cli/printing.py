"""How findings and answers look on a terminal and in --json: the same everywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from peelian.errors import FINDINGS, FINE
from peelian.findings import Finding
from peelian.render.characters import printable


def print_line(text: str, file: TextIO | None = None) -> None:
    """One line for people, whatever it holds. What an edition or a file's name says may come from anybody: it starts
    no line of its own, and nothing in it moves the cursor, changes a colour or turns the order of the text."""
    print(printable(text), file=file)


def print_waiting(folder: Path) -> None:
    """Says on stderr that another run has a folder: a run that waits in silence looks like one that hangs."""
    print_line(f"{folder}: another run of peelian is at work there; this one waits until it has ended", sys.stderr)


def print_note(finding: Finding) -> None:
    """Says on stderr what whoever asked has to know besides the answer."""
    print_line(f"{finding.severity:7} {finding.line()}", sys.stderr)


def print_findings(
    findings: Sequence[Finding], *, as_json: bool, about: str, more: Mapping[str, object] | None = None
) -> int:
    """Prints them, for a program with `more` behind, and returns the exit code: 1 if one of them is an error."""
    errors = sum(f.severity == "error" for f in findings)
    if as_json:
        print_json({"findings": [finding_json(f) for f in findings], "errors": errors, **(more or {})})
    else:
        for finding in findings:
            mark = {"error": "error  ", "warning": "warning", "note": "note   "}[finding.severity]
            print_line(f"{mark} {finding.line()}")
        print(f"{about}: {_counted(findings)}")
    return FINDINGS if errors else FINE


def _counted(findings: Sequence[Finding]) -> str:
    if not findings:
        return "no findings"
    counts = [(severity, sum(f.severity == severity for f in findings)) for severity in ("error", "warning", "note")]
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts if n)


def finding_json(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in asdict(finding).items() if value not in (None, ())}


def print_error(error: Exception, says: str) -> None:
    """The answer for a program where there is none: the findings that stopped the work, else the error in words."""
    findings = getattr(error, "findings", ())
    if findings:
        errors = sum(f.severity == "error" for f in findings)
        print_json({"error": says, "findings": [finding_json(f) for f in findings], "errors": errors})
    else:
        print_json({"error": says})


def print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, sort_keys=False)
    print()


def print_pieces(pieces: Iterable[str]) -> None:
    """What a program reads, in pieces that together are one JSON value."""
    sys.stdout.writelines(pieces)
    print()
