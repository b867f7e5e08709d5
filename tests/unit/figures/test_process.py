"""Processes behind figures: which months count, what people decided, and each figure of a process with its sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from peelian.figures.book import Figures
from peelian.figures.estimates import kept
from peelian.figures.ids import PROCESS, FigureId, parse_id
from peelian.figures.lines import STATISTICS
from peelian.figures.process import Horizon, Process
from peelian.periods import Period, month, parse, quarter_ending, shift
from peelian.plan.model import Baseline, Kpi, Target
from peelian.plan.processes import ChosenChart, ConfirmedStep, Exclusion, FixedBaseline, Processes
from peelian.quantities import NoValue, Quantity
from peelian.signals.judge import Request, judge
from peelian.signals.panel import Panel
from peelian.signals.ruleset import load
from tests import small_plan

FIRST = month(2022, 1)
SERIES = ("crime", "all", ())
BEFORE = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21]
AFTER = [12, 14, 11, 13, 12, 15, 10, 13, 12, 14, 11]
STEP = ConfirmedStep("crime", "2023-01", "New locks", date(2024, 2, 1))


def rows(values: Iterable[object], first: Period = FIRST, unit: str = "count", months: int = 1) -> list[Any]:
    """A typed row for each value but None."""
    return [
        small_plan.typed(FigureId(*SERIES, shift(first, months * n)), value, unit)
        for n, value in enumerate(values)
        if value is not None
    ]


def book(
    typed: Sequence[Any],
    processes: Processes = Processes(),  # noqa: B008
    *,
    unit: str = "count",
    horizon: Horizon | None = None,
    issued: date = small_plan.ISSUED,
    kpi: Kpi | None = None,
    **file: Any,
) -> Figures:
    plan = small_plan.plan([kpi or small_plan.kpi("crime")], [small_plan.measure("crime", unit)], **file)
    plan = replace(plan, processes=processes)
    origin = small_plan.PLAN_FILE
    return Figures(plan, typed, None, document=small_plan.DOCUMENT, issued=issued, plan_origin=origin, horizon=horizon)


def found(figures: Figures) -> Process:
    process = figures.process(SERIES)
    assert isinstance(process, Process), process
    return process


def value(figures: Figures, id: str) -> Fraction:
    figure = figures.find(parse_id(f"crime/all/{id}"))
    assert figure.value is not None, figure.quantity
    return figure.value


def reason(figures: Figures, id: str) -> str:
    quantity = figures.find(parse_id(f"crime/all/{id}")).quantity
    assert isinstance(quantity, NoValue), quantity
    return quantity.reason


def test_every_statistic_of_a_process_is_made_by_one_function() -> None:
    assert set(STATISTICS) == set(PROCESS)


def test_an_average_is_the_exact_mean_of_its_months() -> None:
    figures = book(rows([*BEFORE, *AFTER]))
    figure = figures.find(parse_id("crime/all/2023-11/average"))
    assert figure.quantity == Quantity(Fraction(sum(BEFORE) + sum(AFTER), 23), "count")
    assert figure.sum == "383 ÷ 23: the sum of 23 months, January 2022 to November 2023 by their number"
    assert figure.inputs == tuple(row.id for row in rows([*BEFORE, *AFTER]))


def test_a_confirmed_step_parts_two_processes() -> None:
    figures = book(rows([*BEFORE, *AFTER]), Processes(steps=(STEP,)))
    assert value(figures, "2022-05/average") == Fraction(sum(BEFORE), 12)
    assert value(figures, "2023-11/average") == Fraction(sum(AFTER), 11)
    change = Fraction(sum(AFTER), 11) - Fraction(sum(BEFORE), 12)
    assert value(figures, "2023-11/average-change-from-2022-12") == change
    percent = figures.find(parse_id("crime/all/2023-11/average-change-percent-from-2022-12"))
    assert percent.quantity == Quantity(change / Fraction(sum(BEFORE), 12) * 100, "percent")
    assert [str(id) for id in percent.inputs] == ["crime/all/2022-12/average", "crime/all/2023-11/average"]
    assert found(figures).decided.steps == (STEP,)
    assert reason(figures, "2023-11/average-change-from-2023-02") == "2023-02 and 2023-11 belong to the same process"


def test_a_step_confirmed_after_the_day_of_issue_does_not_count() -> None:
    late = book(rows([*BEFORE, *AFTER]), Processes(steps=(STEP,)), issued=date(2024, 1, 31))
    typed = [replace(row, published=date(2024, 1, 1)) for row in rows([*BEFORE, *AFTER])]
    assert found(late).decided.steps == ()
    on_the_day = book(typed, Processes(steps=(STEP,)), issued=STEP.confirmed)
    assert found(on_the_day).decided.steps == (STEP,)


def test_limits_are_those_of_signals_and_rest_on_their_average() -> None:
    figures = book(rows(BEFORE))
    panel = Panel(("s",), tuple(shift(FIRST, n) for n in range(12)), np.array([BEFORE], dtype=float))
    (judged,) = judge(panel, Request(load("nhs-2023")))
    for statistic, line in (("lower-limit", judged.limits.lower), ("upper-limit", judged.limits.upper)):
        figure = figures.find(parse_id(f"crime/all/2022-03/{statistic}"))
        assert figure.value == kept(float(line[0, 2]))
        assert [str(id) for id in figure.inputs] == ["crime/all/2022-12/average"]
        assert figure.sum.endswith("rule set nhs-2023, version 1")


def test_an_estimate_has_twelve_digits() -> None:
    assert kept(178.630927394761234) == Fraction("178.630927395")
    assert kept(0.0) == 0
    assert kept(4.2e-65) == kept(5e-320) == 0
    assert kept(-0.000123456789012345) == Fraction("-0.000123456789012")


def test_nothing_later_than_the_horizon_counts() -> None:
    until = Horizon({SERIES: date(2022, 12, 31)})
    figures = book(rows([*BEFORE, *AFTER]), horizon=until)
    assert value(figures, "2022-12/average") == Fraction(sum(BEFORE), 12)
    assert reason(figures, "2023-01/average") == "the chart has no 2023-01; it goes from 2022-01 to 2022-12"
    assert found(book(rows([*BEFORE, *AFTER]), horizon=Horizon({}, date(2023, 3, 31)))).periods[-1].id == "2023-03"


def test_a_month_without_a_value_keeps_its_place_and_is_in_no_sum() -> None:
    figures = book(rows([*BEFORE[:4], None, *BEFORE[5:]]))
    assert value(figures, "2022-05/average") == Fraction(sum(BEFORE) - BEFORE[4], 11)
    assert parse("2022-05") in found(figures).periods
    assert reason(figures, "2022-05/run") == "it lies on the middle line, or has no value"


def test_an_excluded_month_is_in_no_sum_and_breaks_no_run() -> None:
    out = Exclusion("crime", ("2022-11",), "A flood")
    figures = book(rows([20, 22, 19, 21, 20, 23, 18, 21, 30, 31, 1, 32]), Processes(excluded=(out,)))
    assert value(figures, "2022-12/average") == Fraction(164 + 61 + 32, 11)
    assert value(figures, "2022-12/run") == 3
    assert found(figures).decided.excluded == (out,)


def test_a_fixed_baseline_makes_the_average() -> None:
    fixed = FixedBaseline("crime", "2021-05", "2022-12", "The years before the plan")
    figures = book(rows([*BEFORE, *AFTER]), Processes(baselines=(fixed,)))
    assert value(figures, "2023-11/average") == Fraction(sum(BEFORE), 12)


def test_the_chart_is_the_one_that_was_chosen() -> None:
    chosen = ChosenChart("crime", "xmr", "Crimes come in series", area="all")
    every = ChosenChart("crime", "run", "No limits")
    assert found(book(rows(BEFORE))).signals.judged.chart == "c"
    assert found(book(rows(BEFORE), Processes(charts=(every, chosen)))).signals.judged.chart == "xmr"


def test_the_middle_line_of_a_run_chart_is_a_median() -> None:
    figures = book(rows(BEFORE[:9]))
    assert found(figures).signals.judged.chart == "run"
    assert value(figures, "2022-09/median") == 20
    assert value(figures, "2022-09/average") == Fraction(sum(BEFORE[:9]), 9)
    assert reason(figures, "2022-09/upper-limit") == "a run chart has no such line here"


def test_quarters_where_there_are_no_months() -> None:
    figures = book(rows([*BEFORE, 20], quarter_ending(2021, 3), months=3))
    assert [period.id for period in found(figures).periods[:2]] == ["q-2021-03", "q-2021-06"]
    assert value(figures, "q-2024-03/average") == Fraction(sum(BEFORE) + 20, 13)
    assert value(figures, "q-2024-06/signal-above") > 20


def test_a_mean_is_of_the_months_of_a_stretch() -> None:
    figures = book(rows([*BEFORE[:4], None, *BEFORE[5:]]))
    assert value(figures, "2022-04..2022-06/mean") == Fraction(BEFORE[3] + BEFORE[5], 2)
    assert value(figures, "cy-2022/mean") == value(figures, "2022-12/average")
    assert reason(figures, "2022-05/mean") == "none of its months has a value"


def test_what_the_next_value_would_have_to_be() -> None:
    low, high = (value(book(rows(BEFORE)), f"2022-12/{end}-limit") for end in ("lower", "upper"))
    counts, shares = book(rows(BEFORE)), book(rows(BEFORE, unit="percent"), unit="percent")
    assert value(counts, "2023-01/signal-above") == high.__floor__() + 1
    assert value(counts, "2023-01/signal-below") == low.__ceil__() - 1
    assert value(shares, "2023-01/signal-above") == value(shares, "2022-12/upper-limit")


STEPPED = [v * 5 for v in (*BEFORE, *BEFORE, *AFTER, *AFTER)]


def test_a_proposed_step_has_the_averages_beside_it_and_how_often_chance_does_as_much() -> None:
    figures = book(rows(STEPPED))
    assert value(figures, "2024-01/false-alarm") < 5
    before, after = (value(figures, f"{stretch}/mean") for stretch in ("2022-01..2023-12", "2024-01..2025-10"))
    assert value(figures, "2025-10/average-change-from-2023-12") == after - before
    assert value(figures, "2025-10/average-change-percent-from-2022-01") == (after - before) / before * 100
    assert reason(figures, "2024-02/false-alarm") == "no step is proposed there"


def test_a_signal_has_the_average_of_its_months() -> None:
    values = [*BEFORE, *BEFORE, *[v + 9 for v in BEFORE[:8]]]
    figures = book(rows(values))
    assert value(figures, "2024-08/run") == 8
    assert value(figures, "2024-08/signal-average") == Fraction(sum(values[-8:]), 8)
    assert reason(figures, "2024-07/signal-average") == "no signal of several months ends there"
    two = book(rows([*BEFORE, 33, 26, 33]))
    assert value(two, "2023-03/signal-average") == 33


def test_the_sum_of_the_next_three_months_has_a_range_of_its_own() -> None:
    figures = book(rows([*BEFORE, *BEFORE, *BEFORE]))
    low, high = (value(figures, f"2025-01..2025-03/expected-{end}") for end in ("low", "high"))
    assert 3 * value(figures, "2025-01/expected-low") < low < 61 < high < 3 * value(figures, "2025-01/expected-high")
    assert "it goes from 2025-01 to 2025-12" in reason(figures, "2025-01..2025-02/expected-low")


def test_too_few_months_are_told() -> None:
    assert reason(book(rows(BEFORE[:7])), "2022-07/average") == (
        "seven months have a value; a control chart needs at least eight"
    )
    assert reason(book(rows(BEFORE[:1])), "2022-01/average") == (
        "one month has a value; a control chart needs at least eight"
    )
    assert reason(book([]), "2022-07/average") == "no months have a value; a control chart needs at least eight"


def test_whole_seconds_are_no_counts() -> None:
    times = found(
        book(rows([600, 640, 580, 610, 605, 598, 620, 630, 600, 590, 615, 612], unit="seconds"), unit="seconds")
    )
    assert times.signals.judged.family == "measurement"
    assert times.signals.judged.chart == "xmr"


def test_what_lies_ahead() -> None:
    goal = Target("count", at_most="260")
    figures = book(rows([*BEFORE, *BEFORE, *BEFORE]), kpi=small_plan.kpi("crime", target=goal))
    year = found(figures).signals.year.period.id
    low, high = (value(figures, f"2025-01/expected-{end}") for end in ("low", "high"))
    assert low < 20 < high
    assert value(figures, f"{year}/expected-low") > 6 * low
    assert 0 <= value(figures, f"{year}/chance") <= 100
    assert "2025-01" in reason(figures, "2025-02/signal-above")
    assert reason(figures, "2025-01/chance") == f"a chance is of the next period or of {year}"
    watched = small_plan.kpi("crime", kind="monitor")
    assert reason(book(rows(BEFORE), kpi=watched), "2023-01/chance") == "the plan sets no target"


def test_a_year_that_is_to_be_better_than_its_baseline_has_a_chance() -> None:
    """Thirty-six months of one level: the year ahead is as likely above the first year as below it, and sure to be
    below one a fifth higher."""
    even = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21]
    kpi = small_plan.kpi("crime", baseline=Baseline("ye-2022-12"))
    high = [v + 5 for v in even]

    def with_year(months: list[int], total: int, kpi: Kpi) -> Figures:
        whole = small_plan.typed("crime/all/ye-2022-12/value", total)
        return book([*rows([*months, *even, *even]), whole], kpi=kpi)

    figures = with_year(even, sum(even), kpi)
    year = found(figures).signals.year.period.id
    assert 15 < value(figures, f"{year}/chance") < 85
    chance = figures.find(parse_id(f"crime/all/{year}/chance"))
    assert parse_id("crime/all/ye-2022-12/value") in chance.inputs
    assert "below the baseline" in (chance.sum or "")
    assert value(with_year(high, sum(high), kpi), f"{year}/chance") > 85
    assert value(with_year(high, sum(high), replace(kpi, polarity="higher")), f"{year}/chance") < 15
    times = book(rows([*even, *even, *even], unit="seconds"), unit="seconds", kpi=kpi)
    assert "not the mean of its months" in reason(times, f"{year}/chance")
    monthly = replace(kpi, baseline=Baseline("2022-12"))
    assert "a baseline of a whole year" in reason(with_year(even, 1, monthly), f"{year}/chance")


@pytest.mark.parametrize(
    ("polarity", "moved", "low", "high"),
    [
        ("lower", 0, 70, 98),  # no further up than the band: the other side is no fault
        ("higher", 0, 70, 98),
        ("lower", 5, 98, 100),  # far below the baseline, which is better
        ("higher", 5, 0, 15),
        ("neither", 5, 0, 15),
    ],
)
def test_a_year_that_is_to_keep_its_level_has_a_chance(polarity: str, moved: int, low: int, high: int) -> None:
    """Thirty-six months, the first twelve of them higher than the others by `moved` each."""
    even = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21]
    first = [v + moved for v in even]
    kpi = small_plan.kpi(
        "crime", polarity, kind="maintain", baseline=Baseline("ye-2022-12"), stable_band=Decimal("5.0")
    )
    whole = small_plan.typed("crime/all/ye-2022-12/value", sum(first))
    figures = book([*rows([*first, *even, *even]), whole], kpi=kpi)
    year = found(figures).signals.year.period.id
    assert low <= value(figures, f"{year}/chance") <= high
    chance = figures.find(parse_id(f"crime/all/{year}/chance"))
    assert parse_id("crime/all/ye-2022-12/value") in chance.inputs


def test_a_level_is_kept_within_both_ends_where_neither_way_is_better() -> None:
    """What lies beyond the one end, and what beyond the other, make the rest."""
    even = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21]
    whole = small_plan.typed("crime/all/ye-2022-12/value", sum(even))

    def chance_of(polarity: str, band: str) -> Fraction:
        kpi = small_plan.kpi(
            "crime", polarity, kind="maintain", baseline=Baseline("ye-2022-12"), stable_band=Decimal(band)
        )
        figures = book([*rows([*even, *even, *even]), whole], kpi=kpi)
        return value(figures, f"{found(figures).signals.year.period.id}/chance")

    for band in ("1", "4", "9"):
        both = chance_of("higher", band) + chance_of("lower", band) - 100
        assert float(chance_of("neither", band)) == pytest.approx(float(both), abs=1e-9)
    widths = [chance_of("neither", band) for band in ("0.5", "2", "4", "9", "30")]
    assert widths == sorted(widths)
    assert widths[0] < 20
    assert widths[-1] > 99


def test_no_chance_of_keeping_a_level_without_a_band_or_where_changes_are_numbers() -> None:
    few = [2, 3, 1, 2, 4, 2, 1, 3, 2, 2, 3, 1]
    whole = small_plan.typed("crime/all/ye-2022-12/value", sum(few))
    kpi = small_plan.kpi("crime", kind="maintain", baseline=Baseline("ye-2022-12"))
    bare = book([*rows([*few, *few, *few]), whole], kpi=kpi)
    year = found(bare).signals.year.period.id
    assert reason(bare, f"{year}/chance") == "the plan sets no target"
    banded = book([*rows([*few, *few, *few]), whole], kpi=replace(kpi, stable_band=Decimal(5)))
    assert "told as a number" in reason(banded, f"{year}/chance")


def test_a_years_target_of_a_count_is_none_of_a_month() -> None:
    goal = Target("count", at_most="260")
    yearly, monthly = small_plan.kpi("crime", target=goal), small_plan.kpi("crime", target=goal, period="2022-12")
    assert np.isnan(found(book(rows(BEFORE), kpi=yearly)).signals.judged.target[0])
    assert found(book(rows(BEFORE), kpi=monthly)).signals.judged.target[0] == 260
    share = small_plan.kpi("crime", "higher", target=Target("percent", at_least="90"))
    assert found(book(rows(BEFORE, unit="percent"), unit="percent", kpi=share)).signals.judged.target[0] == 90


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (replace(STEP, period="q-2023-03"), "'q-2023-03' is none of the months that 'crime' has; write those"),
        (replace(STEP, period="2023-12"), "'2023-12' is later than the latest figure of 'crime' (2023-11); mend it"),
    ],
)
def test_a_step_that_the_series_does_not_have_is_told_and_moves_nothing(entry: ConfirmedStep, says: str) -> None:
    decided = found(book(rows([*BEFORE, *AFTER]), Processes(steps=(entry,)))).decided
    assert decided.strays == ((entry, says),)
    assert decided.steps == ()


def test_a_step_before_the_first_month_has_no_effect_and_is_no_mistake() -> None:
    decided = found(book(rows(AFTER), Processes(steps=(replace(STEP, period="2019-01"),)))).decided
    assert (decided.steps, decided.strays) == ((), ())


def test_limits_of_a_paper_move_by_hand_alone() -> None:
    figures = book(rows([*BEFORE, *AFTER]), rules="wmp-2015")
    assert load("wmp-2015").rebase == "at-run"
    assert value(figures, "2022-05/average") == value(figures, "2023-11/average")
