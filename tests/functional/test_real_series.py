"""The page on real series: its words are what the commands print, its pictures what is drawn, where the data is."""

from __future__ import annotations

from pathlib import Path

import pytest
import real_series

from peelian.sources.panels import read_series

MOST = 81_000  # bytes of a picture on a page


@pytest.fixture(scope="module")
def paths(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return real_series.files(shared, tmp_path_factory.mktemp("series"))


def test_every_block_of_the_page_is_one_that_is_printed() -> None:
    names = [found[2] for found in real_series.BLOCK.finditer(real_series.PAGE.read_text("utf-8"))]
    assert sorted(names) == sorted([*real_series.SAID, "counted"])


def test_every_picture_is_on_the_page_and_small_and_no_other_is_left_over() -> None:
    text = real_series.PAGE.read_text("utf-8")
    held = {path.name for path in real_series.PLACE.glob("real-*.png")}
    assert held == set(real_series.PICTURES)
    for name in held:
        assert f"](pictures/{name})" in text
        assert (real_series.PLACE / name).stat().st_size < MOST


def test_what_the_folder_has_nothing_for_stays_as_it_is(tmp_path: Path) -> None:
    text = real_series.PAGE.read_text("utf-8")
    assert real_series.files(tmp_path, tmp_path / "made") == {}
    assert real_series.printed(text, {}) == text
    assert real_series.drawings({}) == {}


def test_the_files_are_sound(paths: dict[str, Path]) -> None:
    series = {}
    for name, path in paths.items():
        read = read_series(path)
        assert read.panel is not None, read.findings
        assert read.findings == ()
        series[name] = len(read.panel.names)
    assert series["windows"] == 525
    assert (series["breath-tests"], series["new-south-wales"], series["northumbria"]) == (43, 21, 2651)


@pytest.mark.slow
def test_the_page_says_what_the_commands_print(paths: dict[str, Path]) -> None:
    text = real_series.PAGE.read_text("utf-8")
    printed = real_series.printed(text, paths)
    again = "run tools/real_series.py and read docs/real-series.md again: the words below its blocks may no longer hold"
    assert printed.splitlines() == text.splitlines(), again


def test_a_picture_is_drawn_again_as_it_is(paths: dict[str, Path]) -> None:
    small = {"nile": paths["nile"], "vehicle-crime": paths["vehicle-crime"]}
    for name, png in real_series.drawings(small).items():
        assert png == (real_series.PLACE / name).read_bytes()
