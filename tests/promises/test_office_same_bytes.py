"""Promise 5 for office and data files: the same bytes in any time zone, locale, folder and with any hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from peelian.render import csv, csvw, docx, ods, odt, xlsx
from tests.promises.tally import tally
from tests.unit.render.data_sample import ISSUED, figures
from tests.unit.render.office_sample import paper

ROOT = Path(__file__).resolve().parents[2]
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1"},
)
PROGRAM = "from tests.promises.test_office_same_bytes import digests; import json; print(json.dumps(digests()))"


def files(issued: date = ISSUED) -> dict[str, bytes]:
    document, table = replace(paper(), issued=issued), figures()
    return {
        "paper.docx": docx.render(document),
        "paper.odt": odt.render(document),
        "figures.csv": csv.render(table),
        "figures.csv-metadata.json": csvw.render(table, "figures.csv", "OGL 3.0", "The paper", issued, "The office"),
        "figures.xlsx": xlsx.render([table], "The paper", issued, ("A note.",), "The office"),
        "figures.ods": ods.render([table], "The paper", issued, ("A note.",), "The office"),
    }


def digests() -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files().items()}


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    here = digests()
    results = {}
    for at, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / f"folder {at}"
        folder.mkdir()
        environment = os.environ | surroundings | {"PYTHONPATH": str(ROOT), "HOME": str(folder)}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=folder, env=environment, capture_output=True, check=True
        )
        there = json.loads(done.stdout)
        for name, digest in here.items():
            same = there[name] == digest
            results[f"{name} in {surroundings}"] = [] if same else [f"{there[name]} instead of {digest}"]
    counted = tally("promise 5, office and data files", results)
    assert counted.held == counted.tried == 18, counted.details()


def test_another_day_of_issue_gives_other_bytes_where_the_day_is_said() -> None:
    """The control: the comparison would see a file that takes its date from elsewhere."""
    one, other = files(), files(date(2026, 5, 15))
    assert [name for name in one if one[name] == other[name]] == ["figures.csv"]
