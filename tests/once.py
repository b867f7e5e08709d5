"""What is dear to make and is never changed, made once in a run of tests by the first of its processes that asks.

`tests/conftest.py` opens the folder in which the processes of one run find it, and takes it away at the end. Only for
functions that give the same whoever calls them, and when: what they gave is handed out again.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar

PLACE = "PEELIAN_TESTS_ONCE"
"""The environment variable that names the folder of the run."""

P = ParamSpec("P")
T = TypeVar("T")


def once(make: Callable[P, T]) -> Callable[P, T]:
    """The function, called once a run for the same arguments, which are texts and numbers; its answer is pickled.

    Who asks while another process makes it waits for that. What raises is tried again by whoever asks next. On
    Windows, which has no such locks, each process makes its own.
    """

    @cache
    @wraps(make)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        folder = os.environ.get(PLACE)
        if folder is None or sys.platform == "win32":
            return make(*args, **kwargs)
        import fcntl

        asked = (make.__module__, make.__qualname__, args, sorted(kwargs.items()))
        path = Path(folder) / sha256(repr(asked).encode()).hexdigest()
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                made = path.with_suffix(".new")
                made.write_bytes(pickle.dumps(make(*args, **kwargs)))
                made.replace(path)
        answer: T = pickle.loads(path.read_bytes())
        return answer

    return kept
