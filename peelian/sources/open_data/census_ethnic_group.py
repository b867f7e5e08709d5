"""Census ethnic group by local authority or force: a column a group in the file, a row an area and group in the table.

The columns are called "Ethnic Group: White: Irish; measures: Value" (2011) or "Ethnic group: White: Irish" (table TS021
of 2021, of whose zip the file of local authorities is read) and so on. Each becomes the rows of one `ethnic_group`,
"White: Irish"; `level` is `all` for the sum of all, `group` for one of the five groups and `ethnicity` for a part of
one, so a measure that adds up takes one level alone. `ethnicity` has the five groups in the words of the forms of
extracts (asian, black, mixed, white, other) and is blank in the rows of other levels. Areas are told by the column
"geography code", or by the name of the force in "PFA16NM". The day of the census is `as_at` in sources.yaml
(2011-03-27, 2021-03-21): it is a level, and the file of the districts holds the year alone.

Series breaks: the groups differ between censuses (2001, 2011, 2021: Chinese moved to Asian in 2011, Roma was added in
2021). A rate on the census of 2011 for a later year is on a population that has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from peelian.findings import Finding
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.header import check_header
from peelian.sources.lookup import rule_of
from peelian.sources.model import Source
from peelian.sources.open_data import forces, reading, whole
from peelian.sources.open_data.whole import Whole
from peelian.sources.reader import Reader
from peelian.sources.records import find_broken, records
from peelian.sources.rows import write_rows
from peelian.sources.scan import Head, read_body, read_head
from peelian.sources.tidied import Layout, Slice, Tidy

ORIGIN = "https://www.nomisweb.co.uk/census/2011/ks201ew"
EXPECT = Whole(least=700)  # 43 forces by the 18 ethnicities of 2011 or more

PLACES = ("geography code", "PFA16NM")
COLUMNS = (
    Field("area_code", "Area", required=True),
    Field("ethnic_group", "Ethnic group", required=True),
    Field("level", "Level", required=True),
    Field("ethnicity", "Ethnicity"),
    Field("people", "Number", "integer", required=True, commas=True),
)
_FIRST_WORD = re.compile("[A-Za-z]+")
_WIDE = re.compile(r"Ethnic [Gg]roup: (.+?)(?:; measures: Value)?")


def _known(areas: Mapping[str, str]) -> Mapping[str, str]:
    return {**areas, **forces.places(forces.codes(), areas)}


def _rule(source: Source, areas: Mapping[str, str]) -> AreaRule:
    return rule_of("Area", _known(areas), leaves_out=True)


def _tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """One slice, of the month that `as_at` lies in."""
    month = reading.at(source, given)
    if isinstance(month, Finding):
        return Tidy(findings=(month,))
    head = read_head(given.path, source.header_row, given.place)
    if isinstance(head, Finding):
        return Tidy(findings=(head,))
    wide = {at: match[1] for at, name in enumerate(head.names) if (match := _WIDE.fullmatch(name))}
    place = next((name for name in PLACES if name in head.names), PLACES[0])
    wanted = [place, *([rule.column] if rule and rule.column != "Area" else []), *source.expect.columns]
    at, findings = check_header(head.names, wanted, given.place, source.header_row)
    if not wide:
        says = "no column is called 'Ethnic Group: …; measures: Value'; fetch the table of ethnic groups"
        findings.append(given.place.finding("source-header", says, source.header_row))
    body = read_body(given.path, head, given.place)
    findings += [body] if isinstance(body, Finding) else find_broken(given.path, head, given.place)[1]
    if findings:
        return Tidy(findings=tuple(findings))
    layout = Layout((month, *COLUMNS), rule, source.expect.rows, by_month=True)
    columns = {column.header: number for number, column in enumerate(COLUMNS)}
    if rule is not None and rule.column != "Area":
        columns[rule.column] = len(COLUMNS)
    also = at[rule.column] if rule is not None and rule.column != "Area" else at[place]
    got = write_rows(_rows(given, head, wide, at[place], also), columns, given.place, layout, desk)
    if got.failed:
        return Tidy(findings=got.findings)
    got = got.after(whole.check(EXPECT, got, given.place, "month", source.expect, {}))
    slices = (Slice(f"{day:%Y-%m}", (day,), count, got.parquets.get(day, ())) for day, count in got.counts.items())
    return Tidy(tuple(slices), layout.columns, got.findings)


def _rows(
    given: Given, head: Head, wide: Mapping[int, str], place: int, also: int
) -> Iterator[tuple[int, Sequence[str]]]:
    """A row for each group of each area, with the line it stands in."""
    for line, row in records(given.path, head):
        for column, name in wide.items():
            level = "all" if name.startswith(("All categories", "Total")) else "ethnicity" if ":" in name else "group"
            in_forms = _FIRST_WORD.match(name) if level == "group" else None
            ethnicity = in_forms[0].lower() if in_forms else ""
            yield line, (row[place], name, level, ethnicity, row[column], row[also])


READER = Reader(
    __doc__,
    _tidy,
    COLUMNS,
    reading.of_local_authorities,
    _known,
    _rule,
    workbooks=False,
    origin=ORIGIN,
    tried="England and Wales, 2011: 348 local authorities, 43 forces",
    expects=EXPECT.says("month"),
)
