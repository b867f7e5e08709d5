"""Icons: each told apart by its shape alone, each with its words."""

from __future__ import annotations

import re
from typing import get_args

from lxml import etree

from peelian.charts.frame import Drawing
from peelian.charts.icons import ASSURANCE_WORDS, VARIATION_WORDS, Assurance, Variation, assurance, variation

EVERY: dict[str, Drawing] = {
    **{kind: variation(kind) for kind in get_args(Variation)},
    **{f"assurance {kind}": assurance(kind) for kind in get_args(Assurance)},
}


def test_every_kind_has_words() -> None:
    assert set(VARIATION_WORDS) == set(get_args(Variation))
    assert set(ASSURANCE_WORDS) == set(get_args(Assurance))
    words = [drawing.alt for drawing in EVERY.values()]
    assert len(set(words)) == len(words)


def test_without_colour_no_two_look_alike() -> None:
    def grey(drawing: Drawing) -> str:
        return re.sub(r"#[0-9a-f]{6}|<title>.*?</title>", "", drawing.svg)

    assert len({grey(drawing) for drawing in EVERY.values()}) == len(EVERY)


def test_each_carries_its_words() -> None:
    for drawing in EVERY.values():
        root = etree.fromstring(drawing.svg)
        assert root.get("role") == "img"
        assert root.findtext("{http://www.w3.org/2000/svg}title") == drawing.alt
