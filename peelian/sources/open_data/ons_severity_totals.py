"""Crime severity scores of all recorded crime by force: one row a force and year, with the score.

The columns are those of `ons-severity-scores`, with "Total recorded crime" as the offence group of every row, so that
one measure reads either. "2003" is the year that ends in March 2003. "NA" or ":" is not available (City of London,
whose few residents give no rate) and is kept blank. Of the publisher's data tool the rows of that group are read, not
tried on a real workbook; the tidy copy has no regions and not the whole of England and Wales.

Series breaks: those of `ons-severity-scores`. From 2015/16 on the scores of the tidy copy differ from those of a file
by offence group that was issued a year earlier: do not join two issues.
"""

from __future__ import annotations

from peelian.sources.across import Across
from peelian.sources.fields import Field
from peelian.sources.open_data import ons_severity_scores
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = ons_severity_scores.ORIGIN
EXPECT = Whole(least=43, each="force", of="area_code", even=True)  # a year has each of the 43 forces once

TOTAL = "Total recorded crime"
COLUMNS = (
    Field("month", "year", "month", required=True, after="-03"),
    Field("area_code", "code", required=True),
    Field("area_name", "name", required=True),
    Field("offence_group", "", required=True, fixed=TOTAL),
    Field("severity_score", "score", "number", values={"NA": "", ":": ""}),
)


def _year(heading: str) -> str | None:
    year = ons_severity_scores.year_of(heading)
    return None if year is None else str(year)


FORM = Form(
    COLUMNS,
    expect=EXPECT,
    code="code",
    sheets=ons_severity_scores.SHEET,
    renamed=ons_severity_scores.HEADINGS,
    across=Across("year", "score", _year, only=("offence_group", TOTAL)),
)
READER = published(__doc__, FORM, origin=ORIGIN, tried="a tidy copy, all forces, 2002/03 to 2022/23: 903 rows")
