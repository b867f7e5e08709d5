"""The formats that sources.yaml may name: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from peelian.sources import (
    extract,
    figures,
    police_uk_outcomes,
    police_uk_stop_and_search,
    police_uk_street,
    tidy,
)

SOURCES: Mapping[str, ModuleType] = {
    "figures": figures,
    "police-uk-street": police_uk_street,
    "police-uk-outcomes": police_uk_outcomes,
    "police-uk-stop-and-search": police_uk_stop_and_search,
    "tidy": tidy,
    "extract": extract,
}
