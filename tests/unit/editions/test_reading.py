"""Opening an edition: a manifest that somebody changed is told, or can be worked with; it never ends in a traceback."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peelian.editions import reading
from peelian.editions.changed import changed
from peelian.editions.diff import differences
from peelian.editions.intact import against_manifest
from peelian.editions.jsonshape import fields
from peelian.editions.reading import DEEPEST, Edition, open_edition
from peelian.editions.rebuilt import against_rebuilt
from peelian.editions.shape import Manifest
from peelian.editions.trace import lines, trace
from peelian.errors import Unusable
from tests.counts import tries
from tests.starter_plan import add_parts, edition, started

CHANGES = tries(700, 2_000)
INSTEAD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 1e300, [], [None], {}, {"a": 1}),
    *("", "x", "../../x", "/x", "a/../../x", "a\0b", "\ud800", "\x1b[2J", "9" * 5000, "2026-02-30", "١"),
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = started(tmp_path_factory.mktemp("reading") / "plan")
    add_parts(plan)
    return plan


@pytest.fixture(scope="module")
def manifest(plan: Path) -> dict[str, Any]:
    return edition(plan).manifest  # type: ignore[return-value]


def written(folder: Path, manifest: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_an_edition_is_opened_with_its_figures_by_id(manifest: dict[str, Any], tmp_path: Path) -> None:
    opened = open_edition(written(tmp_path, manifest))
    assert opened.manifest == manifest
    assert list(opened.figures) == [figure["id"] for figure in manifest["figures"]]


@pytest.mark.parametrize("field", [name for name, (_, required) in fields(Manifest).items() if required])
def test_a_field_that_is_gone_is_named(manifest: dict[str, Any], tmp_path: Path, field: str) -> None:
    with pytest.raises(Unusable, match=f"lacks {field}"):
        open_edition(written(tmp_path, {k: v for k, v in manifest.items() if k != field}))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a manifest, as the keys that lead to it."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        yield from places(below, (*path, key))


def mutated(manifest: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The manifest with one value taken away, there twice, or another thing or a value of elsewhere in its place."""
    made = copy.deepcopy(manifest)
    every = list(places(made))
    *above, last = chance.choice(every)
    holder = made
    for key in above:
        holder = holder[key]
    match chance.choice(("take", "again", "other", "other", "elsewhere")):
        case "take":
            del holder[last]
        case "again" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        case "elsewhere":
            value: Any = manifest
            for key in chance.choice(every):
                value = value[key]
            holder[last] = copy.deepcopy(value)
        case _:
            holder[last] = chance.choice(INSTEAD)
    return made


def worked_with(folder: Path, whole: Edition, plan: Path) -> bool:
    """Opens an edition and does everything with it but to build it again; False where it was refused in words."""
    try:
        opened = open_edition(folder)
    except Unusable as error:
        if "it may have been changed" in str(error) and str(error).isprintable():
            return False
        raise
    for figure in opened.figures:
        "\n".join(lines(trace(opened, figure))).encode()
    differences(whole, opened)
    differences(opened, whole)
    against_manifest(opened)
    against_rebuilt(opened, {})
    list(changed(opened, plan, None))
    return True


def faults_of(folder: Path, whole: Edition, plan: Path, contents: Iterator[bytes]) -> tuple[dict[str, str], int]:
    """What went wrong in other ways than in words, and how many could be worked with."""
    faults, fine = {}, 0
    for content in contents:
        (folder / "manifest.json").write_bytes(content)
        try:
            fine += worked_with(folder, whole, plan)
        except Exception as error:
            faults[f"{type(error).__name__}: {error}"] = content.decode(errors="replace")[:2000]
    return faults, fine


