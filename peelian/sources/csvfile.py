"""A CSV file as the engine is asked for it: its cells, their values, and what is true of a row that may be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from peelian.series.tables import AREA, MONTH
from peelian.sources import rowrules, sql
from peelian.sources.cells import AreaRule
from peelian.sources.desk import KNOWN_CODES
from peelian.sources.problems import Place
from peelian.sources.scan import Body, Head
from peelian.sources.tidied import Layout

KEY = "key"


@dataclass(frozen=True)
class CsvFile:
    """A CSV file whose header and bytes are known; `at` says where each column that is read stands.

    The engine's columns are c0, c1... for the cells of the file, v0, v1... for the text of a field after its mapping,
    p0, p1... for its value, g0, g1... for whether it may be taken, and `area`. Without `joins` nothing is joined to the
    file, which is slower for many rows and keeps their order; `area` is then only known to be one or not. Without
    `with_area` there is none. With `only` no other tests are asked.
    """

    path: Path
    place: Place
    layout: Layout
    head: Head
    body: Body
    at: Mapping[str, int]
    joins: bool = True
    with_area: bool = True
    only: tuple[str, ...] | None = None

    @property
    def source(self) -> str:
        return sql.reader(str(self.path), len(self.head.names), self.layout.header_row - 1)

    @cached_property
    def cells(self) -> list[sql.Cell]:
        rows, hashes = (self.body.rows or 0) if self.joins else 0, self.body.hashes
        fields, spaced = enumerate(self.layout.fields), self.body.spaced
        return [sql.cell(field, sql.column_of(field, self.at), n, rows, hashes, spaced) for n, field in fields]

    @cached_property
    def tests(self) -> list[tuple[str, str]]:
        """What is true where a row may be taken, each with the heading or rule it is about, in their order."""
        layout = self.layout
        tests = [(layout.fields[n].header, f"g{n}") for n, cell in enumerate(self.cells) if cell.good]
        good = dict(tests)
        rule = layout.areas
        if rule and rule.refuses:
            known = f"CASE WHEN area IS NULL THEN {self.code(rule)} IS NULL ELSE true END"
            tests.append((rule.column, known))
        fields = {field.name: field for field in layout.fields}
        for asked in layout.rules:
            # A cell that cannot be read is told by itself; the rule is asked of the rest.
            readable = " AND ".join(good[fields[name].header] for name in asked.columns if fields[name].header in good)
            found = rowrules.sql_broken(asked, fields, self.value, self.filled)
            tests.append((asked.id, f"NOT ({readable + ' AND ' if readable else ''}{found})"))
        return [(name, test) for name, test in tests if self.only is None or name in self.only]

    @property
    def good(self) -> str:
        return " AND ".join(test for _, test in self.tests) or "true"

    def number(self, name: str) -> int:
        return next(n for n, field in enumerate(self.layout.fields) if field.name == name)

    def value(self, name: str) -> str:
        return f"p{self.number(name)}"

    def filled(self, name: str) -> str:
        n = self.number(name)
        return f"(p{n} IS NOT NULL OR v{n} IS NOT NULL)"

    @property
    def month(self) -> str:
        value = self.value(self.layout.month_of)
        return value if self.layout.month_of == MONTH else f"CAST(date_trunc('month', {value}) AS DATE)"

    @property
    def only_month(self) -> date | None:
        """The one month that every row is of, where the name of the file says so."""
        only = (field.only for field in self.layout.fields if field.name == self.layout.month_of == MONTH)
        return next(only, None)

    @property
    def leaves_out(self) -> bool:
        """Whether rows that could be taken are not kept, as they are of no area of the plan; `area` is then NULL."""
        return self.layout.areas is not None and self.layout.areas.leaves_out

    @property
    def judges_areas(self) -> bool:
        """Whether a row is judged by its area too."""
        return self.layout.areas is not None and (self.layout.areas.refuses or self.layout.areas.leaves_out)

    @property
    def month_kept(self) -> str:
        """The month of a row, NULL of one that is of no area of the plan and left out."""
        return f"CASE WHEN area IS NOT NULL THEN {self.month} END" if self.leaves_out else self.month

    def worked_out(self, source: str) -> str:
        """The rows of `source`, which has the file's columns c0, c1..., with all that is worked out of them."""
        texts = "".join(f", {cell.text} AS v{n}" for n, cell in enumerate(self.cells))
        values = "".join(f", {cell.value} AS p{n}" for n, cell in enumerate(self.cells))
        # Tests are columns too, as the rules between columns ask for them again.
        tests = "".join(f", {cell.good} AS g{n}" for n, cell in enumerate(self.cells) if cell.good)
        joins = [cell.join for cell in self.cells]
        rule = self.layout.areas
        if rule and self.joins and self.with_area:
            joins.append(f"LEFT JOIN codes ON codes.code = {self.code(rule)}")
        elif rule and self.with_area:
            texts += f", TRY_CAST({self.code(rule)} AS {KNOWN_CODES}) AS area"
        read = f"(SELECT *{values} FROM (SELECT *{texts} FROM {source} {' '.join(joins)}))"
        return f"(SELECT *{tests} FROM {read})" if tests else read

    def kept_or_refused(self) -> str:
        """The columns of the table, of all rows; one that may not be taken stops the query."""
        month = f"CASE WHEN {self.good} THEN {self.month} ELSE error('refused') END"
        # A row that is left out must be one that could be taken; in which order the engine filters is its own affair.
        where = f"CASE WHEN {self.good} THEN area IS NOT NULL ELSE error('refused') END" if self.leaves_out else ""
        return self._kept(month, self.source, where)

    def kept(self, month: str, source: str, where: str = "") -> str:
        """The columns of the table, of the rows of `source` for which `where` is true and that are not left out."""
        tests = " AND ".join(test for test in (where, "area IS NOT NULL" if self.leaves_out else "") if test)
        return self._kept(month, source, tests)

    def _kept(self, month: str, source: str, where: str) -> str:
        fields = {field.name: field for field in self.layout.fields}
        values = {field.name: f"p{n}" for n, field in enumerate(self.layout.fields) if field.name != MONTH}
        values |= {field.name: f"CAST(NULL AS {field.sql_type})" for field in self.layout.absent}
        values |= {name: rowrules.sql_elapsed(one, fields, self.value) for name, one in self.layout.elapsed.items()}
        kept = "".join(f", {value} AS {sql.named(name)}" for name, value in values.items())
        rows = self.worked_out(source) + (f" WHERE {where}" if where else "")
        return f"SELECT {month} AS {MONTH}, {self.area} AS {AREA}{kept} FROM {rows}"

    @property
    def area(self) -> str:
        rule = self.layout.areas
        if rule is None:
            return "CAST(NULL AS VARCHAR)"
        if rule.other is None:
            return "nullif(area, '')" if "" in rule.codes.values() else "area"
        return f"CASE WHEN {self.code(rule)} IS NOT NULL THEN coalesce(area, {sql.literal(rule.other)}) END"

    def code(self, rule: AreaRule) -> str:
        return sql.trimmed(f"c{self.at[rule.column]}", self.body.spaced)
