"""Measures worked out the slow and obvious way: rows in lists, one rule after the other.

It exists to be compared with. It reads the same definitions and knows no cube, no SQL and no histogram.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from peelian.measures.model import (
    Cohort,
    Compliance,
    Condition,
    Count,
    Distinct,
    Duration,
    Grade,
    Level,
    Measure,
    Rate,
    Ratio,
    Share,
    Survey,
    WeightedSum,
)
from peelian.periods import Period
from peelian.series.model import Breakdown
from tests.spec.worlds import Row, World

ENDS = {"month": range(1, 13), "quarter": (3, 6, 9, 12), "financial-year": (3,), "calendar-year": (12,)}


@dataclass(frozen=True)
class Plain:
    """A value, or whether it is missing or suppressed."""

    value: Fraction | None
    status: str = "final"
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    base: Fraction | None = None
    low: float | None = None
    high: float | None = None


MISSING = Plain(None, "missing")
SUPPRESSED = Plain(None, "suppressed")


class Reference:
    def __init__(self, world: World) -> None:
        self.world = world

    def observe(self, measure_id: str, area: str, breakdown: Breakdown, period: Period) -> Plain:
        measure = self.world.measures[measure_id]
        match measure.compute:
            case Rate() as spec:
                return self.rate(spec, area, breakdown, period)
            case Share() as spec:
                return self.share(spec, area, breakdown, period)
            case Ratio() as spec:
                return self.ratio(spec, area, breakdown, period)
            case Level() as spec:
                return self.level(measure, spec, area, breakdown, period)
            case Grade() as spec:
                return self.grade(measure, spec, area, breakdown, period)
        return self.flow(measure, area, breakdown, period)

    # What is counted over every month of a period

    def flow(self, measure: Measure, area: str, breakdown: Breakdown, period: Period) -> Plain:
        spec: Any = measure.compute
        if not {spec.table, getattr(spec, "weights", None) or spec.table} <= set(self.world.tables):
            return MISSING
        table = self.world.tables[spec.table]
        if area != self.world.whole and not any(row.get("area") for row in table.rows):
            return MISSING  # nobody knows whose these rows are
        if any(self.column_values(measure, dim, value) == set() for dim, value in breakdown):
            return MISSING
        rows = [row for row in table.rows if self.meets(row, spec.where, table.types)]
        rows = [row for row in rows if self.has(measure, row, breakdown)]
        if period.kind == "wave":
            if reach(spec, 0) != (0, 0) or period.wave not in {row.get("wave") for row in table.rows}:
                return MISSING
            rows = [row for row in rows if row["wave"] == period.wave]
            return self.reduced(spec, self.in_area(rows, area))
        months = every_month(period)
        before, after = reach(spec, len(months))
        if period.kind != "at" and months:
            months = [add_months(months[0], n) for n in range(-before, len(months) + after)]
        if not months or not set(months) <= table.covers or not self.listed(spec.where, months):
            return MISSING
        ends = ENDS[table.grain]  # the months of the calendar that its rows stand in
        if months[-1].month not in ends or len(months) % (12 // len(ends)):
            return MISSING
        months = [month for month in months if month.month in ends]
        rows = [row for row in rows if row["month"] in months]
        if isinstance(spec, Count | WeightedSum) and spec.sum:
            picked: list[Row] = []
            for month in months:
                given = [row for row in table.rows if row["month"] == month]
                places = self.largest(area, {row.get("area") for row in given})
                if places is None:
                    return MISSING
                picked += [row for row in rows if row["month"] == month and row.get("area") in places]
            return (
                self.weighted(spec, picked)
                if isinstance(spec, WeightedSum)
                else added([row[spec.sum] for row in picked])
            )
        return self.reduced(spec, self.in_area(rows, area), set(every_month(period)))

    def reduced(self, spec: Any, rows: list[Row], months: set[date] | None = None) -> Plain:
        match spec:
            case Count():
                return Plain(Fraction(len(rows)))
            case Distinct():
                own = [row for row in rows if months is None or row["month"] in months]
                ids = {row[spec.column] for row in own} - {None, ""}
                often = {id for id in ids if len([row for row in rows if row[spec.column] == id]) >= spec.at_least}
                return MISSING if own and not ids else Plain(Fraction(len(often)))
            case Cohort():
                return cohort(spec, rows, months or set())
            case Duration():
                return duration(spec.statistic, [row[spec.column] for row in rows])
            case Compliance():
                times = [time for row in rows if isinstance(time := row[spec.column], int)]
                if not times:
                    return MISSING
                within = len([time for time in times if time <= spec.within])
                return Plain(
                    Fraction(100 * within, len(times)),
                    numerator=Fraction(within),
                    denominator=Fraction(len(times)),
                )
            case WeightedSum():
                return self.weighted(spec, rows)
            case Survey():
                return survey(spec, rows)
        raise AssertionError(spec)

    def weighted(self, spec: WeightedSum, rows: list[Row]) -> Plain:
        total = Fraction()
        if spec.weights is None or spec.key is None:
            own: list[Any] = [
                spec.fixed.get(str(row[spec.key]), row[spec.weight]) if spec.key else row[spec.weight] for row in rows
            ]
            return MISSING if None in own else Plain(sum(map(exact, own), total))
        issued = [line.get("month") for line in self.world.tables[spec.weights].rows]
        if spec.sum and any(row[spec.sum] is None for row in rows):
            return added([None])
        rows = [row for row in rows if not spec.sum or row[spec.sum]]
        last: Any = max((month for month in issued if month is not None), default=None)  # type: ignore[type-var]
        for row in rows:
            found = {
                line[spec.weight]
                for line in self.world.tables[spec.weights].rows
                if line.get("month") == last and line[spec.key] == row[spec.key] and line[spec.weight] is not None
            }
            if row[spec.key] in (None, "") or len(found) != 1:
                return MISSING
            total += exact(found.pop()) * (row[spec.sum] if spec.sum else 1)  # type: ignore[operator]
        return Plain(total)

    # What is of a date

    def level(self, measure: Measure, spec: Level, area: str, breakdown: Breakdown, period: Period) -> Plain:
        table = self.world.tables[spec.table]
        if period.first is None or period.last is None:
            return MISSING
        if any(self.column_values(measure, dim, value) == set() for dim, value in breakdown):
            return MISSING
        snapshots = {row["month"] for row in table.rows} | (set(table.covers) if spec.records else set())
        first = period.first.replace(day=1)
        inside = [m for m in sorted(table.covers) if m in snapshots and first <= m <= period.last]
        if not inside or not self.listed(spec.where, inside[-1:]):
            return MISSING
        given = [row for row in table.rows if row["month"] == inside[-1]]
        places = self.largest(area, {row.get("area") for row in given})
        if spec.records and area != self.world.whole and not any(row.get("area") for row in table.rows):
            return MISSING
        if spec.records:
            rows = [row for row in self.in_area(given, area) if self.meets(row, spec.where, table.types)]
            rows = [row for row in rows if self.has(measure, row, breakdown)]
            return Plain(Fraction(len(rows))) if spec.column is None else added([row[spec.column] for row in rows])
        if places is None:
            return MISSING
        rows = [row for row in given if row.get("area") in places and self.meets(row, spec.where, table.types)]
        return added([row[spec.column] for row in rows if self.has(measure, row, breakdown)])

    def grade(self, measure: Measure, spec: Grade, area: str, breakdown: Breakdown, period: Period) -> Plain:
        table = self.world.tables[spec.table]
        if any(self.column_values(measure, dim, value) == set() for dim, value in breakdown):
            return MISSING
        areas = {area, None} if area == self.world.whole else {area}
        rows = [
            row
            for row in table.rows
            if row.get("area") in areas
            and period.last is not None
            and row["month"] <= period.last  # type: ignore[operator]
            and self.meets(row, spec.where, table.types)
            and self.has(measure, row, breakdown)
        ]
        if not rows:
            return MISSING
        last = max(row["month"] for row in rows)  # type: ignore[type-var]
        words = {row[spec.column] for row in rows if row["month"] == last} - {None}
        if len(words) != 1 or not words <= set(spec.scale):
            return MISSING
        return Plain(Fraction(spec.scale.index(str(words.pop())) + 1))

    # What is computed from other measures

    def rate(self, spec: Rate, area: str, breakdown: Breakdown, period: Period) -> Plain:
        top = self.observe(spec.numerator, area, breakdown, period)
        below = self.known_to(spec.denominator, breakdown)
        bottom = self.latest(spec.denominator, area, below, period)
        plain = quotient(top, bottom, spec.per)
        if (
            plain.value is None
            or top.value is None
            or bottom.value is None
            or top.value.denominator > 1
            or top.value < 0
        ):
            return plain
        ends = (events_at(float(top.value), -1), events_at(float(top.value) + 1, 1))
        low, high = (end * spec.per / float(bottom.value) for end in ends)
        return replace(plain, low=low, high=high)

    def share(self, spec: Share, area: str, breakdown: Breakdown, period: Period) -> Plain:
        top = self.observe(spec.numerator, area, breakdown, period)
        bottom = self.observe(spec.denominator, area, breakdown, period)
        plain = quotient(top, bottom, 100)
        if plain.value is None or top.value is None or bottom.value is None or not 0 <= top.value <= bottom.value:
            return plain
        if top.value.denominator > 1 or bottom.value.denominator > 1:
            return plain
        low, high = wilson(float(plain.value) / 100, float(bottom.value))
        return replace(plain, low=low, high=high)

    def ratio(self, spec: Ratio, area: str, breakdown: Breakdown, period: Period) -> Plain:
        if spec.dimension not in dict(breakdown):
            return MISSING
        compared = tuple(sorted({**dict(breakdown), spec.dimension: spec.reference}.items()))
        parts = []
        for side in (breakdown, compared):
            parts.append(self.observe(spec.events, area, side, period))
            parts.append(self.latest(spec.population, area, side, period))
        if spec.known and not side_is_reference(breakdown, compared):
            whole = tuple(pair for pair in breakdown if pair[0] != spec.dimension)
            parts += [self.observe(id, area, whole, period) for id in (spec.events, spec.known)]
            if spec.unknown == "spread":
                parts.append(self.latest(spec.population, area, whole, period))
        for status in ("suppressed", "missing"):
            if any(part.status == status for part in parts):
                return Plain(None, status)
        a, people, b, others, *more = (part.value or Fraction() for part in parts)
        if 0 in (people, others, b, *more[2:]):
            return MISSING
        if more:
            unknown = more[0] - more[1]
            if spec.unknown == "spread":
                a, b = a + unknown * people / more[2], b + unknown * others / more[2]
            a, b = a + unknown * (spec.unknown == "highest"), b + unknown * (spec.unknown == "lowest")
        ratio = (a / people) / (b / others)
        if a == 0 or side_is_reference(breakdown, compared):
            return Plain(ratio)
        half = 1.96 * math.sqrt(1 / a + 1 / b)
        middle = math.log(ratio)
        return Plain(ratio, low=math.exp(middle - half), high=math.exp(middle + half))

    def latest(self, measure_id: str, area: str, breakdown: Breakdown, period: Period) -> Plain:
        measure = self.world.measures[measure_id]
        if not isinstance(measure.compute, Level) or period.last is None:
            return self.observe(measure_id, area, breakdown, period)
        for month in sorted(self.world.tables[measure.compute.table].covers, reverse=True):
            if month <= period.last:
                found = self.observe(measure_id, area, breakdown, Period("month", month, end_of(month)))
                if found.status != "missing":
                    return found
        return MISSING

    def known_to(self, measure_id: str, breakdown: Breakdown) -> Breakdown:
        measure = self.world.measures[measure_id]
        if not isinstance(measure.compute, Level):
            return breakdown
        return tuple(pair for pair in breakdown if pair[0] in measure.breakdowns)

    # Rows

    def in_area(self, rows: list[Row], area: str) -> list[Row]:
        places: set[object] = set(self.world.inside(area))
        if area == self.world.whole:
            places |= {None, ""}
        return [row for row in rows if row.get("area") in places]

    def largest(self, area: str, given: set[Any]) -> set[Any] | None:
        """The places added up for an area: its own row, or the areas directly inside it, each in this way."""
        if area in given:
            return {area}
        inside = set(self.world.inside(area))
        unplaced = {None} & given if area == self.world.whole else set()
        if unplaced and not inside & given:
            return unplaced
        children = self.world.areas.get(area, ())
        if not children:
            return None
        found = [self.largest(child, given - {None}) for child in children]
        if any(each is None for each in found):
            return None
        return unplaced.union(*(each for each in found if each is not None))

    def meets(self, row: Row, where: Any, types: Any) -> bool:
        return all(self.holds(row, row[column], types[column], test) for column, test in where.items())

    def holds(self, row: Row, cell: Any, kind: str, test: Condition) -> bool:
        blank = cell in (None, "")
        if test.blank:
            return blank and not (test.is_ or test.not_ or test.in_list or test.not_in_list)
        if blank:
            return False
        return not (
            (test.is_ and cell not in [typed(text, kind) for text in test.is_])
            or (test.not_ and cell in [typed(text, kind) for text in test.not_])
            or (test.in_list and not self.in_list(row, cell, kind, test.in_list))
            or (test.not_in_list and self.in_list(row, cell, kind, test.not_in_list))
            or (test.at_least and cell < typed(test.at_least, kind))
            or (test.at_most and cell > typed(test.at_most, kind))
        )

    def in_list(self, row: Row, cell: Any, kind: str, name: str) -> bool:
        month: Any = row["month"]
        valid = [
            values
            for values, since, until in self.world.lists[name]
            if (since is None or since <= month) and (until is None or month <= until)
        ]
        return any(cell in [typed(text, kind) for text in values] for values in valid)

    def listed(self, where: Any, months: list[date]) -> bool:
        """Whether every list the rows are compared with has a version for every month."""
        for test in where.values():
            for name in filter(None, (test.in_list, test.not_in_list)):
                for month in months:
                    versions = self.world.lists[name]
                    if not any((s is None or s <= month) and (u is None or month <= u) for _, s, u in versions):
                        return False
        return True

    def has(self, measure: Measure, row: Row, breakdown: Breakdown) -> bool:
        return all(named(row[measure.breakdowns[dim]]) == value for dim, value in breakdown)

    def column_values(self, measure: Measure, dimension: str, value: str) -> set[object]:
        if dimension not in measure.breakdowns:
            return set()
        spec: Any = measure.compute
        column = [row[measure.breakdowns[dimension]] for row in self.world.tables[spec.table].rows]
        return {repr(cell) for cell in column if named(cell) == value}


def every_month(period: Period) -> list[date]:
    if period.kind == "at" or period.first is None or period.last is None:
        return []
    found, month = [], period.first
    while month <= period.last:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def add_months(month: date, more: int) -> date:
    number = month.year * 12 + month.month - 1 + more
    return date(number // 12, number % 12 + 1, 1)


def reach(spec: Any, months: int) -> tuple[int, int]:
    """How many months before and after a period a definition needs as well."""
    if isinstance(spec, Cohort):
        return 0, spec.months
    return (max(0, spec.months - months), 0) if isinstance(spec, Distinct) and spec.months else (0, 0)


def end_of(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def cohort(spec: Cohort, rows: list[Row], months: set[date]) -> Plain:
    in_time = []
    for row in rows:
        began: Any = row[spec.began]
        if began is not None and began.replace(day=1) in months:
            limit = add_months(began.replace(day=1), spec.months)
            if began.replace(day=1) <= row["month"] <= limit:  # type: ignore[operator]
                in_time.append((began.replace(day=1), row))
    if spec.column is None:
        return Plain(Fraction(len(in_time)))
    ids = {(month, row[spec.column]) for month, row in in_time if row[spec.column] not in (None, "")}
    return MISSING if in_time and not ids else Plain(Fraction(len(ids)))


def duration(statistic: str, cells: list[Any]) -> Plain:
    times = sorted(cell for cell in cells if cell is not None)
    if not times:
        return MISSING
    if statistic == "mean":
        return Plain(Fraction(sum(times), len(times)), base=Fraction(len(times)))
    percent = Fraction(50) if statistic == "median" else Fraction(statistic[1:])
    place = (len(times) - 1) * percent / 100
    before, after = times[math.floor(place)], times[math.ceil(place)]
    return Plain(before + (place - math.floor(place)) * (after - before), base=Fraction(len(times)))


def survey(spec: Survey, rows: list[Row]) -> Plain:
    answers = [(str(row[spec.question]), row[spec.weight] if spec.weight else 1) for row in rows]
    counted = [(answer, exact(weight)) for answer, weight in answers if answer in spec.base and weight is not None]
    total = sum((weight for _, weight in counted), Fraction())
    if total == 0:
        return MISSING
    positive = sum((weight for answer, weight in counted if answer in spec.positive), Fraction())
    p, n = float(positive / total), float(total * total / sum(weight * weight for _, weight in counted))
    low, high = wilson(p, n)
    return Plain(
        100 * positive / total,
        numerator=positive,
        denominator=total,
        base=Fraction(len(counted)),
        low=low,
        high=high,
    )


def wilson(p: float, n: float) -> tuple[float, float]:
    """The score interval of a share, in percent."""
    half = 1.96 * math.sqrt(p * (1 - p) / n + 1.96**2 / (4 * n * n))
    middle, whole = p + 1.96**2 / (2 * n), 1 + 1.96**2 / n
    return max(0.0, 100 * (middle - half) / whole), min(100.0, 100 * (middle + half) / whole)


def events_at(events: float, side: int) -> float:
    """An end of Byar's interval of a number of events."""
    if events == 0:
        return 0.0
    return max(0.0, events * (1 - 1 / (9 * events) + side * 1.96 / (3 * math.sqrt(events))) ** 3)


def quotient(top: Plain, bottom: Plain, times: int) -> Plain:
    for status in ("suppressed", "missing"):
        if status in (top.status, bottom.status):
            return Plain(None, status)
    if top.value is None or not bottom.value:
        return MISSING
    return Plain(top.value / bottom.value * times, numerator=top.value, denominator=bottom.value)


def added(cells: list[Any]) -> Plain:
    return SUPPRESSED if None in cells else Plain(sum((exact(cell) for cell in cells), Fraction()))


def side_is_reference(breakdown: Breakdown, compared: Breakdown) -> bool:
    return tuple(sorted(breakdown)) == compared


def named(cell: Any) -> str:
    """A cell as it stands in a figure id, letter by letter."""
    text = "" if cell is None else str(cell).lower()
    joined = "".join(c if c.isascii() and c.isalnum() else " " for c in text)
    return "-".join(joined.split()) or "not-recorded"


def typed(text: str, kind: str) -> Any:
    match kind:
        case "integer":
            return int(text)
        case "decimal":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
        case "boolean":
            return text.lower() == "true"
    return text


def exact(cell: Any) -> Fraction:
    return Fraction(cell)
