"""Nobody who knows the weights of crime harm can work out a small number from it.

The attacker looks for whole numbers of crimes of each type and month of one area, of which all that the edition
prints, counts and harm, are sums. Where all harm is printed, it must win.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from peelian.editions import manifest
from peelian.editions.build import build
from peelian.editions.workfolder import Work, open_work
from peelian.figures.ids import FigureId, parse_id
from peelian.measures.breakdowns import slug
from peelian.periods import months
from tests.promises.small_plan import with_thresholds
from tests.promises.tally import tally

THRESHOLD = 10
NO_CRIME = "Anti-social behaviour"

Weights = Mapping[str, int]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    decided = {"street": THRESHOLD, "outcomes": THRESHOLD, "stop_and_search": 5}
    return with_thresholds(tmp_path_factory.mktemp("weights") / "plan", decided)


def weights(plan: Path) -> Weights:
    with (plan / "data/harm-weights.csv").open(encoding="utf-8", newline="") as file:
        return {row["Crime type"]: int(row["Days"]) for row in csv.DictReader(file)}


def times(id: FigureId, kind: str, weights: Weights) -> int:
    """How much one crime of a kind adds to a figure."""
    if id.measure == "harm":
        return weights[kind]
    if id.measure == "recorded-crime":
        [named] = [value for _, value in id.breakdown] or [None]
        return int(kind != NO_CRIME and named in (None, slug(kind)))
    return int(slug(kind) == id.measure)


class Attacker:
    """Who knows these values of one district and the weights."""

    def __init__(self, known: Mapping[FigureId, Fraction], weights: Weights, over: Sequence[str]) -> None:
        self._weights = weights
        self._columns = {pair: at for at, pair in enumerate((kind, one) for kind in weights for one in over)}
        rows = [self._row(id) for id in known]
        values = [float(value) for value in known.values()]
        self._sums = LinearConstraint(np.array(rows), values, values)

    def _row(self, id: FigureId) -> np.ndarray:
        own = {one.id for one in months(id.period)}
        return np.array([times(id, kind, self._weights) * (one in own) for kind, one in self._columns], float)

    def width(self, id: FigureId) -> float:
        """How far apart the whole numbers are that a figure may be."""
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * self._row(id),
                constraints=self._sums,
                integrality=np.ones(len(self._columns)),
                bounds=Bounds(0, np.inf),
                options={"node_limit": 2_000},
            )
            # A search that was cut off is wider than it found at the least; of none at all nothing is known.
            ends.append(np.inf if found.x is None else round(found.fun * sign))
        return float(abs(ends[1] - ends[0]))


def of_area(id: FigureId, area: str) -> bool:
    counted = id.measure in ("recorded-crime", "burglary", "anti-social-behaviour", "harm")
    return counted and id.area == area and id.statistic == "value" and id.period.last is not None


def scorecard(plan: Path, area: str) -> tuple[Work, dict[FigureId, Fraction], dict[FigureId, Fraction | None]]:
    """The scorecard of an area: what it tells of the area's crimes, and what it holds back."""
    name = f"scorecard-{area}"
    text = (plan / "publications/scorecard-northvale-2025-05.yaml").read_text("utf-8")
    (plan / f"publications/{name}.yaml").write_text(text.replace("area: northvale", f"area: {area}"), "utf-8")
    work = open_work(plan, name, name)
    body = json.loads(build(work, name, epoch=None).files[manifest.NAME])
    figures = [(parse_id(f["id"]), f["value"]) for f in body["figures"]]
    told = {id: Fraction(value) for id, value in figures if value is not None and of_area(id, area)}
    [held] = [f["figures"] for f in body["findings"] if f["code"] == "small-number-held-back"]
    return work, told, {id: work.figures.find(id).value for id in map(parse_id, held) if of_area(id, area)}


def over(*those: Iterable[FigureId]) -> list[str]:
    return sorted({one.id for ids in those for id in ids for one in months(id.period)})


def test_no_small_number_follows_from_crime_harm(plan: Path) -> None:
    _, told, hidden = scorecard(plan, "northvale")
    small = [id for id, value in hidden.items() if id.measure != "harm" and value and value < THRESHOLD]
    attacker = Attacker(told, weights(plan), over(told, hidden))
    widths = {str(id): attacker.width(id) for id in small}
    tallied = tally(
        "small numbers by weight",
        {id: [f"known within {width}"] if width < THRESHOLD else [] for id, width in widths.items()},
    )
    assert tallied.held == tallied.tried == len(small) > 0, tallied.details()
    harm = {id: value for id, value in hidden.items() if id.measure == "harm" and value is not None}
    with_harm = Attacker({**told, **harm}, weights(plan), over(told, hidden))
    assert any(with_harm.width(id) < THRESHOLD for id in small), "harm would tell nothing: the attacker is too weak"


def test_no_small_number_of_a_kind_that_no_figure_counts_follows_either(plan: Path) -> None:
    """A year's harm of one neighbourhood, with the crimes of three types, tells that nine were robberies."""
    work, told, hidden = scorecard(plan, "dean-cross")
    year = parse_id("harm/dean-cross/ye-2025-03/value")
    kinds = [parse_id(f"recorded-crime/dean-cross/type={slug(kind)}/ye-2025-03/value") for kind in weights(plan)]
    small = [id for id in kinds if id not in told and 0 < (work.figures.find(id).value or 0) < THRESHOLD]
    assert small
    attacker = Attacker(told, weights(plan), over(told, hidden))
    assert [str(id) for id in small if attacker.width(id) < THRESHOLD] == []
    assert year not in told
    harm = work.figures.find(year).value
    assert harm is not None
    with_harm = Attacker({**told, year: harm}, weights(plan), over(told, hidden))
    assert any(with_harm.width(id) == 0 for id in small), "harm would tell nothing: the attacker is too weak"
