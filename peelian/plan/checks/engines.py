"""A cluster has an address that Spark Connect answers at, without a secret in it; the machine itself has none.

A token in a plan would be published with the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from peelian.findings import Finding
from peelian.plan.engine import Engine
from peelian.plan.model import Plan
from peelian.plan.publication import Publication

EXAMPLE = "sc://host:15002"
SECRET = re.compile(r";\s*(token|user_id)\s*=", re.IGNORECASE)


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    if plan.file.engine is not None:
        for says in _faults(plan.file.engine):
            yield Finding("bad-engine", plan.lines["plan:engine"], f"engine, {says}")


def _faults(engine: Engine) -> Iterator[str]:
    if engine.kind == "duckdb":
        for name in [name for name in ("address", "store") if getattr(engine, name) is not None]:
            yield f"{name}: duckdb computes on the machine itself and has none; leave it out, or write kind: spark"
    elif engine.address is None:
        yield f"address: a cluster needs one, as {EXAMPLE}"
    elif SECRET.search(engine.address):
        # The address itself is not told: a finding may be read by more people than the plan.
        yield "address: a token does not stand in a plan; set SPARK_CONNECT_AUTHENTICATE_TOKEN where peelian runs"
    elif not _is_address(engine.address):
        yield f"address: '{engine.address}' is no address of Spark Connect; write it as {EXAMPLE}"
    if engine.kind == "spark" and engine.store is not None and not engine.store.strip():
        yield "store: is empty; write where the cluster's workers find the plan's store, or leave it out"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme == "sc" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False
