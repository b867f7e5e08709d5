"""specs/measures/*.yaml, run as data on every engine: the library's, and a slow one in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from peelian.figures.ids import parse_id
from peelian.measures.computed import Computed
from peelian.measures.model import Kind
from tests.spec.cases import Case, cases, subjects
from tests.spec.measured import hold
from tests.spec.reference_engine import Reference
from tests.spec.worlds import from_spec

COMPUTED = sorted(set(get_args(Kind)) - {"published"})


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
        self[key] = from_spec(kind).computed(folder) if engine == "library" else Reference(from_spec(kind))
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
    figure = parse_id(f"{case['of']}/value")
    found = engines[kind, engine].observe(figure.measure, figure.area, figure.breakdown, figure.period)
    hold(found, case, words=engine == "library")
