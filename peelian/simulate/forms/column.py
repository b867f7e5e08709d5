"""A column of a form: it is called the same in the file and in the tidy table."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance, Whole, Yes
from peelian.simulate.frame import Column, Data, Wholes, Yesses
from peelian.simulate.geography import NOWHERE, Geography
from peelian.simulate.months import day_number, last_day

NO_YES = ("no", "yes")


def column(name: str, data: Data, wide: bool = False) -> Column:
    return Column(name, name, data, wide)


def elapsed(name: str, data: Wholes, wide: bool = False) -> Column:
    """A column that Peelian works out when it reads the file."""
    return Column(name, None, data, wide)


def area(geography: Geography, place: Whole) -> Column:
    """The code of each row's area; a blank for none."""
    return Column(None, "area_code", geography.codes_or_blank(place))


def placed(chance: Chance, count: int, geography: Geography, force: int, without: float) -> Whole:
    """Where each row lies in the force: in so large a part of them nowhere that is known."""
    return np.where(chance.happens(count, without), NOWHERE, geography.spread(chance, count, force))


def flag(chance: Chance, count: int, share: float, blank: float = 0) -> Yesses:
    """Yes or no, or a blank, each in so many of a hundred."""
    return Yesses(chance.happens(count, share / 100), NO_YES, chance.happens(count, blank / 100) if blank else None)


def open_yet(days: Whole, months: int) -> Yes:
    """Which days come after the end of a run of so many months: nobody knows of them then."""
    return np.asarray(days > day_number(last_day(months - 1)))
