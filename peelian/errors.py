"""Errors for people, and the exit code each one gives. Shown as their own words, never with a traceback."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

FINE = 0
FINDINGS = 1
WRONG_USE = 2
FAULT = 3


class PeelianError(Exception):
    """Something a person can put right. Its text says where, what was found, what is allowed, what to do."""

    exit_code = WRONG_USE


class Unusable(PeelianError):
    """An input that cannot be used: a missing file, a plan with mistakes, a broken archive."""


class MachineFault(PeelianError):
    """A fault of the machine or of ours: a full disk, a file that cannot be written."""

    exit_code = FAULT


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
LARGER_FILES = "raise the limit on the size of a file (ulimit -f)"


@contextmanager
def naming(place: object) -> Iterator[None]:
    """Names this file or folder where there is no room for what is written: of a write the system names none."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in NO_ROOM:
            error.filename = str(place)
        raise


def remedy(error: OSError) -> str:
    """What a person does about an error of the system, in words that go on with ", then …"."""
    return LARGER_FILES if error.errno == errno.EFBIG else "free some room or mend the rights"
