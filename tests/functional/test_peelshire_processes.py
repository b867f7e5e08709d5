"""Peelshire's processes: the averages of figures are the middle lines that signals drew, for every KPI that has one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from peelian.assess.kpi import kpi_figure
from peelian.editions.reading import open_edition
from peelian.editions.trace import trace
from peelian.editions.workfolder import Work, open_work
from peelian.figures.chances import chance
from peelian.figures.estimates import kept
from peelian.figures.ids import PROCESS, PROCESS_CHANGES, FigureId
from peelian.figures.process import Process
from peelian.plan.model import all_kpis
from tests.promises.editions import PEELSHIRE, example, written


@pytest.fixture(scope="module")
def work() -> Work:
    return open_work(PEELSHIRE, "board-2025-05", "2025-05")


def processes(work: Work) -> dict[str, Process]:
    found = {}
    for kpi in all_kpis(work.plan).values():
        if kpi.measure is not None:
            id = kpi_figure(kpi, work.plan, work.publication)
            process = work.figures.process((id.measure, id.area, id.breakdown), kpi)
            if isinstance(process, Process):
                found[kpi.id] = process
    return found


def test_averages_are_the_middle_lines(work: Work) -> None:
    checked = 0
    for process in processes(work).values():
        judged = process.signals.judged
        for column, figure in enumerate(process.figures):
            average = work.figures.find(figure.id.of("usual" if judged.bent else "average"))
            assert average.value is not None
            drawn = float(judged.limits.centre[0, column]) * float(process.scale)
            assert float(average.value) == pytest.approx(drawn, rel=1e-9)
            checked += 1
    assert checked > 900


def test_limits_are_those_that_were_drawn(work: Work) -> None:
    """None of Peelshire's units has values below zero, so a lower limit there is none."""
    for process in processes(work).values():
        limits = process.signals.judged.limits
        for statistic, line in (("lower-limit", limits.lower), ("upper-limit", limits.upper)):
            found = work.figures.find(process.figures[-1].id.of(statistic))
            drawn = kept(float(line[0, -1])) * process.scale
            assert found.value == (None if statistic == "lower-limit" and drawn < 0 else drawn)


def test_stocks_and_times_are_no_counts_and_shares_have_their_parts(work: Work) -> None:
    found = processes(work)
    families = {id: process.signals.judged.family for id, process in found.items()}
    assert families["officers"] == families["emergency-response"] == families["women-share"] == "measurement"
    assert families["recorded-crime"] == "count"
    assert families["crime-rate"] == "rate"
    assert families["positive-outcome-rate"] == "share"
    assert found["positive-outcome-rate"].parts


def test_every_input_of_a_figure_of_a_process_can_be_found(work: Work) -> None:
    for process in processes(work).values():
        waiting = [process.figures[-1].id.of(statistic) for statistic in ("average", "upper-limit", "run")]
        while waiting:
            figure = work.figures.find(waiting.pop())
            assert figure.value is not None or figure.id.statistic == "run", figure.quantity
            assert figure.sum or figure.origins or figure.id.statistic == "run"
            waiting += [id for id in figure.inputs if id.statistic not in ("value", "numerator", "denominator")]


def test_every_number_of_the_paper_that_a_process_gave_opens_to_its_files(tmp_path: Path) -> None:
    edition = open_edition(written(example("peelshire", "board-2025-05").files, tmp_path))
    opened: dict[str, int] = {}
    for id, entry in edition.figures.items():
        statistic = id.rsplit("/", 1)[1].partition("-from-")[0]
        if statistic in (*PROCESS, *PROCESS_CHANGES):
            assert entry["trace"]["kind"] == "computed"
            assert entry["trace"]["sum"]
            assert {path for path in files_of(trace(edition, id)) if path.startswith("data/")}, id
            opened[statistic] = opened.get(statistic, 0) + 1
    assert {"average", "usual", "mean", "lower-limit", "upper-limit", "run", "chance", "dispersion"} <= opened.keys()
    assert {"false-alarm", "expected-low", "average-change", "average-change-percent"} <= opened.keys()


def files_of(traced: dict[str, object]) -> set[str]:
    """The paths of the files at the end of a trace."""
    told = traced["trace"]
    assert isinstance(told, dict)
    own = {origin["path"] for origin in told["origins"]}
    return own.union(*(files_of(inner) for inner in told["inputs"]))


def test_a_band_of_points_is_one_of_the_parts_and_a_band_of_per_cent_one_of_the_level(work: Work) -> None:
    """Fifty points about a share leave no doubt, a hundredth of one leaves much; so with per cent of a count."""
    for id, kinds in (("positive-outcome-rate", ("50", "0.01")), ("recorded-crime", ("90", "0.01"))):
        process = processes(work)[id]
        assert process.kpi is not None
        year = process.signals.year.period
        chances = []
        for band in kinds:
            kept_up = replace(process.kpi, kind="maintain", polarity="neither", target=None, stable_band=Decimal(band))
            measure, area, breakdown = (
                getattr(process.figures[0].id, name) for name in ("measure", "area", "breakdown")
            )
            asked = FigureId(measure, area, breakdown, year, "chance")
            figure = chance(replace(process, kpi=kept_up), asked, work.figures.find)
            assert figure.value is not None, figure.quantity
            chances.append(figure.value)
        assert chances[0] > 99
        assert chances[1] < 20
