"""Areas by their change: "All seven … fell; the largest reductions were in … (39.2%), … and …".

"All" is said only where every area of the level has a change; else how many of them are known, or given out."""

from __future__ import annotations

from fractions import Fraction

from peelian.assess.kpi import Assessment
from peelian.figures.derive import change_kinds
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.periods import Period, words
from peelian.plan.model import area_named
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import lacking, phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label
from peelian.quantities import in_words

MOST_NAMED = 3


def compose(desk: Desk, say: Say) -> Inlines:
    """The largest moves in the direction most areas took."""
    assessment = desk.assessment(say.kpis[0])
    if assessment is None:
        return phrases.without_figures(desk, say.kpis)
    if assessment.since is None:
        return ()
    level = say.level or ""
    plural = desk.plan.file.words.get(level, f"{level.replace('-', ' ')}s")
    areas = [a.id for a in desk.plan.file.areas.list if a.level == level]
    found = _changes(desk, assessment, areas)
    known = [f for f in found if f.value is not None]
    held = lacking.held_back(found)
    desk.cited.chosen_by(known)
    if not known:
        return sentence(f"no change by {level.replace('-', ' ')} is {lacking.GIVEN if held else 'published'}")
    if held:
        plural += " whose change is given out"
    if all(f.value == 0 for f in known):
        return sentence(f"none of the {in_words(len(known))} {plural} saw a change", held)
    falls = [f for f in known if f.value is not None and f.value < 0]
    rises = [f for f in known if f.value is not None and f.value > 0]
    most, noun = (falls, "reductions") if len(falls) >= len(rises) else (rises, "increases")
    graded = assessment.measure.unit == "grade"
    if graded:  # whose value is its place on the scale, best first
        noun = "better grades" if most is falls else "worse grades"
    ordered = sorted(most, key=lambda f: -abs(f.value or Fraction(0)))[: say.top or MOST_NAMED]
    items = [
        join(
            f"{area_named(desk.plan, f.id.area).name} (",
            _ends(desk, assessment, f) if graded else _size(desk, assessment, f),
            ")",
        )
        for f in ordered
    ]
    marked = phrases.all_marked([(item, phrases.mark(assessment, f)) for item, f in zip(items, ordered, strict=True)])
    whole = len(items) == len(most)
    noun += f" in {label(desk, assessment)} compared with {_since(assessment.since)}"
    of = len(known) if held else len(areas)
    return sentence(_opening(len(most), len(known), of, plural, noun, whole), marked, held)


def _since(since: Period) -> str:
    return "the baseline" if since.kind == "not-stated" else words(since)


def _size(desk: Desk, assessment: Assessment, change: Figure) -> Inlines:
    number = desk.cited.number(change, assessment.measure, assessment.kpi.decimals, unsigned=True)
    return join(phrases.qualifier(change), number)


def _ends(desk: Desk, assessment: Assessment, change: Figure) -> Inlines:
    """A grade has no size of change: "adequate to good"."""
    assert change.id.since is not None
    old, new = (desk.figures.find(id) for id in (change.id.at(change.id.since), change.id.of("value")))
    return join(phrases.bare(desk, assessment, old), " to ", phrases.bare(desk, assessment, new))


def _changes(desk: Desk, assessment: Assessment, areas: list[str]) -> list[Figure]:
    """The change of each area, all of one kind: counts for all where the base of one is too small."""
    since, id = assessment.since, assessment.current.id
    assert since is not None
    levels = [FigureId(id.measure, area, id.breakdown, id.period) for area in areas]
    bases = [desk.figures.find(level.at(since)) for level in levels]
    kinds = [change_kinds(assessment.measure.unit, base)[0] for base in bases]
    kind = "change" if "change" in kinds else kinds[0] if kinds else "change-percent"
    return [desk.figures.find(level.change(kind, since)) for level in levels]


def _opening(moved: int, known: int, areas: int, plural: str, noun: str, whole: bool) -> str:
    """How many moved that way; `whole` says that all of them are named, so that none is "the largest"."""
    largest = ": " if whole else ", the largest in "
    if moved == known == areas:
        return f"all {in_words(areas)} {plural} saw {noun}{largest}"
    if known == areas:
        return f"{in_words(moved)} of the {in_words(areas)} {plural} saw {noun}{largest}"
    return f"of the {plural} whose change is published, the largest {noun} were in "
