"""Census households by area: one row an area, with the number of households.

Table TS041 of the census of 2021 in the publisher's zip, which has a file for each kind of area: that of the local
authorities is read (`-ltla`). For wards or small areas take their file out of the zip. The day of the census is `as_at`
in sources.yaml (2021-03-21).

Series breaks: households of 2011 are of other boundaries; those of 2021 were counted in a lockdown, when students and
others had moved.
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

ORIGIN = "https://www.nomisweb.co.uk/sources/census_2021_bulk"
WORKBOOKS = False
TRIED = ""  # no real file

COLUMNS = (
    Field("area_code", "geography code", required=True),
    Field("area_name", "geography", required=True),
    Field("households", "Number of households", "integer", required=True),
)
FORM = Form(
    COLUMNS,
    code="geography code",
    renamed={
        "Number of households: Total: All households": "Number of households",
        "Number of households: Total: All households; measures: Value": "Number of households",
    },
)
EXPECT = Expect(rows=Rows(least=1), columns=FORM.headers)


def wants(own: str, source: Source) -> bool:
    return reading.wants(own) and ("-ltla" in own or not own.startswith("census2021-"))


def known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return reading.known(FORM, areas)


def rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    return reading.rule(FORM, source, areas)


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice, of the month that `as_at` lies in."""
    return reading.dated(given, source, rule, desk, FORM)
