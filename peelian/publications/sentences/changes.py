"""Several changes in one sentence: "Compared with the year ending March 2024, one kind of offence fell by 20.1%,
another by 27.2% and …". A verb is repeated only where the direction turns."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.periods import words
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, listed, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label


def compose(desk: Desk, say: Say) -> Inlines:
    known = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    changed = [a for a in known if a.change is not None]
    sentences = []
    if changed:
        since = changed[0].since
        against = "the baseline" if since is None or since.kind == "not-stated" else words(since)
        opening = f"{desk.opening(changed[0].period)}compared with {against}, "
        verb = ""
        items = []
        for assessment in changed:
            item, verb = _item(desk, assessment, verb)
            items.append(item)
        sentences.append(sentence(opening, listed(items)))
    sentences += [sentence(phrases.not_available(desk, a)) for a in known if a not in changed]
    run: Inlines = ()
    for one in sentences:
        run = join(run, " " if run else "", one)
    return run


def _item(desk: Desk, assessment: Assessment, before: str) -> tuple[Inlines, str]:
    name = label(desk, assessment) + phrases.where(desk, assessment)
    if assessment.direction == "same":
        return join(f"{name} did not change"), ""
    verb = "rose" if assessment.direction == "up" else "fell"
    said = "" if verb == before else f"{verb} "
    return join(f"{name} {said}by ", desk.size(assessment), phrases.provisional(assessment)), verb
