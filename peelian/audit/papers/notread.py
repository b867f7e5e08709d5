"""Why a paper is not read."""

from __future__ import annotations


class NotRead(Exception):
    """The code of a finding, and in words what was found and what to do."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code
