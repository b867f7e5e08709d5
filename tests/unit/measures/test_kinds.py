"""The registry of kinds holds every kind's module, and each module says its rule and its source."""

from __future__ import annotations

import importlib
import pkgutil
from typing import get_args

import pytest

import peelian.measures
from peelian.measures.kinds import KINDS
from peelian.measures.model import Kind

MODULES = {
    found.name: importlib.import_module(f"peelian.measures.{found.name}")
    for found in pkgutil.iter_modules(peelian.measures.__path__)
}


def test_every_kind_of_the_model_is_in_the_registry() -> None:
    assert set(KINDS) == set(get_args(Kind))


def test_every_module_of_a_kind_is_in_the_registry_under_its_name() -> None:
    assert {name for name, module in MODULES.items() if hasattr(module, "KIND")} == set(KINDS)
    for name, kind in KINDS.items():
        assert MODULES[name].KIND is kind


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_begins_with_its_rule_and_names_a_public_source(name: str) -> None:
    said = MODULES[name].__doc__ or ""
    assert len(said.splitlines()[0]) > 40
    assert "Source" in said or "Wilson" in said or "Hyndman" in said
