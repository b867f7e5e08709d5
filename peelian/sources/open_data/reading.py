"""A file of open data to slices: rows of many forces or areas, of months, quarters or years, those of the plan kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from peelian.findings import Finding
from peelian.series.tables import Grain, window
from peelian.sources.across import Across
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import DATE_KINDS, Field, of_day
from peelian.sources.given import Given
from peelian.sources.lookup import rule_of
from peelian.sources.model import Source
from peelian.sources.open_data import forces, whole
from peelian.sources.open_data.whole import FORCE_CODE, Whole
from peelian.sources.problems import SAMPLES, listed, shown
from peelian.sources.readcsv import read_csv
from peelian.sources.reader import Reader, Wants, every_csv
from peelian.sources.tidied import Layout, Slice, Tidied, Tidy
from peelian.sources.workbook import read_workbook

FINANCIAL_YEARS = "(19|20)[0-9]{2}[-_ ](20)?[0-9]{2}"
"""Names of sheets that hold a financial year each: 2024_25, 2013-14."""


@dataclass(frozen=True)
class Form:
    """How a publisher writes a file. One of `columns` is `month`; the rows are of a `grain` that ends in it.

    `force` is the column that names a force, whose texts have the codes `texts`; `code` one that holds codes of areas
    as they are. One of the two says which rows are the plan's, unless sources.yaml names another column. `renamed`
    gives other headings of the publisher's, before or since, the ones that `columns` have. Workbooks have their table
    on the sheets that fit the pattern `sheets`; its header is the first row that has all headings. `alike`, `across`
    and `open_end` as in Layout. `expect` is what a whole file holds.
    """

    columns: tuple[Field, ...]
    expect: Whole
    grain: Grain = "month"
    force: str | None = None
    code: str | None = None
    texts: Mapping[str, str] = field(default_factory=forces.codes)
    renamed: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: str = ""
    across: Across | None = None
    open_end: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(header for column in self.columns for header in column.headers))


def force_code(header: str) -> Field:
    """A column that gives every publisher's spelling of a force the code of its area."""
    return Field(FORCE_CODE, header, required=True, values=forces.codes(), closed=True)


def _known(form: Form, areas: Mapping[str, str]) -> Mapping[str, str]:
    """The codes and ids of the plan's areas, and the names of forces that are such an area."""
    return {**areas, **forces.places(form.texts, areas)} if form.force else areas


