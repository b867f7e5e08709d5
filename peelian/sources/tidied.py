"""What reading one file gives: rows in a Parquet file that nobody reads yet, or findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from peelian.contracts.model import Elapsed, Rule
from peelian.findings import Finding
from peelian.quantities import counted
from peelian.series.tables import AREA, MONTH, Grain
from peelian.sources.across import Across
from peelian.sources.cells import AreaRule
from peelian.sources.fields import STORED_AS, Field
from peelian.sources.model import Rows
from peelian.sources.problems import Place
from peelian.sources.rowrules import RowRules


@dataclass(frozen=True)
class Layout:
    """How to read one file: its fields (one is `month`), which column gives the area, where the header is.

    Of a workbook `sheet` is read, else all sheets whose names fit the pattern `sheets`, else the only one.
    `known` are all the columns the publisher gives, if they are fixed; `also` must be there without being
    read. `renamed` gives other names that the publisher has used for a column the name it has here. `alike` gives a
    name that stands over several columns a name for each, in their order.
    `open_end` says that the publisher ends no last line, so that one without an end is no sign of a file cut off.
    Fields whose headings are `optional` may be missing: then they are `absent`. `of_rows` is what is asked of
    whole rows. Of a `private` file no cell is shown but such as are known to be codes, numbers or dates. Rows that
    break a rule are left out where they are at most `most_left_out` of the file; None refuses the file for one.
    `tally` is a field by whose texts all rows are counted. `mend` says how sources.yaml tells a heading that the
    publisher has changed. Workbooks may have their periods `across`; with `finds_header` theirs is the first row that
    has all headings, and notes below the table, of one cell each, are left out.
    """

    fields: tuple[Field, ...]
    areas: AreaRule | None = None
    rows: Rows = field(default_factory=Rows)
    header_row: int = 1
    last_row: int | None = None
    sheet: str | None = None
    sheets: str = ""
    known: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    by_month: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_end: bool = False
    optional: frozenset[str] = frozenset()
    absent: tuple[Field, ...] = ()
    of_rows: RowRules = field(default_factory=lambda: RowRules(MONTH))
    private: bool = False
    most_left_out: Fraction | None = None
    tally: str | None = None
    mend: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    across: Across | None = None
    finds_header: bool = False

    @property
    def month_of(self) -> str:
        """The field whose month a row belongs to."""
        return self.of_rows.month_of

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules between columns that the file has."""
        there = {field.name for field in self.fields}
        return tuple(rule for rule in self.of_rows.rules if there.issuperset(rule.columns))

    @property
    def key(self) -> tuple[str, ...]:
        return self.of_rows.key

    @property
    def elapsed(self) -> Mapping[str, Elapsed]:
        return self.of_rows.elapsed

    def among(self, names: Collection[str]) -> Layout:
        """The same for a file that has these headings."""
        absent = tuple(f for f in self.fields if f.header in self.optional and f.header not in names)
        return replace(self, fields=tuple(f for f in self.fields if f not in absent), absent=absent)

    @property
    def headers(self) -> tuple[str, ...]:
        area = (self.areas.column,) if self.areas else ()
        return tuple(dict.fromkeys([h for f in self.fields for h in f.headers] + [*area, *self.also]))

    def names(self, header: Iterable[str]) -> tuple[str, ...]:
        """The names of a header as the fields call them."""
        names = [self.renamed.get(name, name) for name in header]
        for heading, own in self.alike.items():
            at = [n for n, name in enumerate(names) if name == heading]
            for n, name in zip(at, own, strict=True) if len(at) == len(own) else ():
                names[n] = name
        return tuple(names)

    @property
    def columns(self) -> dict[str, str]:
        """The table's columns, `month` and `area` first, each with its word of COLUMN_TYPES."""
        kinds = {f.name: STORED_AS[f.kind] for f in (*self.fields, *self.absent)}
        kinds.pop(MONTH, None)
        return {MONTH: "date", AREA: "text", **kinds, **dict.fromkeys(self.elapsed, "integer")}


@dataclass(frozen=True)
class LeftRows:
    """Rows of one file that are not loaded. `reasons` counts them by column or rule; a row may have several.

    `parquet` lists them: see quarantine.py. None where nothing is written.
    """

    of: int
    count: int
    reasons: Mapping[str, int]
    parquet: Path | None = None


@dataclass(frozen=True)
class Tidied:
    """Rows of one file. `counts` are rows by month; empty where there are findings of severity error.

    `parquets` are files by month where the layout asks for that, else one under None; none where nothing is written.
    `left_out` are the rows that broke a rule; None where there are none. `read` are all rows,
    kept or not, of which `tallied` counts those of each text and month where the layout has a `tally`; so many are
    `twice` there, as an earlier row has the same cells, whether they are read or not. `elsewhere` are texts in place of
    an area's, and where they stand: of a few rows that are of no area of the plan.
    """

    counts: Mapping[date, int] = field(default_factory=dict)
    parquets: Mapping[date | None, tuple[Path, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    left_out: LeftRows | None = None
    read: int = 0
    tallied: Mapping[tuple[str, date], int] = field(default_factory=dict)
    twice: int = 0
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> tuple[Path, ...]:
        return tuple(path for paths in self.parquets.values() for path in paths)

    @property
    def failed(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def after(self, findings: Iterable[Finding]) -> Tidied:
        """The same, with findings of an earlier step before its own."""
        return replace(self, findings=(*findings, *self.findings))


@dataclass(frozen=True)
class Slice:
    """A part of a table that a newer file replaces as a whole: `key` names it within the table."""

    key: str
    months: tuple[date, ...]
    rows: int
    parquets: tuple[Path, ...]
    grain: Grain = "month"


@dataclass(frozen=True)
class Tidy:
    """What a source's module makes of one file: slices with the columns they have, or findings."""

    slices: tuple[Slice, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    left_out: LeftRows | None = None


def check_rows(rows: int, expect: Rows, place: Place) -> list[Finding]:
    """The finding for a file with fewer or more rows than the source says it must have."""
    if rows < expect.least:
        says = f"{counted(rows, 'row')}, fewer than the {expect.least:,} that the source must have at least; "
        return [place.finding("source-rows", says + "fetch it again, or lower 'expect: rows: least'")]
    if expect.most is not None and rows > expect.most:
        says = f"{counted(rows, 'row')}, more than the {expect.most:,} that the source may have; "
        return [place.finding("source-rows", says + "look for rows given twice, or raise 'expect: rows: most'")]
    return []
