"""Words that a format prints of its own accord, the same in every format."""

from __future__ import annotations

from collections.abc import Mapping

CONTENTS = "Contents"
NOTES = "Notes"

# A set-apart block says in words what it is; its edge and colour only repeat it.
ASIDE_WORDS: Mapping[str, str] = {"notice": "Notice", "finding": "Known finding", "note": "Note"}


def data_behind(chart_label: str) -> str:
    """The name of the table behind a chart."""
    return f"Data behind {chart_label}"


def captioned(label: str | None, caption: str) -> str:
    """A caption with its label before it: "Table 1: What was counted"."""
    return f"{label}: {caption}" if label else caption


def aside_title(kind: str, title: str) -> str:
    """The title of an aside with its kind in words: "Known finding: the parts do not make the total"."""
    return f"{ASIDE_WORDS[kind]}: {title}" if title else ASIDE_WORDS[kind]
