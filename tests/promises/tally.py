"""How many cases of a promise were tried and how many held, and the line that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """`faults` names each case that did not hold, with what was wrong."""

    promise: str
    tried: int
    faults: Mapping[str, Sequence[str]]

    @property
    def held(self) -> int:
        return self.tried - len(self.faults)

    def __str__(self) -> str:
        return f"{self.promise}: {self.tried} tried, {self.held} held"

    def details(self, most: int = 10) -> str:
        lines = [f"{case}: {fault}" for case, faults in self.faults.items() for fault in faults]
        more = [f"and {len(lines) - most} more"] if len(lines) > most else []
        return "\n".join([str(self), *lines[:most], *more])


def tally(promise: str, results: Mapping[str, Sequence[str]]) -> Tally:
    """From the faults of every case, none where it held. Prints its line."""
    counted = Tally(promise, len(results), {case: faults for case, faults in results.items() if faults})
    print(counted)
    return counted
