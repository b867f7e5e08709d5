"""A small made-up plan and publication for tests of the framework paper, and ways to read it as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from peelian.figures.book import Figures
from peelian.figures.ids import parse_id
from peelian.figures.model import Typed
from peelian.measures.model import Measure, Words
from peelian.plan.model import (
    Area,
    Areas,
    Baseline,
    Body,
    Commitment,
    Force,
    Group,
    Kpi,
    NamedList,
    Plan,
    PlanFile,
    Priority,
    Target,
    Term,
)
from peelian.plan.publication import Publication
from peelian.publications.blocks import (
    Document,
    Emphasis,
    Heading,
    Inlines,
    Link,
    Number,
    Strong,
    Table,
    Text,
)
from peelian.publications.framework import compose
from peelian.quantities import Quantity
from peelian.series.model import Origin


def measure(id: str, unit: str = "count", title: str | None = None) -> Measure:
    return Measure(id, title or id.capitalize(), "published", unit, Words(f"the {id}"), f"What {id} are.")


def national(id: str) -> Measure:
    return replace(measure(id), caveats=("Judged nationally.",), source="A survey")


MEASURES = {
    m.id: m
    for m in (
        measure("patrols", "percent"),
        measure("rangers", "headcount"),
        measure("thefts"),
        measure("floods", "per 1,000"),
        measure("fires"),
        national("national-thefts"),
        national("national-fires"),
    )
}
YEAR = Baseline("ye-2019-06")
UNSAID = Baseline("not-stated", note="No year is named.")
GROUPS = (
    Group(
        "rangers",
        "Rangers",
        commitments=(Commitment("c-1", "Keep the woods safe", "A1", "the head ranger", "The plan, page three"),),
        kpis=(
            Kpi(
                "more-rangers",
                "Have 1,200 rangers, 40 of them mounted",
                "number",
                "higher",
                "rangers",
                target=Target("headcount", at_least="1200", note="More than this is welcome."),
                commitment="c-1",
                source="The plan, page four, its table",
            ),
            Kpi("both", "Patrol more and fewer thefts", "trajectory", "neither", baseline=UNSAID),
            Kpi(
                "patrols",
                "Patrols to 62.5%",
                "number",
                "higher",
                "patrols",
                parent="both",
                target=Target("percent", over="62.5"),
            ),
            Kpi(
                "fewer-thefts",
                "Fewer thefts",
                "trajectory",
                "lower",
                "thefts",
                parent="both",
                baseline=UNSAID,
                source="The plan, page four",
            ),
        ),
    ),
    Group(
        "hazards",
        "Hazards",
        groups=(
            Group(
                "water",
                "Water",
                groups=(
                    Group(
                        "floods",
                        "Floods",
                        kpis=(
                            Kpi("floods", "Watch floods", "monitor", "lower", "floods", action="Build dams."),
                            Kpi("dry", "Keep the path dry", "maintain", "higher", "patrols", baseline=UNSAID),
                            Kpi("open", "Keep the path open", "maintain", "higher", "patrols"),
                            Kpi("map", "Draw a map", "deliverable", "neither"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
PROXIES = (
    Kpi("all", "All thefts", "trajectory", "lower", "thefts", baseline=YEAR, stands_for=("national-thefts",)),
    Kpi(
        "fires",
        "Fires",
        "trajectory",
        "lower",
        "fires",
        baseline=YEAR,
        stands_for=("national-fires", "national-thefts"),
    ),
    Kpi("soon", "Soon", "in-development", "higher", awaits="a survey", stands_for=("national-fires",)),
)
FILE = PlanFile(
    id="wood",
    title="The plan of the wood",
    body=Body("Warden of the Wood", "WW"),
    force=Force("Wood Rangers", "WR"),
    areas=Areas(("force",), (Area("wood", "Wood", "force"),)),
    term=Term(date(2021, 5, 13), date(2024, 5, 8)),
    notices=("Made up.",),
    lists=(NamedList("neighbours", "Neighbours", ("Forest",)),),
)
PLAN = Plan(
    FILE,
    (
        Priority("wood-life", "Life in the wood", about="What we do.", groups=GROUPS),
        Priority("beyond", "Beyond the wood", kpis=PROXIES),
    ),
    MEASURES,
)
PUBLICATION = Publication("framework", "Promises", date(2021, 10, 26), "ye-2021-03", lists=("neighbours",))
TYPED = {
    "thefts/wood/ye-2019-06/value": ("count", 300),
    "thefts/wood/ye-2021-03/value": ("count", 240),
    "fires/wood/ye-2021-03/change-from-ye-2019-06": ("count", -5),
}


def figures(plan: Plan, typed: Mapping[str, tuple[str, int]] = TYPED) -> Figures:
    rows = [
        Typed(
            parse_id(id),
            Quantity(Fraction(v), unit),
            str(v),
            None,
            "published",
            None,
            "d",
            "1",
            ORIGIN,
            date(2021, 10, 26),
        )
        for id, (unit, v) in typed.items()
    ]
    return Figures(plan, rows, None, document="d", issued=PUBLICATION.issued, plan_origin=ORIGIN)


ORIGIN = Origin("figures/d.csv", "0" * 64, 2, "d", "1")


def composed(plan: Plan = PLAN, publication: Publication = PUBLICATION) -> Document:
    return compose(plan, publication, figures(plan), {}).document


def shown(inlines: Inlines) -> str:
    out = ""
    for inline in inlines:
        match inline:
            case Number():
                out += f"«{inline.text}»"
            case Text():
                out += inline.text
            case Link():
                out += f"[{shown(inline.inlines)}]({inline.url})"
            case Strong() | Emphasis():
                out += shown(inline.inlines)
    return out


def found(document: Document, name: str) -> Table:
    """The table of this caption, or the first below the heading of this text."""
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table) and name in (block.caption, heading):
            return block
    raise AssertionError(f"no table '{name}'")


def table(document: Document, name: str) -> list[list[str]]:
    one = found(document, name)
    return [[c.title for c in one.columns], *([shown(cell) for cell in row] for row in one.rows)]


def note(document: Document, name: str) -> str:
    return shown(found(document, name).note)


def headings(document: Document) -> list[tuple[int, str | None, str]]:
    return [(b.level, b.number, b.text) for b in document.blocks if isinstance(b, Heading)]
