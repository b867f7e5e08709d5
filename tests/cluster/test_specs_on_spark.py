"""specs/measures/*.yaml on a cluster: every case as on the machine itself, its reasons and sums included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from peelian.figures.ids import parse_id
from peelian.measures.computed import Computed
from peelian.series.engine import Settings
from tests.spec.cases import Case, cases, subjects
from tests.spec.measured import hold
from tests.spec.worlds import from_spec

HANDFUL = ("count", "distinct", "duration", "survey", "weighted_sum")
"""The kinds whose first case CI asks: rows, ids, a histogram, waves, and a lookup with decimals."""

EVERY = [
    pytest.param(
        kind,
        *case.values,  # type: ignore[attr-defined]
        id=f"{kind}: {case.id}",  # type: ignore[attr-defined]
        marks=[pytest.mark.handful] if kind in HANDFUL and place == 0 else [],
    )
    for kind in sorted(subjects("measures"))
    for place, case in enumerate(cases("measures", kind))
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, spark: Settings) -> Iterator[dict[str, Computed]]:
    """Each kind's page on the cluster, made when first asked for."""
    made: dict[str, Computed] = {}
    for kind in subjects("measures"):
        made[kind] = from_spec(kind).computed(tmp_path_factory.mktemp(kind), spark)
    yield made
    for computed in made.values():
        computed.close()


@pytest.mark.parametrize(("kind", "case"), EVERY)
def test_measures(pages: dict[str, Computed], kind: str, case: Case) -> None:
    figure = parse_id(f"{case['of']}/value")
    hold(pages[kind].observe(figure.measure, figure.area, figure.breakdown, figure.period), case, words=True)
