"""Census ethnic group, table TS021 in the publisher's zip: a column a group, a row an area, a file a kind of area.

The file of the districts is the one to read; that of the country stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from peelian.render.zipped import pack
from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.months import first_day
from peelian.simulate.publishers import people
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import each
from peelian.simulate.publishers.written import SIMULATED, csv_of

TABLE = "census_ethnic_group"
MONTH = 11  # of 21 March 2021
GROUPS = {
    "Asian, Asian British or Asian Welsh": ("Asian", ("Bangladeshi", "Chinese", "Indian", "Pakistani", "Other Asian")),
    "Black, Black British, Black Welsh, Caribbean or African": ("Black", ("African", "Caribbean", "Other Black")),
    "Mixed or Multiple ethnic groups": ("Mixed", ("White and Asian", "White and Black Caribbean", "Other Mixed")),
    "White": ("White", ("English, Welsh, Scottish, Northern Irish or British", "Irish", "Roma", "Other White")),
    "Other ethnic group": ("Other", ("Arab", "Any other ethnic group")),
}
"""The publisher's groups, each with the word of words.yaml and its ethnicities."""
ALL = "Total: All usual residents"


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    """A row an area and group, as the tidy table has them; `files` turns them on their side."""
    names = _names()
    levels = ["all" if name == ALL else "ethnicity" if ":" in name else "group" for name in names]
    words = [GROUPS[name][0].lower() if name in GROUPS else "" for name in names]
    for force in returns.forces:
        places = returns.geography.districts_of(force)
        known, living = people.by_district(returns, force, people.latest(MONTH))
        numbers = np.array([_row(dict(zip(known, of, strict=True))) for of in living.tolist()])
        columns = (
            Column(
                "area_code", None, each([returns.geography.areas[p].code for p in places.tolist()], inner=len(names))
            ),
            Column("ethnic_group", None, each(names, outer=len(places))),
            Column("level", None, each(levels, outer=len(places))),
            Column("ethnicity", None, each(words, outer=len(places))),
            Column("people", None, Wholes(numbers.reshape(-1))),
        )
        yield Frame(TABLE, MONTH, numbers.size, np.repeat(places, len(names)), columns), force


def _names() -> list[str]:
    return [ALL, *(name for group, (_, parts) in GROUPS.items() for name in (group, *(f"{group}: {p}" for p in parts)))]


def _row(living: dict[str, int]) -> list[int]:
    """Everybody, then each group and its ethnicities: the first of them has whom the others leave."""
    found = [sum(living.values())]
    for word, parts in GROUPS.values():
        each_of = living[word] // (len(parts) * 2)
        found += [living[word], living[word] - each_of * (len(parts) - 1), *[each_of] * (len(parts) - 1)]
    return found


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    header = ["date", "geography", "geography code", *(f"Ethnic group: {name}" for name in _names())]
    year = str(first_day(MONTH).year)
    rows = []
    for frame in made:
        assert frame.place is not None
        number = frame.column("people")
        assert isinstance(number, Wholes)
        each_area = number.values.reshape(-1, len(_names()))
        for place, row in zip(frame.place[:: len(_names())].tolist(), each_area.tolist(), strict=True):
            area = returns.geography.areas[place]
            rows.append([year, area.name, area.code, *row])
    whole = [year, "Simulated country", "X92000001", *(sum(row[at] for row in rows) for at in range(3, len(header)))]
    members = {"ctry": csv_of([header, whole]), "ltla": csv_of([header, *rows])}
    packed = {f"census2021-ts021-{kind}.csv": data for kind, data in members.items()}
    return {"census2021-ts021.zip": pack({**packed, "metadata/ts021.txt": SIMULATED.encode()})}
