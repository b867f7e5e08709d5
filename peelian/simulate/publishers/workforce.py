"""Police workforce open data: a row a force, 31 March, sex and rank, with headcount and full-time equivalent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate import counted
from peelian.simulate.chance import Chance, Whole
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.months import first_day
from peelian.simulate.publishers.returns import REGION, Returns
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import cells, cover, ods

TABLE, NUMBER = "workforce_open_data", 4
SEXES = ("Female", "Male", "Not stated", "Prefer not to say", "Prefer to self-describe")
NOT_STATED = SEXES.index("Not stated")
RANKS = (
    ("Chief Inspector", "Police officer", 2),
    ("Chief Officer", "Police officer", 0.2),
    ("Chief Superintendent", "Police officer", 0.4),
    ("Community Support Officer", "Community support officer", 100),
    ("Constable", "Police officer", 77),
    ("Inspector", "Police officer", 5),
    ("Police Staff", "Police staff", 100),
    ("Police Support Volunteer", "", 0),
    ("Sergeant", "Police officer", 15),
    ("Special Constable", "", 0),
    ("Superintendent", "Police officer", 0.4),
)
"""Rank, the role of the force's own extract that it is a part of, and how much of that role in a hundred."""
TYPES = {
    "Community Support Officer": "police community support officer",
    "Police Staff": "police staff",
    "Police Support Volunteer": "police support volunteer",
    "Special Constable": "special constable",
}
SPELT = {True: "Police Support Volunteer", False: "Police support volunteer"}  # in years that are even, and others
VOLUNTEERS = 40  # of a kind and sex at most
PART_TIME = 12  # hundredths of a headcount that are no full time, at most
HUNDREDTHS = 2  # decimals


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    rows = len(SEXES) * len(RANKS)
    names = [name for name, _, _ in RANKS]
    for month in returns.financial_years:
        year = first_day(month).year
        spelt = [SPELT[year % 2 == 0] if name == SPELT[True] else name for name in names]
        for force in returns.forces:
            chance = returns.chance(force, month, NUMBER)
            heads = _heads(returns, force, month, chance)
            part = 100 - chance.below(rows, PART_TIME + 1)
            paid = np.tile([bool(role) for _, role, _ in RANKS], len(SEXES))
            columns = (
                same(None, "As at 31 March", str(year), rows),
                same("force_area", "Geocode", returns.code(force), rows),
                same("force", "Force name", returns.name(force), rows),
                same("region", "Region", REGION, rows),
                Column("sex", "Sex", each(SEXES, inner=len(RANKS))),
                Column("rank", None, each(names, outer=len(SEXES))),
                Column(None, "Rank", each(spelt, outer=len(SEXES))),
                Column(
                    "worker_type",
                    "Worker type",
                    each([TYPES.get(name, "police officer") for name in names], outer=len(SEXES)),
                ),
                Column("headcount", "Total (Headcount)", Wholes(heads)),
                Column("full_time_equivalent", "Total (FTE)", Decimals(heads * part * paid, HUNDREDTHS)),
            )
            yield Frame(TABLE, month, rows, returns.place(force, rows), columns), force


def _heads(returns: Returns, force: int, month: int, chance: Chance) -> Whole:
    """Women and men of the force's own extract by rank, and volunteers beside them; a few say no sex."""
    heads = np.zeros((len(SEXES), len(RANKS)), np.int64)
    for role, of_sexes in counted.in_post(returns.geography, returns.size, returns.seed, force, month).items():
        ranks = [place for place, (_, own, _) in enumerate(RANKS) if own == role]
        for sex, number in zip(counted.SEXES, of_sexes, strict=True):
            parts = [int(number * RANKS[place][2] / 100) for place in ranks]
            parts[parts.index(max(parts))] += number - sum(parts)
            heads[SEXES.index(sex), ranks] = parts
    for place, (_, own, _) in enumerate(RANKS):
        if not own:
            heads[: NOT_STATED + 1, place] = chance.below(NOT_STATED + 1, VOLUNTEERS)
    return heads.reshape(-1)


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    sheets = {"Notes": cover("Police workforce open data table"), "Data": cells(made)}
    return {"open-data-table-police-workforce-280721.ods": ods(sheets)}
