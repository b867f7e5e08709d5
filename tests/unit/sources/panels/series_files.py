"""Small files of series, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from peelian.sources.panels import SeriesFile, read_series

VALUES, PARTS = "series,period,value", "series,period,numerator,denominator"
YEAR = tuple(f"2020-{month:02}" for month in range(1, 13))


def written(folder: Path, data: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def rows(series: str, periods: Iterable[str], value: str = "1") -> list[str]:
    return [f"{series},{period},{value}" for period in periods]


def of(folder: Path, header: str, lines: Iterable[str], **more: Any) -> SeriesFile:
    return read_series(written(folder, "\n".join([header, *lines]) + "\n"), **more)


def told(got: SeriesFile) -> list[tuple[str, str, str]]:
    """Severity, code and place of each finding."""
    return [(finding.severity, finding.code, finding.where) for finding in got.findings]


def cells(got: SeriesFile) -> Mapping[str, list[float | None]]:
    """The values of each series, None where missing."""
    assert got.panel is not None, got.findings
    return {
        name: [None if np.isnan(value) else value for value in values]
        for name, values in zip(got.panel.names, got.panel.values.tolist(), strict=True)
    }


def ids(got: SeriesFile) -> list[str]:
    assert got.panel is not None, got.findings
    return [period.id for period in got.panel.periods]
