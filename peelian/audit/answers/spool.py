"""Texts kept in a file without a name until they are wanted, so that they take no memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from weakref import finalize

_KEPT_IN_MEMORY = 1 << 18  # characters, before there is a file


class Spool:
    """Texts in the order they were added. They may hold anything."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY, "w+", encoding="ascii", newline="\n")  # noqa: SIM115
        finalize(self, self._file.close)

    def add(self, text: str) -> None:
        self._file.write(json.dumps(text) + "\n")

    def __iter__(self) -> Iterator[str]:
        """Every text, once all have been added."""
        self._file.seek(0)
        return (json.loads(line) for line in self._file)
