"""Crime Severity Score weights: one row an offence code, with its weight.

A table of weights, as data, on the sheet "List of weights" of the ONS's data tool: a measure of kind `weighted_sum`
counts crimes by `offence_code` and takes the weights from here. The day from which they hold is `as_at` in
sources.yaml.

The headings of the sheet were not seen: those here are our reading. Where the sheet has others, say so in sources.yaml
(`columns: {offence_code: {from: …}}`).

Series breaks: weights come from sentences of five years and are made anew every five years, so a series is of one
issue.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/crimeseverityscoredatatool"
EXPECT = Whole(least=100, most=1_000)  # about as many as there are offence codes, 131 in 2017/18

COLUMNS = (
    Field("offence_code", "Offence code", required=True),
    Field("offence", "Offence", required=True),
    Field("weight", "Weight", "number", required=True),
)
FORM = Form(
    COLUMNS,
    expect=EXPECT,
    sheets="[Ll]ist of weights",
    renamed={"Offence Code": "Offence code", "Offence description": "Offence"},
)
READER = published(__doc__, FORM, origin=ORIGIN, dated=True)
