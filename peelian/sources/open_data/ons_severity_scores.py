"""Crime severity scores by force and offence group: one row an area, year and group, with the score.

The score is of the year that ends in March and is already by head of population: it is a level to be read, not a number
to be added, neither over groups nor over areas. The group "Total recorded crime" stands among the groups. ":" is not
available (City of London, whose few residents give no rate) and is kept blank. The column of the year's name holds a
line break inside quotes and a stray number at its end; the year's last day is read instead. Regions and the whole of
England and Wales stand among the forces, told apart by their codes.

Series breaks: those of recorded crime, which the scores are made of. An issue of the file may be on newer weights than
the one before, so do not join two issues. These are scores, not weights of offences.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/crimeseverityscoreexperimentalstatistics"
EXPECT = Whole(least=300, each="force", of="area_code", even=True)  # a year has 55 areas by 7 groups

COLUMNS = (
    Field("month", "year_ending", "financial-year", required=True),
    Field("area_code", "code", required=True),
    Field("area_name", "name", required=True),
    Field("offence_group", "offence_group", required=True),
    Field("severity_score", "severity_score", "number", values={":": ""}),
)
FORM = Form(COLUMNS, expect=EXPECT, code="code")
READER = published(__doc__, FORM, origin=ORIGIN, tried="a tidy copy of the tables, 2002/03 to 2021/22: 7,700 rows")
