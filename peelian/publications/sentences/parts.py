"""Parts of a whole: "Of the 18,684 incidents, 13,874 were …, 3,151 … and 1,775 …".

Where the parts do not make the whole both are printed and a finding says so: nobody chooses silently.
"""

from __future__ import annotations

from peelian.findings import Finding
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import lacking, phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label, lowered, part_named


def compose(desk: Desk, say: Say) -> Inlines:
    """The parts that have a value in one sentence, those that have none in one of their own.

    Without KPIs the parts are those that the typed figures of the whole are broken down by.
    """
    parts = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    known = [part for part in parts if part.current.value is not None]
    items = []
    for part in known:
        was = "was" if part.current.value == 1 else "were"
        said = join(phrases.bare(desk, part, part.current), f" {was} {lowered(part.kpi.title)}")
        items.append((said, phrases.mark(part, part.current)))
    told = sentence("of ", _whole(desk, say.whole), ", ", phrases.all_marked(items)) if items else ()
    if say.whole and not say.kpis:
        told = _broken_down(desk, say.whole)
    missing = lacking.sentences(desk, [part for part in parts if part not in known])
    targets = phrases.against_target(desk, parts)
    checked = _checked(desk, say.whole) if say.whole else ()
    return phrases.spaced(told, targets, *missing, phrases.without_figures(desk, say.kpis), checked)


def _broken_down(desk: Desk, whole: str) -> Inlines:
    """ "Broken down, these were handguns (21), rifles (1) and shotguns (5)." """
    assessment = desk.assessment(whole)
    if assessment is None:
        return phrases.without_figures(desk, [whole])
    parts = [desk.figures.find(id) for id in desk.figures.find(assessment.current.id.of("parts")).inputs]
    if not parts:
        return sentence(f"no parts of {label(desk, assessment)} are published")
    items = []
    for part in parts:
        said = join(f"{lowered(part_named(desk, part.id))} (", phrases.bare(desk, assessment, part), ")")
        items.append((said, phrases.mark(assessment, part)))
    return sentence("broken down, ", _whole(desk, whole), " were ", phrases.all_marked(items))


def _whole(desk: Desk, whole: str | None) -> Inlines:
    """ "The 18,684 incidents" where the whole has a level that was not just said; else "these"."""
    assessment = desk.assessment(whole) if whole else None
    if desk.just_said(whole) or assessment is None or assessment.current.value is None:
        return join("these")
    if assessment.measure.counted is None:
        return join("these")
    total = phrases.amount(desk, assessment, assessment.current)
    return join("the ", total, f" {assessment.measure.counted}")


def _checked(desk: Desk, whole: str) -> Inlines:
    """Nothing where the parts make the whole; else the two numbers, and a finding for the build."""
    assessment = desk.assessment(whole)
    if assessment is None:
        return ()
    total = assessment.current
    parts = desk.figures.find(total.id.of("parts"))
    if parts.value is None or total.value is None or parts.value == total.value:
        return ()
    said = desk.level(assessment, parts)
    whole_said = desk.level(assessment, total)
    desk.findings.append(
        Finding(
            "parts-do-not-sum",
            str(total.id),
            f"the parts add up to {said.text}, the whole is {whole_said.text}",
            advice="ask its owner which is right, or accept this finding with a reason in accepted-findings.yaml",
            figures=(str(total.id), *(str(id) for id in parts.inputs)),
            verdict="inconsistent",
        )
    )
    return sentence(
        "these parts add up to ", said, ", not to the total of ", whole_said, "; both are printed as published"
    )
