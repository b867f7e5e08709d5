"""One report of a public body made up from a seed: chapters of prose, lists, notes and tables, some with slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.promises.seeded.scenes import World
from tests.promises.seeded.sentences import PHRASES, WEIGHTS, Statement, Written, write
from tests.promises.seeded.style import style
from tests.promises.seeded.tables import TABLES, Grid, numbered

FIELDS: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "fields.yaml").read_text("utf-8"))
NAMES = ("police", "fire", "health", "schools", "housing", "council")
CHAPTERS = 4
LISTED = ("counts", "shares", "symbol", "part")  # what stands in bullets as often as in prose


@dataclass(frozen=True)
class Text:
    """A heading, a paragraph, an item of a list or a footnote. `note` is the text of a footnote set at its end."""

    kind: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Report:
    """`other` is a second, short paper that says some of what is dated again."""

    seed: int
    title: str
    blocks: tuple[Text | Grid, ...]
    other: tuple[Text, ...]
    statements: tuple[Statement, ...]

    @property
    def slips(self) -> int:
        return sum(bool(s.slip) for s in self.statements)


def report(seed: int, slipping: float = 0.22, arrows: bool = True) -> Report:
    """The report of this seed. `slipping` is the share of sentences with a slip; 0 gives one that is all true."""
    random = Random(f"seeded report {seed}")
    name = NAMES[seed % len(NAMES)]
    places = tuple(random.sample(FIELDS["places"], 10))
    world = World(random, FIELDS[name] | {"periods": FIELDS["periods"]}, style(random, arrows), places)
    body = random.choice(FIELDS[name]["bodies"])
    blocks: list[Text | Grid] = []
    statements: list[Statement] = []
    later: list[str] = []
    dated: list[str] = []
    for chapter in range(1, CHAPTERS + 1):
        blocks.append(Text("heading", f"{chapter}. {_title(random.choice(FIELDS[name]['things']))}"))
        said = [_entry(world, slipping) for _ in range(random.randint(6, 9))]
        statements += [s for one in said for s in one.statements]
        for one in said:
            for text in one.texts[1:]:
                (dated if "20" in text and random.random() < 0.5 else later).append(text)
        blocks += _paragraphs(random, chapter, [one.texts[0] for one in said], world.style.numbered)
        items = [_entry(world, slipping, random.choice(LISTED)) for _ in range(random.randint(2, 4))]
        statements += [s for one in items for s in one.statements]
        blocks += [Text("item", one.texts[0]) for one in items]
        slips = random.choice((0, 1, 1, 2)) if slipping else 0
        table = numbered(_true_after(random.choice(TABLES)(world, slips), slipping), chapter)
        blocks.append(table)
        statements += table.statements
        blocks += [Text("paragraph", text) for text in (table.note and f"Note: {table.note}", table.after) if text]
    blocks += [Text("heading", "5. Conclusion"), *(Text("paragraph", text) for text in later)]
    other = tuple(Text("paragraph", text) for text in dated)
    return Report(seed, f"Performance report to the board of {body}", tuple(blocks), other, tuple(statements))


def _true_after(grid: Grid, slipping: float) -> Grid:
    if slipping or not any(s.slip for s in grid.statements):
        return grid
    return replace(grid, statements=tuple(s for s in grid.statements if not s.slip), after="")


def _entry(world: World, slipping: float, scene: str = "") -> Written:
    random = world.random
    names = [name for name in PHRASES for _ in range(WEIGHTS.get(name, 1))]
    scene = scene or random.choice(names)
    half = random.choice(("known", "unseen"))
    return write(world, scene, random.choice(PHRASES[scene][half]), half, random.random() < slipping)


def _paragraphs(random: Random, chapter: int, said: list[str], numbered: bool) -> list[Text]:
    """Sentences in paragraphs of one to three, with others between them whose numbers belong to nothing."""
    made = []
    while said:
        many = random.randint(1, 3)
        sentences, said = said[:many], said[many:]
        if random.random() < 0.5:
            sentences.insert(random.randint(0, len(sentences)), random.choice(FIELDS["distractors"]))
        label = f"{chapter}.{len(made) + 1} " if numbered else ""
        note = "Figures for earlier years are as published on 14 May 2026." if random.random() < 0.1 else ""
        made.append(Text("paragraph", label + " ".join(sentences), note))
    return made


def _title(text: str) -> str:
    return text[0].upper() + text[1:]
