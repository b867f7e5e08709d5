"""Figure ids: `measure/area[/dim=value[,dim=value]]/period/statistic`, read and written the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from peelian.errors import PeelianError
from peelian.periods import Period, PeriodError, parse
from peelian.series.model import Breakdown

SAYS: Mapping[str, str] = {
    "value": "the level itself",
    "numerator": "the upper part of a share or rate",
    "denominator": "the lower part of a share or rate",
    "base": "how many answers a survey's share rests on",
    "low": "the lower end of the interval of a survey, a ratio, a rate or a share",
    "high": "the upper end of it",
    "rank": "the place of the area among those of its level, the highest first",
    "target": "the level that the plan sets",
    "parts": "the sum of the parts of a whole",
    "average": "the plain average of the process that the month belongs to",
    "median": "the middle value of that process",
    "usual": "what is usual in that month, where the lines of the chart follow the time of the year",
    "mean": "the plain average of the months of a stretch, such as `2023-01..2023-12`",
    "signal-average": "the plain average of the months that make the signal which that month carries",
    "lower-limit": "the lower limit of the control chart in that month",
    "upper-limit": "the upper limit of it",
    "run": "how many months in a row, up to that one, lie on its side of the middle line",
    "signal-above": "what the next month's value would have to be above to signal; of counts, the first that would",
    "signal-below": "what it would have to be below; of counts, the first that would signal",
    "expected-low": "the lower end of the range that four in five values to come are forecast to lie in",
    "expected-high": "the upper end of it",
    "dispersion": "how many times as much the values vary as chance alone would have them",
    "false-alarm": "how many of a hundred series without any step show one as strong as the one proposed in that month",
    "chance": "the chance that the next month, or the year, meets the target",
    "change": "the change of the level, in its own unit",
    "change-percent": "the change in per cent of the earlier level",
    "change-pp": "the change of a share in percentage points",
    "average-change": "from the average of the process that the earlier month belongs to, to that of the later; within"
    " one process, from the average before the step that is proposed between them to that after it",
    "average-change-percent": "the same in per cent of the earlier average",
}
"""Every statistic, and what it says. The last five are changes: they end in `-from-PERIOD`."""
CHANGES = ("change", "change-percent", "change-pp", "average-change", "average-change-percent")
LEVELS = tuple(statistic for statistic in SAYS if statistic not in CHANGES)
PROCESS_CHANGES = ("average-change", "average-change-percent")
PROCESS = LEVELS[LEVELS.index("average") :]
"""What is said of a month (or quarter) by the process it belongs to: decision 0017."""
_CHANGE = re.compile(r"((?:average-)?change(?:-percent)?|change-pp)-from-(.+)")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

ChangeKind = Literal["change", "change-percent", "change-pp", "average-change", "average-change-percent"]


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
