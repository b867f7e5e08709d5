"""Police forces by every name that publishers give them: a table for all readers, forces.yaml."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from peelian.sources.cells import AreaRule
from peelian.sources.lookup import rule_of
from peelian.sources.problems import shown
from peelian.yamlfile import build_list, parse


@dataclass(frozen=True)
class Force:
    """`code` is that of its area, blank for a body that has none; `file` its name in file names of data.police.uk.

    `stats19` is its number in road collision files, `own` its own name; the rest are spellings by publisher.
    """

    name: str
    code: str = ""
    file: str = ""
    stats19: str = ""
    own: str = ""
    home_office: tuple[str, ...] = ()
    ons: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every text that means this force in a column of forces; a number means it in STATS19 files alone."""
        return tuple(dict.fromkeys(text for text in (self.name, self.own, *self.home_office, *self.ons) if text))


@cache
def forces() -> tuple[Force, ...]:
    """All of them, in the order of their codes."""
    name = "forces.yaml"
    node, findings = parse((resources.files("peelian") / "definitions" / "areas" / name).read_bytes(), name)
    assert node is not None
    made = build_list(Force, node, findings)
    assert not findings, findings
    return tuple(force for force, _ in made)


@cache
def codes() -> Mapping[str, str]:
    """Each spelling with the code of the force's area; for a body without one, its name."""
    return {text: force.code or force.name for force in forces() for text in force.spellings}


def numbers() -> Mapping[str, str]:
    """The numbers of STATS19 files with the code of the force's area."""
    return {force.stats19: force.code for force in forces() if force.stats19}


def files() -> Mapping[str, str]:
    """The names in file names of data.police.uk with the code of the force's area; without one, the force's name."""
    return {force.file: force.code or force.name for force in forces() if force.file}


def fault(file: str) -> str | None:
    """What is wrong with a `force` of sources.yaml; None where it is one."""
    if file in files():
        return None
    near = difflib.get_close_matches(file, files(), n=1)
    hint = f"; did you mean {shown(near[0])}?" if near else ", as in file names of data.police.uk: a-force-name"
    return f"force: {shown(file)} is no force's name{hint}"


def places(texts: Mapping[str, str], areas: Mapping[str, str]) -> dict[str, str]:
    """The texts of forces that are areas of the plan, with those areas; `texts` gives each text its force's code."""
    return {text: areas[code] for text, code in texts.items() if code in areas}


def rule(column: str, texts: Mapping[str, str], areas: Mapping[str, str], force: str | None) -> AreaRule:
    """Rows of the forces that are areas of the plan, or of one force alone; the others are left out.

    `column` is the one that names the force, `texts` gives each of its texts a force's code, `force` is a name as in
    file names of data.police.uk. Rows of one force whose code no area of the plan has count for the whole plan.
    """
    if force is None:
        return rule_of(column, places(texts, areas), leaves_out=True)
    code = files()[force]
    own = {text: areas.get(code, "") for text, of in texts.items() if of == code}
    return rule_of(column, own, leaves_out=True)
