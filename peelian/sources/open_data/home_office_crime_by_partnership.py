"""Police recorded crime open data by community safety partnership: as by force, with the partnership's name.

The same offences as in the file by force: do not load both into one table, they would count twice. Which area of the
plan a partnership is, `areas` says by its name. Names and boundaries change when authorities merge.
Series breaks are those of the figures by force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Expect, Rows, Source
from peelian.sources.open_data import home_office_crime, reading
from peelian.sources.tidied import Tidy

ORIGIN = home_office_crime.ORIGIN
WORKBOOKS = True
TRIED = ""  # no real file

_BEFORE = 3  # columns of the file by force that stand before the partnership's
COLUMNS = (
    *home_office_crime.COLUMNS[:_BEFORE],
    Field("partnership", "CSP Name", required=True),
    *home_office_crime.COLUMNS[_BEFORE:],
)
FORM = replace(home_office_crime.FORM, columns=COLUMNS)
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a quarter."""
    return reading.tidy(given, source, rule, desk, FORM)
