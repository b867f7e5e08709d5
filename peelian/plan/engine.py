"""Where a plan's measures are computed: on the machine itself, or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Engine:
    """What computes the measures from the tables of the store; the figures are the same whichever does.

    `duckdb` is on the machine itself. `spark` is a cluster, whose Spark Connect server has the `address`
    "sc://host:15002". `store` is where the cluster's workers find the plan's store, such as "s3a://bucket/store"; left
    out where they see it under the same path as the machine itself.
    """

    kind: Literal["duckdb", "spark"] = "duckdb"
    address: str | None = None
    store: str | None = None
