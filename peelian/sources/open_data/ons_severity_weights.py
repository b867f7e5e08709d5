"""Crime Severity Score weights: one row an offence code, with its weight.

A table of weights, as data, on the sheet "List of weights" of the ONS's data tool: a measure of kind `weighted_sum`
counts crimes by `offence_code` and takes the weights from here. The day from which they hold is `as_at` in
sources.yaml. Weights come from sentences of five years and are made anew every five years, so a series is of one issue.

The headings of the sheet were not seen: those here are our reading. Where the sheet has others, say so in sources.yaml
(`columns: {offence_code: {from: …}}`, `header_row`).
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Expect, Rows, Source
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form
from peelian.sources.tidied import Tidy

ORIGIN = "https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/crimeseverityscoredatatool"
WORKBOOKS = True
TRIED = ""  # no real file

COLUMNS = (
    Field("offence_code", "Offence code", required=True),
    Field("offence", "Offence", required=True),
    Field("weight", "Weight", "number", required=True),
)
FORM = Form(
    COLUMNS, sheets="[Ll]ist of weights", renamed={"Offence Code": "Offence code", "Offence description": "Offence"}
)
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice, of the month that `as_at` lies in."""
    return reading.dated(given, source, rule, desk, FORM)
