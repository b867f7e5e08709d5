"""Promise 6: every printed number opens to its origin; `verify` sees every tampered byte, missing and added file."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

import pytest
from lxml import etree

from peelian.editions.intact import against_manifest
from peelian.editions.reading import open_edition
from peelian.editions.trace import lines, trace
from peelian.errors import PeelianError
from tests.promises.editions import west_midlands, written
from tests.promises.tally import tally

TAMPERS = 2000 if os.environ.get("PEELIAN_SOAK") else 300


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(west_midlands(), tmp_path_factory.mktemp("edition"))


def test_every_number_in_the_page_opens_to_its_origin(edition: Path) -> None:
    opened = open_edition(edition)
    page = etree.HTML((edition / "paper.html").read_bytes())
    numbers = page.findall(".//data[@data-figure]")
    results: dict[str, list[str]] = {}
    for number in numbers:
        id = number.get("data-figure")
        results[id] = walked(trace(opened, id))
        if number.get("value") != opened.figures[id]["value"]:
            results[id].append(f"the page says {number.get('value')}, the manifest {opened.figures[id]['value']}")
    held = tally("promise 6, numbers that open to their origin", results)
    assert held.tried > 200
    assert held.held == held.tried, held.details()


def walked(traced: dict[str, object]) -> list[str]:
    """What is missing on the way down: a computed figure has a sum and inputs, a typed one its document and file."""
    told = traced["trace"]
    assert isinstance(told, dict)
    faults = []
    if told["kind"] == "computed" and not (told.get("sum") and told["inputs"]) and not told["origins"]:
        faults.append(f"{traced['id']}: no sum and no file")
    if told["kind"] == "published" and not all(o.get("document") or o["path"] == "plan.yaml" for o in told["origins"]):
        faults.append(f"{traced['id']}: no document")
    if not told["measure"]["definition"]:
        faults.append(f"{traced['id']}: no definition")
    return faults + [fault for inner in told["inputs"] for fault in walked(inner)]


def test_a_trace_reads_from_the_sentence_to_the_publisher(edition: Path) -> None:
    id = "total-recorded-crime/west-midlands/ye-2026-03/change-percent-from-ye-2024-03"
    said = "\n".join(lines(trace(open_edition(edition), id)))
    for word in (
        "8.5%",
        "(300,418 - 328,153) ÷ 328,153 × 100",
        "wmpcc-2026-05, 2.7",
        "figures/wmpcc-2026-05.csv, line",
    ):
        assert word in said


def test_a_figure_that_is_not_there_is_answered_with_near_ones(edition: Path) -> None:
    with pytest.raises(PeelianError, match="did you mean total-recorded-crime/west-midlands/ye-2026-03/value"):
        trace(open_edition(edition), "total-recorded-crimes/west-midlands/ye-2026-03/value")


def test_every_tampered_byte_is_seen(edition: Path) -> None:
    chance = random.Random(6)
    files = [p for p in sorted(edition.rglob("*")) if p.is_file() and p.name != "manifest.json"]
    results = {}
    for n in range(TAMPERS):
        place = chance.choice(files)
        kind = chance.choice(("flip", "flip", "cut", "add", "take"))
        results[f"{n} {kind} {place.name}"] = [] if tampered(edition, place, kind, chance) else ["not seen"]
    held = tally("promise 6, tampered files", results)
    assert held.held == held.tried, held.details()
    assert against_manifest(open_edition(edition)) == ()


def tampered(edition: Path, place: Path, kind: str, chance: random.Random) -> bool:
    """Whether it is seen. The file is put back afterwards."""
    before = place.read_bytes()
    added = edition / f"added-{chance.randrange(1000)}.txt"
    if kind == "flip":
        at = chance.randrange(len(before))
        place.write_bytes(before[:at] + bytes([before[at] ^ (1 << chance.randrange(8))]) + before[at + 1 :])
    elif kind == "cut":
        place.write_bytes(before[: chance.randrange(len(before))])
    elif kind == "add":
        added.write_bytes(b"x")
    else:
        place.unlink()
    try:
        return bool(against_manifest(open_edition(edition)))
    finally:
        place.write_bytes(before)
        added.unlink(missing_ok=True)


def test_an_edition_that_was_not_changed_has_no_finding(edition: Path) -> None:
    """Negative control of the other side: `verify` does not cry wolf."""
    assert against_manifest(open_edition(edition)) == ()


def test_a_changed_manifest_does_not_stand_against_the_signature(edition: Path, tmp_path: Path) -> None:
    from peelian.editions.signing import holds, new_key, sign

    private, public = new_key()
    (tmp_path / "k").write_bytes(private)
    (tmp_path / "k.pub").write_bytes(public)
    manifest = (edition / "manifest.json").read_bytes()
    signature = sign(manifest, tmp_path / "k")
    assert holds(manifest, signature, tmp_path / "k.pub")
    chance = random.Random(7)
    for _ in range(50):
        at = chance.randrange(len(manifest))
        changed = manifest[:at] + bytes([manifest[at] ^ 1]) + manifest[at + 1 :]
        assert not holds(changed, signature, tmp_path / "k.pub")


def test_the_manifest_names_no_place_of_this_machine(edition: Path) -> None:
    text = (edition / "manifest.json").read_text()
    assert not re.search(r'"/[a-z]+/', text)
    assert all(not item["path"].startswith(("/", "..")) for item in json.loads(text)["inputs"])
