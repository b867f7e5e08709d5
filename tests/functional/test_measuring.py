"""What Peelian is measured against is of today's simulated force: plain SQL and the engine's quantiles agree with it.

How long they take is no matter here; the bounds are held on a large force by `make bench`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import at_scale, percentiles
from bench.plainly.data import World, world
from peelian.simulate.simulate import Wanted, simulate


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder: Path = tmp_path_factory.mktemp("made") / "force"
    simulate(folder, Wanted("small", 14, 7, files=False, tables=True))
    return world(folder)


def test_plain_sql_finds_the_same_values(small: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert at_scale.told(small, 1, pandas=False) == 0  # it ends the program where any value differs
    assert "plain SQL" in capsys.readouterr().out


def test_the_engine_finds_the_same_percentiles(small: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert percentiles.told(small, 1) == 0
    assert "engine" in capsys.readouterr().out


def test_a_wrong_value_would_be_seen(small: World) -> None:
    grids = at_scale.panel(small)
    values = at_scale.from_sql(small)()  # type: ignore[operator]
    at_scale.compare(small, grids, values, "SQL")
    values["knife"][0, 3] += 1
    with pytest.raises(SystemExit, match="knife"):
        at_scale.compare(small, grids, values, "SQL")