def _rule(form: Form, source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    """Which rows are the plan's, where sources.yaml does not say; None where the rows are of no area, as weights."""
    if form.force is not None:
        return forces.rule(form.force, form.texts, areas, source.force)
    if form.code is None:
        return None
    if source.force is not None and form.expect.each == "force":  # the codes are those of forces, among others
        return forces.rule(form.code, {code: code for code in forces.files().values()}, areas, source.force)
    return rule_of(form.code, areas, leaves_out=True)


def of_local_authorities(own: str, source: Source) -> bool:
    """In a zip of a census, which has a file for each kind of area, the one of local authorities; else every file."""
    return every_csv(own, source) and ("-ltla" in own or not own.startswith("census2021-"))


def published(
    about: str | None,
    form: Form,
    *,
    origin: str,
    tried: str = "",
    workbooks: bool = True,
    dated: bool = False,
    wants: Wants = every_csv,
) -> Reader:
    """The reader of a form; `dated` where its rows do not say which day they are of."""

    def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
        return _of_a_day(given, source, rule, desk, form) if dated else _tidy(given, source, rule, desk, form)

    return Reader(
        about or "",
        tidy,
        form.columns,
        wants,
        lambda areas: _known(form, areas),
        lambda source, areas: _rule(form, source, areas),
        workbooks,
        origin,
        tried,
        form.grain,
        form.expect.says(form.grain),
    )


def _of_a_day(given: Given, source: Source, rule: AreaRule | None, desk: Desk, form: Form) -> Tidy:
    """The same for a file whose rows do not say which day they are of: that is `as_at` in sources.yaml."""
    month = at(source, given)
    if isinstance(month, Finding):
        return Tidy(findings=(month,))
    return _tidy(given, source, rule, desk, replace(form, columns=(month, *form.columns)))


def _tidy(given: Given, source: Source, rule: AreaRule | None, desk: Desk, form: Form) -> Tidy:
    """The file's rows, as a slice for each month, quarter or year."""
    if unknown := set(source.columns) - {column.name for column in form.columns}:
        has = listed([column.name for column in form.columns])
        says = f"columns: {shown(min(unknown))} is no column of {source.format}; it has {has}: mend its name"
        return Tidy(findings=(given.place.finding("source-settings", says),))
    single = [column.name for column in form.columns if column.beside is None]
    if wrong := [name for name, column in source.columns.items() if column.beside is not None and name in single]:
        says = f"columns: {wrong[0]}: it is read from one column of the file; take 'beside' out"
        return Tidy(findings=(given.place.finding("source-settings", says),))
    named = rule.codes if rule is not None and rule.column == form.force else {}
    fields = tuple(_for_source(column, source, named) for column in form.columns)
    layout = Layout(
        fields,
        rule,
        source.expect.rows,
        also=source.expect.columns,
        by_month=True,
        renamed={**form.renamed, **headings(form.columns, source)},
        alike=form.alike,
        open_end=form.open_end,
        tally=form.expect.tally,
        mend=_mend(form.columns),
    )
    if given.kind == "csv":
        got = read_csv(given.path, given.place, replace(layout, header_row=source.header_row), desk)
    else:
        layout = replace(layout, sheet=source.sheet, sheets=form.sheets, header_row=source.header_row)
        layout = replace(layout, across=form.across, finds_header=source.header_row == 1)
        got = read_workbook(given.path, given.kind, given.place, layout, desk)
    if got.failed:
        return Tidy(findings=got.findings)
    got = got.after(whole.check(form.expect, got, given.place, form.grain, source.expect, form.texts))
    if got.failed:
        return Tidy(findings=got.findings)
    if not got.counts and rule is not None and rule.leaves_out:
        return Tidy(findings=(*got.findings, _nothing(given, source, rule, form, got.elsewhere)))
    return Tidy(tuple(_slices(got, source, form.grain)), layout.columns, got.findings)


def headings(columns: Iterable[Field], source: Source) -> dict[str, str]:
    """What sources.yaml says the publisher calls a column now, with the heading that the form has for it."""
    own = {column.name: column for column in columns}
    told = [(given, own[name]) for name, given in source.columns.items() if name in own]
    second = {given.beside: column.beside for given, column in told if given.beside and column.beside}
    return {**{given.from_: column.header for given, column in told}, **second}


def _mend(columns: Iterable[Field]) -> dict[str, tuple[str, str]]:
    """By heading, the column of sources.yaml and the key in it that tell the publisher's new one."""
    told: dict[str, tuple[str, str]] = {}
    for column in columns:
        if column.headers:
            told.setdefault(column.header, (column.name, "from"))
        if column.headers and column.beside is not None:
            told.setdefault(column.beside, (column.name, f"from: {json.dumps(column.header)}, beside"))
    return told


def _for_source(column: Field, source: Source, named: Mapping[str, str]) -> Field:
    """The column as this source has it: words that sources.yaml gives it stand beside those that are known."""
    if column.name in source.columns:
        column = replace(column, values={**column.values, **source.columns[column.name].values})
    if column.kind in DATE_KINDS:
        return replace(column, latest=source.received)
    if column.kind in ("integer", "number"):  # publishers print them "1,051" in tables that were saved as text
        return replace(column, commas=True)
    if column.name == FORCE_CODE:  # a spelling that sources.yaml knows is known
        return replace(column, values={**{text: text for text in named}, **column.values})
    return column


def _slices(got: Tidied, source: Source, grain: Grain) -> Iterator[Slice]:
    prefix = f"{source.force}/" if source.force else ""
    for month, rows in got.counts.items():
        yield Slice(f"{prefix}{month:%Y-%m}", window(month, grain), rows, got.parquets.get(month, ()), grain)


def _nothing(given: Given, source: Source, rule: AreaRule, form: Form, others: Mapping[str, str]) -> Finding:
    whose = f"force {shown(source.force)}" if source.force else "an area of the plan"
    first = ", ".join(f"{shown(text)} ({where})" for text, where in islice(others.items(), SAMPLES))
    first = first and f", such as {first}"
    says = f"no row is of {whose}: column {shown(rule.column)} holds other texts in all of them{first}; "
    do = "give the plan's areas their codes, or say which codes are theirs with 'areas'"
    if form.force is not None and source.force is None:
        do = "unless it is of other forces alone, give the plan's area its force's code, or name the force with 'force'"
    return given.place.finding("source-area", says + do)


def at(source: Source, given: Given) -> Field | Finding:
    """The month of a file that says nothing of it in its rows: that of `as_at` in sources.yaml."""
    if source.as_at is None:
        says = "the file does not say in its rows which day it is of; write it as 'as_at' in sources.yaml"
        return given.place.finding("source-settings", says)
    return of_day(source.as_at)
