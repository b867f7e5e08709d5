"""Arrests open data: one row a force, financial year, offence group, ethnic group, age group and sex, with arrests.

Numbers printed "NA", ".." or "*" are kept blank, never zero; "-" is the publisher's nought. Offence groups change in
2015/16: the new ones begin "2015/16 onwards - ", and an offence group compares only within one of the two lists.
British Transport Police are not in it. A force that sent no return for a year may have NA or no rows.
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
TRIED = "a tidy copy of the tables, 2006/07 to 2017/18, all forces: 286,500 rows"

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
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own)


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice a financial year."""
    return reading.tidy(given, source, rule, desk, FORM)
