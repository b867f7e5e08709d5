"""Stop and search open data since 2020/21: a row for each combination that occurs, with how many searches it has.

Ethnicity is as people say it of themselves; searches of a vehicle alone have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate import stops
from peelian.simulate.chance import Whole
from peelian.simulate.frame import Column, Frame, Wholes, Words
from peelian.simulate.publishers.returns import QUARTER, REGION, YEAR, Returns, financial_year
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.written import cells, cover, ods

TABLE, NUMBER = "searches_open_data", 2
OF_VEHICLES, NOT_STATED = "N/A - vehicle search", "Not Stated"
MOST_VEHICLES = 6  # a force and quarter
LEGISLATION = "Police and Criminal Evidence Act 1984 (section 1) and others"
GROUPS = {
    "White": "White",
    "Black": "Black or Black British",
    "Asian": "Asian or Asian British",
    "Mixed": "Mixed",
    "Other": "Other ethnic group",
    "": NOT_STATED,
}
MEANT = {
    "White": "white",
    "Black or Black British": "black",
    "Asian or Asian British": "asian",
    "Mixed": "mixed",
    "Other ethnic group": "other",
    NOT_STATED: "not-stated",
    OF_VEHICLES: "vehicle",
}
"""What sources.yaml says that the publisher's groups mean, in the words of the census table."""
ENDS = {"Arrest": ("Arrest", "Linked"), "A no further action disposal": ("No further action", "N/A")}
_READ = ("officer_defined_ethnicity", "gender", "age_range", "object_of_search", "outcome")
_SELF = "self_defined_ethnicity"


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for last in returns.financial_years:
        for force in returns.forces:
            parts = [_quarter(returns, force, last - YEAR + QUARTER * (number + 1), number + 1) for number in range(4)]
            yield _frame(returns, force, last, parts), force


Part = tuple[list[tuple[str, ...]], Whole]


def _quarter(returns: Returns, force: int, last: int, number: int) -> Part:
    """What stands in each row of a quarter, and how many searches it has."""
    made = [
        stops.frame(returns.geography, returns.size, returns.seed, force, month)
        for month in range(last + 1 - QUARTER, last + 1)
    ]
    of = {name: _joined([frame.column(name) for frame in made]) for name in (_SELF, *_READ)}
    widths = [len(words.vocabulary) for words in of.values()]
    key = np.ravel_multi_index([words.codes for words in of.values()], widths)
    found, counts = np.unique(key, return_counts=True)
    rows: list[tuple[str, ...]] = []
    for codes in zip(*np.unravel_index(found, widths), strict=True):
        said, seen, sex, age, wanted, end = (
            words.vocabulary[code] for words, code in zip(of.values(), codes, strict=True)
        )
        group = next(name for name, text in stops.SELF_DEFINED.items() if text == said)
        persons = (text or NOT_STATED for text in (said, seen, sex, age))
        rows.append((f"Q{number}", wanted, *ENDS[end], GROUPS[group], *persons))
    rows.append((f"Q{number}", "Stolen goods", "No further action", "N/A", *[OF_VEHICLES] * 5))
    return rows, np.asarray(np.append(counts, of_vehicles(returns, force, last)))


def of_vehicles(returns: Returns, force: int, last: int) -> int:
    """Searches of a vehicle alone in the quarter up to a month."""
    return 1 + int(returns.chance(force, last, NUMBER).below(1, MOST_VEHICLES)[0])


def _joined(columns: Sequence[object]) -> Words:
    words = [column for column in columns if isinstance(column, Words)]
    assert len(words) == len(columns)
    assert len({one.vocabulary for one in words}) == 1
    return Words(np.concatenate([one.codes for one in words]), words[0].vocabulary)


def _frame(returns: Returns, force: int, last: int, parts: Sequence[Part]) -> Frame:
    texts = [row for rows, _ in parts for row in rows]
    number, wanted, outcome, link, group, said, seen, sex, age = (
        Words(np.array([known.index(text) for text in column]), known)
        for column in zip(*texts, strict=True)
        for known in [tuple(dict.fromkeys(column))]
    )
    rows = len(texts)
    columns = (
        same(None, "financial_year", financial_year(last), rows),
        Column(None, "financial_year_quarter", number),
        same(None, "geocode", returns.code(force), rows),
        same("force", "police_force_area", returns.name(force), rows),
        same(None, "region", REGION, rows),
        same("legislation", "legislation", LEGISLATION, rows),
        Column("reason", "reason_for_search", wanted),
        Column("outcome", "outcome", outcome),
        Column(None, "link", link),
        Column("ethnic_group", None, Words(group.codes, tuple(MEANT[word] for word in group.vocabulary))),
        Column(None, "self_defined_ethnicity_group", group),
        Column("ethnicity", "self_defined_ethnicity", said),
        Column(None, "officer_defined_ethnicity", seen),
        Column("sex", "sex", sex),
        Column("age_group", "age_group", age),
        Column("searches", "number_of_searches", Wholes(np.concatenate([counts for _, counts in parts]))),
    )
    return Frame(TABLE, last, rows, returns.place(force, rows), columns, YEAR)


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    sheets = {"Contents": cover("Stop and search open data tables"), "open_data": cells(made)}
    return {"stop-search-open-data-tables-ppp.ods": ods(sheets)}
