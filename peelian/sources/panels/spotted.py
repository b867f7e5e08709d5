"""What was seen in the arrays of a file, to be told once the lines and texts of its rows are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from peelian.findings import Finding
from peelian.sources.panels.layout import Layout
from peelian.sources.panels.rows import Numbered, Opened, texts_of
from peelian.sources.problems import Bad, Sighting, told

MOST_LOOKED_AT = 2_000  # rows of one fault that are read again for their words


@dataclass(frozen=True)
class Seen:
    """A row as it stands in the file: its line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Cells:
    """Cells of one column that may not be taken: every such row, and the words for a text."""

    column: str
    rows: Numbered
    fault: Callable[[str], Bad | None]


@dataclass(frozen=True)
class Spotted:
    """Something about some rows: they are looked at again and handed over, in this order."""

    rows: Sequence[int]
    finding: Callable[[Sequence[Seen]], Finding]


@dataclass
class Faults:
    """Everything seen in one file."""

    cells: list[Cells] = field(default_factory=list)
    spotted: list[Spotted] = field(default_factory=list)

    def told(self, file: Opened, slowly: bool) -> list[Finding]:
        """All of it as findings; reads the file once more where there is anything."""
        wanted = {int(row) for one in self.cells for row in one.rows[:MOST_LOOKED_AT]}
        wanted.update(int(row) for one in self.spotted for row in one.rows)
        if not wanted:
            return [one.finding(()) for one in self.spotted]
        rows = sorted(wanted)
        lines, texts = file.lines(rows), texts_of(file, slowly, rows)
        seen = {row: Seen(lines[row], texts[row]) for row in rows}
        findings = [
            finding
            for one in self.cells
            for finding in told(file.place, _sighted(one, seen, file.layout), at_least=len(one.rows) > MOST_LOOKED_AT)
        ]
        return findings + [one.finding([seen[int(row)] for row in one.rows]) for one in self.spotted]


def _sighted(cells: Cells, seen: Mapping[int, Seen], layout: Layout) -> Iterable[Sighting]:
    for row in cells.rows[:MOST_LOOKED_AT].tolist():
        text = seen[row].cells[cells.column]
        bad = cells.fault(text)
        assert bad is not None, text
        yield Sighting(seen[row].line, layout.called[cells.column], text, bad)
