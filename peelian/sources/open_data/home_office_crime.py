"""Police recorded crime open data by force: one row a force, quarter and offence code, with the number recorded.

The publisher's workbook has a sheet for each financial year, all of which are read. By quarter of the financial year, 1
being April to June, so a month has no value. Numbers may be below zero, where a force took back more records of a
quarter's code than it made. Bodies without an area of their own stand among the forces (British Transport Police,
Action Fraud, Cifas, UK Finance): a total of England and Wales holds them, a force's does not.

Series breaks: new counting rules in 1998/99 and the National Crime Recording Standard in 2002/03, before which nothing
compares; recording got more complete from 2014 on, after the inspectorate's finding of that year, force by force; codes
are added and expire, so compare groups rather than codes over time; fraud moved from forces to Action Fraud between
2011/12 and 2012/13.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.gov.uk/government/statistical-data-sets/police-recorded-crime-and-outcomes-open-data-tables"
EXPECT = Whole(least=5_000, each="force", even=True)  # a quarter of 2017/18 has 43 forces by 131 codes

COLUMNS = (
    Field("month", "Financial Year", "financial-quarter", required=True, beside="Financial Quarter"),
    force_code("Force Name"),
    Field("force", "Force Name", required=True),
    Field("offence_description", "Offence Description"),
    Field("offence_group", "Offence Group", required=True),
    Field("offence_subgroup", "Offence Subgroup"),
    Field("offence_code", "Offence Code", required=True),
    Field("offences", "Number of Offences", "integer", required=True, negative=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    grain="quarter",
    force="Force Name",
    sheets=reading.FINANCIAL_YEARS,
    renamed={
        "Financial_Year": "Financial Year",
        "Financial_Quarter": "Financial Quarter",
        "Force_Name": "Force Name",
        "CSP_Name": "CSP Name",
        "Offence_Description": "Offence Description",
        "Offence_Group": "Offence Group",
        "Offence_Subgroup": "Offence Subgroup",
        "Offence_Code": "Offence Code",
        "Number_of_Offences": "Number of Offences",
    },
)
READER = published(__doc__, FORM, origin=ORIGIN, tried="2017/18, all forces: 23,068 rows")
