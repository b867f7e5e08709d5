"""Stop and search open data: one row a force, year, power, reason and ethnicity, with the number of searches.

By financial year, named by its last day. "NA" stands for a nought, for what was not available and for what was held
back, which the file does not tell apart: it is kept blank, never zero, so a sum over blank cells has no value unless
the measure leaves them out with `blank: false`. It is 29 to 53 in a hundred of all cells, and more in later years.
"Not stated" and "Not Stated" are one word for a group and another for an ethnicity.
The three columns on section 60 alone are not read: in the tidy copy that this was tried on, each number in them but 1
had been lost, and 1 was TRUE.

Series breaks: section 47A of the Terrorism Act 2000 replaced section 44 in 2011; a scheme of 2014 that forces joined of
their own will changed how searches were used and recorded. British Transport Police are in the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Expect, Rows, Source
from peelian.sources.open_data import reading
from peelian.sources.open_data.reading import Form, force_code
from peelian.sources.tidied import Tidy

ORIGIN = "https://www.gov.uk/government/collections/police-powers-and-procedures-england-and-wales"
WORKBOOKS = True
TRIED = "a tidy copy of the tables, 2006/07 to 2018/19, all forces: 92,199 rows"
NOT_GIVEN = {"NA": ""}

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
FORM = Form(COLUMNS, grain="financial-year", force="force_name")
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a financial year."""
    return reading.tidy(given, source, rule, desk, FORM)
