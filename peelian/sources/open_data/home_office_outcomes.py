"""Crime outcomes open data: one row a force, quarter, offence code and outcome type, with two numbers.

`outcomes_of_offences` is of the offences recorded in the quarter, whenever the outcome came, and still grows in later
issues of the file; `outcomes_in_quarter` is of the outcomes given in the quarter, whenever the offence was recorded.
Neither is a share of the other. Where an offence code has expired the first is printed as "N/A - offence code expired",
where a type is no outcome, or a force gave none for the quarter, the second as "NA": both are kept blank, not zero. A
measure leaves them out with `blank: false`; of a force that gave none for a quarter the rest is then no full year.
Numbers may be below zero, where outcomes were taken back. Type 0 is "not yet assigned".

Files begin with a byte order mark, hold en dashes, and may end without a line end.

Series breaks: the list of outcome types is of April 2014, and types were added to it since, the last of them, 22, in
2019, which forces took up at different times.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.gov.uk/government/statistical-data-sets/police-recorded-crime-and-outcomes-open-data-tables"
NOT_APPLICABLE = {"N/A - offence code expired": "", "NA": ""}
EXPECT = Whole(least=40_000, each="force", even=True)  # a quarter of 2018/19 has 155,320

COLUMNS = (
    Field("month", "Financial Year", "financial-quarter", required=True, beside="Financial Quarter"),
    force_code("Force Name"),
    Field("force", "Force Name", required=True),
    Field("offence_description", "Offence Description"),
    Field("offence_group", "Offence Group", required=True),
    Field("offence_subgroup", "Offence Subgroup"),
    Field("offence_code", "Offence Code", required=True),
    Field("code_expired", "Offence code expired", values={"x": "yes"}),
    Field("outcome", "Outcome Description", required=True),
    Field("outcome_group", "Outcome Group", required=True),
    Field("outcome_type", "Outcome Type", "integer", required=True),
    Field(
        "outcomes_of_offences",
        "Force outcomes for offences recorded in quarter",
        "integer",
        negative=True,
        values=NOT_APPLICABLE,
    ),
    Field("outcomes_in_quarter", "Force outcomes recorded in quarter", "integer", negative=True, values=NOT_APPLICABLE),
)
FORM = Form(COLUMNS, expect=EXPECT, grain="quarter", force="Force Name", open_end=True, sheets=reading.FINANCIAL_YEARS)
READER = published(__doc__, FORM, origin=ORIGIN, tried="2018/19, all forces: 621,280 rows")
