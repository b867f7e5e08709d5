"""Several files at a time, each on one core: what is done is the same as one after the other, and in the same order.

The engine reads a file that is no longer than its buffer on one core, whatever it has; years of monthly files are
hundreds of such. A longer one it reads alone, on all cores.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from queue import SimpleQueue
from typing import TypeVar

from peelian.sources.desk import Desk

A = TypeVar("A")
B = TypeVar("B")

BUFFER = 32_000_000  # bytes of a file that the engine hands to one core
MOST = 4  # at a time: the disk is shared, and each has an engine with its part of the memory


def cores() -> int:
    """How many files are worked on at a time."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST)


def each(work: Callable[[A], B], items: Iterable[A]) -> list[B]:
    """What `work` gives for each, in their order; it reads and writes files, and waits for the disk."""
    items = list(items)
    if len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(min(len(items), MOST)) as pool:
        return list(pool.map(work, items))


def read(
    items: Iterable[A], small: Callable[[A], bool], work: Callable[[A, Desk], B], desk: Desk
) -> Iterator[tuple[A, B]]:
    """Each with what `work` gives for it, in their order. Small ones are worked on at desks of their own.

    No more are taken from `items` than are worked on and one: each may be a file unpacked for this.
    """
    items = iter(items)
    first = list(islice(items, 2))
    items, at_once = chain(first, items), cores()
    if len(first) < 2 or at_once < 2:
        yield from ((item, work(item, desk)) for item in items)
        return
    free: SimpleQueue[Desk] = SimpleQueue()
    for _ in range(at_once):
        free.put(desk.beside(at_once))

    def at_a_desk(item: A) -> B:
        own = free.get()
        try:
            return work(item, own)
        finally:
            free.put(own)

    waiting: deque[tuple[A, Future[B]]] = deque()
    pool = ThreadPoolExecutor(at_once)
    try:
        for item in items:
            alone = not small(item)
            while waiting and (alone or len(waiting) > at_once):
                done, future = waiting.popleft()
                yield done, future.result()
            if alone:
                yield item, work(item, desk)
            else:
                waiting.append((item, pool.submit(at_a_desk, item)))
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    finally:
        pool.shutdown(cancel_futures=True)
