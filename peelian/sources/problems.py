"""What is wrong with a file, put into words: one finding for all rows that share a fault, with samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peelian.findings import Finding, Severity
from peelian.quantities import few

LONGEST_SHOWN = 40  # characters of a value or a name; enough to find it again, short enough for one line
SAMPLES = 3


@dataclass(frozen=True)
class Place:
    """A file, or one sheet of it, as people name it: relative to the plan folder.

    Of a `private` one no cell is shown unless somebody has said that its column may be.
    """

    file: str
    sheet: str | None = None
    private: bool = False

    def at(self, line: int | None = None) -> str:
        name = self.file if self.sheet is None else f"{self.file}[{self.sheet}]"
        return name if line is None else f"{name}:{line}"

    def line(self, line: int) -> str:
        """A line of it, said beside its name."""
        return f"line {line}" if self.sheet is None else f"line {line} of {shown(self.sheet)}"

    def value(self, text: str) -> str:
        """A cell in words: its text in quotes, or how long it is."""
        return shown(text) if not self.private else _hidden(text)

    def finding(self, code: str, says: str, line: int | None = None, severity: Severity = "error") -> Finding:
        return Finding(code, self.at(line), says, severity)


@dataclass(frozen=True)
class Bad:
    """A cell that cannot be taken: the code of its finding, what is wrong with it, and what to do."""

    code: str
    fault: str
    do: str


@dataclass(frozen=True)
class Sighting:
    """One bad cell: its line, its column as the publisher calls it, its text, whether that may be shown.

    `like` is the line of the earlier row that it must not be like, where that is known.
    """

    line: int
    column: str
    value: str
    bad: Bad
    hidden: bool = False
    like: int | None = None

    @property
    def words(self) -> str:
        return _hidden(self.value) if self.hidden else shown(self.value)


def shown(value: str) -> str:
    """A value in quotes on one line: cut where it is long, characters that do not print as escapes."""
    cut = value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut) + "'"


def listed(names: Iterable[str], most: int = 6) -> str:
    """Names in quotes, separated by commas; the rest counted."""
    return few(map(shown, names), most)


def _hidden(text: str) -> str:
    return f"{len(text)} character{'' if len(text) == 1 else 's'} (not shown)"


def told(
    place: Place, sightings: Iterable[Sighting], at_least: bool = False, severity: Severity = "error"
) -> list[Finding]:
    """One finding for each fault of each column, the first line first. A cell that is read twice counts once.

    `at_least` says that the file was not looked through to its end.
    """
    groups: dict[tuple[str, str, str, str], list[Sighting]] = {}
    for one in dict.fromkeys(sightings):
        groups.setdefault((one.column, one.bad.code, one.bad.fault, one.bad.do), []).append(one)
    return [_one(place, alike, at_least, severity) for alike in groups.values()]


def _one(place: Place, alike: list[Sighting], at_least: bool, severity: Severity) -> Finding:
    first, others = alike[0], alike[1:]
    holds = "is blank" if not first.value.strip() else f"holds {first.words}: {first.bad.fault}"
    like = f" (line {first.like})" if first.like is not None else ""
    says = f"column {shown(first.column)} {holds}{like}; {first.bad.do}"
    says += _also(len(alike), [(one.line, _briefly(one)) for one in others[: SAMPLES - 1]], at_least)
    return place.finding(first.bad.code, says, first.line, severity)


def _briefly(one: Sighting) -> str:
    value = [shown(one.value)] if one.value.strip() and not one.hidden else []
    return ", ".join([*value, *([f"as line {one.like}"] if one.like is not None else [])])


def also(count: int, others: Sequence[tuple[int, str]], at_least: bool = False) -> str:
    """How many rows share a fault, and the next of them by line and value: " (3 rows; also lines 4 ('x'), 9 ('y')…)".

    Empty where there are no others.
    """
    return _also(
        count, [(line, shown(value) if value.strip() else "") for line, value in others[: SAMPLES - 1]], at_least
    )


def _also(count: int, others: Sequence[tuple[int, str]], at_least: bool) -> str:
    if not others:
        return ""
    lines = ", ".join(f"{line} ({words})" if words else f"{line}" for line, words in others)
    rows = f"{'at least ' if at_least else ''}{count:,} rows"
    return f" ({rows}; also {'lines' if count > 2 else 'line'} {lines}{'…' if count > SAMPLES else ''})"
