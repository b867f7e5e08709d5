"""Stop and search open data from 2020/21 on: one row a force, year, power, reason, outcome, ethnicity, sex and age.

The publisher's workbook has the table on the sheet "open_data". It is read by financial year; the column of quarters is
not read, since how it is written was not seen. A search of a vehicle alone has "N/A - vehicle search" as the ethnicity
and belongs to nobody; "Not Stated" is an answer that was not given. Arrests are the rows of the outcome "Arrest".
Ethnicity is what people say of themselves.

Series breaks: to 2019/20 the table had another form (`home-office-stop-and-search`), with arrests as a number beside
the searches; age, sex and outcome are here since 2020/21. British Transport Police are in the file, without an area.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.gov.uk/government/collections/police-powers-and-procedures-england-and-wales"
EXPECT = Whole(least=4_300, each="force")  # a hundred rows a force: fewer cannot tell power, reason and ethnicity

COLUMNS = (
    Field("month", "financial_year", "financial-year", required=True),
    force_code("police_force_area"),
    Field("force", "police_force_area", required=True),
    Field("legislation", "legislation", required=True),
    Field("reason", "reason_for_search", required=True),
    Field("outcome", "outcome"),
    Field("ethnic_group", "self_defined_ethnicity_group", required=True),
    Field("ethnicity", "self_defined_ethnicity", required=True),
    Field("sex", "sex"),
    Field("age_group", "age_group"),
    Field("searches", "number_of_searches", "integer", required=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    grain="financial-year",
    force="police_force_area",
    sheets="open_data",
    renamed={"gender": "sex"},
)
READER = published(__doc__, FORM, origin=ORIGIN)
