"""Where each thing of a plan is written: `file:line` under keys such as "kpi:ID"; an id that stands twice is told."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.findings import Finding
from peelian.plan.model import Group, PlanFile, Priority
from peelian.plan.processes import PARTS, Processes
from peelian.plan.publication import Publication
from peelian.yamlfile import Node

IDS = ("area", "peer", "priority", "group", "commitment", "kpi", "measure")
"""Kinds of thing with an id that no other of the plan has."""


def note(lines: dict[str, str], findings: list[Finding], kind: str, id: str, where: str) -> None:
    key = f"{kind}:{id}"
    if key in lines:
        kinds = {"priority": "priorities"}.get(kind, f"{kind}s")
        says = f"two {kinds} have the id '{id}' (the first at {lines[key]}); give this one an id of its own"
        findings.append(Finding("duplicate-id", where, says))
    else:
        lines[key] = where


def of_plan(file: PlanFile, node: Node, lines: dict[str, str], findings: list[Finding]) -> None:
    """The fields of plan.yaml ("plan:FIELD"), its areas, peers, lists and thresholds of small numbers.

    A list may stand there in dated versions, and a table by mistake twice: both go by their number, counted from 0.
    """
    lines |= {f"plan:{name}": held.where for name, held in _fields(node)}
    areas = next((held for name, held in _fields(node) if name == "areas"), None)
    for area, place in zip(file.areas.list, _items(areas, "list"), strict=False):
        note(lines, findings, "area", area.id, place.where)
    for drawn, place in zip(file.areas.drawn, _items(areas, "drawn"), strict=False):
        note(lines, findings, "area", drawn.id, place.where)
    for peer, place in zip(file.peers, _items(node, "peers"), strict=False):
        note(lines, findings, "peer", peer.id, place.where)
    for kind, field in (("list", "lists"), ("small_numbers", "small_numbers")):
        lines |= {f"{kind}:{index}": place.where for index, place in enumerate(_items(node, field))}


def of_priority(part: Priority | Group, node: Node, lines: dict[str, str], findings: list[Finding]) -> None:
    """A priority or a group with its KPIs, commitments and groups."""
    note(lines, findings, "group" if isinstance(part, Group) else "priority", part.id, node.where)
    for kind, parts in (("kpi", part.kpis), ("commitment", part.commitments)):
        for id, place in zip((one.id for one in parts), _items(node, f"{kind}s"), strict=False):
            note(lines, findings, kind, id, place.where)
    for group, place in zip(part.groups, _items(node, "groups"), strict=False):
        of_priority(group, place, lines, findings)


def of_processes(processes: Processes, node: Node, lines: dict[str, str]) -> None:
    """Each entry of processes.yaml: "processes:PART:NUMBER", the number counted from 0."""
    for part in PARTS:
        for index, place in enumerate(_items(node, part)[: len(getattr(processes, part))]):
            lines[f"processes:{part}:{index}"] = place.where


def of_publication(name: str, publication: Publication, node: Node, lines: dict[str, str]) -> None:
    """Its fields, chapters and paragraphs: "publication:NAME.FIELD", "publication:NAME/CHAPTER[/PARAGRAPH]"."""
    lines |= {f"publication:{name}.{field}": held.where for field, held in _fields(node)}
    for chapter, place in zip(publication.chapters, _items(node, "chapters"), strict=False):
        lines[f"publication:{name}/{chapter.id}"] = place.where
        for paragraph, inner in zip(chapter.paragraphs, _items(place, "paragraphs"), strict=False):
            lines[f"publication:{name}/{chapter.id}/{paragraph.id}"] = inner.where


def _fields(node: Node | None) -> Iterable[tuple[str, Node]]:
    return node.content.items() if node and isinstance(node.content, dict) else ()


def _items(node: Node | None, field: str) -> list[Node]:
    held = next((held for name, held in _fields(node) if name == field), None)
    return held.content if held and isinstance(held.content, list) else []
