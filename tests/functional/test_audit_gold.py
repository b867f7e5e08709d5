"""The audit against claims of three published papers that people read and machines recomputed; skipped without them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from peelian.audit.answers.as_json import audit_json
from peelian.audit.audit import audit
from peelian.audit.papers.plaintext import read_text

LEAST_RECALL = 0.95
LEAST_RIGHT = 0.98
PAGES_OF_A_FALSE_ALARM = 20


@pytest.fixture(scope="module")
def scored(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scorer that lies beside the claims says of the core ones, with the pages that were read."""
    gold = sorted((shared / "golden" / "claims").glob("*.jsonl"))
    if not gold:
        pytest.skip("the claims people read are not here")
    done = audit(read_text(shared / "papers" / f"{file.stem}.txt") for file in gold)
    answer = tmp_path_factory.mktemp("gold") / "audit.json"
    answer.write_text(json.dumps(audit_json(done)), encoding="utf-8")
    script = shared / "golden" / "claims" / "score.py"
    command = [sys.executable, str(script), str(answer), *map(str, gold), "--tier", "core", "--verbose"]
    said = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    result: dict[str, Any] = json.loads(said.stdout)
    return result | {"pages": sum(one.pages for one in done.papers)}


def test_what_people_found_is_found_with_their_verdict(scored: dict[str, Any]) -> None:
    for kind, count in scored["per_kind"].items():
        print(f"{kind}: {count['n']} tried, {count['found']} held, {count['right']} with the right verdict")
    assert scored["recall"] >= LEAST_RECALL, scored["missed"]
    assert scored["verdict_right"] >= LEAST_RIGHT, scored["wrong"]
    assert scored["material_found"] == scored["material"] > 0


def test_false_alarms_are_rare(scored: dict[str, Any]) -> None:
    assert scored["false_alarms"] * PAGES_OF_A_FALSE_ALARM <= scored["pages"], scored["alarms"]
