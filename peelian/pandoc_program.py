"""The pandoc program inside the package pypandoc-binary, and the little that it sees of this machine."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from peelian.errors import MachineFault


@cache
def executable() -> Path:
    """The pandoc inside the installed package; never one found elsewhere, whose output may differ."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            found = Path(folder) / "files" / name
            if found.is_file():
                return found
    raise MachineFault(
        "pandoc is not installed, and Word and OpenDocument files need it. "
        "Install the package pypandoc-binary (pip install pypandoc-binary)."
    )


def surroundings(folder: str) -> dict[str, str]:
    """The environment to run it in: a folder of its own, no home of the user, one locale."""
    fixed = {
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": folder,
        "XDG_DATA_HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
    }
    # Windows starts no program without its own folder in the environment.
    kept = ("SYSTEMROOT", "WINDIR")
    return fixed | {key: os.environ[key] for key in kept if key in os.environ}
