"""The registry of kinds, the map of the packages, and what a program that only asks for an audit need not load."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import peelian.audit
from peelian.audit import kinds
from peelian.audit.audit import FINDERS
from peelian.audit.claims.model import KINDS

CHECKS = ("audit", "kinds", "links", "material", "numbers", "sentences", "tables")


def test_every_module_of_the_kinds_is_a_finder() -> None:
    assert sorted(module.name for module in pkgutil.iter_modules(kinds.__path__)) == sorted(KINDS)
    assert {kind: find.__module__ for kind, find in FINDERS.items()} == {k: f"{kinds.__name__}.{k}" for k in KINDS}


def test_the_map_names_every_package_once() -> None:
    inside = pkgutil.iter_modules(peelian.audit.__path__)
    names = sorted(one.name if one.ispkg else f"{one.name}.py" for one in inside)
    said = [line.split("`")[1] for line in (peelian.audit.__doc__ or "").splitlines() if line.startswith("- `")]
    assert sorted(said) == names


@pytest.mark.parametrize("asker", ["processes.workers", "answers.as_json", "answers.as_text", "answers.annotated"])
def test_who_asks_for_an_audit_loads_no_check(asker: str) -> None:
    code = f"import sys, peelian.audit.{asker}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[2] for name in run.stdout.split() if name.startswith("peelian.audit.")}
    assert "claims" in loaded
    assert not loaded & set(CHECKS)
