"""A publisher's server on this machine, whose answers a test writes down: it serves, stalls, cuts short and lies."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANYWHERE = "*"
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Publisher:
    """Answers by path, each used once and the last one for ever; `asked` are the requests that came."""

    address: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def at(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return self.address + path


@contextmanager
def publisher() -> Iterator[Publisher]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            here.asked.append((self.path, dict(self.headers)))
            waiting = here.answers.get(self.path) or here.answers.get(ANYWHERE) or [status(404)]
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            with suppress(BrokenPipeError, ConnectionResetError):
                answer(self)

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Publisher(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def head(request: BaseHTTPRequestHandler, code: int, headers: Mapping[str, str | int]) -> None:
    request.send_response(code)
    for name, value in headers.items():
        request.send_header(name, str(value))
    request.send_header("Connection", "close")
    request.end_headers()


def serves(body: bytes, **headers: str) -> Answer:
    """The whole, or from where it is asked for if its tag is still the one named."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(request: BaseHTTPRequestHandler) -> None:
        tag = told.get("ETag", told.get("Last-Modified", ""))
        if tag and tag in (request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")):
            head(request, 304, told)
            return
        asked = request.headers.get("Range")
        if asked and request.headers.get("If-Range") == tag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                head(request, 416, {"Content-Range": f"bytes */{len(body)}", "Content-Length": 0})
                return
            span = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
            head(request, 206, {**told, **span, "Content-Length": len(body) - start})
            request.wfile.write(body[start:])
            return
        head(request, 200, {**told, "Content-Length": len(body)})
        request.wfile.write(body)

    return answer


def cuts(body: bytes, after: int, **headers: str) -> Answer:
    """Tells the whole length and ends the connection early."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(request: BaseHTTPRequestHandler) -> None:
        start = int((request.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        if start and request.headers.get("If-Range") == told.get("ETag"):
            span = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
            head(request, 206, {**told, **span, "Content-Length": len(body) - start})
        else:
            start = 0
            head(request, 200, {**told, "Content-Length": len(body)})
        request.wfile.write(body[start : start + after])

    return answer


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(request: BaseHTTPRequestHandler) -> None:
        head(request, code, {**told, "Content-Length": len(body)})
        request.wfile.write(body)

    return answer


def stalls(body: bytes, after: int, seconds: float) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        head(request, 200, {"Content-Length": len(body), "ETag": '"v1"'})
        request.wfile.write(body[:after])
        request.wfile.flush()
        time.sleep(seconds)

    return answer


def trickles(piece: bytes, pause: float, pieces: int) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        head(request, 200, {"Content-Length": len(piece) * pieces})
        for _ in range(pieces):
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(pause)

    return answer


def endless(piece: bytes) -> Answer:
    """No length told, and no end."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        head(request, 200, {})
        while True:
            request.wfile.write(piece)

    return answer


def leads(to: str) -> Answer:
    return status(302, Location=to)
