"""The shipped texts that publishers' tables and the plan around them are made from: definitions/published."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from peelian.simulate.yamltext import parsed


def text(name: str) -> str:
    return (resources.files("peelian.simulate") / "definitions" / "published" / name).read_text("utf-8")


@cache
def written(name: str) -> Any:
    """What a YAML file there holds."""
    return parsed(text(name))
