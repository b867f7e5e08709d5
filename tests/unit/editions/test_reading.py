"""Opening an edition: a manifest that somebody changed is told, or can be worked with; it never ends in a traceback."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peelian.editions.diff import differences
from peelian.editions.reading import FIELDS, open_edition
from peelian.editions.trace import lines, trace
from peelian.editions.verify import against_manifest, verify
from peelian.errors import Unusable
from tests.starter_plan import add_parts, edition, started

CHANGES = 400
INSTEAD: tuple[Any, ...] = (None, 0, -1, 1e300, "", "x", "../../x", [], [None], {}, {"a": 1}, True)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    plan = started(tmp_path_factory.mktemp("reading") / "plan")
    add_parts(plan)
    return edition(plan).manifest


def written(folder: Path, manifest: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_an_edition_is_opened_with_its_figures_by_id(manifest: dict[str, Any], tmp_path: Path) -> None:
    opened = open_edition(written(tmp_path, manifest))
    assert opened.manifest == manifest
    assert list(opened.figures) == [figure["id"] for figure in manifest["figures"]]


@pytest.mark.parametrize("field", FIELDS)
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
    """The manifest with one value taken away or another thing in its place."""
    made = copy.deepcopy(manifest)
    *above, last = chance.choice(list(places(made)))
    holder = made
    for key in above:
        holder = holder[key]
    if chance.random() < 0.3:
        del holder[last]
    else:
        holder[last] = chance.choice(INSTEAD)
    return made


@pytest.mark.xfail(strict=True, reason="what a trace holds is not looked at, nor the facts of an input")
def test_no_change_of_a_manifest_ends_in_a_traceback(manifest: dict[str, Any], tmp_path: Path) -> None:
    chance = random.Random(1)
    whole = open_edition(written(tmp_path / "whole", manifest))
    faults = {}
    for n in range(CHANGES):
        made = mutated(manifest, chance)
        try:
            opened = open_edition(written(tmp_path / "changed", made))
            for figure in opened.figures:
                lines(trace(opened, figure))
            differences(whole, opened)
            against_manifest(opened)
        except Unusable:
            continue
        except Exception as error:
            faults[n] = f"{type(error).__name__}: {error}"
    assert faults == {}


@pytest.mark.parametrize("epoch", ["soon", -(10**30), 10**30, []])
@pytest.mark.xfail(strict=True, reason="a date in a manifest is used as it stands")
def test_a_date_that_is_none_is_told(tmp_path: Path, epoch: object) -> None:
    plan = started(tmp_path / "plan")
    made = edition(plan).manifest | {"source_date_epoch": epoch}
    folder = written(tmp_path / "e", made)
    try:
        verdict = verify(folder, plan, None, progress=lambda _: None)
    except Unusable:
        return
    assert verdict.findings


@pytest.mark.xfail(strict=True, reason="a trace goes round twenty times; with several such inputs it never ends")
def test_a_figure_that_is_made_from_itself_is_refused(manifest: dict[str, Any], tmp_path: Path) -> None:
    made = copy.deepcopy(manifest)
    figure = next(f for f in made["figures"] if f["trace"].get("inputs"))
    figure["trace"]["inputs"] = [figure["id"]]
    with pytest.raises(Unusable, match="it may have been changed"):
        trace(open_edition(written(tmp_path, made)), figure["id"])
