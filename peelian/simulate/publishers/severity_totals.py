"""Crime severity scores of all recorded crime by force: a row a force and year, the forces alone.

The year is that of the March it ends in; "NA" where there is none, as for a force in whose area hardly anybody lives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame
from peelian.simulate.months import first_day
from peelian.simulate.publishers import people, severity_scores
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import same
from peelian.simulate.publishers.texts import written
from peelian.simulate.publishers.written import csv

TABLE = "severity_totals"
NOT_AVAILABLE = (4, 0)  # a force of a country, and the year, counted from the first


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for force in returns.forces:
        for number, last in enumerate(returns.financial_years):
            total, *_ = severity_scores.weighed(returns, force, last).tolist()
            score = severity_scores.per_head(total, people.of_force(returns, force, last))
            without = np.array([(force, number) == NOT_AVAILABLE])
            columns = (
                same("area_code", "code", returns.code(force), 1),
                same("area_name", "name", returns.name(force), 1),
                same(None, "year", str(first_day(last).year), 1),
                same("offence_group", None, written("words.yaml")["severity_scores"]["total"], 1),
                Column("severity_score", "score", Decimals(np.array([score]), severity_scores.PLACES, without, "NA")),
            )
            yield Frame(TABLE, last, 1, returns.place(force, 1), columns), force


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    return {"crime-severity-score-total-by-force.csv": csv(made)}
