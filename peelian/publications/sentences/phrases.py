"""The pieces sentences are made of: when, how much, which way, compared with what."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.assess.kpi import Assessment
from peelian.figures.model import Figure
from peelian.periods import words
from peelian.plan.model import area_named, force_area
from peelian.publications.blocks import Inlines, Number, Text
from peelian.publications.citing import join, sentence
from peelian.publications.sentences.desk import Desk, preposed
from peelian.publications.sentences.labels import lowered

QUALIFIERS = {"about": "approximately ", "over": "more than ", "under": "fewer than ", None: ""}
SLOWER_IS_WORSE = ("seconds", "days", "working days", "months")


def where(desk: Desk, assessment: Assessment) -> str:
    """The area, where the KPI is not about the whole force: " in the north"."""
    area = assessment.current.id.area
    return "" if area == force_area(desk.plan).id else f" in {area_named(desk.plan, area).name}"


def amount(desk: Desk, assessment: Assessment, figure: Figure) -> Inlines:
    """A level with its qualifier: "approximately 22,056"."""
    return join(QUALIFIERS[figure.qualifier], desk.level(assessment, figure))


def level_clause(desk: Desk, assessment: Assessment, *, opened: bool = True) -> Inlines:
    """What the level is: "300,418 offences were recorded", "the headcount of officers was 8,266".

    Where nothing `opened` the sentence, "there were 327 offences": no sentence starts with a digit.
    """
    words_ = assessment.measure.words
    value = amount(desk, assessment, assessment.current)
    if assessment.kpi.breakdown:
        return _part_clause(desk, assessment, value)
    if words_.noun is not None and assessment.current.id.statistic == "value":
        single = assessment.current.value == 1
        noun = words_.one if single and words_.one else words_.noun
        if noun[0].isdigit():  # a number straight after a number cannot be read
            return join(f"the number of {words_.noun} {words_.verb}{where(desk, assessment)} was ", value)
        if not opened:
            return join(f"there {'was' if single else 'were'} ", value, f" {noun}{where(desk, assessment)}")
        return join(value, f" {noun} {'was' if single else 'were'} {words_.verb}{where(desk, assessment)}")
    return join(f"{words_.subject}{where(desk, assessment)} {be(assessment)} ", value)


def _part_clause(desk: Desk, assessment: Assessment, value: Inlines) -> Inlines:
    """A part of a measure, named by its KPI: "627 crimes were recorded as arson"; else "arson was 12.1%"."""
    words_ = assessment.measure.words
    part = lowered(assessment.kpi.title)
    if words_.noun is None or assessment.measure.compute is None:
        return join(f"{words_.subject}, {part}{where(desk, assessment)}, {be(assessment)} ", value)
    return join(value, f" {words_.noun} were {words_.verb} as {part}{where(desk, assessment)}")


def be(assessment: Assessment) -> str:
    return "were" if assessment.measure.words.plural else "was"


def article(number: Number | Text) -> str:
    """`a` or `an` before a number as it is read aloud: an 8.5%, an 11%, an 18%, an 80%, a 1.1%."""
    whole = number.text.lstrip("+-").split(".")[0].split(" ")[0]
    digits = "".join(c for c in whole if c.isdigit())
    thousands = digits[: len(digits) - 3 * ((len(digits) - 1) // 3)] if digits else ""
    return "an" if digits.startswith("8") or thousands in ("11", "18") else "a"


def noun_of_change(assessment: Assessment) -> str:
    return "increase" if assessment.direction == "up" else "reduction"


def change_clause(desk: Desk, assessment: Assessment) -> Inlines:
    """The change and its direction: "an 8.5% reduction", "an increase of 4.1 percentage points", "no change"."""
    change = assessment.change
    if change is None or assessment.direction == "unknown":
        return ()
    if assessment.direction == "same":
        return join("no change")
    size = desk.size(assessment)
    noun = noun_of_change(assessment)
    bound = QUALIFIERS[change.qualifier] if change.published else ""
    if bound:
        return join(f"{'an' if noun == 'increase' else 'a'} {noun} of {bound}", size)
    if change.id.statistic == "change-percent":
        return join(f"{article(size)} ", size, f" {noun}")
    return join(f"{'an' if noun == 'increase' else 'a'} {noun} of ", size)


def compared_clause(desk: Desk, assessment: Assessment) -> Inlines:
    """With what: "compared with the baseline figure of 328,153 in the year ending March 2024"."""
    if assessment.since is None:
        return ()
    preceding = desk.publication.compare == "preceding"
    base = assessment.baseline
    if base is None:
        if assessment.since.kind == "not-stated":
            return join("compared with the baseline, whose period is not stated")
        return join(f"compared with {words(assessment.since)}")
    value = amount(desk, assessment, base)
    if assessment.since.kind == "not-stated":
        return join("compared with the baseline figure of ", value, ", whose period is not stated")
    return join(
        "compared with the figure of " if preceding else "compared with the baseline figure of ",
        value,
        f" {preposed(assessment.since)}",
    )


def moved(assessment: Assessment) -> str:
    """The verb of the change: times and shares improve or worsen, counts rise or fall."""
    judged = assessment.measure.unit in (*SLOWER_IS_WORSE, "percent", "grade")
    if judged and assessment.meaning in ("improved", "worsened"):
        return assessment.meaning
    return "rose" if assessment.direction == "up" else "fell"


def provisional(assessment: Assessment) -> str:
    """The reader is told, in the sentence, that a figure may still change."""
    return " (provisional)" if "provisional" in (assessment.current.status, assessment.kpi.status) else ""


def without_figures(desk: Desk, kpis: Iterable[str]) -> Inlines:
    """A sentence for each KPI that has nothing to say yet: "Noise has no figure yet." """
    sentences = [sentence(f"{desk.kpis[kpi].title} has no figure yet") for kpi in kpis if not desk.assessment(kpi)]
    return spaced(*sentences)


def spaced(*sentences: Inlines) -> Inlines:
    """Sentences after each other, those that say nothing left out."""
    run: Inlines = ()
    for one in sentences:
        run = join(run, " " if run and one else "", one)
    return run


def not_available(desk: Desk, assessment: Assessment) -> Inlines:
    """The sentence's core where there is no value: the reason, never a zero."""
    reason = getattr(assessment.current.quantity, "reason", "not known")
    return join(
        f"{assessment.measure.words.subject}{where(desk, assessment)} {be(assessment)} not available"
        f"{'' if assessment.period.kind == 'not-stated' else ' ' + preposed(assessment.period)}: {reason}"
    )
