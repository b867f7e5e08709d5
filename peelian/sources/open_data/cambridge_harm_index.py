"""Cambridge Crime Harm Index: one row an offence, with its harm in days of prison at the starting point.

A table of weights, as data: a measure of kind `weighted_sum` counts crimes by a key and takes the weight of each key
from here. The workbook of 2026 has it on the sheet "CCHI 2026 values sheet". `offence_code` is the Home Office's
classification and `weight` the days, as in other tables of weights. Several rows may share a code with different days:
`weighted_sum` then names the offence and gives no value, so count by `urn` or leave out by `where`. Rows of offences
without a score are kept blank. The day from which the weights hold is `as_at` in sources.yaml.

Read the terms of the index before publishing numbers made with it.

Series breaks: each issue has other scores and other offences; a series is of one issue.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.cambridge-ebp.co.uk/crime-harm-index"
EXPECT = Whole(least=100)  # offences by their titles, of which there are more than offence codes

COLUMNS = (
    Field("urn", "ATHENA URN"),
    Field("title", "FULL_OFFENCE_TITLE", required=True),
    Field("offence_code", "HOME_OFFICE_CLASSIFICATION"),
    Field("offence_group", "GROUP"),
    Field("offence_subgroup", "SUB_GROUP"),
    Field("weight", "CCHI Score", "number", values={"N/A": "", "#N/A": ""}),
)
FORM = Form(COLUMNS, expect=EXPECT, sheets="CCHI [0-9]{4} values sheet")
READER = published(__doc__, FORM, origin=ORIGIN, dated=True)
