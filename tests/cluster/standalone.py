"""A Spark cluster on this machine: a master, workers and a Spark Connect server, each a process on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from shutil import which

HOST = "127.0.0.1"
WAIT = 600  # seconds a process may take to answer, on a busy machine
PARTS = "org.apache.spark.deploy"
SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java's settings for tests: of few rows, the time that a process spends on compiling itself well is lost."""
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"


def lacking() -> str | None:
    """What a cluster of this machine needs and is not here."""
    found = find_spec("pyspark")
    if found is None or found.origin is None or not (Path(found.origin).parent / "jars").is_dir():
        return "Spark is not installed here; `make cluster-test` installs it and runs these"
    return None if which("java") else "there is no Java here, which Spark runs on"


def free_port() -> int:
    with socket.socket() as held:
        held.bind((HOST, 0))
        port: int = held.getsockname()[1]
        return port


@dataclass
class Cluster:
    """`seconds` says how long each part took to answer, in the order they were started; `java` is Java's settings."""

    folder: Path
    cores: int = 1
    java: str = SOON
    seconds: dict[str, float] = field(default_factory=dict)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _others: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _ports: dict[str, int] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"sc://{HOST}:{self._ports['server']}"

    @property
    def _master(self) -> str:
        return f"spark://{HOST}:{self._ports['master']}"

    def start(self, workers: int, memory: str = "1g") -> None:
        self._ports = {name: free_port() for name in ("master", "server", "page")}
        began = time.monotonic()
        page = ("--webui-port", str(self._ports["page"]))
        at = ("--host", HOST, "--port", str(self._ports["master"]), *page)
        self._others.append(self._class("master", f"{PARTS}.master.Master", *at))
        self._answers("master", began)
        began = time.monotonic()
        names = [self._worker(memory) for _ in range(workers)]
        self._server(self._master, **{"spark.executor.memory": memory})
        for name in names:
            self._joined(name, began)
        self._answers("server", began)

    def start_alone(self, threads: int = 2) -> None:
        """A server that does the work itself: the same questions and answers, and nothing that could be lost."""
        self._ports = {"server": free_port()}
        began = time.monotonic()
        self._server(f"local[{threads}]")
        self._answers("server", began)

    def add_worker(self, memory: str = "1g") -> None:
        """One more worker, waited for until the master has it."""
        began = time.monotonic()
        self._joined(self._worker(memory), began)

    def kill_worker(self, at: int) -> None:
        """Ends a worker and the executors it has started, with no warning to either."""
        worker = self.workers[at]
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(worker.pid)], capture_output=True, text=True)
        for pid in (worker.pid, *map(int, listed.stdout.split())):
            os.kill(pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for process in (*reversed(self._others), *self.workers):
            if process.poll() is None:
                process.terminate()
        for process in (*self._others, *self.workers):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _server(self, master: str, **more: str) -> None:
        settings = {
            "spark.driver.host": HOST,
            "spark.driver.bindAddress": HOST,
            "spark.driver.memory": "1g",
            "spark.ui.enabled": "false",
            "spark.connect.grpc.binding.address": HOST,
            "spark.connect.grpc.binding.port": str(self._ports["server"]),
            "spark.sql.shuffle.partitions": "4",
            **more,
        }
        told = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        asked = ("--master", master, "--class", SERVER, *told, "spark-internal")
        self._others.append(self._class("server", f"{PARTS}.SparkSubmit", *asked))

    def _worker(self, memory: str) -> str:
        name = f"worker {len(self.workers) + 1}"
        work = self.folder / name.replace(" ", "-")
        asked = ("--cores", str(self.cores), "--memory", memory, "--host", HOST, "--work-dir", str(work))
        self.workers.append(self._class(name, f"{PARTS}.worker.Worker", *asked, "--webui-port", "0", self._master))
        return name

    def _joined(self, name: str, began: float) -> None:
        log = self.folder / f"{name}.log"
        self._until(name, lambda: b"Successfully registered with master" in log.read_bytes())
        self.seconds[name] = time.monotonic() - began

    def _class(self, name: str, *asked: str) -> subprocess.Popen[bytes]:
        found = find_spec("pyspark")
        assert found is not None
        assert found.origin is not None
        home = Path(found.origin).parent
        env = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "SPARK_WORKER_DIR": str(self.folder)}
        env |= {"SPARK_LOCAL_DIRS": str(self.folder), "JAVA_TOOL_OPTIONS": self.java}
        env.pop("SPARK_REMOTE", None)
        with (self.folder / f"{name}.log").open("wb") as log:
            command = [str(home / "bin" / "spark-class"), *asked]
            return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=env, cwd=self.folder)

    def _answers(self, name: str, began: float) -> None:
        def open_() -> bool:
            with socket.socket() as asked:
                return asked.connect_ex((HOST, self._ports[name])) == 0

        self._until(name, open_)
        self.seconds[name] = time.monotonic() - began

    def _until(self, name: str, done: Callable[[], bool]) -> None:
        until = time.monotonic() + WAIT
        while not done():
            if time.monotonic() > until:
                tail = (self.folder / f"{name}.log").read_text("utf-8", "replace")[-2000:]
                raise AssertionError(f"the {name} did not answer in {WAIT} s:\n{tail}")
            time.sleep(0.2)
