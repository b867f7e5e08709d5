"""specs/measures/*.yaml, run as data on every engine: the library's, and a slow one in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from peelian.figures.ids import parse_id
from peelian.measures.computed import Computed
from peelian.measures.model import Kind
from peelian.quantities import round_half_away
from tests.spec.arithmetic import evaluate
from tests.spec.cases import SPECS, Case, cases, subjects
from tests.spec.reference_engine import Reference
from tests.spec.worlds import World, from_page

COMPUTED = sorted(set(get_args(Kind)) - {"published"})
EXACT = ("value", "numerator", "denominator", "base")
ROUNDED = ("low", "high")
FIELDS = {"says", "of", "missing", "suppressed", "sum", "why", *EXACT, *ROUNDED}


@cache
def world(kind: str) -> World:
    text = (SPECS / "measures" / f"{kind}.yaml").read_text("utf-8")
    return from_page(yaml.load(text, Loader=yaml.BaseLoader))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Any]]:
    """Each kind's page on each engine, made when first asked for."""
    made: dict[tuple[str, str], Any] = _Engines(tmp_path_factory)
    yield made
    for engine in made.values():
        if isinstance(engine, Computed):
            engine.close()


class _Engines(dict[tuple[str, str], Any]):
    def __init__(self, folders: pytest.TempPathFactory) -> None:
        super().__init__()
        self.folders = folders

    def __missing__(self, key: tuple[str, str]) -> Any:
        kind, engine = key
        folder: Path = self.folders.mktemp(kind)
        self[key] = world(kind).computed(folder) if engine == "library" else Reference(world(kind))
        return self[key]


EVERY = [
    pytest.param(kind, engine, *case.values, id=f"{kind}: {case.id} ({engine})")  # type: ignore[attr-defined]
    for kind in COMPUTED
    if kind in subjects("measures")
    for case in cases("measures", kind)
    for engine in ("library", "reference")
]


def test_every_kind_has_its_page() -> None:
    assert subjects("measures") == set(COMPUTED)


@pytest.mark.parametrize(("kind", "engine", "case"), EVERY)
def test_measures(engines: dict[tuple[str, str], Any], kind: str, engine: str, case: Case) -> None:
    assert set(case) <= FIELDS
    figure = parse_id(f"{case['of']}/value")
    found = engines[kind, engine].observe(figure.measure, figure.area, figure.breakdown, figure.period)
    for name in EXACT:
        if name in case:
            assert getattr(found, name) == evaluate(case[name]), name
    for name in ROUNDED:
        if case.get(name) == "none":
            assert getattr(found, name) is None
        elif name in case:
            decimals = len(case[name].partition(".")[2])
            assert round_half_away(Fraction(getattr(found, name)), decimals) == evaluate(case[name]), name
    for status in ("missing", "suppressed"):
        if status in case:
            assert (found.value, found.status) == (None, status)
            if engine == "library":
                assert found.reason == case[status]
    if "missing" not in case and "suppressed" not in case:
        assert found.status == "final"
        assert "value" in case
    if "sum" in case and engine == "library":
        assert found.sum == case["sum"]
