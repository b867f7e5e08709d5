"""Crime severity scores by force and offence group: one row an area, year and group, with the score.

The score is of the year that ends in March and is already by head of population: it is a level to be read, not a number
to be added, neither over groups nor over areas. The group "Total recorded crime" stands among the groups. ":" is not
available (City of London, whose few residents give no rate) and is kept blank. Regions and the whole of England and
Wales stand among the forces, told apart by their codes.

The publisher's data tool (a workbook) has the scores on the sheet "Data - reg + pfa", below a title: a column a year,
headed "Apr '02 to Mar '03" with a line break in it, and beside them a second table with the same headings, of rates of
offences, which is not read. It is as programs that fetch it read it (docs/decisions/0041): not tried on a real
workbook. A tidy copy of it, with a row a year, is read by the year's last day.

Series breaks: those of recorded crime, which the scores are made of. An issue of the file may be on newer weights than
the one before, so do not join two issues. These are scores, not weights of offences.
"""

from __future__ import annotations

import re

from peelian.sources.across import Across
from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/crimeseverityscoreexperimentalstatistics"
EXPECT = Whole(least=300, each="force", of="area_code", even=True)  # a year has 55 areas by 7 groups

SHEET = r"Data - reg ?\+ ?pfa"
HEADINGS = {"Offence group": "offence_group", "Code": "code", "Name": "name"}
_YEAR = re.compile(r"Apr ['\u2019](\d\d) to\s+Mar ['\u2019](\d\d)")

COLUMNS = (
    Field("month", "year_ending", "financial-year", required=True),
    Field("area_code", "code", required=True),
    Field("area_name", "name", required=True),
    Field("offence_group", "offence_group", required=True),
    Field("severity_score", "severity_score", "number", values={":": ""}),
)


def year_of(heading: str) -> int | None:
    """The year in which the financial year ends that a column of the data tool is headed with; None for another."""
    match = _YEAR.fullmatch(heading.strip())
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return 2000 + int(match[2])


def _year_ending(heading: str) -> str | None:
    year = year_of(heading)
    return None if year is None else f"{year}-03-31"


FORM = Form(
    COLUMNS,
    expect=EXPECT,
    code="code",
    sheets=SHEET,
    renamed=HEADINGS,
    across=Across("year_ending", "severity_score", _year_ending),
)
READER = published(__doc__, FORM, origin=ORIGIN, tried="a tidy copy of the tables, 2002/03 to 2021/22: 7,700 rows")
