"""In what rule sets differ: every field is looked at, and one set given all of another's things is the other."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import reduce
from itertools import permutations

import pytest

from peelian.signals.aspects import FIELDS, NEVER_A_REASON, PARTS, asked_in_words, aspects, given
from peelian.signals.ruleset import NAMES, Asked, Limiting, RuleSet, load

PAIRS = list(permutations(NAMES, 2))


def bare(rules: RuleSet) -> RuleSet:
    """A rule set without what is never a reason."""
    return replace(
        rules, name="", version=0, title="", source="", limits=replace(rules.limits, factor="", provisional_below=0)
    )


def test_every_field_of_a_rule_set_is_looked_at_or_never_a_reason() -> None:
    named = {field.name for kind in (RuleSet, Limiting) for field in fields(kind)}
    assert named == {*FIELDS, *NEVER_A_REASON, "limits", "rules"}


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_given_everything_one_rule_set_is_the_other(a: str, b: str) -> None:
    first, second = load(a), load(b)
    last = reduce(lambda rules, aspect: given(aspect, rules, second), aspects(first, second), first)
    assert bare(last) == bare(second)
    assert last.constants() == second.constants()


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_each_aspect_is_told_once_and_takes_itself_away(a: str, b: str) -> None:
    first, second = load(a), load(b)
    found = aspects(first, second)
    assert len({aspect.key for aspect in found}) == len(found)
    assert [PARTS.index(aspect.part) for aspect in found] == sorted(PARTS.index(aspect.part) for aspect in found)
    for aspect in found:
        assert aspect.a != aspect.b
        left = {other.key for other in aspects(given(aspect, first, second), second)}
        assert left == {other.key for other in found} - {aspect.key}


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_set_does_not_differ_from_itself(name: str) -> None:
    assert aspects(load(name), replace(load(name), name="other", version=9, title="", source="")) == ()


def keys(a: str, b: str) -> list[str]:
    return [aspect.key for aspect in aspects(load(a), load(b))]


def test_what_the_two_sets_of_the_nhs_differ_in() -> None:
    assert keys("nhs-r", "nhs-2023") == [
        *("chart", "season", "screen", "least", "degenerate", "trend", "two_in_three", "conflict")
    ]
    said = {aspect.key: (aspect.about, aspect.a, aspect.b) for aspect in aspects(load("nhs-r"), load("nhs-2023"))}
    assert said["screen"] == ("moving ranges far above the others", "are left out", "are kept")
    assert said["two_in_three"][1:] == (
        "2 of 3 beyond 2 sigma, not beyond 3, all on one side",
        "2 of 3 beyond 2 sigma, all on one side",
    )


def test_the_order_is_that_of_the_rules_that_both_ask() -> None:
    assert "order" in keys("western-electric", "nelson-8")
    assert "order" not in keys("western-electric", "wmp-2015")


def test_a_run_without_a_length_goes_with_skipping_the_centre() -> None:
    """A run of no stated length that points on the centre break is no rule, so neither is ever asked for alone."""
    assert "on_centre+shift" in keys("nhs-2023", "anhoej")
    assert "missing" in keys("nhs-2023", "anhoej")
    assert "missing+on_centre+shift+rebase" in keys("wmp-2015", "anhoej")
    assert {"shift", "rebase"} <= set(keys("nhs-2023", "wmp-2015"))


def test_the_numbers_of_a_rule_in_words() -> None:
    assert asked_in_words(None) == "not asked"
    assert asked_in_words(Asked("outside")) == "asked"
    assert asked_in_words(Asked("shift", 8)) == "8 in a row"
    assert asked_in_words(Asked("shift")) == "longer than so many points should have"
    assert asked_in_words(Asked("trend", 7, by_next_step=True)) == "7 in a row, each by its next step"
    assert asked_in_words(Asked("four_in_five", 5, 4, 1)) == "4 of 5 beyond 1 sigma"
