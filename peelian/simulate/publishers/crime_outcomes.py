"""Crime outcomes open data: a file a financial year, a row a force, quarter, offence code and outcome type.

The outcomes of the offences recorded in a quarter still grow in later issues, as those of a longer run do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.offences import published
from peelian.simulate.publishers.numbers import unless
from peelian.simulate.publishers.outcome_types import not_yet, outcomes
from peelian.simulate.publishers.recorded_crime import beginning
from peelian.simulate.publishers.returns import QUARTER, Returns, financial_year, span
from peelian.simulate.publishers.rows import each
from peelian.simulate.publishers.written import END, MARK, csv, grouped

TABLE = "outcomes_open_data"
EXPIRED, NOT_GIVEN = "N/A - offence code expired", "NA"
GAVE_NONE = (3, 8)  # a force of a country that gave no outcomes for a quarter, and the last month of it


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    rows = len(published()) * len(outcomes())
    expired = np.array([one.expired for one in published()]).repeat(len(outcomes()))
    no_outcome = np.tile(np.arange(len(outcomes())) == not_yet(), len(published()))
    for last in returns.quarters:
        for force in returns.forces:
            months = span(last, QUARTER)
            recorded, given = (
                table[force, months].sum(axis=0).reshape(-1) for table in (returns.of_offences, returns.given)
            )
            without = no_outcome | ((force, last) == GAVE_NONE)
            columns = (
                *beginning(returns, force, last, rows),
                *_described(),
                Column(
                    "outcomes_of_offences",
                    "Force outcomes for offences recorded in quarter",
                    unless(recorded, expired, EXPIRED),
                ),
                Column("outcomes_in_quarter", "Force outcomes recorded in quarter", unless(given, without, NOT_GIVEN)),
            )
            yield Frame(TABLE, last, rows, returns.place(force, rows), columns, QUARTER), force


def _described() -> tuple[Column, ...]:
    """The columns of offences and of outcomes."""
    crimes, ends = published(), outcomes()

    def offence(key: str) -> list[str]:
        return [getattr(one, key) for one in crimes]

    types = np.array([int(end["type"]) for end in ends])
    return (
        Column("offence_description", "Offence Description", each(offence("title"), inner=len(ends))),
        Column("offence_group", "Offence Group", each(offence("group"), inner=len(ends))),
        Column("offence_subgroup", "Offence Subgroup", each(offence("subgroup"), inner=len(ends))),
        Column("offence_code", "Offence Code", each(offence("published"), inner=len(ends))),
        Column(
            None,
            "Offence code expired",
            each(["x" if one.expired else "" for one in crimes], inner=len(ends)),
        ),
        Column("outcome", "Outcome Description", each([end["title"] for end in ends], outer=len(crimes))),
        Column("outcome_group", "Outcome Group", each([end["group"] for end in ends], outer=len(crimes))),
        Column("outcome_type", "Outcome Type", Wholes(np.tile(types, len(crimes)))),
    )


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    """Each begins with a byte order mark and has no end of its last line."""
    years = grouped(made, lambda frame: financial_year(frame.month).replace("/", "-"))
    return {
        f"prc-outcomes-open-data-{year}.csv": MARK + csv(of).removesuffix(END.encode()) for year, of in years.items()
    }
