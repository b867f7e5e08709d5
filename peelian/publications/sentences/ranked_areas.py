"""Areas in order of their level: "The highest levels published were in … (647), … (528) and … (305)."

Where areas are held back the order is one of the others, since who is held back may be higher; how many is said."""

from __future__ import annotations

from fractions import Fraction

from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.plan.model import area_named
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import lacking, phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label
from peelian.quantities import in_words

MOST_NAMED = 5


def compose(desk: Desk, say: Say) -> Inlines:
    """The `top` areas of the level by value, ties in the plan's order; areas without a value are left out."""
    kpi = say.kpis[0]
    assessment = desk.assessment(kpi)
    if assessment is None:
        return phrases.without_figures(desk, say.kpis)
    areas = [a.id for a in desk.plan.file.areas.list if a.level == say.level]
    id = assessment.current.id
    found = [desk.figures.find(FigureId(id.measure, area, id.breakdown, id.period)) for area in areas]
    known = [f for f in found if f.value is not None]
    held = lacking.held_back(found)
    desk.cited.chosen_by(known)
    level = say.level or "area"
    best_first = assessment.measure.unit == "grade"  # whose value is its place on the scale, best first
    ordered = sorted(known, key=lambda f: _value(f) if best_first else -_value(f))[: say.top or MOST_NAMED]
    if not ordered:
        return sentence(f"no level by {level.replace('-', ' ')} is {lacking.GIVEN if held else 'published'}")
    items = [
        (
            join(f"{area_named(desk.plan, f.id.area).name} (", phrases.bare(desk, assessment, f), ")"),
            phrases.mark(assessment, f),
        )
        for f in ordered
    ]
    published = "published " if any(f.published for f in ordered) else ""
    highest = f"the highest {published}levels of {label(desk, assessment)} were in "
    if held:
        many = desk.plan.file.words.get(level, f"{level.replace('-', ' ')}s")
        highest = f"of the {in_words(len(known))} {many} whose figures are given out, {highest}"
    return sentence(highest, phrases.all_marked(items), held)


def _value(figure: Figure) -> Fraction:
    assert figure.value is not None
    return figure.value
