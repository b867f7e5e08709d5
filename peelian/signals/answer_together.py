"""All series of a file judged together, as a program reads it: one value of plain lists and numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from peelian.signals.answer_points import numbers
from peelian.signals.many import HIGH, Found
from peelian.signals.overview import VERDICTS, Overview
from peelian.signals.panel import Panel

Answer = dict[str, Any]


def answer_together(panel: Panel, seen: Overview, words: str) -> Answer:
    """What is said of the panel as a whole; its keys stand in docs/reference/json.md, `peelian signals --together`."""
    month = seen.month
    return {
        "period": seen.period.id,
        "series": len(panel.names),
        "verdicts": {verdict.replace(" ", "_"): seen.number(verdict) for verdict in VERDICTS},
        "provisional": seen.provisional,
        "proposed_steps": {"steps": int(seen.steps.sum()), "series": int(np.count_nonzero(seen.steps))},
        "judged": month.tested,
        "standing_out": [_found(panel, seen, one) for one in seen.listed],
        "by_chance": month.by_chance,
        "false_share": month.budget.rate,
        "periods": month.budget.months,
        "earlier": [{"period": e.period.id, "judged": e.tested, "standing_out": e.found} for e in seen.earlier],
        "levels": [
            {"series": size, "high": high, "low": low}
            for size, (high, low) in zip(month.budget.series, month.threshold.tolist(), strict=True)
        ],
        "limits_alone": {"outside": month.outside, "by_chance": month.outside_by_chance},
        "words": words,
    }


def _found(panel: Panel, seen: Overview, one: Found) -> Answer:
    surprise = seen.month.surprise
    value, expected = numbers(np.array([surprise.value[one.series], surprise.expected[one.series]]))
    return {
        "series": panel.names[one.series],
        "direction": "high" if one.direction == HIGH else "low",
        "value": value,
        "expected": expected,
        "probability": one.probability,
        "harm": one.harm if seen.weighed else None,
        "by_surprise": one.by_surprise,
        "by_harm": one.by_harm if seen.weighed else None,
        "by_both": one.by_both,
        "within": [panel.names[whole] for whole in one.within],
    }
