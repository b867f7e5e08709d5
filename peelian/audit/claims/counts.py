"""How many statements were recognised and what became of them, counted paper by paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from peelian.audit.claims.model import KINDS, SEVERITIES, VERDICTS, Claim


class Counts:
    """The counts of the papers so far."""

    def __init__(self) -> None:
        self.documents = self.pages = self.recognised = self.left = 0
        self.matters = False  # whether a claim is materially inconsistent
        self.verdicts: Counter[str] = Counter()
        self._severities: Counter[str | None] = Counter()
        self._kinds = Counter(dict.fromkeys(KINDS, 0))

    def add(self, pages: int, left: int, claims: Iterable[Claim]) -> None:
        """Counts one more paper."""
        self.documents += 1
        self.pages += pages
        self.left += left
        for claim in claims:
            self.recognised += 1
            self.verdicts[claim.verdict] += 1
            self._severities[claim.severity] += 1
            self._kinds[claim.kind] += 1
            self.matters = self.matters or claim.matters

    def all(self) -> dict[str, object]:
        return {
            "documents": self.documents,
            "pages": self.pages,
            "recognised": self.recognised,
            "left": self.left,
            **{verdict: self.verdicts[verdict] for verdict in reversed(VERDICTS)},
            "severities": {name: self._severities[name] for name in SEVERITIES},
            "kinds": dict(self._kinds),
        }
