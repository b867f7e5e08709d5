"""Proposals for many series at once: what they must not depend on, what degenerate series give, real series."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from peelian.signals.panel import Array
from peelian.signals.steps import propose as module
from peelian.signals.steps.family import FAMILIES, FamilyName
from peelian.signals.steps.model import Proposals, Steps
from peelian.signals.steps.propose import propose
from peelian.signals.steps.scan import AFTER_THE_FACT

RANDOM = np.random.default_rng(1983)
PERIODS = 60
UP = np.arange(PERIODS) >= 36
VALUES = RANDOM.normal(size=(40, PERIODS)) + np.linspace(0, 4, 40)[:, None] * UP


def same(one: Proposals, other: Proposals) -> None:
    for field in fields(Steps):
        assert getattr(one.steps, field.name) == pytest.approx(getattr(other.steps, field.name)), field.name
    for field in fields(Proposals)[1:]:
        assert getattr(one, field.name) == pytest.approx(getattr(other, field.name)), field.name


def test_a_step_is_found_where_there_is_one() -> None:
    found = propose("measurement", VALUES)
    large = found.steps.series >= 20
    assert set(found.steps.series[large]) == set(range(20, 40))
    assert (np.abs(found.steps.first[large] - 36) <= 3).all()
    assert (found.steps.earliest <= found.steps.first).all()
    assert (found.steps.first <= found.steps.latest).all()
    assert (found.steps.gain > AFTER_THE_FACT.least_gain).all()
    assert (found.steps.chance <= 0.05).all()
    assert found.looked_at.all()


def test_every_step_says_what_it_compares() -> None:
    steps = propose("measurement", VALUES).steps
    for at in range(len(steps.first)):
        row = VALUES[steps.series[at]]
        before, after = row[steps.since[at] : steps.first[at]], row[steps.first[at] : steps.until[at] + 1]
        assert (steps.known_before[at], steps.known_after[at]) == (len(before), len(after))
        assert (steps.before[at], steps.after[at]) == pytest.approx((before.mean(), after.mean()))


def test_series_do_not_know_of_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = propose("measurement", VALUES)
    monkeypatch.setattr(module, "CELLS", 7 * PERIODS)
    same(propose("measurement", VALUES), whole)


@pytest.mark.parametrize("change", [lambda v: v * 1e6, lambda v: v + 1e6, lambda v: -v], ids=["unit", "zero", "sign"])
def test_measurements_may_be_in_any_unit(change: Callable[[Array], Array]) -> None:
    one, other = propose("measurement", VALUES), propose("measurement", change(VALUES))
    for name in ("series", "first", "earliest", "latest", "known_before", "drift"):
        assert getattr(one.steps, name).tolist() == getattr(other.steps, name).tolist()
    assert other.strongest == pytest.approx(one.strongest, rel=1e-5)
    assert other.steps.before == pytest.approx(change(one.steps.before))


def test_rates_may_be_of_any_number_of_people() -> None:
    counted, people = RANDOM.poisson(20 + 15 * UP, (5, PERIODS)).astype(float), np.full((5, PERIODS), 3.0)
    one, other = propose("rate", counted, people), propose("rate", counted, people * 1e5)
    assert one.steps.first.tolist() == other.steps.first.tolist()
    assert other.strongest == pytest.approx(one.strongest)
    assert other.steps.before * 1e5 == pytest.approx(one.steps.before)


DEGENERATE = {
    "zeros": np.zeros(PERIODS),
    "ones": np.ones(PERIODS),
    "missing": np.full(PERIODS, np.nan),
    "one value": np.where(np.arange(PERIODS) == 5, 1.0, np.nan),
    "one event": (np.arange(PERIODS) == 30).astype(float),
    "all at the end": (np.arange(PERIODS) >= 57).astype(float),
    "every second missing": np.where(np.arange(PERIODS) % 2, np.nan, 1.0),
    "nothing known of the second half": np.where(UP, np.nan, np.arange(PERIODS) % 2),
}


@pytest.mark.parametrize("family", list(FAMILIES))
@pytest.mark.parametrize("cycle", [1, 4, 12])
def test_degenerate_series_give_no_step_and_no_odd_number(family: FamilyName, cycle: int) -> None:
    values = np.array(list(DEGENERATE.values()))
    found = propose(family, values, np.full(values.shape, 2.0), cycle=cycle)
    assert len(found.steps.first) == 0
    for field in fields(Proposals)[1:]:
        assert np.isfinite(getattr(found, field.name)).all(), field.name
    assert found.looked_at.tolist() == [name not in ("missing", "one value") for name in DEGENERATE]


@pytest.mark.parametrize("family", list(FAMILIES))
@pytest.mark.parametrize("periods", [0, 1, 2, 11, 12, 13, 23, 24, 25])
def test_any_length(family: FamilyName, periods: int) -> None:
    values = RANDOM.integers(0, 9, (3, periods)).astype(float)
    found = propose(family, values, np.full(values.shape, 10.0))
    assert found.looked_at.tolist() == [periods >= 12] * 3
    assert len(found.chance) == 3


def test_no_series() -> None:
    found = propose("count", np.zeros((0, PERIODS)))
    assert (len(found.steps.first), len(found.chance)) == (0, 0)


def test_weights_of_periods_are_for_every_series() -> None:
    days = np.resize([31.0, 28, 31, 30], PERIODS)
    counted = RANDOM.poisson(3 * days, (30, PERIODS)).astype(float)
    same(propose("count", counted, days), propose("count", counted, np.tile(days, (30, 1))))


def series_of(path: Path, name: str) -> tuple[list[str], Array]:
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["series"] == name]
    return [row["period"] for row in rows], np.array([[float(row["value"]) for row in rows]])


def test_the_nile_at_aswan(shared: Path) -> None:
    years, flow = series_of(shared / "golden/spc/s2_shift/input.csv", "nile")
    steps = propose("measurement", flow, cycle=1).steps
    assert [years[place][:4] for place in steps.first] == ["1899"]
    assert "1897" <= years[steps.earliest[0]][:4] <= years[steps.latest[0]][:4] <= "1901"
    assert (steps.before[0], steps.after[0]) == pytest.approx((flow[0, :28].mean(), flow[0, 28:].mean()))


def test_the_seat_belt_law(shared: Path) -> None:
    months, drivers = series_of(
        shared / "golden/spc/s3_rebase_seasonal/input.csv", "drivers_killed_or_seriously_injured"
    )
    found = propose("count", drivers)
    dates = [months[place][:7] for place in found.steps.first]
    assert dates[-1] == "1983-02"  # compulsory from 31 January 1983
    assert months[found.steps.earliest[-1]][:7] >= "1983-01"
    assert "1973-10" in dates  # the oil crisis
    assert found.seasonal.all()
