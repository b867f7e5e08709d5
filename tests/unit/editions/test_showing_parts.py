"""What a figure rests on, in the terminal and for a program: its interval, and its numbers where it has any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from peelian.editions.showing_parts import interval, parts
from peelian.figures.book import Figures
from peelian.figures.ids import parse_id
from peelian.figures.model import Figure
from peelian.measures.model import Measure
from tests import small_plan
from tests.spec.worlds import Rows, World, measure

JANUARY = date(2024, 1, 1)
KINDS = {"month": "date", "area": "text", "group": "text", "answer": "text", "seconds": "integer"}
ROWS = [
    {"month": JANUARY, "area": "all", "group": "black" if n % 4 == 0 else "white", "answer": "yes" if n % 3 else "no",
     "seconds": n}
    for n in range(1, 101)
]  # fmt: skip
PEOPLE = [
    {"month": JANUARY, "area": "all", "group": group, "people": n} for group, n in (("black", 50), ("white", 200))
]
COVERED = frozenset([JANUARY])


def made(id: str, kind: str, unit: str, decimals: str = "1", by: str | None = "group", **compute: Any) -> Measure:
    breakdowns = {"group": by} if by else {}
    fields = {"id": id, "kind": kind, "unit": unit, "decimals": decimals, "compute": compute, "breakdowns": breakdowns}
    return measure(fields)


MEASURES = [
    made("rows", "count", "count", "0", table="rows"),
    made("yes", "count", "count", "0", table="rows", where={"answer": "yes"}),
    made("share", "share", "percent", by=None, numerator="yes", denominator="rows"),
    made("asked", "survey", "percent", "0", table="rows", question="answer", positive=["yes"], base=["yes", "no"]),
    made("people", "level", "headcount", "0", table="people", column="people"),
    made("ratio", "ratio", "ratio", by=None, events="rows", population="people", dimension="group", reference="white"),
    made("rate", "rate", "per 1,000", by=None, numerator="rows", denominator="people", per="1000"),
    made("time", "duration", "seconds", table="rows", column="seconds", statistic="mean"),
]


@contextmanager
def book(folder: Path) -> Iterator[Figures]:
    tables = {
        "rows": Rows(KINDS, ROWS, COVERED),
        "people": Rows({"month": "date", "area": "text", "group": "text", "people": "integer"}, PEOPLE, COVERED),
    }
    world = World({"all": ()}, tables, {one.id: one for one in MEASURES})
    computed = world.computed(folder)
    try:
        yield small_plan.book(small_plan.plan([], MEASURES), computed=computed)
    finally:
        computed.close()


def told(figures: Figures, id: str) -> tuple[str, dict[str, str]]:
    figure = figures.find(parse_id(f"{id}/2024-01/value"))
    assert isinstance(figure, Figure)
    assert figure.value is not None, figure.quantity
    own = figures.plan.measures[figure.id.measure]
    return interval(figure, figures, own), parts(figure, figures)


def test_intervals_are_two_numbers_rounded_as_the_figure_is(tmp_path: Path) -> None:
    with book(tmp_path) as figures:
        assert told(figures, "share/all")[0] == "95% interval 57.3% to 75.4%"
        assert told(figures, "asked/all")[0] == "95% interval 57% to 75%"
        assert told(figures, "ratio/all/group=black")[0] == "95% interval 0.8 to 2.1"


def test_a_program_gets_them_exact_with_what_they_rest_on(tmp_path: Path) -> None:
    with book(tmp_path) as figures:
        share = told(figures, "share/all")[1]
        assert list(share) == ["low", "high", "numerator", "denominator"]
        assert (share["numerator"], share["denominator"]) == ("67", "100")
        assert Decimal("57.2") < Decimal(share["low"]) < Decimal("57.4") < Decimal(share["high"])
        assert told(figures, "asked/all")[1]["base"] == "100"
        assert list(told(figures, "ratio/all/group=black")[1]) == ["low", "high"]
        assert told(figures, "time/all")[1] == {"base": "100"}


def test_a_rate_has_its_interval_for_a_program_and_what_has_none_says_none(tmp_path: Path) -> None:
    with book(tmp_path) as figures:
        said, given = told(figures, "rate/all")
        assert said == ""
        assert {"low", "high", "numerator", "denominator"} <= set(given)
        assert told(figures, "rows/all") == ("", {})
        assert told(figures, "ratio/all/group=white") == ("", {})


def test_what_a_document_prints_of_an_interval_is_as_it_stands_there() -> None:
    printed = small_plan.measure("search-ratio", "ratio", decimals=1)
    figures = small_plan.book(
        small_plan.plan([], [printed]),
        [small_plan.typed(f"search-ratio/all/2024-01/{name}", value, "ratio", printed=value)
         for name, value in (("value", "1.94"), ("low", "1.72"), ("high", "2.15"))],
    )  # fmt: skip
    assert told(figures, "search-ratio/all") == ("95% interval 1.72 to 2.15", {"low": "1.72", "high": "2.15"})
