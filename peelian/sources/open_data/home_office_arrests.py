"""Arrests open data: one row a force, financial year, offence group, ethnic group, age group and sex, with arrests.

Numbers printed "NA", ".." or "*" are kept blank, never zero; "-" is the publisher's nought. British Transport Police
are not in it. A force that sent no return for a year may have NA or no rows.

Series breaks: offence groups change in 2015/16: the new ones begin "2015/16 onwards - ", and an offence group compares
only within one of the two lists. Lancashire has NA in all of 2017/18.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.gov.uk/government/collections/police-powers-and-procedures-england-and-wales"
EXPECT = Whole(least=10_000, each="force", even=True)  # a year has 43 forces by 540 rows or more

COLUMNS = (
    Field("month", "financial_year", "financial-year", required=True),
    force_code("force_name"),
    Field("force", "force_name", required=True),
    Field("offence_group", "offence_group", required=True),
    Field("ethnic_group", "ethnic_group", required=True),
    Field("age_group", "age_group", required=True),
    Field("sex", "sex", required=True),
    Field("arrests", "arrests", "integer", values={"-": "0", "NA": "", "..": "", "*": ""}),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    grain="financial-year",
    force="force_name",
    sheets="OD_5\\+1|.*[Oo]pen.?[Dd]ata.*",
    renamed={
        "Financial Year": "financial_year",
        "Force Name": "force_name",
        "Gender": "sex",
        "Age group": "age_group",
        "Ethnic Group (self-defined)": "ethnic_group",
        "Reason for arrest (offence group)": "offence_group",
        "Arrests": "arrests",
    },
)
READER = published(
    __doc__, FORM, origin=ORIGIN, tried="a tidy copy of the tables, 2006/07 to 2017/18, all forces: 286,500 rows"
)
