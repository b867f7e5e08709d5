"""What a plan says of its engine in, the settings of the engine out."""

from __future__ import annotations

from pathlib import Path

from peelian.plan.model import Plan
from peelian.series.engine import Settings, Spark


def settings_of(plan: Plan, store: Path) -> Settings:
    """The engine a plan asks for; `store` is the folder of its tables on this machine."""
    engine = plan.file.engine
    if engine is None or engine.kind == "duckdb" or engine.address is None:
        return Settings()
    return Settings(spark=Spark(engine.address, str(store.absolute()), engine.store))
