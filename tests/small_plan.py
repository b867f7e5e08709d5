"""A small made-up plan with its typed figures, for tests: only what a test is about has to be named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_id
from peelian.figures.model import Document, Typed
from peelian.measures.computed import Computed
from peelian.measures.model import Measure, Words
from peelian.periods import parse
from peelian.plan.areas import Area, Areas
from peelian.plan.model import Baseline, Body, Force, Kpi, Plan, PlanFile, Priority, Term
from peelian.plan.publication import Publication
from peelian.publications.sentences.desk import Desk
from peelian.quantities import Quantity
from peelian.series.model import Origin

NOW, BEFORE = parse("ye-2026-03"), parse("ye-2024-03")
DOCUMENT = "doc"
ISSUED = date(2026, 5, 18)
PLAN_FILE = Origin("plan.yaml", "0" * 64)
WORDS = {"subject", "plural", "noun", "one", "verb", "also"}


def measure(id: str, unit: str = "count", **fields: Any) -> Measure:
    """A published measure; fields of its words may stand among the others."""
    said = {"subject": id} | {name: fields.pop(name) for name in WORDS & fields.keys()}
    fields = {"title": id.capitalize(), "kind": "published", "definition": f"What {id} are."} | fields
    return Measure(id=id, unit=unit, words=Words(**said), **fields)


def kpi(id: str, polarity: str = "lower", **fields: Any) -> Kpi:
    """A KPI against the year ending March 2024, of the measure that has its id."""
    fields = {"title": id.capitalize(), "kind": "trajectory", "baseline": Baseline("ye-2024-03")} | fields
    if fields["kind"] != "in-development":
        fields = {"measure": id} | fields
    return Kpi(id=id, polarity=polarity, **fields)  # type: ignore[arg-type]


def plan(
    kpis: Iterable[Kpi],
    measures: Iterable[Measure] | None = None,
    areas: Mapping[str, str] | None = None,
    *,
    accepted: tuple[Any, ...] = (),
    **fields: Any,
) -> Plan:
    """A plan of these KPIs; each has a measure of counts if none are given. `areas` are districts by id and name."""
    kpis = tuple(kpis)
    if measures is None:
        measures = [measure(id) for id in dict.fromkeys(k.measure for k in kpis if k.measure)]
    inside = tuple(Area(id, name, "district", "all") for id, name in (areas or {}).items())
    fields = {"body": Body("The body", "Body"), "force": Force("The force", "Force")} | fields
    areas_ = Areas(("force", "district"), (Area("all", "All", "force"), *inside))
    file = PlanFile(id="p", title="A plan", areas=areas_, term=Term(date(2024, 5, 1)), **fields)
    return Plan(file, (Priority("one", "One", kpis=kpis),), {m.id: m for m in measures}, accepted)


def publication(**fields: Any) -> Publication:
    fields = {"kind": "board-paper", "title": "A paper", "issued": ISSUED, "period": "ye-2026-03"} | fields
    return Publication(**fields)


def typed(id: FigureId | str, value: object, unit: str = "count", **fields: Any) -> Typed:
    """A row of the publication's own document."""
    found = parse_id(id) if isinstance(id, str) else id
    document, paragraph = fields.get("document", DOCUMENT), fields.get("paragraph", "1")
    fields = {
        "printed": "",
        "qualifier": None,
        "status": "published",
        "as_at": None,
        "document": document,
        "paragraph": paragraph,
        "origin": Origin("figures/a.csv", "0" * 64, 2, document, paragraph),
        "published": date(2026, 5, 1),
    } | fields
    return Typed(found, Quantity(Fraction(str(value)), unit), **fields)


def book(
    of: Plan,
    rows: Iterable[Typed] = (),
    computed: Computed | None = None,
    *,
    document: str | None = DOCUMENT,
    issued: date = ISSUED,
    documents: Mapping[str, Document] | None = None,
) -> Figures:
    given = documents or {}
    return Figures(of, rows, computed, document=document, issued=issued, plan_origin=PLAN_FILE, documents=given)


def desk(of: Plan, rows: Iterable[Typed] = (), paper: Publication | None = None) -> Desk:
    paper = paper or publication()
    return Desk(of, paper, book(of, rows, issued=paper.issued))
