from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import peelian.signals
from peelian.errors import Unusable
from peelian.signals.limits import CHARTS
from peelian.signals.limits.lines import Constants
from peelian.signals.rules import RULES, sigmas_of
from peelian.signals.ruleset import DEFAULT, NAMES, all_rule_sets, load

FOLDER = Path(peelian.signals.__file__).parent / "rulesets"


def test_every_file_is_a_rule_set_and_every_rule_set_a_file() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES) == set(all_rule_sets())
    for name, rules in all_rule_sets().items():
        assert rules.name == name
        assert rules.version >= 1
        assert rules.chart in {"auto", *CHARTS}


def test_the_default_is_a_rule_set() -> None:
    assert load(DEFAULT).limits.degenerate == "refuse"


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_asked_is_one_there_is_with_the_numbers_it_needs(name: str) -> None:
    rules = load(name)
    assert rules.rules[0].rule == "outside", "values beyond every line signal: early warning counts on it"
    for asked in rules.rules[1:]:
        assert asked.rule in RULES
        if asked.rule in ("two_in_three", "four_in_five"):
            assert asked.length
            assert asked.count
            assert asked.beyond
        elif asked.rule != "crossings":
            assert asked.length or rules.on_centre == "skips"
    assert len({asked.rule for asked in rules.rules}) == len(rules.rules)


@pytest.mark.parametrize(
    ("name", "least", "provisional"), [("nhs-r", 2, 12), ("nhs-2023", 8, 13), ("wmp-2015", 8, 12), ("anhoej", 8, 12)]
)
def test_the_fewest_points(name: str, least: int, provisional: int) -> None:
    assert (load(name).limits.least, load(name).limits.provisional_below) == (least, provisional)


def test_constants_are_the_numbers_of_the_source() -> None:
    assert load("nhs-2023").constants() == Constants(2.66, False, 5, True, 8, False)
    assert load("anhoej").constants() == Constants(float(3 / Fraction("1.128")), True, 0, False, 8, False)
    assert load("nhs-r").constants(screen=False) == Constants(2.66, False, 5, True, 2, True)


def test_only_the_lines_a_set_asks_about_are_looked_at() -> None:
    assert sigmas_of(load("wmp-2015")) == (3,)
    assert sigmas_of(load("nhs-r")) == (2, 3)
    assert sigmas_of(load("nelson-8")) == (1, 2, 3)


def test_another_name_is_told_with_those_there_are() -> None:
    with pytest.raises(Unusable, match="there is no rule set 'nhs'; there are: nhs-2023, nhs-r, wmp-2015"):
        load("nhs")
