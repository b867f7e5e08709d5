"""Figure ids: `measure/area[/dim=value[,dim=value]]/period/statistic`, read and written the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from peelian.errors import PeelianError
from peelian.periods import Period, PeriodError, parse
from peelian.series.model import Breakdown

LEVELS = ("value", "numerator", "denominator", "base", "low", "high", "rank", "target", "parts")
CHANGES = ("change", "change-percent", "change-pp")
_CHANGE = re.compile(r"(change-percent|change-pp|change)-from-(.+)")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

ChangeKind = Literal["change", "change-percent", "change-pp"]


class FigureIdError(PeelianError):
    """A text that is no figure id."""


@dataclass(frozen=True)
class FigureId:
    """One number of one measure. `statistic` is a level, or a change from `since`, the period compared with."""

    measure: str
    area: str
    breakdown: Breakdown
    period: Period
    statistic: str = "value"
    since: Period | None = None

    def __str__(self) -> str:
        parts = [self.measure, self.area]
        if self.breakdown:
            parts.append(",".join(f"{dimension}={value}" for dimension, value in self.breakdown))
        statistic = f"{self.statistic}-from-{self.since.id}" if self.since else self.statistic
        return "/".join([*parts, self.period.id, statistic])

    def of(self, statistic: str) -> FigureId:
        """The same measure, area, breakdown and period, another level statistic."""
        return replace(self, statistic=statistic, since=None)

    def at(self, period: Period) -> FigureId:
        """The level of the same thing in another period."""
        return replace(self, period=period, statistic="value", since=None)

    def change(self, kind: ChangeKind, since: Period) -> FigureId:
        return replace(self, statistic=kind, since=since)


def parse_id(text: str) -> FigureId:
    """The figure id this text writes; raises FigureIdError saying what its parts must be."""
    parts = text.strip().split("/")
    if len(parts) not in (4, 5):
        raise _wrong(text, f"it has {len(parts)} parts")
    measure, area, *middle, period, statistic = parts
    for name in (measure, area):
        if not _NAME.fullmatch(name):
            raise _wrong(text, f"'{name}' is no id")
    try:
        since_kind = _CHANGE.fullmatch(statistic)
        when = parse(period)
        since = parse(since_kind[2]) if since_kind else None
    except PeriodError as error:
        raise _wrong(text, str(error)) from error
    if since_kind is None and statistic not in LEVELS:
        raise _wrong(text, f"no statistic '{statistic}'; there are {', '.join(LEVELS)} and change-percent-from-PERIOD")
    kind = since_kind[1] if since_kind else statistic
    return FigureId(measure, area, parse_breakdown(middle[0]) if middle else (), when, kind, since)


def parse_breakdown(text: str) -> Breakdown:
    """`dim=value,dim=value` as sorted pairs; an empty text is the whole."""
    if not text:
        return ()
    pairs = []
    for part in text.split(","):
        dimension, equals, value = part.strip().partition("=")
        if not equals or not _NAME.fullmatch(dimension) or not _NAME.fullmatch(value):
            raise FigureIdError(f"'{text}' is no breakdown; write dimension=value, joined by commas")
        pairs.append((dimension, value))
    if len({dimension for dimension, _ in pairs}) < len(pairs):
        raise FigureIdError(f"'{text}' names a dimension twice; name each once")
    return tuple(sorted(pairs))


def _wrong(text: str, why: str) -> FigureIdError:
    return FigureIdError(
        f"'{text}' is no figure id: {why}; write measure/area/period/statistic, with dimension=value after the area"
        " where there is a breakdown"
    )
