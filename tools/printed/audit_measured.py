"""audit/measured.md: how many statements the audit finds, how many slips, and how often it is wrong; by kind."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from printed.markdown import page, plain, table

MEASURED = Path(__file__).resolve().parents[2] / "docs" / "measurements" / "audit-measured.yaml"
COUNTS = ("statements", "recognised", "slips", "found", "alarms")
LESSON = (
    "What counts is taken over all statements that can be checked, not over those that a program recognised. Of "
    "statcheck, which checks p-values in journals, its authors reported an accuracy of 96 to 100%; a re-count over all "
    "statements, of which it recognised 61%, gave a sensitivity of 51.8% and a precision of 60.4% (Schmidt 2017, "
    "“Statcheck does not work: All the numbers”)."
)


def pages() -> dict[str, str]:
    import yaml

    sets = yaml.safe_load(MEASURED.read_text(encoding="utf-8"))["measured"]
    parts = [
        "Recognised: of the statements that can be checked, those the audit found. Slips found: of those that are "
        "wrong, those it called inconsistent (sensitivity). Alarms that are right: of what it called inconsistent, "
        "what is (precision). Behind each share stands the range in which it would lie nineteen times in twenty with "
        "other papers of the same sort (Wilson).",
        LESSON,
    ]
    for one in sets:
        parts += section(one)
    return {"audit/measured.md": page("What the audit reaches", "`docs/measurements/audit-measured.yaml`", parts)}


def section(one: dict[str, Any]) -> list[str]:
    from peelian.publications.audit_words import KIND_WORDS

    by_kind = checked(one)
    rows = [[plain(KIND_WORDS[kind]), *shares(counts)] for kind, counts in by_kind.items()]
    whole = {name: sum(counts[name] for counts in by_kind.values()) for name in COUNTS}
    head = ["Kind", "Statements", "Recognised", "Slips", "Slips found", "Alarms", "Alarms that are right"]
    parts = [
        f"## {one['set'].capitalize()}, {one['date']}",
        plain(one["says"]),
        f"{one['documents']:,} documents, {one['pages']:,} pages; {whole['alarms']} false alarms, one in "
        f"{one['pages'] // whole['alarms']:,} pages."
        if whole["alarms"]
        else f"{one['documents']:,} documents, {one['pages']:,} pages; no false alarm.",
        table(head, [*rows, ["All kinds", *shares(whole)]]),
    ]
    if producers := one.get("by_producer"):
        parts.append(
            table(["Producer", *head[1:]], [[plain(name), *shares(counts)] for name, counts in producers.items()])
        )
    return parts


def checked(one: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The counts by kind. Raises SystemExit where they cannot be: a kind that is none, more found than there are."""
    from peelian.audit.claims.model import KINDS

    for kind, counts in one["by_kind"].items():
        if kind not in KINDS or set(counts) != set(COUNTS) or min(counts.values()) < 0:
            raise SystemExit(f"{MEASURED.name}, {one['set']}: {kind} has {counts}; give {', '.join(COUNTS)}")
        if counts["recognised"] > counts["statements"] or counts["found"] > counts["slips"]:
            raise SystemExit(f"{MEASURED.name}, {one['set']}, {kind}: more were found than there are: {counts}")
    return dict(one["by_kind"])


def shares(counts: dict[str, int]) -> Iterable[str]:
    """The cells of a row: counts, and shares with their range."""
    called = counts["found"] + counts["alarms"]
    return (
        f"{counts['statements']:,}",
        share(counts["recognised"], counts["statements"]),
        f"{counts['slips']:,}",
        share(counts["found"], counts["slips"]),
        f"{called:,}",
        share(counts["found"], called),
    )


def share(part: int, whole: int) -> str:
    from peelian.measures.intervals import wilson
    from peelian.quantities import decimal_text, round_half_away

    if not whole:
        return "–"
    low, high = wilson(Fraction(part, whole), Fraction(whole))
    return " ".join(
        (
            f"{decimal_text(round_half_away(Fraction(part * 100, whole), 1))}%",
            f"({decimal_text(round_half_away(low * 100, 0))} to {decimal_text(round_half_away(high * 100, 0))})",
        )
    )
