"""plan-folder.md and the schemas for editors: every field of every file, from the dataclasses."""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from printed.markdown import code, page, plain, table


@dataclass(frozen=True)
class FileKind:
    """A kind of file: where it lies, the class that reads it, and whether it holds one or several."""

    schema: str
    path: str
    cls: Any
    holds: Literal["one", "list", "mapping"]
    about: str


def pages() -> dict[str, str]:
    from peelian.yamlschema import schema

    kinds = file_kinds()
    printed: dict[str, str] = {"plan-folder.md": fields_page(kinds)}
    for kind in kinds:
        made = schema(kind.cls, kind.path, listed=kind.holds == "list")
        if kind.holds == "mapping":
            made = by_id(made)
        printed[f"schemas/{kind.schema}.schema.json"] = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    return printed


def file_kinds() -> list[FileKind]:
    from peelian.measures.model import Measure
    from peelian.plan.model import Accepted, PlanFile, Priority
    from peelian.plan.processes import Processes
    from peelian.plan.publication import Publication
    from peelian.sources.model import Source

    return [
        FileKind("plan", "plan.yaml", PlanFile, "one", "Who publishes, the areas, the body's own terms."),
        FileKind(
            "priority",
            "priorities/*.yaml",
            Priority,
            "one",
            "One file a priority, in the order of the names.",
        ),
        FileKind("measures", "measures/*.yaml", Measure, "list", "Definitions of what is counted."),
        FileKind("sources", "sources.yaml", Source, "mapping", "Where each source's files lie; keys are the ids."),
        FileKind(
            "processes",
            "processes.yaml",
            Processes,
            "one",
            "What people decided about the series: steps that are confirmed, periods left out.",
        ),
        FileKind("publication", "publications/*.yaml", Publication, "one", "One file a publication."),
        FileKind(
            "accepted-findings",
            "accepted-findings.yaml",
            Accepted,
            "list",
            "What the office knows and accepts.",
        ),
    ]


def by_id(made: dict[str, Any]) -> dict[str, Any]:
    """The schema of a mapping from id to what `made` describes."""
    outside = ("$schema", "title", "$defs")
    inside = {key: value for key, value in made.items() if key not in outside}
    body = {"type": "object", "additionalProperties": inside}
    return {"$schema": made["$schema"], "title": made["title"], **body, "$defs": made["$defs"]}


def fields_page(kinds: list[FileKind]) -> str:
    parts = [
        "A plan folder is plain files. A field that has no default must be there. For completion and checks "
        "in an editor, point it at the schemas in `docs/reference/schemas`.",
        table(
            ["File", "Holds", "Schema"],
            [(code(k.path), plain(k.about), f"[{k.schema}](schemas/{k.schema}.schema.json)") for k in kinds],
        ),
    ]
    seen: set[Any] = set()
    for kind in kinds:
        holds = {"one": "one", "list": "a list of", "mapping": "a mapping from id to"}[kind.holds]
        parts.append(f"## {kind.path}\n\nHolds {holds} {kind.cls.__name__}.")
        for cls in classes(kind.cls, seen):
            parts += class_section(cls)
    return page("Plan folder", "the dataclasses of `peelian/plan`, `peelian/measures` and `peelian/sources`", parts)


def classes(cls: Any, seen: set[Any]) -> Iterator[Any]:
    """This class and those its fields hold, each once, in the order a reader meets them."""
    if cls in seen:
        return
    seen.add(cls)
    yield cls
    for hint in typing.get_type_hints(cls).values():
        for inner in dataclasses_in(hint):
            yield from classes(inner, seen)


def dataclasses_in(hint: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from dataclasses_in(inner)


def class_section(cls: Any) -> list[str]:
    hints = typing.get_type_hints(cls)
    rows = [(code(field.name.rstrip("_")), written(hints[field.name]), default(field)) for field in fields(cls)]
    doc = inspect.getdoc(cls) or ""
    about = "" if doc.startswith(f"{cls.__name__}(") else doc  # a dataclass without words gets its signature
    return [f"### {cls.__name__}", about, table(["Field", "What it holds", "Default"], rows)]


def fields(cls: Any) -> list[dataclasses.Field[Any]]:
    return [field for field in dataclasses.fields(cls) if field.init]


def written(hint: Any) -> str:
    """A type in words: "text", "list of Kpi", "`lower` or `higher`"."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join(written(a) for a in args if a is not type(None))
    if origin is Literal:
        return " or ".join(code(str(a)) for a in args)
    if origin in (tuple, list):
        return f"list of {written(args[0])}"
    if origin is not None and issubclass(origin, Mapping):
        return f"mapping from {written(args[0])} to {written(args[1])}"
    if dataclasses.is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return NAMES[hint.__name__]


NAMES = {
    "str": "text",
    "int": "whole number",
    "Decimal": "number",
    "bool": "true or false",
    "date": "date, as 2026-05-31",
}


def default(field: dataclasses.Field[Any]) -> str:
    if field.default is not dataclasses.MISSING:
        value = field.default
    elif field.default_factory is not dataclasses.MISSING:
        value = field.default_factory()
    else:
        return "must be given"
    if value is None or value in ((), {}, ""):
        return "none"
    if dataclasses.is_dataclass(value):
        return f"a {type(value).__name__} with its own defaults"
    return code(str(value).lower() if isinstance(value, bool) else str(value))
