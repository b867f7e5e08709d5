"""One run: month by month and force by force, the files of a plan folder and the truth about them."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peelian.errors import Unusable
from peelian.simulate import dirt, planfiles, reference, spoilt
from peelian.simulate.faults import FAULTS, ROWS
from peelian.simulate.files import Files
from peelian.simulate.geography import Geography
from peelian.simulate.geography import make as make_geography
from peelian.simulate.months import FIRST, label
from peelian.simulate.publishers.publishers import made_of, published, weights
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.run import Run
from peelian.simulate.sizes import SIZES, Size
from peelian.simulate.tables import Tables
from peelian.simulate.truth.truth import Found, Truth

MOST_MONTHS = 600
MOST_SEED = 2**63


@dataclass(frozen=True)
class Wanted:
    """`files` are the publishers' files, `tables` tidy Parquet; one of the two at least."""

    size: str
    months: int
    seed: int
    files: bool = True
    tables: bool = False
    faults: bool = False


@dataclass(frozen=True)
class Made:
    """What was written: rows by table, areas, the first and the last month."""

    rows: dict[str, int]
    areas: int
    first: str
    last: str


def simulate(folder: Path, wanted: Wanted, step: Callable[[str], None] = lambda _: None) -> Made:
    """Writes the folder, which must be new or empty, whole or not at all. `step` is told each month. What cannot be
    written is named as if it were in the folder already.

    The same size, months and seed give the same bytes; a longer run has the same months and more.
    """
    _check(wanted)
    asked, folder = folder, folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unusable(f"{folder}: there is something here already; give a folder that is new or empty")
    staged = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir(parents=True)
        made = _written(staged, wanted, step)
        if folder.exists():
            folder.rmdir()
        os.rename(staged, folder)
    except OSError as error:
        if error.filename is not None:  # the folder asked for is what people know
            error.filename = str(error.filename).replace(str(staged), str(asked), 1)
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return made


def _check(wanted: Wanted) -> None:
    if wanted.size not in SIZES:
        raise Unusable(f"no size '{wanted.size}'; there are {', '.join(SIZES)}")
    if not 1 <= wanted.months <= MOST_MONTHS:
        raise Unusable(f"{wanted.months} months; give 1 to {MOST_MONTHS}")
    if not 0 <= wanted.seed < MOST_SEED:
        raise Unusable(f"the seed {wanted.seed} is out of range; give a whole number from 0 to 2^63 - 1")
    if wanted.faults and not wanted.files:
        raise Unusable(
            "faults are in publishers' files, of which none are written; leave out --faults or --only-tables"
        )


def _written(folder: Path, wanted: Wanted, step: Callable[[str], None]) -> Made:
    size = SIZES[wanted.size]
    geography = make_geography(size, wanted.seed)
    files = Files(folder, size.forces == 1) if wanted.files else None
    tables = Tables(folder, geography) if wanted.tables else None
    returns = Returns(geography, size, wanted.seed, wanted.months) if wanted.files else None
    of_publishers = made_of(wanted.months) if wanted.files else []
    shipped = planfiles.shipped_measures() if wanted.files else []
    truth = Truth(
        geography,
        wanted.months,
        planfiles.measures(of_publishers),
        shipped,
        planfiles.lists(),
        {**reference.weights(), **(weights() if returns is not None else {})},
        size.truth_levels,
    )
    run = Run(geography, size, wanted.seed, wanted.months, wide=wanted.files, returns=returns)
    untidy = run.untidy
    for frame, force in run.frames(step):
        if frame is None:
            if tables is not None:
                tables.end_month()
            continue
        truth.add(frame, force)
        untidy += dirt.of_frame(frame)
        if files is not None:
            name = geography.areas[geography.forces[force]].name.lower()
            files.write(dirt.with_new_column(frame), name)
            bad = spoilt.left_out(frame)
            if bad is not None:
                files.write(bad, name)
                untidy["rows that a form's rules leave out"] += bad.rows
        if tables is not None:
            tables.add(frame)
    if files is not None:
        files.close()
    if returns is not None:
        _publish(returns, folder, truth, tables)
    faulty = FAULTS if wanted.faults and wanted.files else ()
    for fault in faulty:
        (folder / "data" / f"{fault.source}.csv").write_bytes(fault.spoil(ROWS))
    others = planfiles.files(geography, wanted.months, faulty, shipped, of_publishers)
    others["lookups/lsoa-to-ward.csv"] = reference.lookup(geography)
    others["truth.json"] = truth_file(wanted, size, truth.rows, truth.figures(), untidy, geography)
    for path, data in others.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return Made(dict(truth.rows), len(geography.areas), label(0), label(wanted.months - 1))


def _publish(returns: Returns, folder: Path, truth: Truth, tables: Tables | None) -> None:
    """The tables that publishers make of a run, all of which has been made."""
    for made, written in published(returns):
        for frame, force in made:
            truth.add(frame, force)
            if tables is not None:
                tables.add(frame)
        for name, data in written.items():
            (folder / "data" / name).write_bytes(data)
    if tables is not None:
        tables.end_month()


def truth_file(
    wanted: Wanted,
    size: Size,
    rows: Mapping[str, int],
    figures: tuple[Found, Found],
    untidy: Counter[str],
    geography: Geography,
) -> bytes:
    """truth.json, as docs/how-to/simulate-a-force.md describes it."""
    missing = [
        {"table": "stop_and_search", "force": geography.areas[place].id, "month": label(month)}
        for month in range(wanted.months)
        for force, place in enumerate(geography.forces)
        if dirt.never_published(geography, size, force, month)
    ]
    faults = [{"source": f.source, "code": f.code, "says": f.says} for f in FAULTS if wanted.faults]
    values, intervals = figures
    told: dict[str, Any] = {
        "simulated": "Everything in this folder is made up by peelian simulate.",
        "size": wanted.size,
        "seed": wanted.seed,
        "first": label(0),
        "last": label(wanted.months - 1),
        "rows": dict(sorted(rows.items())),
        "untidy": dict(sorted(untidy.items())),
        "never_published": missing,
        "faults": faults,
        "values": values,
        **({"intervals": intervals} if intervals else {}),
    }
    assert FIRST
    return (json.dumps(told, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n").encode()
