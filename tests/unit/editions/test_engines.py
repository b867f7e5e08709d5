"""The settings that a plan's engine becomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from peelian.editions.engines import settings_of
from peelian.plan.engine import Engine
from peelian.series.engine import Settings, Spark
from tests.unit.publications.framework_plan import PLAN

ADDRESS = "sc://host:15002"


def settings(engine: Engine | None) -> Settings:
    return settings_of(replace(PLAN, file=replace(PLAN.file, engine=engine)), Path("plan/store"))


def test_a_plan_that_says_nothing_is_computed_on_the_machine_itself() -> None:
    assert settings(None) == settings(Engine()) == Settings()


def test_a_cluster_is_told_where_it_finds_the_store() -> None:
    here = str(Path("plan/store").absolute())
    assert settings(Engine("spark", ADDRESS)).spark == Spark(ADDRESS, here, None)
    assert settings(Engine("spark", ADDRESS, "s3a://bucket/store")).spark == Spark(ADDRESS, here, "s3a://bucket/store")
