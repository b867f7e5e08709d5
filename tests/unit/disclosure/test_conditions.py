"""Conditions as values of one column: lists, ranges, and both together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from peelian.disclosure.boxes import Among, Box, between, groups
from peelian.disclosure.conditions import YES, by_days, by_months, met, on_lists
from peelian.measures.model import Condition
from peelian.periods import month, months, parse
from peelian.plan.model import NamedList, Plan
from tests import small_plan

GOOD = Condition(in_list="good")


def plan(*versions: NamedList) -> Plan:
    of = small_plan.plan([])
    return replace(of, file=replace(of.file, lists=versions))


def version(*values: str, since: date | None = None, until: date | None = None) -> NamedList:
    return NamedList("good", "Good", values, since, until)


def test_a_list_is_the_values_on_it() -> None:
    [(found, lists)] = by_months([("code", GOOD)], plan(version("1", "8 A")), months(parse("q-2026-03")))
    assert found == {"2026-01", "2026-02", "2026-03"}
    assert met([("code", GOOD)], lists) == {"code": Among(frozenset({"1", "8-a"}))}
    assert met([("code", Condition(not_in_list="good"))], lists) == {"code": Among(frozenset({"1", "8-a"}), True)}


def test_months_with_another_list_are_told_apart() -> None:
    of = plan(version("1", until=date(2026, 1, 31)), version("1", "2", since=date(2026, 2, 1)))
    found = by_months([("code", GOOD)], of, months(parse("q-2026-03")))
    assert found == [
        (frozenset({"2026-01"}), {"good": frozenset({"1"})}),
        (frozenset({"2026-02", "2026-03"}), {"good": frozenset({"1", "2"})}),
    ]


def test_without_months_the_days_with_another_list_are_told_apart() -> None:
    """A month has the list of its first day: February has the old one here."""
    of = plan(version("1", until=date(2026, 2, 14)), version("1", "2", since=date(2026, 2, 15)))
    (before, old), (after, new) = by_days([("code", GOOD)], of)
    assert (old, new) == ({"good": frozenset({"1"})}, {"good": frozenset({"1", "2"})})
    days = ["2026-02-01", "2026-02-14", "2026-02-15", "2026-03-01"]
    assert [before.holds(day) for day in days] == [True, True, False, False]
    assert [after.holds(day) for day in days] == [False, False, True, True]


def test_before_its_first_version_nothing_is_on_a_list() -> None:
    (_, before), (_, after) = by_days([("code", GOOD)], plan(version("1", since=date(2026, 1, 1))))
    assert (before["good"], after["good"]) == (frozenset(), frozenset({"1"}))


def test_a_list_that_never_changed_is_of_any_day() -> None:
    of = plan(version("1"))
    assert by_days([("code", GOOD)], of) == [(between(None, None), {"good": frozenset({"1"})})]


def test_versions_of_the_same_values_are_one() -> None:
    of = plan(version("1", until=date(2026, 1, 31)), version("1", since=date(2026, 2, 1)))
    assert by_days([("code", GOOD)], of) == [(between(None, None), {"good": frozenset({"1"})})]


def test_what_a_record_must_meet_is_told_for_each_time_with_another_list() -> None:
    changed = plan(version("1", until=date(2026, 1, 31)), version("2", since=date(2026, 2, 1)))
    met_in = [{"code": Among(frozenset({value}))} for value in ("1", "2")]
    assert on_lists([("code", GOOD)], changed, [month(2026, at) for at in (1, 2, 3)]) == met_in
    assert on_lists([("code", GOOD)], changed, [month(2026, 3)]) == met_in[1:]
    assert on_lists([("code", GOOD)], changed, []) == met_in


def test_no_list_makes_no_stretches() -> None:
    assert by_months([("code", Condition(("1",)))], plan(), [month(2026, 1)]) == [(frozenset({"2026-01"}), {})]


def test_values_a_range_and_blanks_are_met_together() -> None:
    found = met([("age", Condition(("5", "12"), at_most="9", blank=False))], {})
    assert found["age"] == Among(frozenset({"5", "12"}), most=Fraction(9))
    assert [found["age"].holds(value) for value in ("5", "12", "7", None)] == [True, False, False, False]
    assert found["(age: not blank)"] == YES


def test_a_range_of_days_is_one_of_numbers_and_of_other_texts_a_column_of_its_own() -> None:
    [among] = met([("day", Condition(at_least="2026-01-31"))], {}).values()
    assert [among.holds(day) for day in ("2026-01-30", "2026-02-01", "2025")] == [False, True, False]
    assert met([("name", Condition(at_least="m"))], {}) == {"(name: at least m)": YES}


def ages(*ends: tuple[str | None, str | None]) -> list[Box]:
    numbers = [tuple(Fraction(end) if end is not None else None for end in pair) for pair in ends]
    return [Box("people", {"age": between(*pair)}) for pair in numbers]


def test_whole_numbers_leave_no_gap_between_ranges() -> None:
    boxes = [Box("people", {}), *ages((None, "9"), ("10", "17"), ("18", None))]
    blank = (0,)
    assert sorted(groups(boxes)) == [blank, (0, 1), (0, 2), (0, 3)]


def test_other_numbers_do() -> None:
    assert sorted(groups([Box("people", {}), *ages((None, "9.5"), ("10", None))])) == [(0,), (0, 1), (0, 2)]
    assert sorted(groups(ages((None, "9.5"), ("9.5", None)))) == [(0,), (0, 1), (1,)]


def test_a_range_lies_in_a_wider_one() -> None:
    assert sorted(groups(ages((None, "17"), (None, "9")))) == [(0,), (0, 1)]


def test_a_named_value_is_told_apart_from_the_rest_of_its_range() -> None:
    five = Box("people", {"age": Among(frozenset({"5"}))})
    assert sorted(groups([five, *ages((None, "9"))])) == [(0, 1), (1,)]
