"""Reads a plan folder into a Plan. Every finding of every file comes back at once, each with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from peelian.errors import Unusable
from peelian.findings import Finding, worst_first
from peelian.measures.model import Measure
from peelian.plan.checks import CHECKS
from peelian.plan.model import Accepted, Group, Kpi, Plan, PlanFile, Priority
from peelian.plan.publication import Publication
from peelian.yamlfile import Node, build, build_list, parse, walk

NEEDS = {
    "breakdowns": ("measures",),
    "measures": ("measures",),
    "parents": ("priorities", "measures"),
    "publications": ("priorities",),
    "targets": ("measures",),
}
"""Folders whose files a check must have parsed: nobody knows what stands in a file that is not YAML."""


@dataclass(frozen=True)
class Loaded:
    """A plan folder as read. `plan` is None where plan.yaml itself cannot be used; `findings` says why.

    `publications` are by the name of their file. `files` are the plan's own files by relative path, with their
    bytes: what the plan's hash is made of.
    """

    plan: Plan | None
    publications: Mapping[str, Publication]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]


def load(folder: Path) -> Loaded:
    """The plan of this folder with all findings of its YAML files."""
    if not (folder / "plan.yaml").is_file():
        raise Unusable(f"{folder}: no plan.yaml here; give a plan folder, or start one with 'peelian new {folder}'")
    files = plan_files(folder)
    findings: list[Finding] = []
    lines: dict[str, str] = {}
    plan_file = _one(PlanFile, "plan.yaml", files, findings)
    unread: set[str] = set()
    priorities = _priorities(files, findings, lines, unread)
    measures = _measures(files, findings, lines, unread)
    accepted = _accepted(files, findings, lines)
    publications = _publications(files, findings, lines)
    plan = None
    if plan_file is not None:
        plan = Plan(plan_file, priorities, measures, accepted, lines, frozenset(unread))
        unparsed = {f.where.partition("/")[0] for f in findings if f.code.startswith("yaml-")}
        for name, check in CHECKS.items():
            if not unparsed & set(NEEDS.get(name, ())):
                findings.extend(check(plan, publications))
    findings += _not_read(folder)
    return Loaded(plan, publications, worst_first(findings), files)


def plan_files(folder: Path) -> dict[str, bytes]:
    """The plan's YAML files by relative path, in order."""
    names = ["plan.yaml", "sources.yaml", "accepted-findings.yaml"]
    found = [folder / name for name in names if (folder / name).is_file()]
    for part in ("priorities", "measures", "publications"):
        found += sorted((folder / part).glob("*.yaml"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _not_read(folder: Path) -> list[Finding]:
    """Files that look like the plan's own and are not read, for the end of their name."""
    paths = [path for part in ("priorities", "measures", "publications") for path in (folder / part).glob("*.yml")]
    return [
        Finding("not-read", f"{path.relative_to(folder).as_posix()}:1", "rename it to end in .yaml", "warning")
        for path in paths
    ]


def _ids(node: Node) -> set[str]:
    """Every id that stands in this node, as typed."""
    ids = (inner.content.get("id") for inner in walk(node) if isinstance(inner.content, dict))
    return {id.content for id in ids if id is not None and isinstance(id.content, str)}


def _one(cls: type[PlanFile], name: str, files: Mapping[str, bytes], findings: list[Finding]) -> PlanFile | None:
    node, problems = parse(files[name], name)
    findings += problems
    return build(cls, node, findings) if node else None


def _below(files: Mapping[str, bytes], part: str) -> list[str]:
    return [name for name in files if name.startswith(f"{part}/")]


def _priorities(
    files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str], unread: set[str]
) -> tuple[Priority, ...]:
    built = []
    for name in _below(files, "priorities"):
        node, problems = parse(files[name], name)
        findings += problems
        priority = build(Priority, node, findings) if node else None
        if node and priority:
            _note(lines, findings, "priority", priority.id, node.where)
            _note_parts(priority, node, lines, findings)
            built.append(priority)
        elif node:
            unread |= _ids(node)
    return tuple(built)


def _note_parts(part: Priority | Group, node: Node, lines: dict[str, str], findings: list[Finding]) -> None:
    """Remembers where each KPI, commitment and group stands, and reports ids used twice."""
    assert isinstance(node.content, dict)
    named: list[tuple[str, Iterable[Kpi | Group | object]]] = [
        ("kpi", part.kpis),
        ("commitment", part.commitments),
        ("group", part.groups),
    ]
    for kind, items in named:
        listed = node.content.get(f"{kind}s")
        nodes = listed.content if listed and isinstance(listed.content, list) else []
        for item, place in zip(items, nodes, strict=False):
            _note(lines, findings, kind, str(getattr(item, "id", "")), place.where)
            if isinstance(item, Group):
                _note_parts(item, place, lines, findings)


def _note(lines: dict[str, str], findings: list[Finding], kind: str, id: str, where: str) -> None:
    key = f"{kind}:{id}"
    if key in lines:
        says = f"two {kind}s have the id '{id}' (the first at {lines[key]}); give this one an id of its own"
        findings.append(Finding("duplicate-id", where, says))
    else:
        lines[key] = where


def _measures(
    files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str], unread: set[str]
) -> dict[str, Measure]:
    """The shared definitions, then the plan's own, which replace shared ones of the same id and say so."""
    measures = shared_measures(findings)
    shared = frozenset(measures)
    for name in _below(files, "measures"):
        node, problems = parse(files[name], name)
        findings += problems
        built = build_list(Measure, node, findings) if node else []
        unread |= (_ids(node) if node else set()) - {measure.id for measure, _ in built}
        for measure, place in built:
            _note(lines, findings, "measure", measure.id, place.where)
            if measure.id in shared:
                says = f"'{measure.id}' replaces the shared definition of the same id"
                findings.append(Finding("definition-replaced", place.where, says, "note"))
            measures[measure.id] = measure
    return measures


def shared_measures(findings: list[Finding]) -> dict[str, Measure]:
    """The definitions that ship with Peelian, by id."""
    measures: dict[str, Measure] = {}
    folder = resources.files("peelian") / "definitions"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            node, problems = parse(entry.read_bytes(), f"definitions/{entry.name}")
            findings += problems
            measures |= {m.id: m for m, _ in build_list(Measure, node, findings)} if node else {}
    return measures


def _accepted(files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str]) -> tuple[Accepted, ...]:
    name = "accepted-findings.yaml"
    if name not in files:
        return ()
    node, problems = parse(files[name], name)
    findings += problems
    built = build_list(Accepted, node, findings) if node else []
    lines |= {f"accepted:{index}": place.where for index, (_, place) in enumerate(built)}
    return tuple(one for one, _ in built)


def _publications(files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str]) -> dict[str, Publication]:
    built: dict[str, Publication] = {}
    for name in _below(files, "publications"):
        node, problems = parse(files[name], name)
        findings += problems
        publication = build(Publication, node, findings) if node else None
        stem = name.removeprefix("publications/").removesuffix(".yaml")
        lines[f"publication:{stem}"] = f"{name}:1"
        if publication:
            built[stem] = publication
    return built
