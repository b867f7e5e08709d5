"""Promise 2: kill -9 while publishing, at random moments. A reader always sees one whole edition."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.promises.tally import tally

KILLS = 1000 if os.environ.get("PEELIAN_SOAK") else 24
BUILDS_KILLED = 200 if os.environ.get("PEELIAN_SOAK") else 8
STARTER = Path(__file__).resolve().parents[2] / "peelian" / "starter"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

PUBLISHER = """
import json, pathlib, sys
from peelian.editions.manifest import sha256
{publish}
def edition(text):
    files = {{f"part-{{n}}.txt": (text * 2000).encode() for n in range(12)}} | {{"data/a.csv": text.encode()}}
    listed = [{{"path": p, "sha256": sha256(d)}} for p, d in files.items()]
    return files | {{"manifest.json": json.dumps({{"files": listed}}).encode()}}
out = pathlib.Path(sys.argv[1])
publish(out, "e", edition("first"), replace=True)
print("ready", flush=True)
n = 0
while True:
    n += 1
    publish(out, "e", edition(f"text {{n}} "), replace=True)
"""
REAL = "from peelian.editions.publish import publish"
BROKEN = """
def publish(out, name, files, replace):
    for path, data in files.items():
        place = out / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
"""


def whole(edition: Path) -> list[str]:
    """What a reader finds wrong with an edition: nothing, if every file matches the manifest."""
    if not edition.is_dir():
        return ["the edition is not there"]
    try:
        listed = {f["path"]: f["sha256"] for f in json.loads((edition / "manifest.json").read_bytes())["files"]}
    except (OSError, ValueError) as error:
        return [f"no manifest: {error}"]
    present = {p.relative_to(edition).as_posix() for p in edition.rglob("*") if p.is_file()} - {"manifest.json"}
    faults = [f"{path} is not listed" for path in present - listed.keys()]
    for path, digest in listed.items():
        place = edition / path
        if not place.is_file() or hashlib.sha256(place.read_bytes()).hexdigest() != digest:
            faults.append(f"{path} is not what the manifest says")
    return faults


def content(edition: Path) -> dict[str, bytes]:
    return {path.relative_to(edition).as_posix(): path.read_bytes() for path in edition.rglob("*") if path.is_file()}


def killed(out: Path, publish: str, wait: float) -> list[str]:
    code = PUBLISHER.format(publish=publish)
    with subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return whole(out / "e")


def test_every_kill_leaves_a_whole_edition(tmp_path: Path) -> None:
    moments = random.Random(2)
    results = {f"kill {n}": killed(tmp_path, REAL, moments.uniform(0, 0.08)) for n in range(KILLS)}
    held = tally("promise 2, kill -9 while publishing", results)
    assert held.held == held.tried, held.details()


def test_a_build_killed_at_any_moment_leaves_the_edition_before(tmp_path: Path) -> None:
    """The whole command: reading, composing, writing every format, publishing. A build after it is as a clean one."""
    plan = tmp_path / "plan"
    shutil.copytree(STARTER, plan)
    publication = plan / "publications" / "first-paper.yaml"
    command = [sys.executable, "-m", "peelian.cli", "build", str(plan), "first-paper", "--replace"]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    took = time.monotonic() - started
    edition, first = plan / "editions" / "first-paper", publication.read_text()
    clean = content(edition)
    moments = random.Random(4)
    results = {}
    for n in range(BUILDS_KILLED):
        publication.write_text(re.sub("issued: .*", f"issued: {2027 + n}-05-18", publication.read_text()))
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(moments.uniform(0, took * 1.1))
            process.send_signal(signal.SIGKILL)
        results[f"kill {n}"] = whole(edition)
    held = tally("promise 2, kill -9 while building", results)
    assert held.held == held.tried, held.details()
    publication.write_text(first)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert content(edition) == clean
    assert sorted(path.name for path in edition.parent.iterdir()) == ["first-paper"]


def test_a_publisher_that_writes_in_place_is_caught(tmp_path: Path) -> None:
    """Negative control: the same kills on a publisher without staging."""
    moments = random.Random(3)
    results = [killed(tmp_path / str(n), BROKEN, moments.uniform(0, 0.02)) for n in range(12)]
    assert any(results)


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    from peelian.editions.publish import publish

    staged = tmp_path / ".e.staged"
    staged.mkdir()
    (staged / "half.txt").write_text("half")
    aside = tmp_path / ".e.replaced"
    aside.mkdir()
    (aside / "manifest.json").write_text("{}")
    assert publish(tmp_path, "e", {"manifest.json": b"{}"}, replace=False) == tmp_path / "e"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["e"]
