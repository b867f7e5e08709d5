"""A set of papers read and checked over several processes, in the order they were given.

What is kept of a paper is what is said of it: memory does not grow with their number. A process that dies is a finding
of its paper; whatever ends the work, an error or a person, ends every process that was started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from queue import SimpleQueue

from peelian.audit.claims.across import Across
from peelian.audit.claims.audited import Audited, joined
from peelian.audit.papers import child
from peelian.audit.papers.from_file import sha256_of
from peelian.audit.papers.paper import Paper
from peelian.audit.processes.exchange import Request, understood

AHEAD = 4  # papers for each process that may be done before their turn

_ROOT = str(Path(__file__).parents[3])
_RUN = f"import sys; sys.path.insert(0, {_ROOT!r}); from peelian.audit.processes.worker import main; sys.exit(main())"


def audit_files(
    paths: Sequence[Path], *, workers: int = 2, blocks: bool = False
) -> Generator[Audited | Paper, None, None]:
    """Each paper audited, in order; one that cannot be read, or not checked, as a paper without blocks, with its notes.

    The same whatever the number of processes. With `blocks` the audited papers keep their passages and tables, for
    those who quote them. Close the iterator to end early. Raises Unusable where a file cannot be opened.
    """
    pool = _Pool(max(1, min(workers, len(paths))))
    with closing(pool), closing(Across()) as across:
        waiting: deque[tuple[Path, Future[list[bytes] | None]]] = deque()
        for path in paths:
            request = Request(str(path.absolute()), len(paths) > 1, blocks, shared=len(paths) == 1 < workers)
            waiting.append((path, pool.ask(request)))
            if len(waiting) >= AHEAD * pool.size:
                yield _next(waiting, across)
        while waiting:
            yield _next(waiting, across)


def _next(waiting: deque[tuple[Path, Future[list[bytes] | None]]], across: Across) -> Audited | Paper:
    path, asked = waiting.popleft()
    lines = asked.result()
    if lines is None:
        return Paper(path.name, sha256_of(path), None, (), (child.too_much(path.name),))
    answer = understood(lines)
    return answer if isinstance(answer, Paper) else joined(across, *answer)


class _Pool:
    """So many workers, each busy with one paper at a time."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._threads = ThreadPoolExecutor(size)
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker() for _ in range(size)]
        for worker in self._all:
            self._idle.put(worker)

    def ask(self, request: Request) -> Future[list[bytes] | None]:
        return self._threads.submit(self._ask, request)

    def _ask(self, request: Request) -> list[bytes] | None:
        worker = self._idle.get()
        try:
            return worker.ask(request)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Ends every process at once, whatever it does."""
        for worker in self._all:
            worker.end(for_good=True)
        self._threads.shutdown(cancel_futures=True)


class _Worker:
    """One process, started when it is first asked, and anew after it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def ask(self, request: Request) -> list[bytes] | None:
        """The lines of the answer; None where the process died of the paper, or took too long over it."""
        process = self._started()
        if process is None:
            return None
        clock = threading.Timer(child.MOST_WAITED, self.end)
        clock.daemon = True
        clock.start()
        try:
            lines = _answer(process, request)
        finally:
            clock.cancel()
        if lines is None or not hasattr(os, "fork"):
            self.end()
        return lines

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._process is None and not self._ended:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _RUN],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            return self._process

    def end(self, for_good: bool = False) -> None:
        """Ends the process and all that it started."""
        with self._lock:
            self._ended = self._ended or for_good
            process, self._process = self._process, None
            if process is None:
                return
            if sys.platform == "win32":
                process.kill()
            else:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not yet written has nobody to read it
                        pipe.close()


def _answer(process: subprocess.Popen[bytes], request: Request) -> list[bytes] | None:
    assert process.stdin is not None
    assert process.stdout is not None
    lines: list[bytes] = []
    try:
        process.stdin.write(request.line())
        process.stdin.flush()
        for line in process.stdout:
            if line == b"\n":
                return lines
            lines.append(line)
    except (OSError, ValueError):  # it died before it was asked, or while
        return None
    return None
