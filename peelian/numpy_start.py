"""What numpy is told before it is loaded: it reads these settings once, from the environment.

The matrices of signals are small, and threads of a linear algebra library would only wait for each other.

The AVX-512 sort of numpy writes through an instruction that processors of AMD's Zen 4 run in microcode: six times
slower than the AVX2 sort of the same numpy (numpy/x86-simd-sort, issue 6; AMD's Software Optimization Guide for Zen 4,
2.11.2). There numpy is told to do without. What is set by hand stands.
"""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from pathlib import Path

PROCESSORS = Path("/proc/cpuinfo")
ENOUGH = 8_192  # bytes: the first processor is told in far fewer
DISABLED = "X86_V4 AVX512_ICL AVX512_SPR"  # the names that numpy has for what rests on AVX-512


def set_up(environment: MutableMapping[str, str], processors: Path = PROCESSORS) -> None:
    """Sets what numpy is to find. Does nothing once numpy is loaded, and nothing to what is set already."""
    if "numpy" in sys.modules:
        return
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with processors.open(encoding="ascii", errors="replace") as file:
            told = file.read(ENOUGH)
    except OSError:  # another system, which says it elsewhere
        return
    if sorts_slowly(told):
        environment.setdefault("NPY_DISABLE_CPU_FEATURES", DISABLED)


def sorts_slowly(processor: str) -> bool:
    """Whether the first processor of /proc/cpuinfo is a Zen 4: of family 25 the ones with AVX-512."""
    first = processor.split("\n\n")[0]
    lines = (line.partition(":") for line in first.splitlines())
    told = {name.strip(): value.strip() for name, _, value in lines}
    return (
        told.get("vendor_id") == "AuthenticAMD"
        and told.get("cpu family") == "25"
        and "avx512f" in told.get("flags", "").split()
    )
