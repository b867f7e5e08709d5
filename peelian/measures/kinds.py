"""Every kind of measure, one line each. Each module begins with its rule, its sum and its public source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peelian.measures import (
    cohort,
    compliance,
    count,
    distinct,
    duration,
    grade,
    level,
    published,
    rate,
    ratio,
    share,
    survey,
    weighted_sum,
)
from peelian.measures.model import Kind
from peelian.measures.shapes import BaseKind, DerivedKind, PublishedKind

KINDS: Mapping[Kind, BaseKind[Any] | DerivedKind[Any] | PublishedKind] = {
    "count": count.KIND,
    "distinct": distinct.KIND,
    "cohort": cohort.KIND,
    "rate": rate.KIND,
    "share": share.KIND,
    "ratio": ratio.KIND,
    "duration": duration.KIND,
    "compliance": compliance.KIND,
    "weighted_sum": weighted_sum.KIND,
    "level": level.KIND,
    "survey": survey.KIND,
    "grade": grade.KIND,
    "published": published.KIND,
}
