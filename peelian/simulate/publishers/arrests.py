"""Arrests open data: a row a force, financial year, offence group, ethnic group, age group and sex.

A nought is printed as "-"; what is not available as "..".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.frame import Column, Frame
from peelian.simulate.publishers.numbers import Printed
from peelian.simulate.publishers.returns import YEAR, Returns, financial_year
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.texts import written
from peelian.simulate.publishers.written import cells, cover, ods

TABLE, NUMBER = "arrests", 3
ARRESTS_A_HUNDRED = 12  # crimes of a year
NOT_AVAILABLE = 1 / 150  # of all cells
AROUND = (500, 1000)  # thousandths of what is to be expected: from the first on, and so many more


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    words = written("words.yaml")["arrests"]
    groups, ethnic, ages, sexes = (list(words[name]) for name in ("groups", "ethnic", "ages", "sexes"))
    parts = [np.array(list(words[name].values()), np.int64) for name in ("ethnic", "ages", "sexes")]
    share = np.tile(np.multiply.outer(np.multiply.outer(parts[0], parts[1]), parts[2]).reshape(-1), len(groups))
    rows, of_group = len(share), len(share) // len(groups)
    expected = returns.size.crimes * YEAR * ARRESTS_A_HUNDRED * share
    lacking = groups.index(words["never_whole"]) * of_group
    for last in returns.financial_years:
        for force in returns.forces:
            chance = returns.chance(force, last, NUMBER)
            about = AROUND[0] + chance.below(rows, AROUND[1])
            numbers = expected * about // (10**2 * 10**6 * 10**3 * len(groups)) + (
                chance.happens(rows, 0.5) & (share > 0)
            )
            unknown = chance.happens(rows, NOT_AVAILABLE)
            unknown[lacking] |= last == returns.financial_years[0]
            printed = Printed(numbers, unknown, marks=np.where(unknown, 2, numbers == 0), words=("-", ".."))
            columns = (
                same(None, "Financial Year", financial_year(last), rows),
                same("force", "Force Name", returns.name(force), rows),
                Column(
                    "offence_group",
                    "Reason for arrest (offence group)",
                    each([words["begins"] + group for group in groups], inner=of_group),
                ),
                Column(
                    "ethnic_group",
                    "Ethnic Group (self-defined)",
                    each(ethnic, inner=len(ages) * len(sexes), outer=len(groups)),
                ),
                Column("age_group", "Age group", each(ages, inner=len(sexes), outer=len(groups) * len(ethnic))),
                Column("sex", "Gender", each(sexes, outer=rows // len(sexes))),
                Column("arrests", "Arrests", printed),
            )
            yield Frame(TABLE, last, rows, returns.place(force, rows), columns, YEAR), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    sheets = {"Contents": cover("Arrests open data tables"), "OD_5+1": cells(made)}
    return {"arrests-open-data-tables-ppp.ods": ods(sheets)}
