"""Figure ids: `measure/area[/dim=value[,dim=value]]/period/statistic`, read and written the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from peelian.errors import PeelianError
from peelian.periods import Period, PeriodError, parse
from peelian.quantities import counted
from peelian.series.model import Breakdown

OF_LEVEL: Mapping[str, str] = {
    "value": "the level itself",
    "numerator": "the upper part of a share or rate",
    "denominator": "the lower part of a share or rate",
    "base": "how many answers a survey's share rests on",
    "low": "the lower end of the interval of a survey, a ratio, a rate or a share",
    "high": "the upper end of it",
    "rank": "the place of the area among those of its level, the highest first",
    "target": "the level that the plan sets",
    "parts": "the sum of the parts of a whole",
    "parts-by-AXIS": "the sum of the parts that an area level, or a dimension of breakdowns, tells apart",
    "share-of-AREA": "what share of that larger area's level this area's is",
    "share-by-AXIS": "what share this part is of the whole that the breakdown tells apart",
    "top-N-share-by-AXIS": "what share the N largest parts together are of the whole",
    "rest-by-AXIS": "how much of the whole lies in none of its parts",
    "rest-share-by-AXIS": "what share that is of the whole",
    "mean-in-GROUP": "the mean of the levels of a group of peers",
    "gap-in-GROUP": "the level less that mean, in its own unit; of shares in percentage points",
    "gap-percent-in-GROUP": "the same in per cent of the mean",
    "gap-low-in-GROUP": "the lower end of what chance leaves open of that gap (95%)",
    "gap-high-in-GROUP": "the upper end of it",
    "rank-in-GROUP": "the place among the group, itself included, the highest first",
    "rank-from-lowest-in-GROUP": "the same, the lowest first",
    "rank-first-in-GROUP": "the first place that chance leaves open (95%), the highest first",
    "rank-last-in-GROUP": "the last place that chance leaves open",
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
    "chance": "the chance that the next month, or the year, meets the target or keeps its promise",
}
OF_CHANGE: Mapping[str, str] = {
    "change": "the change of the level, in its own unit",
    "change-percent": "the change in per cent of the earlier level",
    "change-pp": "the change of a share in percentage points",
    "rise-by-AXIS": "what all parts that rose made together; what lies in none of them is one of them",
    "fall-by-AXIS": "what all parts that fell made together",
    "top-N-rise-share-by-AXIS": "what share the N parts that rose most have in all that rose",
    "top-N-fall-share-by-AXIS": "what share the N parts that fell most have in all that fell",
    "rest-rise-share-by-AXIS": "what share what lies in none of them has in all that rose",
    "rest-fall-share-by-AXIS": "what share it has in all that fell",
    "average-change": "from the average of the process that the earlier month belongs to, to that of the later; within"
    " one process, from the average before the step that is proposed between them to that after it",
    "average-change-percent": "the same in per cent of the earlier average",
}
"""Every statistic of two periods, and what it says. They end in `-from-PERIOD`."""
SAYS: Mapping[str, str] = {**OF_LEVEL, **OF_CHANGE}
CHANGES, LEVELS = tuple(OF_CHANGE), tuple(OF_LEVEL)
PROCESS_CHANGES = ("average-change", "average-change-percent")
PROCESS = LEVELS[LEVELS.index("average") :]
"""What is said of a month (or quarter) by the process it belongs to: decision 0017."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OPEN = {
    "N": "([1-9][0-9]*)",
    "AREA": f"({_NAME.pattern})",
    "AXIS": f"({_NAME.pattern})",
    "GROUP": f"({_NAME.pattern})",
}
OPEN = {
    name: re.compile("-".join(_OPEN.get(word, word) for word in name.split("-")))
    for name in SAYS
    if any(word in _OPEN for word in name.split("-"))
}
"""The statistics that hold a name or a number of their own, and how each is written: words in capitals stand for an
area, an area level or a dimension of breakdowns (AXIS), a list of peers (GROUP) or a number (N)."""

ChangeKind = Literal["change", "change-percent", "change-pp", "average-change", "average-change-percent"]


class FigureIdError(PeelianError):
    """A text that is no figure id."""


@dataclass(frozen=True)
class Open:
    """A statistic that holds names: `name` as SAYS has it, `of` its area, axis or group, `number` its N, else 0."""

    name: str
    of: str
    number: int = 0


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

    @property
    def opened(self) -> Open | None:
        """The names that its statistic holds; None where it holds none."""
        return opened(self.statistic)

    def change(self, kind: str, since: Period) -> FigureId:
        return replace(self, statistic=kind, since=since)


def opened(statistic: str) -> Open | None:
    """A statistic with names in it, taken apart; None for one without."""
    for name, pattern in OPEN.items():
        if found := pattern.fullmatch(statistic):
            *number, of = found.groups()
            return Open(name, of, int(number[0]) if number else 0)
    return None


def _said(statistic: str) -> str | None:
    """The name that SAYS has for a statistic; None where there is none such."""
    found = opened(statistic)
    return found.name if found else statistic if statistic in SAYS and statistic not in OPEN else None


def parse_id(text: str) -> FigureId:
    """The figure id this text writes; raises FigureIdError saying what its parts must be."""
    parts = text.strip().split("/")
    if len(parts) not in (4, 5):
        raise _wrong(text, f"it has {counted(len(parts), 'part')}")
    measure, area, *middle, period, statistic = parts
    for name in (measure, area):
        if not _NAME.fullmatch(name):
            raise _wrong(text, f"'{name}' is no id")
    try:
        when = parse(period)
        kind, found, tail = statistic.rpartition("-from-")
        of_change = bool(found) and _said(kind) in CHANGES
        since = parse(tail) if of_change else None
    except PeriodError as error:
        raise _wrong(text, str(error)) from error
    if not of_change and _said(statistic) not in LEVELS:
        raise _wrong(text, f"no statistic '{statistic}'; there are {', '.join(LEVELS)} and change-percent-from-PERIOD")
    breakdown = parse_breakdown(middle[0]) if middle else ()
    return FigureId(measure, area, breakdown, when, kind if of_change else statistic, since)


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
