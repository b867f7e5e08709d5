"""Ids stand in addresses and figure ids: small letters, digits and hyphens, starting with a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Plan
from peelian.plan.places import IDS
from peelian.plan.publication import Publication

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for key, where in plan.lines.items():
        kind, _, id = key.partition(":")
        if kind in IDS and not ID.fullmatch(id):
            says = f"the id '{id}' must be small letters, digits and single hyphens, starting with a letter"
            yield Finding("bad-id", where, says)
