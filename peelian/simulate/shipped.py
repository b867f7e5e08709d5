"""Definitions that Peelian ships for records in the forms of extracts, as far as a simulated plan has their tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib import resources
from typing import Any

from peelian.simulate.yamltext import parsed


def measures(tables: Collection[str]) -> list[dict[str, Any]]:
    """Every measure that needs no other table than these, in the order of the files."""
    return answered(_written(), tables)


def answered(every: Iterable[Mapping[str, Any]], tables: Collection[str]) -> list[dict[str, Any]]:
    """Those of the measures that need no other table than these."""
    there, known = set(tables), {one["id"]: dict(one) for one in every}
    return [one for one in known.values() if _tables(one, known) <= there]


def inputs(measure: Mapping[str, Any], known: Collection[str]) -> set[str]:
    """The measures among those known that it is worked out from; none where it reads a table."""
    compute = measure["compute"]
    return set() if "table" in compute else {one for one in compute.values() if isinstance(one, str) and one in known}


def _written() -> list[dict[str, Any]]:
    folder = resources.files("peelian") / "definitions"
    names = sorted(file.name for file in folder.iterdir() if file.name.startswith("extract-"))
    return [one for name in names for one in parsed((folder / name).read_text("utf-8"))]


def _tables(measure: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> set[str]:
    compute = measure["compute"]
    of_inputs = (_tables(known[one], known) for one in inputs(measure, known))
    return {compute[name] for name in ("table", "weights") if name in compute}.union(*of_inputs)
