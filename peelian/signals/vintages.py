"""What became of signals when figures were revised: each vintage of the same series judged, beside the last of them.

A vintage is a panel as it was published on some day. What it said of its latest periods is held against what the last
vintage says of the same periods with nothing known of later ones: so only the revision of values makes a difference,
not the months that came since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from peelian.errors import Unusable
from peelian.signals.judge import Request, judge
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel

NONE = 0


@dataclass(frozen=True)
class Vintages:
    """The signals of the latest periods of every vintage but the last: arrays [N], one for each.

    `vintage`: its number, from 0. `series`: its row in the last vintage. `period`: its column there. `direction`: as
    `Labels.direction`. `unsettled`: whether it was said to rest on provisional values. `withdrawn`: whether the last
    vintage has no signal of that direction there. `missed`: how many points without a signal have one by the last
    vintage. `looked_at`: how many points were held against each other in all.
    """

    vintage: Ints
    series: Ints
    period: Ints
    direction: Codes
    unsettled: Flags
    withdrawn: Flags
    missed: int
    looked_at: int

    @property
    def share(self) -> float | None:
        """The share of signals that were withdrawn; None where there was no signal."""
        return float(self.withdrawn.mean()) if len(self.withdrawn) else None


def vintages(panels: Sequence[Panel], request: Request, *, latest: int = 1) -> Vintages:
    """The vintages of some series, oldest first, judged; of each the `latest` periods are looked at.

    Series are known by their names; what the last vintage does not have, or has no value for, is not looked at. Raises
    Unusable for fewer than two vintages, for a name that stands twice, and where a vintage has periods that the last
    one has not, since nothing is then known of what became of them.
    """
    if len(panels) < 2:
        raise Unusable(f"{len(panels)} vintages tell nothing of revisions; give two at least, the oldest first")
    last = panels[-1]
    rows = _places(last)
    parts = [_of_vintage(panel, number, last, rows, request, latest) for number, panel in enumerate(panels[:-1])]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("vintage", "series", "period", "direction", "unsettled", "withdrawn")
    }
    return Vintages(**columns, missed=sum(p.missed for p in parts), looked_at=sum(p.looked_at for p in parts))


def _of_vintage(
    panel: Panel, number: int, last: Panel, rows: dict[str, int], request: Request, latest: int
) -> Vintages:
    _places(panel)
    try:
        first, end = last.periods.index(panel.periods[0]), last.periods.index(panel.periods[-1]) + 1
    except ValueError:
        held = f"{last.periods[0].id} to {last.periods[-1].id}"
        said = f"{panel.periods[0].id} to {panel.periods[-1].id}"
        raise Unusable(
            f"vintage {number + 1} has the periods {said}, the last {held}; the last one must have them all"
        ) from None
    both = np.array([i for i, name in enumerate(panel.names) if name in rows], dtype=np.int64)
    there = np.array([rows[panel.names[i]] for i in both], dtype=np.int64)
    seen, unsettled, known = _signals(panel.rows(both), request)
    now, _, still = _signals(_cut(last.rows(there), first, end), request)
    used = known & still
    used[:, : max(used.shape[1] - latest, 0)] = False
    place, column = np.nonzero(used & (seen != NONE))
    direction = seen[place, column]
    return Vintages(
        vintage=np.full(len(place), number),
        series=there[place],
        period=first + column,
        direction=direction,
        unsettled=unsettled[place, column],
        withdrawn=now[place, column] != direction,
        missed=int((used & (seen == NONE) & (now != NONE)).sum()),
        looked_at=int(used.sum()),
    )


def _signals(panel: Panel, request: Request) -> tuple[Codes, Flags, Flags]:
    """Direction of each point's label, whether it is unsettled, and whether there is a value [S, T]."""
    direction = np.zeros(panel.values.shape, dtype=np.int8)
    unsettled = np.zeros(panel.values.shape, dtype=bool)
    for judged in judge(panel, request):
        direction[judged.rows] = judged.labels.direction
        unsettled[judged.rows] = judged.unsettled
    return direction, unsettled, ~np.isnan(panel.values)


def _cut(panel: Panel, first: int, end: int) -> Panel:
    """The panel of these columns only."""

    def part(of: Array | None) -> Array | None:
        return None if of is None else of[:, first:end]

    return replace(
        panel,
        periods=panel.periods[first:end],
        values=panel.values[:, first:end],
        numerator=part(panel.numerator),
        denominator=part(panel.denominator),
        status=None if panel.status is None else panel.status[:, first:end],
    )


def _places(panel: Panel) -> dict[str, int]:
    """The row of each name."""
    places = {name: row for row, name in enumerate(panel.names)}
    if len(places) < len(panel.names):
        twice = next(name for row, name in enumerate(panel.names) if places[name] != row)
        raise Unusable(f"the series {twice} stands twice in a vintage; give each a name of its own")
    return places
