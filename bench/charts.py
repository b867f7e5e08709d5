"""How fast charts are drawn: SVG with its words, of made-up monthly series.

    python bench/charts.py --charts 1000

A control chart has 60 months, limits, a re-base, marked points, a target and three provisional months; one whose
limits move has other limits each month; one that looks ahead has a proposed step and three expected ranges. Prints
the best processor time of five, in seconds, beside its bound, with the size of a chart and the time of a chart
against that of writing its points as text alone; exits 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

import numpy as np

from peelian.charts import bars, control, funnel, line, sparkline
from peelian.charts.control import ControlChart, ControlPoint, Expected
from peelian.charts.frame import Drawing
from peelian.charts.marks import Meaning
from peelian.periods import month, shift

MONTHS = tuple(shift(month(2021, 4), n) for n in range(60))
AHEAD = tuple(shift(MONTHS[-1], n) for n in (1, 2, 3))
SEED = 20261126
REBASED = 36
LEVELS = (395.3, 410.7)  # before and after the re-base
THOUSAND = 1.0  # seconds for 1,000 control charts

Row = Sequence[int]
T = TypeVar("T")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--charts", type=int, default=1_000)
    many = asked.parse_args().charts
    rows = np.random.default_rng(SEED).poisson(400, (many, len(MONTHS))).tolist()
    floor, _ = best(points_alone, rows)
    print(f"{many:,} series of {len(MONTHS)} points written as text: {floor:.3f} s")

    def drawn(name: str, draw: Callable[[T], Drawing], values: Sequence[T], bound: float | None = None) -> bool:
        seconds, size = best(draw, values)
        return told(f"{many:,} {name}, {size:.1f} kB each, {seconds / floor:.0f} times the points", seconds, bound)

    bound = THOUSAND * many / 1_000
    broken = drawn("control charts", control.draw, [chart_of(row) for row in rows], bound)
    broken |= drawn("control charts whose limits move", control.draw, [moving(row) for row in rows], bound)
    broken |= drawn("control charts that look ahead", control.draw, [looking_ahead(row) for row in rows], bound)
    broken |= drawn("run charts", control.draw, [run_chart(row) for row in rows], bound)
    drawn("line charts", line_chart, [line_points(row) for row in rows])
    drawn("sparklines with a band", spark, rows)
    drawn("bars of ten areas with intervals", bars.draw, [ten_bars(row) for row in rows])
    drawn("funnels of sixty areas", funnel.draw, [sixty_areas(row) for row in rows])
    return int(broken)


def points_alone(row: Row) -> Drawing:
    """What no drawing can do without: sixty marks as text, each at a place with two decimals."""
    marks = (f'<circle cx="{10.25 * n:.2f}" cy="{600 - 1.25 * value:.2f}" r="2.6"/>' for n, value in enumerate(row))
    return Drawing("".join(marks), "")


def chart_of(row: Row) -> ControlChart:
    points = [point(n, value) for n, value in enumerate(row)]
    return ControlChart(
        "Fires", "XmR chart", "average", "count", "Fires a month", 0, points, "As before.", Fraction(380)
    )


def point(n: int, value: int) -> ControlPoint:
    centre = LEVELS[n >= REBASED]
    lower, upper = centre - 3 * centre**0.5, centre + 3 * centre**0.5
    meaning: Meaning = "concern" if value > upper else "improvement" if value < lower else "none"
    starts, provisional = n in (0, REBASED), n >= len(MONTHS) - 3
    return ControlPoint(MONTHS[n], Fraction(value), centre, lower, upper, meaning, provisional, starts)


def moving(row: Row) -> ControlChart:
    chart = chart_of(row)
    points = [
        replace(p, centre=p.centre + n % 12, lower=p.lower - n % 12, upper=p.upper + 2 * (n % 12))
        for n, p in enumerate(chart.points)
        if p.centre is not None and p.lower is not None and p.upper is not None
    ]
    return replace(chart, points=points)


def looking_ahead(row: Row) -> ControlChart:
    chart = chart_of(row)
    points = [replace(p, proposed=n == REBASED + 12) for n, p in enumerate(chart.points)]
    return replace(chart, points=points, ahead=[Expected(period, 350.0, 470.0) for period in AHEAD])


def run_chart(row: Row) -> ControlChart:
    chart = chart_of(row)
    points = [replace(p, lower=None, upper=None, starts=n == 0, centre=400.0) for n, p in enumerate(chart.points)]
    return replace(chart, points=points, kind="run chart", centre="median")


def line_points(row: Row) -> list[line.Point]:
    return [line.Point(period, Fraction(value)) for period, value in zip(MONTHS, row, strict=True)]


def line_chart(points: Sequence[line.Point]) -> Drawing:
    return line.draw("Fires", "count", "Number of fires", points, 0)


def spark(row: Row) -> Drawing:
    return sparkline.draw("Fires", row, "concern", [(340.0, 400.0, 460.0)] * len(row))


def ten_bars(row: Row) -> bars.Bars:
    areas = [
        bars.Bar(f"Area {n}", Fraction(v), Fraction(v - 40), Fraction(v + 40), n == 3) for n, v in enumerate(row[:10])
    ]
    return bars.Bars("Fires", "count", "Number of fires", 0, areas, ("mean", Fraction(400)), "95% interval")


SIZES = np.linspace(1_000, 60_000, len(MONTHS)).tolist()
LIMITS = tuple(
    funnel.Limits(
        size, 400 - 9_000 / size**0.5, 400 - 6_000 / size**0.5, 400 + 6_000 / size**0.5, 400 + 9_000 / size**0.5
    )
    for size in SIZES
)


def sixty_areas(row: Row) -> funnel.Funnel:
    points = [
        funnel.FunnelPoint(f"Area {n}", Fraction(size), Fraction(value), "concern" if n in (7, 50) else "none")
        for n, (size, value) in enumerate(zip(SIZES, row, strict=True))
    ]
    return funnel.Funnel("Fires", "per 100,000", "Fires", "people", 1, points, LIMITS, 400.0)


def best(draw: Callable[[T], Drawing], values: Sequence[T]) -> tuple[float, float]:
    """The best processor time of five for all values, in seconds, and the mean size of a drawing, in kB."""
    found = []
    for _ in range(5):
        start = time.process_time()
        size = sum(len(draw(value).svg) for value in values)
        found.append(time.process_time() - start)
    return min(found), size / len(values) / 1_000


def told(what: str, seconds: float, bound: float | None) -> bool:
    """Prints one line; whether the bound is broken."""
    print(f"{what}: {seconds:.3f} s" + ("" if bound is None else f" (at most {bound:.3g})"))
    return bound is not None and seconds > bound


if __name__ == "__main__":
    sys.exit(main())
