"""Sentences of the phrase bank with their gaps filled, and in some of them one slip that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from tests.promises.seeded.scenes import Drawn, World, counts, duration, money, part, parts_of_sum, rate, shares
from tests.promises.seeded.style import DIRECTIONS, article
from tests.promises.seeded.word_scenes import average, decimal_times, fewfold, rank, repeat_count, repeat_share, times

HERE = Path(__file__).parent
PHRASES: Mapping[str, Mapping[str, list[str | list[str]]]] = yaml.safe_load((HERE / "phrases.yaml").read_text("utf-8"))
WEIGHTS = {"counts": 5, "money": 2, "shares": 4, "part": 3, "duration": 2, "direction": 2, "sum": 2, "rank": 2}
"""How often a scene comes; the others once."""
TURNING = frozenset(DIRECTIONS) - {"improved"}


@dataclass(frozen=True)
class Statement:
    """Something that can be checked. `text` is the sentence it stands in, `stated` its result as printed.

    Of one in a table `text` is the name of its row and `table` the table's number in the report. `slip` names what is
    wrong with it; empty where it is true. `by_rounding` is true where the printed inputs, taken at their word, would
    not give it. `set` says which half of the phrase bank it is of. `first` is the sentence that this one repeats.
    """

    kind: str
    text: str
    stated: str
    set: str
    phrase: str
    slip: str = ""
    by_rounding: bool = False
    table: int | None = None
    first: str = ""


@dataclass(frozen=True)
class Written:
    """One entry of the bank written out: a sentence or two, or of a repeat one for each place."""

    texts: tuple[str, ...]
    statements: tuple[Statement, ...]


SCENES: Mapping[str, Callable[[World], Drawn]] = {
    "counts": counts, "money": money, "budget": money, "shares": shares, "target": shares, "part": part,
    "sum": parts_of_sum, "rate": rate, "duration": duration, "times": times, "fewfold": fewfold, "average": average,
    "rank": rank,
}  # fmt: skip


def draw(world: World, scene: str, phrase: str) -> Drawn:
    if scene in SCENES:
        if scene == "times" and "{mult}" in phrase and world.random.random() < 0.4:
            return decimal_times(world)
        return SCENES[scene](world)
    if scene == "repeat":
        return repeat_share(world) if "{share}" in phrase else repeat_count(world)
    if "{share}" in phrase or "{wait}" in phrase:
        return shares(world) if "{share}" in phrase else duration(world)
    return counts(world, words=scene != "symbol")  # nobody writes "(+three)"


def write(world: World, scene: str, entry: str | list[str], half: str, slipping: bool) -> Written:
    """One entry with figures, and where `slipping` one thing in it wrong."""
    patterns = [entry] if isinstance(entry, str) else entry
    phrase = patterns[-1]
    drawn = draw(world, scene, " ".join(patterns))
    wanted = {gap for pattern in patterns for gap in re.findall(r"\{(\w+)\}", pattern)}
    results = {gap: found for gap, found in drawn.results.items() if gap in wanted}
    gaps, slip, at = dict(drawn.gaps), "", ""
    if slipping:
        slip, at, changed = world.random.choice(slips(world.random, scene, wanted, drawn))
        gaps |= changed
    texts = tuple(sentence(pattern.format(**gaps)) for pattern in patterns)
    kinds = [(found.kind, gap, found.by_rounding) for gap, found in results.items()] if scene != "direction" else []
    if scene in ("direction", "symbol"):
        kind = "direction_word" if scene == "direction" else "symbol_vs_sign"
        kinds.insert(0, (kind, next(gap for gap in DIRECTIONS if gap in wanted), False))
    at = at if at in {gap for _, gap, _ in kinds} else kinds[0][1]
    first = texts[0] if len(texts) > 1 else ""
    said = tuple(
        Statement(
            kind,
            texts[-1],
            re.sub("^an? ", "", gaps[gap]),
            half,
            phrase,
            slip if gap == at else "",
            rounding,
            None,
            first,
        )
        for kind, gap, rounding in kinds
    )
    return Written(texts, said)


def slips(random: Random, scene: str, wanted: set[str], drawn: Drawn) -> list[tuple[str, str, dict[str, str]]]:
    """What could be wrong in a sentence with these gaps: the name of the slip, the gap it is at, and what changes."""
    found: list[tuple[str, str, dict[str, str]]] = []
    if scene != "direction":
        for gap in wanted & set(drawn.results):
            if drawn.results[gap].can_slip:
                wrong = drawn.results[gap].wrong(random)
                found += [("value", gap, {gap: with_article(gap, wrong)})] * 3
    turning = wanted & TURNING & set(drawn.turned)
    if turning:
        found.append(("direction", "", {gap: drawn.turned[gap] for gap in turning}))
    swapped = drawn.swapped
    if scene == "rank" and "v4" not in wanted:
        swapped = {"v1": drawn.gaps["v3"], "v3": drawn.gaps["v1"]}
    if swapped and (turning or scene in ("rank", "fewfold")) and set(swapped) <= wanted:
        found.append(("swapped", "", swapped))
    found += [("label", gap, {gap: text}) for gap, text in drawn.label.items() if gap in wanted and scene != "target"]
    return sorted(found, key=lambda slip: (slip[0], slip[1]))


def with_article(gap: str, text: str) -> str:
    """ "an 8%" and "a 3 percentage point" for the gaps that have their article in them."""
    return article(text.replace("points", "point")) if gap in ("a_pct", "a_pts") else text


def sentence(text: str) -> str:
    """With a capital letter, and a stop where there is none."""
    text = re.sub(r"(?:^|(?<=[a-z\d)%][.] ))[a-z]", lambda match: match[0].upper(), text)
    return text if text.endswith((".", "!")) else f"{text}."
