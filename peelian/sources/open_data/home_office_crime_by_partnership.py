"""Police recorded crime open data by community safety partnership: as by force, with the partnership's name.

The same offences as in the file by force: do not load both into one table, they would count twice. Which area of the
plan a partnership is, `areas` says by its name. Names and boundaries change when authorities merge.
Series breaks are those of the figures by force.
"""

from __future__ import annotations

from dataclasses import replace

from peelian.sources.fields import Field
from peelian.sources.open_data import home_office_crime
from peelian.sources.open_data.reading import published

ORIGIN = home_office_crime.ORIGIN

_BEFORE = 3  # columns of the file by force that stand before the partnership's
COLUMNS = (
    *home_office_crime.COLUMNS[:_BEFORE],
    Field("partnership", "CSP Name", required=True),
    *home_office_crime.COLUMNS[_BEFORE:],
)
FORM = replace(home_office_crime.FORM, columns=COLUMNS)
READER = published(__doc__, FORM, origin=ORIGIN)
