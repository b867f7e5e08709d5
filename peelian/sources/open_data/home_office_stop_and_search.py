"""Stop and search open data to 2019/20: one row a force, year, power, reason and ethnicity, with the searches.

By financial year. The publisher's workbook (sheet "S&S_OD") prints "-" for a nought, ".." for what is not available and
"*" for what is held back: the first is read as 0, the others are kept blank. In the tidy copy "NA" stands for all three
and is kept blank, never zero, so a sum over it has no value unless the measure leaves it out with `blank: false`; it is
29 to 53 in a hundred of all its cells, and more in later years.
"Not stated" and "Not Stated" are one word for a group and another for an ethnicity.
The three columns on section 60 alone are not read: in the tidy copy that this was tried on, each number in them but 1
had been lost, and 1 was TRUE.

Series breaks: section 47A of the Terrorism Act 2000 replaced section 44 in 2011; a scheme of 2014 that forces joined of
their own will changed how searches were used and recorded. British Transport Police are in the file.
From 2020/21 on the table has another form: `home-office-searches`.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.gov.uk/government/collections/police-powers-and-procedures-england-and-wales"
NOT_GIVEN = {"-": "0", "NA": "", "..": "", "*": ""}
EXPECT = Whole(least=5_000, each="force", even=True)  # a year has 43 forces by 162 rows, and others

COLUMNS = (
    Field("month", "year_ending", "financial-year", required=True),
    force_code("force_name"),
    Field("force", "force_name", required=True),
    Field("legislation", "legislation", required=True),
    Field("reason", "reason_for_search_arrest", required=True),
    Field("ethnic_group", "ethnic_group_self_defined", required=True),
    Field("ethnicity", "ethnicity_self_defined", required=True),
    Field("searches", "searches", "integer", values=NOT_GIVEN),
    Field("arrests", "resultant_arrests", "integer", values=NOT_GIVEN),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    grain="financial-year",
    force="force_name",
    sheets="S&S_OD",
    renamed={
        "Financial Year": "year_ending",
        "Force Name": "force_name",
        "Legislation": "legislation",
        "Reason for search / arrest": "reason_for_search_arrest",
        "Ethnic Group (self-defined - new style)": "ethnic_group_self_defined",
        "Ethnicity (self-defined)": "ethnicity_self_defined",
        "Searches": "searches",
        "Resultant arrests": "resultant_arrests",
    },
)
READER = published(
    __doc__, FORM, origin=ORIGIN, tried="a tidy copy of the tables, 2006/07 to 2018/19, all forces: 92,199 rows"
)
