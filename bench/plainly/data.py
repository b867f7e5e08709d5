"""The tables and the plan of a simulated force, as the library takes them, for measuring."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from peelian.editions.computing import computed_from
from peelian.measures.computed import Computed
from peelian.plan.load import load as load_plan
from peelian.plan.model import Plan, all_kpis, force_area
from peelian.series.cache import Cache
from peelian.series.engine import Settings
from peelian.series.tables import Slice, TableFiles

KINDS = {"date32[day]": "date", "string": "text", "int64": "integer", "bool": "boolean"}


@dataclass(frozen=True)
class World:
    """A plan with its tables. `wanted` are the measures of its KPIs with their breakdowns; `areas` all of the tree."""

    plan: Plan
    tables: dict[str, TableFiles]
    wanted: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    areas: tuple[str, ...]
    parents: dict[str, str]
    whole: str
    months: tuple[date, ...]


def world(folder: Path) -> World:
    plan = load_plan(folder).plan
    assert plan is not None
    tables = {path.name: table(path) for path in sorted((folder / "tables").iterdir())}
    kpis = [kpi for kpi in all_kpis(plan).values() if kpi.measure]
    wanted = dict.fromkeys((kpi.measure, tuple(sorted((kpi.breakdown or {}).items()))) for kpi in kpis)
    areas = tuple(area.id for area in plan.file.areas.list)
    parents = {area.id: area.parent for area in plan.file.areas.list if area.parent}
    return World(
        plan, tables, tuple(wanted), areas, parents, force_area(plan).id, tuple(sorted(tables["street"].months))
    )


def table(folder: Path) -> TableFiles:
    """One table: a file a month."""
    slices = []
    for path in sorted(folder.glob("*.parquet")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        month = date.fromisoformat(f"{path.stem}-01")
        slices.append(Slice((str(path),), frozenset([month]), pq.read_metadata(path).num_rows, digest))
    schema = pq.read_schema(slices[-1].paths[0])
    columns = {field.name: KINDS.get(str(field.type), "decimal") for field in schema}
    months = frozenset(month for one in slices for month in one.months)
    paths = tuple(path for one in slices for path in one.paths)
    return TableFiles(folder.name, paths, columns, months, slices=tuple(slices))


def computed(world: World, settings: Settings, cache: Cache | None = None) -> Computed:
    return computed_from(world.plan, world.tables, settings=settings, cache=cache)