def test_no_change_of_a_manifest_ends_in_a_traceback(manifest: dict[str, Any], plan: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    whole = open_edition(written(tmp_path / "whole", manifest))
    contents = (json.dumps(mutated(manifest, chance)).encode() for _ in range(CHANGES))
    faults, fine = faults_of(written(tmp_path / "changed", manifest), whole, plan, contents)
    assert faults == {}
    assert 0 < fine < CHANGES / 2, "a change of words is none of the shape; most others are"


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them other ones, gone, or there twice."""
    start = chance.randrange(len(data))
    end = min(start + chance.choice((1, 1, 1, 2, 10, 200)), len(data))
    match chance.choice(("flip", "other", "cut", "take", "again", "elsewhere")):
        case "flip":
            return data[:start] + bytes([data[start] ^ (1 << chance.randrange(8))]) + data[start + 1 :]
        case "other":
            return data[:start] + chance.randbytes(end - start) + data[end:]
        case "cut":
            return data[:start]
        case "take":
            return data[:start] + data[end:]
        case "again":
            return data[:end] + data[start:]
        case _:
            return data[: chance.randrange(len(data))] + data[start:]


def test_no_damaged_byte_of_a_manifest_ends_in_a_traceback(
    manifest: dict[str, Any], plan: Path, tmp_path: Path
) -> None:
    chance = random.Random(2)
    data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    whole = open_edition(written(tmp_path / "whole", manifest))
    contents = (damaged(data, chance) for _ in range(CHANGES))
    faults, fine = faults_of(written(tmp_path / "changed", manifest), whole, plan, contents)
    assert faults == {}
    assert 0 < fine < CHANGES


@pytest.mark.parametrize("epoch", ["soon", -1, -(10**30), 10**30, 1.5, True, None, []])
def test_a_day_of_issue_that_is_none_is_refused(manifest: dict[str, Any], tmp_path: Path, epoch: object) -> None:
    with pytest.raises(Unusable, match="source_date_epoch is"):
        open_edition(written(tmp_path, manifest | {"source_date_epoch": epoch}))


@pytest.mark.parametrize("issued", ["", "soon", "2026-02-30", "20260518", "2026-05-18T00:00", 20260518])
def test_an_issued_that_is_no_day_is_refused(manifest: dict[str, Any], tmp_path: Path, issued: object) -> None:
    with pytest.raises(Unusable, match="issued is"):
        open_edition(written(tmp_path, manifest | {"issued": issued}))


OUTSIDE = ("/etc/hosts", "../x", "data/../../x", "..", ".", "", "data//x", "data/", "./x", "a\0b")


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("part", ["files", "inputs"])
def test_a_path_that_leads_out_of_its_folder_is_refused(
    manifest: dict[str, Any], tmp_path: Path, part: str, path: str
) -> None:
    entry = manifest["inputs"][0] | {"path": path}
    if part == "files":
        entry = {"path": path, "sha256": "0" * 64}
    with pytest.raises(Unusable, match=r"path is .*; it must be a path inside the folder"):
        open_edition(written(tmp_path, manifest | {part: [*manifest[part], entry]}))


def test_what_is_there_twice_is_refused(manifest: dict[str, Any], tmp_path: Path) -> None:
    file = {"path": "paper.html", "sha256": "0" * 64}
    twice = {
        "figures": manifest | {"figures": [*manifest["figures"], manifest["figures"][0]]},
        "files": manifest | {"files": [file, file | {"sha256": "1" * 64}]},
        "inputs": manifest | {"inputs": [*manifest["inputs"], manifest["inputs"][0]]},
    }
    for part, made in twice.items():
        with pytest.raises(Unusable, match=f"{part} has .* more than once"):
            open_edition(written(tmp_path, made))


def test_two_files_of_one_name_are_two_inputs(manifest: dict[str, Any], tmp_path: Path) -> None:
    other = manifest["inputs"][0] | {"sha256": "0" * 64}
    made = manifest | {"inputs": [*manifest["inputs"], other]}
    assert open_edition(written(tmp_path, made)).manifest["inputs"][-1] == other


def test_a_name_that_is_there_twice_in_an_object_is_refused(manifest: dict[str, Any], tmp_path: Path) -> None:
    folder = written(tmp_path, manifest)
    text = json.dumps(manifest)
    (folder / "manifest.json").write_text(text.replace('"edition":', '"edition": "other", "edition":', 1))
    with pytest.raises(Unusable, match="the name 'edition' stands twice"):
        open_edition(folder)


def with_sums(manifest: dict[str, Any], inputs: dict[int, list[int]]) -> dict[str, Any]:
    """The manifest with further figures, each made from those of these numbers."""
    ids = {n: f"sum-{n}/force/ye-2026-03/value" for n in inputs}
    model = manifest["figures"][0]
    made = [
        model | {"id": ids[n], "trace": model["trace"] | {"inputs": [ids[i] for i in below]}}
        for n, below in inputs.items()
    ]
    return manifest | {"figures": [*manifest["figures"], *made]}


CIRCLES: dict[str, dict[int, list[int]]] = {
    "itself": {1: [1]},
    "each other": {1: [2], 2: [1]},
    "twice each other": {1: [2, 2], 2: [1, 1]},
    "a long way round": {n: [n % 3000 + 1] for n in range(1, 3001)},
}


@pytest.mark.parametrize("inputs", CIRCLES.values(), ids=CIRCLES.keys())
def test_a_figure_that_is_made_from_itself_is_refused(
    manifest: dict[str, Any], tmp_path: Path, inputs: dict[int, list[int]]
) -> None:
    with pytest.raises(Unusable, match=r"is made from itself; it may have been changed"):
        open_edition(written(tmp_path, with_sums(manifest, inputs)))


ENDLESS: dict[str, dict[int, list[int]]] = {
    "deep": {n: [n - 1] if n else [] for n in range(DEEPEST + 1)},
    "very deep": {n: [n - 1] if n else [] for n in range(5000)},
    "shared": {n: [n - 1, n - 1] if n else [] for n in range(18)},
    "shared a thousand times": {n: [n - 1, n - 1] if n else [] for n in range(1000)},
}


@pytest.mark.parametrize("inputs", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_trace_that_nobody_could_read_to_its_end_is_refused(
    manifest: dict[str, Any], tmp_path: Path, inputs: dict[int, list[int]]
) -> None:
    with pytest.raises(Unusable, match=r"is made from more than 100,000 figures, or more than 20 deep"):
        open_edition(written(tmp_path, with_sums(manifest, inputs)))


def test_what_is_deep_and_shared_within_bounds_is_traced(manifest: dict[str, Any], tmp_path: Path) -> None:
    deep = {n: [n - 1] if n else [] for n in range(DEEPEST)}
    shared = {100 + n: [99 + n, 99 + n] if n else [] for n in range(13)}
    opened = open_edition(written(tmp_path, with_sums(manifest, deep | shared)))
    told = lines(trace(opened, "sum-112/force/ye-2026-03/value"))
    assert sum(line.strip() == "sum-100/force/ye-2026-03/value" for line in told) == 2**12
    assert differences(opened, opened) == []


def test_a_figure_made_from_what_is_not_there_is_refused(manifest: dict[str, Any], tmp_path: Path) -> None:
    made = with_sums(manifest, {1: []})
    made["figures"][-1]["trace"]["inputs"] = ["sum-9/force/ye-2026-03/value"]
    with pytest.raises(Unusable, match="is made from 'sum-9/force/ye-2026-03/value', which is not in it"):
        open_edition(written(tmp_path, made))


def test_an_origin_that_is_no_input_is_refused(manifest: dict[str, Any], tmp_path: Path) -> None:
    made = copy.deepcopy(manifest)
    origin = next(o for f in made["figures"] for o in f["trace"].get("origins", []))
    origin["sha256"] = "0" * 64  # of the right name, and not the file that the manifest lists
    with pytest.raises(Unusable, match="which is not among its inputs"):
        open_edition(written(tmp_path, made))


def test_a_manifest_larger_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    (tmp_path / "manifest.json").write_bytes(b" " * 1_000_001)
    with pytest.raises(Unusable, match="more than 1 MB"):
        open_edition(tmp_path)


def test_of_many_faults_the_first_are_told(manifest: dict[str, Any], tmp_path: Path) -> None:
    made = manifest | {"issued": 1, "software": [], "plan_hash": "x", "inputs": {}, "files": None}
    with pytest.raises(Unusable) as refused:
        open_edition(written(tmp_path, made))
    said = str(refused.value)
    assert "issued is 1; it must be text; software is a list; it must be text; plan_hash is 'x'; it must be 64" in said
    assert "; and more; it may have been changed" in said
    assert "inputs" not in said
