"""Reads a plan folder into a Plan. Every finding of every file comes back at once, each with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from peelian.findings import Finding, worst_first
from peelian.measures.model import Measure
from peelian.plan import model, places
from peelian.plan.area_files import read_area_files
from peelian.plan.checks import CHECKS
from peelian.plan.files import not_read, plan_files
from peelian.plan.model import (
    Accepted,
    Commitment,
    Group,
    Kpi,
    NamedList,
    Names,
    Peer,
    Plan,
    PlanFile,
    Priority,
    SmallNumbers,
    kpis_of,
)
from peelian.plan.processes import Processes
from peelian.plan.publication import Publication
from peelian.quantities import counted
from peelian.yamlfile import Node, build, build_list, fields_of, parse, walk

NEEDS = {
    "answers": ("measures",),
    "breakdowns": ("measures",),
    "measures": ("measures",),
    "parents": ("priorities", "measures"),
    "peers": ("measures",),
    "processes": ("measures",),
    "publications": ("priorities",),
    "sentences": ("priorities", "measures"),
    "targets": ("measures",),
}
"""Folders whose files a check must have read whole: nobody knows what stands in a file that is not YAML."""

HALF_READ = (
    *("unreadable-file", "not-read", "no-priorities", "no-measures"),
    *("yaml-syntax", "yaml-refused", "duplicate-field"),
)
"""Findings of files of which some part is not known: all of it, or what a field holds that stands twice."""


@dataclass(frozen=True)
class Loaded:
    """A plan folder as read. `plan` is None where plan.yaml itself cannot be used; `findings` says why.

    `publications` are by the name of their file. `files` are the plan's own files by relative path, with their
    bytes: what the plan's hash is made of. `names` are the ids that are known even where there is no plan.
    """

    plan: Plan | None
    publications: Mapping[str, Publication]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]
    names: Names


def load(folder: Path, then: Collection[str] | None = None) -> Loaded:
    """The plan of this folder with all findings of its YAML files.

    With `then`, the paths of the files of an earlier time, without the optional lookups that came since.
    """
    files, findings = plan_files(folder)
    lines: dict[str, str] = {}
    node, problems = parse(files["plan.yaml"], "plan.yaml")
    findings += problems
    unread: set[str] = set()
    plan_file, sound = _plan_file(node, findings, unread) if node else (None, None)
    priorities = _priorities(files, findings, lines, unread)
    measures = _measures(files, findings, lines, unread)
    accepted = _accepted(files, findings, lines)
    processes = _processes(files, findings, lines)
    publications = _publications(files, findings, lines)
    findings += _lacking(files, priorities, measures)
    findings += not_read(folder)
    untold = [f for f in findings if f.code in HALF_READ and f.severity == "error"]
    half_read = {f.where.partition(":")[0].partition("/")[0] for f in untold}
    plan = None
    if sound and plan_file is not None:
        places.of_plan(plan_file, sound, lines, findings)
        beside = read_area_files(folder, plan_file.areas, lines["plan:areas"], then)
        findings, lines = findings + beside.findings, beside.lines | lines
        files |= beside.files
        plan_file = replace(plan_file, areas=beside.areas)
        plan = Plan(plan_file, priorities, measures, accepted, lines, frozenset(unread), processes, beside.outlines)
        for name, check in CHECKS.items():
            if not half_read & set(NEEDS.get(name, ())):
                findings.extend(check(plan, publications))
    names = _names(priorities, measures, plan, node, unread, half_read)
    return Loaded(plan, publications, worst_first(findings), files, names)


def _lacking(
    files: Mapping[str, bytes], priorities: tuple[Priority, ...], measures: Mapping[str, Measure]
) -> Iterator[Finding]:
    """A plan without any priority, and KPIs of measures where the plan defines none: told once, not once a KPI."""
    if not _below(files, "priorities"):
        yield Finding("no-priorities", "priorities", "there is no file in priorities/; write one for each chapter")
    named = {kpi.measure for priority in priorities for kpi in kpis_of(priority) if kpi.measure is not None}
    if not _below(files, "measures") and named - measures.keys():
        lacking = len(named - measures.keys())
        says = f"there is no file in measures/, and kpis name {counted(lacking, 'measure')}; write them there"
        yield Finding("no-measures", "measures", says)


def _plan_file(node: Node, findings: list[Finding], unread: set[str]) -> tuple[PlanFile | None, Node]:
    """plan.yaml, without what is wrong with it where the rest can stand, and what it was built from.

    The ids of what is left out are unread.
    """
    whole = build(PlanFile, node, findings)
    if whole is not None:
        return whole, node
    sound = _sound_part(node, PlanFile)
    unread |= _ids(node) - _ids(sound)
    return build(PlanFile, sound, []), sound


def _names(
    priorities: tuple[Priority, ...],
    measures: Mapping[str, Measure],
    plan: Plan | None,
    node: Node | None,
    unread: set[str],
    lost: set[str],
) -> Names:
    """Every id that is written somewhere; nothing where a file that may hold more of them was not read whole."""
    kpis = {kpi.id: kpi for priority in priorities for kpi in kpis_of(priority)}
    areas = frozenset(model.places(plan)) if plan else _areas_of(node)
    return Names(
        kpis=None if "priorities" in lost else {**dict.fromkeys(unread), **kpis},
        measures=None if "measures" in lost else frozenset(measures) | unread,
        areas=None if "plan.yaml" in lost else areas,
        priorities=None if "priorities" in lost else frozenset(p.id for p in priorities) | unread,
    )


def _areas_of(node: Node | None) -> frozenset[str] | None:
    """The ids below `areas` of a plan.yaml that has mistakes; None where there is no such field."""
    areas = node.content.get("areas") if node and isinstance(node.content, dict) else None
    return frozenset(_ids(areas)) if areas else None


def _ids(node: Node) -> set[str]:
    """Every id that stands in this node, as typed; of what has none, all its words: one may be the id, misspelt."""
    found: set[str] = set()
    for inner in walk(node):
        if isinstance(inner.content, dict):
            id = inner.content.get("id")
            told = [id] if id is not None else inner.content.values()
            found |= {one.content for one in told if isinstance(one.content, str)}
    return found


def _below(files: Mapping[str, bytes], part: str) -> list[str]:
    return [name for name in files if name.startswith(f"{part}/")]


def _priorities(
    files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str], unread: set[str]
) -> tuple[Priority, ...]:
    """Every priority, without those of its parts that have mistakes; the ids of these go to `unread`."""
    built = []
    for name in _below(files, "priorities"):
        node, problems = parse(files[name], name)
        findings += problems
        if node is None:
            continue
        priority = build(Priority, node, findings)
        if priority is None:
            sound = _sound_part(node, Priority)
            priority = build(Priority, sound, [])
            unread |= _ids(node) - (_ids(sound) if priority is not None else set())
            node = sound
        if priority is not None:
            places.of_priority(priority, node, lines, findings)
            built.append(priority)
    return tuple(built)


PARTS: dict[str, type] = {
    "commitments": Commitment,
    "kpis": Kpi,
    "groups": Group,
    "lists": NamedList,
    "peers": Peer,
    "small_numbers": SmallNumbers,
}


def _sound_part(node: Node, cls: type) -> Node:
    """A plan, a priority or a group without the fields it cannot have and the parts that have mistakes."""
    if not isinstance(node.content, dict):
        return node
    content = {name: held for name, held in node.content.items() if name in fields_of(cls)}
    for name, part in PARTS.items():
        if name in content and isinstance(listed := content[name].content, list):
            items = [_sound_part(item, part) if part is Group else item for item in listed]
            content[name] = replace(content[name], content=[i for i in items if build(part, i, []) is not None])
    return replace(node, content=content)


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
        items = node.content if node and isinstance(node.content, list) else [node] if node else []
        for item in items:
            if not any(item is place for _, place in built):
                unread |= _ids(item)
        for measure, place in built:
            places.note(lines, findings, "measure", measure.id, place.where)
            if measure.id in shared:
                says = f"'{measure.id}' replaces the shared definition of the same id"
                findings.append(Finding("definition-replaced", place.where, says, "note"))
            measures[measure.id] = measure
    return measures


def shared_measures(findings: list[Finding]) -> dict[str, Measure]:
    """The definitions that ship with Peelian, by id."""
    measures, problems = _shipped()
    findings += problems
    return dict(measures)


@cache
def _shipped() -> tuple[Mapping[str, Measure], tuple[Finding, ...]]:
    """The shared definitions with the findings of their files. They do not change while a program runs."""
    measures: dict[str, Measure] = {}
    findings: list[Finding] = []
    folder = resources.files("peelian") / "definitions"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            node, problems = parse(entry.read_bytes(), f"definitions/{entry.name}")
            findings += problems
            measures |= {m.id: m for m, _ in build_list(Measure, node, findings)} if node else {}
    return measures, tuple(findings)


def _accepted(files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str]) -> tuple[Accepted, ...]:
    name = "accepted-findings.yaml"
    if name not in files:
        return ()
    node, problems = parse(files[name], name)
    findings += problems
    built = build_list(Accepted, node, findings) if node else []
    lines |= {f"accepted:{index}": place.where for index, (_, place) in enumerate(built)}
    return tuple(one for one, _ in built)


def _processes(files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str]) -> Processes:
    """What processes.yaml says of the series; nothing where it has mistakes, which stop a build."""
    name = "processes.yaml"
    node, problems = parse(files[name], name) if name in files else (None, [])
    findings += problems
    if node is None or node.content is None:
        return Processes()
    processes = build(Processes, node, findings) or Processes()
    places.of_processes(processes, node, lines)
    return processes


def _publications(files: Mapping[str, bytes], findings: list[Finding], lines: dict[str, str]) -> dict[str, Publication]:
    built: dict[str, Publication] = {}
    for name in _below(files, "publications"):
        node, problems = parse(files[name], name)
        findings += problems
        publication = build(Publication, node, findings) if node else None
        stem = name.removeprefix("publications/").removesuffix(".yaml")
        lines[f"publication:{stem}"] = f"{name}:1"
        if node and publication:
            places.of_publication(stem, publication, node, lines)
            built[stem] = publication
    return built
