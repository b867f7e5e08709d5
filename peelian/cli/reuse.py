"""What a command read of each table, and what it had from before, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peelian.series.cache import Used


def used_line(used: Used) -> str:
    """ "tables: street 1 month read, 59 as before; 11 tables as before"; empty where no table was asked."""
    told = []
    for name, anew in sorted(used.anew.items()):
        if anew:
            before = f", {used.again[name]:,} as before" if used.again[name] else ""
            told.append(f"{name} {_counted(anew, 'month')} read{before}")
    unchanged = sum(not anew for anew in used.anew.values())
    if unchanged:
        told.append(f"{_counted(unchanged, 'table')} as before")
    return f"tables: {'; '.join(told)}" if told else ""


def used_json(used: Used) -> list[dict[str, Any]]:
    return [
        {"table": name, "months_read": used.anew[name], "months_as_before": again}
        for name, again in sorted(used.again.items())
    ]


def _counted(number: int, one: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {one}s"
