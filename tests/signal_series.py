"""Series for tests of signals: panels of months from values, and what season and forecast are worked out from."""

from __future__ import annotations

import numpy as np

from peelian.periods import Period, month, shift
from peelian.signals.forecast.months import Coming, coming
from peelian.signals.forecast.outlook import Outlook, outlook
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.season.finding import YEARS_FOR_FORECASTS, Season, find_season
from peelian.signals.season.points import Family, Points, points
from peelian.signals.segments import Basis, basis


def months(count: int, first: tuple[int, int] = (2019, 1)) -> tuple[Period, ...]:
    return tuple(shift(month(*first), by) for by in range(count))


def panel_of(values: Array, sizes: Array | None = None, first: tuple[int, int] = (2019, 1)) -> Panel:
    """A panel of months from values [S, T], or of numerators and sizes."""
    values = np.atleast_2d(np.asarray(values, dtype=float))
    names = tuple(f"s{i}" for i in range(len(values)))
    periods = months(values.shape[1], first)
    if sizes is None:
        return Panel(names, periods, values)
    return of_quotients(names, periods, values, np.atleast_2d(np.asarray(sizes, dtype=float)))


def points_of(made: Basis | Panel, family: Family) -> Points:
    return points(made if isinstance(made, Basis) else basis(made), family)


def look_ahead(made: Basis | Panel, family: Family) -> tuple[Season, Outlook, Coming]:
    """Season, outlook and what is coming of a panel or basis."""
    seen, panel = points_of(made, family), made.panel if isinstance(made, Basis) else made
    season = find_season(seen, YEARS_FOR_FORECASTS)
    after = outlook(seen, season, panel.periods)
    return season, after, coming(after)
