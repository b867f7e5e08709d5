"""Stop and search open data as it was laid out to 2019/20: a row a force, year, power, reason and ethnicity, with the
searches and the arrests that came of them.

Every row stands there, with "-" for a nought, ".." for what is not available and "*" for what is held back. The years
are those of the run, so that both layouts can be held against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate import stops
from peelian.simulate.chance import Whole, Yes
from peelian.simulate.frame import Column, Frame, Words
from peelian.simulate.publishers import searches
from peelian.simulate.publishers.numbers import Printed
from peelian.simulate.publishers.returns import QUARTER, YEAR, Returns, financial_year, span
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import cells, cover, ods

TABLE = "searches_to_2020"
PACE, ORDER, TERRORISM = "Section 1 (PACE)", "Section 60 (CJPOA)", "Section 44/47a (TACT)"
REASONS = (
    (PACE, "Criminal Damage"),
    (PACE, "Drugs"),
    (PACE, "Firearms"),
    (PACE, "Going Equipped"),
    (PACE, "Offensive Weapons"),
    (PACE, "Other"),
    (PACE, "Stolen Property"),
    (ORDER, "Anticipation of violence"),
    (TERRORISM, "Prevent acts of terrorism"),
)
CALLED = {"Controlled drugs": "Drugs", "Offensive weapons": "Offensive Weapons", "Stolen goods": "Stolen Property"}
VEHICLES = "Vehicle only"
ETHNICITIES = (
    ("Asian or Asian British", "Bangladeshi or British Bangladeshi"),
    ("Asian or Asian British", "Indian or British Indian"),
    ("Asian or Asian British", "Other Asian or Asian British"),
    ("Asian or Asian British", "Pakistani or British Pakistani"),
    ("Black or Black British", "Black or Black British African"),
    ("Black or Black British", "Black or Black British Caribbean"),
    ("Black or Black British", "Other Black or Black British"),
    ("Chinese or Other Ethnic Group", "Chinese"),
    ("Chinese or Other Ethnic Group", "Other"),
    ("Mixed", "Mixed White and Asian"),
    ("Mixed", "Mixed White and Black African"),
    ("Mixed", "Mixed White and Black Caribbean"),
    ("Mixed", "Other Mixed"),
    ("Not stated", "Not Stated"),
    ("White", "Other White"),
    ("White", "White British"),
    ("White", "White Irish"),
    (VEHICLES, VEHICLES),
)
OF = {
    "White": "White British",
    "Black": "Black or Black British Caribbean",
    "Asian": "Indian or British Indian",
    "Mixed": "Mixed White and Asian",
    "Other": "Other",
    "": "Not Stated",
}
"""Which of these the groups of the run's searches are."""
NOUGHT, NOT_AVAILABLE, HELD_BACK = 1, 2, 3  # places among the words, counted from 1
WORDS = ("-", "..", "*")
LEAST_ARRESTS = 2  # fewer, but some, are held back
Counts = Counter[tuple[str, str]]
"""By reason and ethnicity."""


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for last in returns.financial_years:
        for force in returns.forces:
            yield _frame(returns, force, last), force


def _frame(returns: Returns, force: int, last: int) -> Frame:
    every, arrests = _counted(returns, force, last)
    rows = len(REASONS) * len(ETHNICITIES)
    unused = np.array([law == TERRORISM for law, _ in REASONS]).repeat(len(ETHNICITIES))
    of_arrests = _numbers(arrests)
    few = np.asarray((of_arrests > 0) & (of_arrests < LEAST_ARRESTS))
    columns = (
        same(None, "Financial Year", financial_year(last), rows),
        same("force", "Force Name", returns.name(force), rows),
        Column("legislation", "Legislation", each([law for law, _ in REASONS], inner=len(ETHNICITIES))),
        Column("reason", "Reason for search / arrest", each([why for _, why in REASONS], inner=len(ETHNICITIES))),
        Column(
            "ethnic_group",
            "Ethnic Group (self-defined - new style)",
            each([group for group, _ in ETHNICITIES], outer=len(REASONS)),
        ),
        Column("ethnicity", "Ethnicity (self-defined)", each([own for _, own in ETHNICITIES], outer=len(REASONS))),
        Column("searches", "Searches", _printed(_numbers(every), unused, np.zeros(rows, bool))),
        Column("arrests", "Resultant arrests", _printed(of_arrests, unused, few)),
    )
    return Frame(TABLE, last, rows, returns.place(force, rows), columns, YEAR)


def _counted(returns: Returns, force: int, last: int) -> tuple[Counts, Counts]:
    """The searches of a year, and those that led to an arrest."""
    every, arrests = Counts(), Counts()
    group_of = {said: OF[group] for group, said in stops.SELF_DEFINED.items()}
    for month in range(span(last, YEAR).start, last + 1):
        made = stops.frame(returns.geography, returns.size, returns.seed, force, month)
        wanted, said, outcome = (
            made.column(name) for name in ("object_of_search", "self_defined_ethnicity", "outcome")
        )
        assert isinstance(wanted, Words)
        assert isinstance(said, Words)
        assert isinstance(outcome, Words)
        for why, who, end in zip(wanted.codes.tolist(), said.codes.tolist(), outcome.codes.tolist(), strict=True):
            key = CALLED[wanted.vocabulary[why]], group_of[said.vocabulary[who]]
            every[key] += 1
            arrests[key] += outcome.vocabulary[end] == "Arrest"
    for quarter in range(last + QUARTER - YEAR, last + 1, QUARTER):
        every["Stolen Property", VEHICLES] += searches.of_vehicles(returns, force, quarter)
    return every, arrests


def _numbers(counts: Counts) -> Whole:
    return np.array([counts[why, own] for _, why in REASONS for _, own in ETHNICITIES])


def _printed(numbers: Whole, not_available: Yes, held_back: Yes) -> Printed:
    marks = np.where(not_available, NOT_AVAILABLE, np.where(held_back, HELD_BACK, np.where(numbers == 0, NOUGHT, 0)))
    return Printed(numbers, not_available | held_back, marks=marks, words=WORDS)


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    sheets = {"Contents": cover("Stop and search open data tables"), "S&S_OD": cells(made)}
    return {"stop-search-open-data-tables-to-2020.ods": ods(sheets)}
