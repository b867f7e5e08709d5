"""A progress bar on a terminal for anything long; nothing at all in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def steps(what: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """A bar of named steps. The function it gives moves it on by one and names the step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=what, leave=False, bar_format="{desc:<28} {bar} {elapsed}") as bar:

        def step(name: str) -> None:
            bar.set_description_str(f"{what}: {name}")
            bar.update(1)

        yield step


@contextmanager
def moving(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar of so many things. The function it gives moves it on by so many."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=what, leave=False) as bar:

        def move(number: int) -> None:
            bar.update(number)

        yield move


@contextmanager
def arriving() -> Iterator[Callable[[int, int | None], None]]:
    """A bar of bytes, begun anew with each file. The function it gives is told how many there are, and will be."""
    if not sys.stderr.isatty():
        yield lambda have, whole: None
        return
    from tqdm import tqdm

    with tqdm(desc="fetching", unit="B", unit_scale=True, leave=False) as bar:

        def move(have: int, whole: int | None) -> None:
            if have < bar.n:
                bar.reset(whole)
            bar.total = whole
            bar.update(have - bar.n)

        yield move
