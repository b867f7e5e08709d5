"""Promise 5: the same plan and data give the same bytes, whatever the folder, time zone, locale and hash seed."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peelian.editions.reading import open_edition
from peelian.editions.rebuilt import against_rebuilt
from tests.promises.editions import WEST_MIDLANDS, west_midlands, written
from tests.promises.tally import tally

ZONES, LOCALES, SEEDS = ("UTC", "Pacific/Kiritimati"), ("C.UTF-8", "tr_TR.UTF-8"), ("0", "4242")
SURROUNDINGS = list(itertools.product(ZONES, LOCALES, SEEDS, (False, True)))
CHOSEN = SURROUNDINGS if os.environ.get("PEELIAN_SOAK") else [SURROUNDINGS[i] for i in (0, 5, 10, 15)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in a process of the tests, with the surroundings of this machine."""
    return written(west_midlands(), tmp_path_factory.mktemp("first"))


def built(plan: Path, out: Path, surroundings: dict[str, str]) -> Path:
    command = [
        sys.executable,
        "-m",
        "peelian.cli",
        "build",
        str(plan),
        "board-2026-05",
        "--edition",
        "board-2026-05",
        "--out",
        str(out),
    ]
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"} | surroundings
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return out / "board-2026-05"


def content(edition: Path) -> dict[str, bytes]:
    return {p.relative_to(edition).as_posix(): p.read_bytes() for p in edition.rglob("*") if p.is_file()}


def test_the_same_bytes_everywhere(first: Path, tmp_path: Path) -> None:
    results = {}
    for zone, locale, seed, moved in CHOSEN:
        plan = WEST_MIDLANDS
        if moved:
            plan = tmp_path / f"elsewhere {zone.replace('/', '-')} {locale} {seed}"
            shutil.copytree(WEST_MIDLANDS, plan, ignore=shutil.ignore_patterns("editions", "store"))
        surroundings = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "LANG": locale}
        out = tmp_path / f"{zone.replace('/', '-')}-{locale}-{seed}-{moved}"
        again = built(plan, out, surroundings)
        found = against_rebuilt(open_edition(first), content(again))
        results[f"{zone} {locale} {seed} {moved}"] = [finding.line() for finding in found]
    held = tally("promise 5, builds with the same bytes", results)
    assert held.held == held.tried, held.details()


def test_another_date_gives_other_bytes_and_is_named(first: Path, tmp_path: Path) -> None:
    """Negative control: a difference is seen in every dated format, and the part of the zip is named."""
    other = built(WEST_MIDLANDS, tmp_path, {"SOURCE_DATE_EPOCH": "1700000000"})
    found = {f.where: f.says for f in against_rebuilt(open_edition(first), content(other))}
    assert {"manifest.json", "paper.html", "paper.docx", "paper.odt", "paper.pdf"} <= found.keys()
    assert "its part" in found["paper.docx"]


def test_verify_builds_again_and_compares(first: Path) -> None:
    command = [sys.executable, "-m", "peelian.cli", "verify", str(first), "--plan", str(WEST_MIDLANDS)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "intact, built again: the same bytes" in done.stdout


def test_without_a_plan_verify_says_so(first: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "peelian.cli", "verify", str(first)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "intact, not rebuilt" in done.stdout
