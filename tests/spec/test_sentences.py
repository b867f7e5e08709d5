"""The sentence forms as data: KPIs with their figures in, the very sentences and findings out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.figures.ids import FigureId, parse_breakdown
from peelian.figures.model import Typed
from peelian.measures.model import Measure, Ratio
from peelian.periods import month, parse, shift
from peelian.plan.model import Baseline, Force, Kpi, NamedList, Peer, Target
from peelian.plan.processes import Processes
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines, Number, Text, flatten, plain
from peelian.publications.citing import join
from peelian.publications.sentences import FORMS, compose
from peelian.publications.sentences.desk import Desk
from peelian.publications.typed_numbers import typed_numbers
from peelian.yamlfile import build
from peelian.yamlfile import parse as parse_yaml
from tests import small_plan

SPECS = Path(__file__).parents[2] / "specs" / "sentences"
PAGES = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(SPECS.glob("*.yaml"))}
NAMED = [(f"{name}: {case['says']}", page, case) for name, page in PAGES.items() for case in page["cases"]]
ALL = [pytest.param(page, case, id=name) for name, page, case in NAMED]
ENDS = ("current", "baseline", "change_percent", "change_points")
LATEST = month(2026, 3)
OF_MEASURE = ("subject", "plural", "noun", "one", "verb", "also", "scale")


def told(page: dict[str, Any], case: dict[str, Any]) -> list[dict[str, Any]]:
    """The KPIs of a case, each with what all of its page have; a case without a list speaks of one."""
    if "kpis" in case:
        return [page.get("every", {}) | one for one in case["kpis"]]
    if "measure" not in case:
        return []
    return [{"id": "k", "measure_id": "m"} | case["measure"] | case]


def measure_of(one: dict[str, Any]) -> Measure:
    ratio = Ratio("events", "people", "group", one["reference"]) if "reference" in one else None
    said = {name: one[name] for name in OF_MEASURE if name in one}
    id = one.get("measure_id", one["id"])
    said["labels"] = one.get("labels", {})
    return small_plan.measure(id, one["unit"], compute=ratio, kind="ratio" if ratio else "published", **said)


def kpi_of(one: dict[str, Any]) -> Kpi:
    has_baseline = "since" in one or any(end in one for end in ENDS[1:])
    fields = {name: one[name] for name in ("title", "kind", "awaits", "parent", "area", "period") if name in one}
    if one.get("kind") != "in-development":
        fields["measure"] = one.get("measure_id", one["id"])
    return small_plan.kpi(
        one["id"],
        one.get("polarity", "lower"),
        decimals=1 if one.get("unit") == "percent" else None,
        baseline=Baseline(one.get("since", "ye-2024-03")) if has_baseline else None,
        target=Target(one["unit"], **one["target"]) if "target" in one else None,
        stable_band=Decimal(one["band"]) if "band" in one else None,
        breakdown=one.get("breakdown", {}),
        **fields,
    )


def rows_of(one: dict[str, Any], area: str = "all") -> Iterator[Typed]:
    """The typed figures of a KPI, or of one area of it."""
    breakdown = tuple(sorted(one.get("breakdown", {}).items()))
    now, since = parse(one.get("period", "ye-2026-03")), parse(one.get("since", "ye-2024-03"))
    place = one.get("area", area)
    id = FigureId(one.get("measure_id", one["id"]), place, breakdown, now)
    told = {"status": one.get("status", "published"), "qualifier": one.get("qualifier")}
    told["printed"] = one.get("grade", "")
    if "current" in one:
        yield small_plan.typed(id, one["current"], one["unit"], **told)
    if "baseline" in one:
        was = {"status": one.get("baseline_status", "published"), "printed": one.get("baseline_grade", "")}
        yield small_plan.typed(id.at(since), one["baseline"], one["unit"], **was)
    if "change_percent" in one:
        said = {"status": one.get("change_status", "published"), "qualifier": one.get("change_qualifier")}
        yield small_plan.typed(id.change("change-percent", since), one["change_percent"], "percent", **said)
    if "change_points" in one:
        yield small_plan.typed(id.change("change-pp", since), one["change_points"], "pp")
    for part, value in one.get("parts", {}).items():
        yield small_plan.typed(replace(id, breakdown=parse_breakdown(part)), value, one["unit"])
    for part, value in one.get("parts_before", {}).items():
        yield small_plan.typed(replace(id.at(since), breakdown=parse_breakdown(part)), value, one["unit"])
    by_month = {"": one.get("months", ""), **one.get("parts_by_month", {})}
    for part, values in by_month.items():
        series = replace(id, breakdown=tuple(sorted((*breakdown, *parse_breakdown(part)))))
        for back, written in enumerate(reversed(str(values).split())):
            if written != ".":
                status = "provisional" if written.endswith("p") else "published"
                when = series.at(shift(LATEST, -back))
                yield small_plan.typed(when, written.rstrip("p"), one["unit"], status=status)
    for bound in ("low", "high", "base"):
        if bound in one:
            yield small_plan.typed(id.of(bound), one[bound], "count" if bound == "base" else one["unit"])


def desk_of(page: dict[str, Any], case: dict[str, Any]) -> Desk:
    kpis = told(page, case)
    defined = {m.id: m for m in (measure_of(one) for one in reversed(kpis) if "unit" in one)}
    rows = [row for one in kpis for row in rows_of(one)]
    for area, values in case.get("figures", {}).items():
        known = dict(zip(("current", "baseline"), values, strict=False)) if isinstance(values, list) else values
        rows += rows_of({k: v for k, v in kpis[0].items() if k not in ENDS} | known, area)
    of_body: dict[str, Any] = {"terms": tuple(page.get("terms", ())), "words": case.get("words", {})}
    of_body["peers"], of_body["lists"] = group_of(page, case)
    if "force" in page:
        of_body["force"] = Force(page["force"], "F")
    if "rules" in case:
        of_body["rules"] = case["rules"]
    made = small_plan.plan([kpi_of(one) for one in kpis], defined.values(), page.get("areas"), **of_body)
    if "processes" in case:
        node, findings = parse_yaml(yaml.safe_dump(case["processes"]).encode(), "processes.yaml")
        assert node is not None
        decided = build(Processes, node, findings)
        assert decided is not None, findings
        made = replace(made, processes=decided)
    return small_plan.desk(made, rows, small_plan.publication(**page.get("publication", {}), **case.get("paper", {})))


def group_of(page: dict[str, Any], case: dict[str, Any]) -> tuple[tuple[Peer, ...], tuple[NamedList, ...]]:
    """The peers of a case by id and name, and the lists they stand on; `differs` says who counts otherwise."""
    differs = case.get("differs", {})
    peers = {**page.get("peers", {}), **case.get("peers", {})}
    lists = case.get("lists", page.get("lists", []))
    listed = tuple(NamedList(**{"title": "Similar forces"} | one | {"values": tuple(one["values"])}) for one in lists)
    return tuple(Peer(id, name, differs=differs.get(id, {})) for id, name in peers.items()), listed


def say_of(page: dict[str, Any], case: dict[str, Any]) -> Say:
    given = dict(page.get("say", {})) | case.get("say", {})
    named = given.pop("kpis", [one["id"] for one in told(page, case)])
    return Say(tuple(named), page["form"], **given)


def composed(desk: Desk, page: dict[str, Any], case: dict[str, Any]) -> Inlines:
    """The sentence of the case; where it has a `before`, with that one before it in the same paragraph."""
    if "before" not in case:
        return compose(desk, say_of(page, case))
    first = compose(desk, Say(tuple(case["before"]["kpis"]), case["before"]["form"]))
    return join(first, " ", compose(desk, say_of(page, case)))


@pytest.mark.parametrize(("page", "case"), ALL)
def test_the_sentence(page: dict[str, Any], case: dict[str, Any]) -> None:
    desk = desk_of(page, case)
    run = composed(desk, page, case)
    assert plain(run) == case["sentence"]
    assert [f.code for f in desk.findings] == case.get("findings", [])


@pytest.mark.parametrize(("page", "case"), ALL)
def test_every_number_in_it_is_a_figure(page: dict[str, Any], case: dict[str, Any]) -> None:
    """Each number is tied to a figure that the register holds, and none stands there as mere words."""
    desk = desk_of(page, case)
    leaves = list(flatten(composed(desk, page, case)))
    numbers = [leaf for leaf in leaves if isinstance(leaf, Number)]
    for number in numbers:
        assert number.text in desk.cited.printed[number.figure]
        assert desk.cited.figures[number.figure].value is not None
    names = ("999",) if "999" in case["sentence"] else ()
    loose = [leaf.text[a:b] for leaf in leaves if isinstance(leaf, Text) for a, b in typed_numbers(leaf.text, names)]
    assert loose == []


def test_every_form_has_its_cases() -> None:
    assert {page["form"] for page in PAGES.values()} == set(FORMS)
