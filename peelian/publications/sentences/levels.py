"""Several levels in one sentence: "In the year ending March 2026, compliance with … was 80.4%, with … 91.0% and …".

The period is that of the first; any other is named beside its level. Provisional is said once if all are."""

from __future__ import annotations

from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk, preposed
from peelian.publications.sentences.labels import label

GO_ON = ("for", "through", "with")
"""Words that say of what kind: "compliance for calls" is compliance; "the share of calls" is no share by itself."""


def compose(desk: Desk, say: Say) -> Inlines:
    assessments = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    if not assessments:
        return phrases.without_figures(desk, say.kpis)
    period = assessments[0].period
    opening = desk.opening(period)
    names = [label(desk, assessment) + phrases.where(desk, assessment) for assessment in assessments]
    one, rests = _one_thing(names)
    items = []
    for index, assessment in enumerate(assessments):
        other = "" if assessment.period == period else f" {preposed(assessment.period)}"
        value = phrases.bare(desk, assessment, assessment.current)
        was = f" {phrases.be(assessment)} " if index == 0 else " "
        if one:
            said = join(f"{one}{was}" if index == 0 else "", value, f" {rests[index]}{other}")
        else:
            said = join(f"{names[index]}{was}", value, other)
        items.append((said, phrases.mark(assessment, assessment.current)))
    told = sentence(opening, phrases.all_marked(items))
    return phrases.spaced(told, phrases.against_target(desk, assessments), phrases.without_figures(desk, say.kpis))


def _one_thing(names: list[str]) -> tuple[str, list[str]]:
    """What all names begin with and how each goes on: "compliance", ["for calls", "for visits"]; else ""."""
    split = [name.split(" ") for name in names]
    for length in range(min(map(len, split)) - 1, 0, -1):
        alike = len({tuple(words[:length]) for words in split}) == 1
        if len(names) > 1 and alike and all(words[length] in GO_ON for words in split):
            return " ".join(split[0][:length]), [" ".join(words[length:]) for words in split]
    return "", names
