"""An extract from a force's own systems, in one of the forms of peelian/contracts: rows that break a rule are left out.

They are counted, listed in the store's quarantine and told; a file with more of them than the source allows is
refused. Faults of a whole file (a column that is missing, its encoding, an end that is cut off) always refuse it.
"""

from __future__ import annotations

from dataclasses import replace

from peelian.contracts.load import form
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import from_form
from peelian.sources.given import Given
from peelian.sources.model import Source
from peelian.sources.quarantine import share
from peelian.sources.readcsv import read_csv
from peelian.sources.reader import Reader
from peelian.sources.rowrules import RowRules
from peelian.sources.tidied import Layout, Tidy
from peelian.sources.tidy import slices
from peelian.sources.workbook import read_workbook


def layout_of(source: Source, rule: AreaRule | None) -> Layout:
    """How files of this source are read."""
    assert source.contract is not None  # settings.py has looked
    given = form(source.contract)
    fields = tuple(
        from_form(name, column, source.columns.get(name), source.received) for name, column in given.columns.items()
    )
    return Layout(
        fields,
        rule,
        source.expect.rows,
        source.header_row,
        source.last_row,
        source.sheet,
        also=source.expect.columns,
        by_month=source.slice == "month",
        optional=frozenset(field.header for field in fields if not field.required),
        of_rows=RowRules(given.month, given.rules, given.key, given.elapsed, given.never),
        private=True,
        most_left_out=share(source.quarantine.most),
    )


def _tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """The file's rows, as a slice for each month or as one."""
    layout, place = layout_of(source, rule), replace(given.place, private=True)
    if given.kind == "csv":
        got = read_csv(given.path, place, layout, desk)
    else:
        got = read_workbook(given.path, given.kind, place, layout, desk)
    if got.failed:
        return Tidy(findings=got.findings)
    return Tidy(tuple(slices(got, given, source, id)), layout.columns, got.findings, got.left_out)


READER = Reader(__doc__, _tidy)
