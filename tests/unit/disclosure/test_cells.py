"""The cells that figures tell: of what began in a month, the records of that beginning and not those of a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from peelian.disclosure.attack import attack
from peelian.disclosure.boxes import AREA
from peelian.disclosure.cells import MONTH, cells_of
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell
from peelian.disclosure.protect import protect
from peelian.disclosure.secrets import secrets
from peelian.disclosure.thresholds import Threshold
from peelian.figures.ids import parse_id
from peelian.measures.model import Measure
from peelian.plan.model import NamedList
from tests import small_plan
from tests.spec.worlds import Row, Rows, World, measure

JANUARY = date(2024, 1, 5)
ROWS = [
    {"month": date(2024, month, 1), "area": area, "crime": crime, "code": code, "began": JANUARY}
    for month, area, crime, code in [(1, "north", "A", "1"), (1, "north", "A", "8"), (2, "south", "B", "1")]
]
TYPES = {"month": "date", "area": "text", "crime": "text", "code": "text", "began": "date"}
COVERED = frozenset(date(2024, month, 1) for month in (1, 2))
BEGAN = {"table": "outcomes", "began": "began", "months": "1"}
BY = {"code": "code"}


def told(
    folder: Path, of: Sequence[Measure], rows: Mapping[str, Rows], ids: list[str], lists: Sequence[NamedList] = ()
) -> list[Cell]:
    """The cells of figures of measures, whose counts below five are small."""
    versions: dict[str, tuple[tuple[tuple[str, ...], date | None, date | None], ...]] = {}
    for one in lists:
        versions[one.id] = (*versions.get(one.id, ()), (one.values, one.since, one.until))
    world = World({"all": ("north", "south")}, rows, {one.id: one for one in of}, versions)
    plan = small_plan.plan([], of, {"north": "North", "south": "South"})
    plan = replace(plan, file=replace(plan.file, lists=tuple(lists)))
    computed = world.computed(folder)
    try:
        figures = small_plan.book(plan, computed=computed)
        return cells_of([parse_id(f"{id}/value") for id in ids], figures, {t: Threshold(t, 5, "people") for t in rows})
    finally:
        computed.close()


def cells(folder: Path, ids: list[str], **fields: str) -> list[Cell]:
    """The cells of figures of a cohort."""
    of = measure({"id": "k", "kind": "cohort", "compute": BEGAN | fields, "breakdowns": BY})
    return told(folder, [of], {"outcomes": Rows(TYPES, ROWS, COVERED)}, [f"k/{id}" for id in ids])


def test_what_began_in_a_month_is_no_record_of_that_month(tmp_path: Path) -> None:
    (whole,) = cells(tmp_path, ["all/2024-01"])
    assert whole.count == 3
    assert MONTH not in whole.box.conditions
    assert whole.box.conditions["(month of began)"].values == {"2024-01"}


def test_crimes_of_two_outcomes_are_in_both_parts_and_once_in_the_whole(tmp_path: Path) -> None:
    """The parts may come to more than the whole, which contradicts nothing; each is among the whole."""
    parts = ["all/2024-01", "all/code=1/2024-01", "all/code=8/2024-01"]
    whole, first, second = cells(tmp_path, parts, column="crime")
    assert [cell.count for cell in (whole, first, second)] == [2, 2, 1]
    of = linked([whole, first, second])
    assert set(of.nested) == {(0, 1), (0, 2)}
    assert [known.high for known in attack(of, (second.id,), secrets(of)) if known.secret.says == second.id] == [2]


def test_areas_and_months_of_them_add_up(tmp_path: Path) -> None:
    north, rows = cells(tmp_path, ["north/2024-01"], column="crime"), cells(tmp_path, ["north/2024-01"])
    assert AREA in north[0].box.conditions
    assert "(month of began)" in north[0].box.conditions
    assert north[0].box.conditions != rows[0].box.conditions


def survey(safe: Mapping[str, int], unsafe: int, weight: str | None) -> Rows:
    """Answers of January, all of one weight; None are without one."""
    answers = [*(answer for answer, many in safe.items() for _ in range(many)), *["Unsafe"] * unsafe]
    weighed = Decimal(weight) if weight is not None else None
    rows: list[Row] = [{"month": date(2024, 1, 1), "area": "north", "safe": a, "weight": weighed} for a in answers]
    types = {"month": "date", "area": "text", "safe": "text", "weight": "decimal"}
    return Rows(types, rows, frozenset({date(2024, 1, 1)}))


WEIGHED = measure(
    {
        "id": "k",
        "kind": "survey",
        "unit": "percent",
        "compute": {
            "table": "answers",
            "question": "safe",
            "positive": ["Very safe", "Safe"],
            "base": ["Very safe", "Safe", "Unsafe"],
            "weight": "weight",
        },
    }
)


def test_a_weighted_share_tells_how_many_answered_so(tmp_path: Path) -> None:
    """3.3 of 22.0 weighted, with 20 people who answered: that it were three is not hard to see."""
    asked = survey({"Very safe": 1, "Safe": 2, "Do not know": 9}, 17, "1.1")
    found = told(tmp_path, [WEIGHED], {"answers": asked}, ["k/all/2024-01"])
    assert {cell.id.rpartition(" ")[2]: cell.count for cell in found} == {"(base)": 20, "(positive)": 3}
    assert protect(found).small == ("k/all/2024-01/value",)


def test_those_who_answered_otherwise_are_what_a_weighted_share_leaves(tmp_path: Path) -> None:
    found = told(tmp_path, [WEIGHED], {"answers": survey({"Safe": 17}, 3, "1.1")}, ["k/all/2024-01"])
    assert [secret.says for secret in secrets(linked(found))] == [f"{found[0].id} less {found[1].id}"]
    assert protect(found).hidden == {"k/all/2024-01/value"}


def test_answers_without_a_weight_are_not_among_them(tmp_path: Path) -> None:
    weighed, blank = survey({"Safe": 8}, 9, "1.1"), survey({"Safe": 4}, 1, None)
    both = replace(weighed, rows=[*weighed.rows, *blank.rows])
    found = told(tmp_path, [WEIGHED], {"answers": both}, ["k/all/2024-01"])
    assert [cell.count for cell in found] == [17, 8]


POSITIVE = [
    NamedList("positive", "Positive", ("1",), until=date(2024, 1, 31)),
    NamedList("positive", "Positive", ("1", "8"), since=date(2024, 2, 1)),
]


def measures(kind: str, **fields: str) -> list[Measure]:
    """Of one kind, what is on the list, and all by code."""
    listed = {"where": {"code": {"in_list": "positive"}}}
    return [
        measure({"id": "listed", "kind": kind, "compute": {"table": "outcomes"} | listed | fields}),
        measure({"id": "any", "kind": kind, "compute": {"table": "outcomes"} | fields, "breakdowns": BY}),
    ]


def outcomes(*of: tuple[int, str, int], wave: int | None = None) -> Rows:
    """So many rows of a month and a code; all of one wave where it is given."""
    rows: list[Row] = [
        {"month": date(2024, month, 1), "area": "north", "code": code, "began": JANUARY, "wave": wave}
        for month, code, many in of
        for _ in range(many)
    ]
    types = {"month": "date", "area": "text", "code": "text", "began": "date"}
    return Rows(types | ({"wave": "integer"} if wave else {}), rows, COVERED)


OUTCOMES = [(1, "1", 20), (1, "8", 30), (2, "1", 16), (2, "8", 2)]


def test_a_dated_list_of_a_wave_is_taken_as_the_values_on_it(tmp_path: Path) -> None:
    """38 on the list, 36 of code 1: who knows the list knows of two of code 8, which came on it in February."""
    held = {"outcomes": outcomes(*OUTCOMES, wave=4)}
    found = told(tmp_path, measures("count"), held, ["listed/all/wave-4", "any/all/code=1/wave-4"], POSITIVE)
    assert [cell.count for cell in found] == [38, 36]
    assert [secret.says for secret in secrets(linked(found))] == [f"{found[0].id} less {found[1].id}"]


def test_a_dated_list_of_what_began_in_a_month_is_taken_as_the_values_on_it(tmp_path: Path) -> None:
    held = {"outcomes": outcomes(*OUTCOMES)}
    of = measures("cohort", began="began", months="1")
    found = told(tmp_path, of, held, ["listed/all/2024-01", "any/all/code=1/2024-01"], POSITIVE)
    assert [cell.count for cell in found] == [38, 36]
    assert [secret.says for secret in secrets(linked(found))] == [f"{found[0].id} less {found[1].id}"]


def of_ids(folder: Path, lists: Sequence[NamedList]) -> list[Cell]:
    """Crimes with an outcome on the list and with one of code 1: 38 and 36, two having one of code 8 alone."""
    rows: list[Row] = [
        {"month": date(2024, month, 1), "area": "north", "crime": f"{code}-{n}", "code": code, "began": JANUARY}
        for month, code, many in OUTCOMES[:1] + OUTCOMES[2:]
        for n in range(100 * month, 100 * month + many)
    ]
    types = {"month": "date", "area": "text", "crime": "text", "code": "text", "began": "date"}
    of = measures("cohort", began="began", months="1", column="crime")
    held = {"outcomes": Rows(types, rows, COVERED)}
    return told(folder, of, held, ["listed/all/2024-01", "any/all/code=1/2024-01"], lists)


@pytest.mark.parametrize(
    "lists", [POSITIVE, [NamedList("positive", "Positive", ("1", "8"))]], ids=["one that changed", "one that did not"]
)
def test_ids_on_a_list_leave_no_few_beside_a_value_that_was_always_on_it(
    tmp_path: Path, lists: list[NamedList]
) -> None:
    found = of_ids(tmp_path, lists)
    assert [cell.count for cell in found] == [38, 36]
    assert [secret.says for secret in secrets(linked(found))] == [f"{found[0].id} less {found[1].id}"]
    assert protect(found).hidden == {"any/all/code=1/2024-01/value"}


def test_ids_of_a_value_that_came_on_a_list_later_are_not_among_those_on_it(tmp_path: Path) -> None:
    later = [
        NamedList("positive", "Positive", ("8",), until=date(2024, 1, 31)),
        NamedList("positive", "Positive", ("1", "8"), since=date(2024, 2, 1)),
    ]
    found = of_ids(tmp_path, later)
    assert [cell.count for cell in found] == [18, 36]
    assert set(linked(found).nested) == set()


def harm(*of: tuple[str, int, int]) -> Rows:
    """So many rows of January in an area, all of one weight."""
    rows: list[Row] = [
        {"month": date(2024, 1, 1), "area": area, "code": str(weight), "weight": weight}
        for area, weight, many in of
        for _ in range(many)
    ]
    types = {"month": "date", "area": "text", "code": "text", "weight": "integer"}
    return Rows(types, rows, frozenset({date(2024, 1, 1)}))


OWN = measure({"id": "k", "kind": "weighted_sum", "compute": {"table": "crimes", "weight": "weight"}})
WEIGHTS = Rows({"code": "text", "weight": "integer"}, [{"code": str(n), "weight": n} for n in (0, 3)], frozenset())
LOOKED_UP = measure(
    {
        "id": "k",
        "kind": "weighted_sum",
        "compute": {"table": "crimes", "key": "code", "weights": "scores", "weight": "weight"},
    }
)


@pytest.mark.parametrize("of", [OWN, LOOKED_UP], ids=["of each row", "from a table"])
def test_of_a_weighted_sum_the_records_that_weigh_are_counted(tmp_path: Path, of: Measure) -> None:
    """Ten crimes in the north, of which two have a weight: the sum tells of two."""
    rows = {"crimes": harm(("north", 0, 8), ("north", 3, 2), ("south", 3, 40)), "scores": WEIGHTS}
    north, weighs, *_ = told(tmp_path, [of], rows, ["k/north/2024-01", "k/south/2024-01"])
    assert (north.count, weighs.count) == (10, 2)
    assert protect([north, weighs]).small == ("k/north/2024-01/value",)


def test_a_few_records_that_weigh_are_not_left_over_by_others(tmp_path: Path) -> None:
    rows = {"crimes": harm(("north", 0, 8), ("north", 3, 2), ("south", 3, 40))}
    found = told(tmp_path, [OWN], rows, ["k/all/2024-01", "k/north/2024-01", "k/south/2024-01"])
    assert protect(found).hidden == {"k/north/2024-01/value", "k/south/2024-01/value"}


def test_a_few_records_without_a_weight_hold_no_sum_back(tmp_path: Path) -> None:
    """The sum of 43 crimes does not tell that three of them have none."""
    rows = {"crimes": harm(("north", 0, 3), ("north", 3, 40))}
    assert protect(told(tmp_path, [OWN], rows, ["k/all/2024-01", "k/north/2024-01"])).hidden == set()
