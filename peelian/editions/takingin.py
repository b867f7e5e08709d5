"""The files of a plan's sources taken into its store; where that may only be read, it is asked as it is."""

from __future__ import annotations

import atexit
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from peelian.findings import Finding, worst_first
from peelian.sources.model import Source
from peelian.sources.store import Loaded, load, look

READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)

Noted = Callable[[Finding], None]
"""Is told that a store was read and not brought up to date."""


def unsaid(finding: Finding) -> None:
    """Says nothing of a store that may only be read."""


def taken_in(
    sources: Mapping[str, Source], folder: Path, store: Path, codes: Mapping[str, str], noted: Noted = unsaid
) -> Loaded:
    """What `load` gives. Of a store that may only be read what `look` gives, with a note that says so.

    Rows that such a store lacks go to a folder that stays until the program ends, as tables are asked at any time.
    """
    try:
        return load(sources, folder, store, codes)
    except OSError as error:
        if error.errno not in READ_ONLY:
            raise
        why = os.strerror(error.errno)
    scratch = tempfile.mkdtemp(prefix="peelian-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    seen = look(sources, folder, store, codes, Path(scratch))
    note = Finding(
        "store-read-only",
        store.name,
        f"it cannot be written ({why}), so it was not brought up to date; what it lacks was read for this run alone",
        "note",
    )
    noted(note)
    return replace(seen, findings=worst_first((*seen.findings, note)))
