"""Police recorded crime open data by community safety partnership: as by force, with the partnership's name.

The same offences as in the file by force: do not load both into one table, they would count twice. Which area of the
plan a partnership is, `areas` says by its name. Names and boundaries change when authorities merge.

Series breaks: those of the figures by force.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from peelian.sources.fields import Field
from peelian.sources.open_data import home_office_crime
from peelian.sources.open_data.reading import published
from peelian.sources.open_data.whole import Whole

ORIGIN = home_office_crime.ORIGIN
# A quarter has each code of a force in one of its partnerships or more; how many rows a force has depends on these.
EXPECT = Whole(least=5_000, each="force", thin=Fraction(1, 2))

_BEFORE = 3  # columns of the file by force that stand before the partnership's
COLUMNS = (
    *home_office_crime.COLUMNS[:_BEFORE],
    Field("partnership", "CSP Name", required=True),
    *home_office_crime.COLUMNS[_BEFORE:],
)
FORM = replace(home_office_crime.FORM, columns=COLUMNS, expect=EXPECT)
READER = published(__doc__, FORM, origin=ORIGIN)
