"""Direction words against figures: "rose" beside a figure that fell is a contradiction, and fails the build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from peelian.assess.kpi import Assessment
from peelian.plan.model import Kpi

UP = r"increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grew|grow(?:n|s|ing|th)|climb(?:s|ed|ing)?|up by|higher"
DOWN = (
    r"decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tions?)|fell|fall(?:s|en|ing)?|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?"
    r"|down by|lower|fewer"
)
BETTER = r"improv(?:e|es|ed|ing|ements?)"
WORSE = r"worsen(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing|ion)"
_WORD = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN})|(?P<better>{BETTER})|(?P<worse>{WORSE}))\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\{\{\s*([a-z0-9-]+)\.(value|change|baseline)\s*\}\}")
_CLAUSE = re.compile(r"(?:[.;:!?]\s|,\s+(?:while|but|whereas|although|and)\s|\s(?:while|but|whereas|although)\s)")
_NOT = re.compile(r"\b(?:not|no|without|never|despite|rather than|instead of)\b", re.IGNORECASE)


def contradictions(text: str, kpis: Mapping[str, Kpi], assessment: Callable[[str], Assessment | None]) -> Iterator[str]:
    """What contradicts, clause by clause. A clause with a negation, or with figures that moved both ways, is left."""
    for clause in _CLAUSE.split(text):
        named = {found[1] for found in _REFERENCE.finditer(clause) if found[1] in kpis}
        moved = [a for a in (assessment(kpi) for kpi in sorted(named)) if a is not None]
        if not moved or _NOT.search(clause):
            continue
        directions: set[str] = {a.direction for a in moved}
        meanings: set[str] = {a.meaning for a in moved}
        for word in _WORD.finditer(clause):
            if _opposed(word, directions, meanings):
                facts = ", ".join(f"{a.kpi.id} went {a.direction} ({a.meaning})" for a in moved)
                yield f"'{word[0]}' contradicts its figure: {facts}; mend the word or the reference"


def _opposed(word: re.Match[str], directions: set[str], meanings: set[str]) -> bool:
    if word["up"]:
        return directions <= {"down", "same"}
    if word["down"]:
        return directions <= {"up", "same"}
    if word["better"]:
        return meanings == {"worsened"}
    return meanings == {"improved"}
