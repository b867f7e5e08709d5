"""Builds the example papers and shows where they are and one figure's trace: what `make demo` runs.

Only the commands a person would type; each is printed before it runs.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITIONS = [
    ("examples/west-midlands", "board-2026-05", "2026-05"),
    ("examples/peelshire", "board-2025-05", "2025-05"),
    ("examples/peelshire", "scorecard-2025-05", "scorecard-2025-05"),
]
TRACED = (
    "examples/west-midlands/editions/2026-05",
    "total-recorded-crime/west-midlands/ye-2026-03/change-percent-from-ye-2024-03",
)


def main() -> int:
    for plan, publication, edition in EDITIONS:
        code = peelian("build", plan, publication, "--edition", edition, "--replace")
        if code:
            return code
    print("\nWhere one number of the first paper comes from:")
    code = peelian("trace", *TRACED)
    print("\nThe papers; open one in a browser. DOCX, ODT, PDF and the data lie beside it:")
    for plan, _, edition in EDITIONS:
        print(f"  {plan}/editions/{edition}/paper.html")
    return code


def peelian(*words: str) -> int:
    """Runs one command in the project's folder, as typed; gives its exit code."""
    print(f"\n$ peelian {' '.join(words)}", flush=True)
    command = Path(sysconfig.get_path("scripts")) / "peelian"
    return subprocess.run([str(command), *words], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
