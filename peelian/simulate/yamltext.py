"""YAML texts that ship with the simulation, read with the parser in C where there is one: tenfold as fast."""

from __future__ import annotations

from typing import Any

import yaml

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)
