"""Census by small area, as the table of 2011 has it: a row a neighbourhood with its people, households and hectares.

Three columns are called "Persons", one has no heading, and numbers of a thousand and more have commas. The people are
those of the other census tables, so that the neighbourhoods of a ward add up to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.publishers import people
from peelian.simulate.publishers.census_ethnic_group import MONTH
from peelian.simulate.publishers.force_populations import households
from peelian.simulate.publishers.returns import REGION, Returns
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import cells, csv_of

TABLE = "census_small_areas"
WITHOUT_A_HEADING = 8  # the place of the column that has none: the local name of a few areas
ESTABLISHMENT_EVERY = 4  # of so many neighbourhoods one has a communal establishment
A_HUNDRED_THERE = 3  # people of a hundred who live there
LEAST_HECTARES, MORE_HECTARES, STEP = 12, 1_900, 389
TENTHS = 1  # decimals


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    for force in returns.forces:
        yield _frame(returns, force), force


def _frame(returns: Returns, force: int) -> Frame:
    geography = returns.geography
    numbers = geography.neighbourhoods(force)
    wards = geography.ward_of[numbers]
    districts = [geography.areas[place] for place in geography.parents[wards].tolist()]
    middle = [geography.areas[place] for place in wards.tolist()]
    every = _people(returns, force, numbers, wards)
    elsewhere = np.where(numbers % ESTABLISHMENT_EVERY, 0, every * A_HUNDRED_THERE // 100)
    homes = np.array([households(living) for living in (every - elsewhere).tolist()])
    hectares = LEAST_HECTARES + numbers * STEP % MORE_HECTARES
    columns = (
        same(None, "Region code", "X12000001", len(numbers)),
        same(None, "Region name", REGION.upper(), len(numbers)),
        Column("local_authority", "Local authority code", each([area.code for area in districts])),
        Column(None, "Local authority name", each([area.name for area in districts])),
        Column("middle_layer", "MSOA Code", each([f"X02{area.code[2:]}" for area in middle])),
        Column(None, "MSOA Name", each([f"{area.name} 001" for area in middle])),
        Column("area_code", "LSOA Code", each([geography.lsoa(number) for number in numbers.tolist()])),
        Column("area_name", "LSOA Name", each([f"{a.name} 001{chr(65 + n % 26)}" for n, a in enumerate(middle)])),
        *_counted("people", "Persons", every),
        *_counted("people_in_households", "Persons", every - elsewhere),
        *_counted("people_in_establishments", "Persons", elsewhere),
        *_counted("hectares", "Hectares", hectares),
        Column(None, "Persons per hectare", _for_each(every, hectares)),
        *_counted("households", "Households", homes),
        Column(None, "Persons per household", _for_each(every - elsewhere, homes)),
    )
    return Frame(TABLE, MONTH, len(numbers), wards, columns)


def _people(returns: Returns, force: int, numbers: Whole, wards: Whole) -> Whole:
    """Those of each ward by the weights of its neighbourhoods; the first of them has whom the others leave."""
    found = np.zeros(len(numbers), np.int64)
    for ward, living in people.by_ward(returns, force, people.latest(MONTH)).items():
        rows = np.flatnonzero(wards == ward)
        weight = returns.geography.weight[numbers[rows]]
        found[rows] = living * weight // weight.sum()
        found[rows[0]] += living - found[rows].sum()
    return found


def _counted(name: str, header: str, numbers: Whole) -> tuple[Column, Column]:
    """A number as the tidy table has it, and with commas as the publisher prints it."""
    return Column(name, None, Wholes(numbers)), Column(
        None, header, each([f"{number:,}" for number in numbers.tolist()])
    )


def _for_each(many: Whole, few: Whole) -> Decimals:
    """With one decimal, halves up."""
    return Decimals((many * 20 + few) // (2 * few), TENTHS)


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    rows = [[*row[:WITHOUT_A_HEADING], "", *row[WITHOUT_A_HEADING:]] for row in cells(made)]
    return {"census-lsoa-population-households.csv": csv_of(rows)}
