"""A value that no row has is told with the one that may have been meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peelian.measures.naming import FEW, MANY, ValueNamed, values_named

ROLES = ("police officer", "member of staff", None)


def test_a_slip_is_told_with_what_is_like_it() -> None:
    found = list(values_named("role", ["Police Officer", "polcie officer", "police officer"], "text", ROLES))
    assert [(one.value, one.held, one.near) for one in found] == [
        ("Police Officer", False, None),  # the one that is like it is named already
        ("polcie officer", False, None),
        ("police officer", True, None),
    ]
    assert [one.near for one in values_named("role", ["POLCIE OFFICER"], "text", ROLES)] == ["police officer"]


def test_few_values_are_all_named_and_many_are_not() -> None:
    kinds = [f"kind {n}" for n in range(FEW)]
    assert next(values_named("kind", ["of another"], "text", kinds)).others == tuple(kinds)
    assert next(values_named("kind", ["of another"], "text", [*kinds, "one more"])).others == ()


@pytest.mark.parametrize(("count", "near"), [(MANY - 1, "kind x"), (MANY, None)])
def test_nothing_is_looked_for_among_names_of_which_each_row_has_its_own(count: int, near: str | None) -> None:
    held = ["kind x", *(str(n) for n in range(count))]
    assert next(values_named("kind", ["kind X"], "text", held)).near == near


@pytest.mark.parametrize(("kind", "text", "values"), [("integer", "7", [8, None]), ("decimal", "1.5", [Decimal(2)])])
def test_numbers_are_like_no_other(kind: str, text: str, values: list[int | Decimal | None]) -> None:
    assert list(values_named("n", [text], kind, values)) == [ValueNamed("n", text, False)]
