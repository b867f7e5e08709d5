"""The headings of a file against its layout: those that are needed, those that may be missing, those that may not be.

Headings of an extract that tell of a person's name, address or words refuse it: nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelian.contracts.private import personal
from peelian.findings import Finding
from peelian.sources.header import check_header
from peelian.sources.problems import Place, listed
from peelian.sources.tidied import Layout


def check_columns(
    names: Sequence[str], layout: Layout, place: Place
) -> tuple[Layout, Mapping[str, int], list[Finding]]:
    """The layout as this file has it, where each column that is read stands, and the findings."""
    line = layout.header_row
    layout = layout.among(names)
    at, findings = check_header(names, layout.headers, place, line, layout.known, layout.mend)
    if not layout.private:
        return layout, at, findings
    refused = personal(names, layout.of_rows.never)
    if refused:
        says = f"{listed(refused)} may be about a person by {'their names' if len(refused) > 1 else 'its name'}, "
        says += "which no extract may have; take the column out, also of the file that was sent, or rename it"
        findings.append(place.finding("extract-personal", says, line))
    elif not findings:
        findings += _notes(names, layout, place, line)
    return layout, at, findings


def _notes(names: Sequence[str], layout: Layout, place: Place, line: int) -> list[Finding]:
    notes = []
    if layout.absent:
        missing = listed((field.header for field in layout.absent), 30)
        them = "it" if len(layout.absent) == 1 else "them"
        says = f"the file has no {missing}; figures that need {them} cannot be had"
        notes.append(place.finding("extract-without", says, line, severity="note"))
    extra = [name for name in names if name not in layout.headers]
    if extra:
        are = "is" if len(extra) == 1 else "are"
        says = f"{listed(extra)} {are} not read; leave out what is not needed, or map it to a column of the form"
        notes.append(place.finding("extract-not-read", says, line, severity="note"))
    return notes
