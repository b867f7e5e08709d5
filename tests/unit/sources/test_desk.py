"""The desk: its engine asks no network for anything, and says nothing of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from peelian.sources.desk import Desk

SETTINGS = """
from pathlib import Path
from peelian.series.duckdb_engine import connect
from peelian.series.engine import Settings
from peelian.sources.desk import Desk
for engine in (Desk(Path("nowhere")).engine, connect(Settings())):
    print(engine.execute("SELECT current_setting('enable_progress_bar')").fetchone()[0])
"""


def test_no_bar_is_drawn_where_the_engine_takes_a_process_for_a_persons_session() -> None:
    """A process without a file of its own: python -c, a notebook, a child of a pool."""
    done = subprocess.run([sys.executable, "-c", SETTINGS], check=False, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_no_extension_is_fetched_and_no_setting_can_be_changed(tmp_path: Path) -> None:
    import duckdb

    desk = Desk(tmp_path)
    names = ("autoinstall_known_extensions", "autoload_known_extensions", "lock_configuration")
    for name in names:
        asked = f"SELECT current_setting('{name}')"
        assert desk.engine.execute(asked).fetchall() == [(name == "lock_configuration",)]
    with pytest.raises(duckdb.Error, match="lock"):
        desk.engine.execute("SET enable_progress_bar = true")
    desk.close()
