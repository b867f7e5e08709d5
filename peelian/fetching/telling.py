"""What became of each file, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peelian.fetching.model import Outcome
from peelian.quantities import counted

WORDS = {
    "new": "new",
    "newer": "newer",
    "unchanged": "unchanged",
    "here": "here",
    "offered": "to fetch",
    "nothing": "no address",
    "failed": "not had",
}


def lines(outcome: Outcome) -> Iterator[str]:
    """One line, and a second where there is something to do."""
    what = outcome.path or outcome.address or ""
    size = f", {sized(outcome.size)}" if outcome.size is not None else ""
    yield f"{WORDS[outcome.what]:<10} {', '.join(outcome.sources)}{f': {what}{size}' if what else ''}"
    if outcome.says:
        yield f"{'':<10} {outcome.says}"


def as_json(outcomes: Iterable[Outcome]) -> dict[str, object]:
    """The object that `peelian fetch --json` prints."""
    return {
        "files": [
            {
                "sources": list(one.sources),
                "what": one.what,
                "address": one.address or None,
                "path": one.path or None,
                "size": one.size,
                "says": one.says or None,
            }
            for one in outcomes
        ]
    }


def sized(size: int) -> str:
    """A number of bytes in words, to three figures: 1.73 GB."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return counted(size, "byte")
