"""Files with a fault each, on request: a load must refuse every one of them, with the code that stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

ROWS = b"Date,Line,Answered,Seconds to answer\r\n" + b"".join(
    f"2020-{4 + n % 3:02d}-{1 + n:02d},999,yes,{n + 3}\r\n".encode() for n in range(12)
)


@dataclass(frozen=True)
class Fault:
    """`source` is its id in sources.yaml; `spoil` makes the faulty bytes of sound ones."""

    source: str
    code: str
    says: str
    spoil: Callable[[bytes], bytes]


def _put(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Puts the new bytes in the place of the first old ones."""
    return lambda sound: sound.replace(old, new, 1)


FAULTS = (
    Fault("fault-header-case", "source-header", "a column written in capitals", _put(b"Date", b"DATE")),
    Fault("fault-no-column", "source-header", "a column that is missing", _put(b"Seconds to answer", b"X")),
    Fault("fault-text", "source-value", "a word where a number belongs", _put(b"yes,5", b"yes,five")),
    Fault("fault-negative", "source-negative", "a number below zero", _put(b"yes,5", b"yes,-5")),
    Fault("fault-future", "source-future", "a date after the file was received", _put(b"2020-04", b"2199-04")),
    Fault("fault-blank", "source-blank", "a blank that may not be", _put(b",999,", b",,")),
    Fault("fault-encoding", "source-encoding", "letters in another encoding", _put(b"999", b"9\xe99")),
    Fault("fault-ragged", "source-ragged", "a row with a cell too many", _put(b"yes,5", b"yes,5,5")),
    Fault("fault-empty", "source-empty", "a file without a byte", lambda _: b""),
    Fault("fault-few-rows", "source-rows", "fewer rows than must be there", lambda b: b[: b.index(b"\r\n", 60) + 2]),
)


def source(fault: Fault) -> Mapping[str, Any]:
    """The source of a faulty file, as sources.yaml has it."""
    return {
        "title": f"A file with a fault: {fault.says}",
        "format": "tidy",
        "files": [f"data/{fault.source}.csv"],
        "table": fault.source.replace("-", "_"),
        "columns": {
            "month": {"from": "Date", "as": "month"},
            "line": {"from": "Line", "as": "text", "blank": "refuse"},
            "answered": {"from": "Answered", "as": "text"},
            "seconds": {"from": "Seconds to answer", "as": "seconds"},
        },
        "expect": {"rows": {"least": 6}},
    }
