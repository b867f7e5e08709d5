"""Police recorded crime open data by community safety partnership: as by force, with the partnership's name.

The same offences as in the file by force: do not load both into one table, they would count twice. Which area of the
plan a partnership is, `areas` says by its name. Names and boundaries change when authorities merge.
Series breaks are those of the figures by force.
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

ORIGIN = "https://www.gov.uk/government/statistical-data-sets/police-recorded-crime-and-outcomes-open-data-tables"
WORKBOOKS = True
TRIED = ""  # no real file

COLUMNS = (
    Field("month", "Financial Year", "financial-quarter", required=True, beside="Financial Quarter"),
    force_code("Force Name"),
    Field("force", "Force Name", required=True),
    Field("partnership", "CSP Name", required=True),
    Field("offence_description", "Offence Description"),
    Field("offence_group", "Offence Group", required=True),
    Field("offence_subgroup", "Offence Subgroup"),
    Field("offence_code", "Offence Code", required=True),
    Field("offences", "Number of Offences", "integer", required=True, negative=True),
)
FORM = Form(
    COLUMNS,
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
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a quarter."""
    return reading.tidy(given, source, rule, desk, FORM)
