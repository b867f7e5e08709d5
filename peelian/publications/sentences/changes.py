"""Several changes in one sentence: "Compared with the year ending March 2024, one kind of offence fell by 20.1%,
another by 27.2% and …". A verb is repeated only where the direction turns."""

from __future__ import annotations

from peelian.assess.kpi import Assessment
from peelian.periods import Period, words
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence
from peelian.publications.sentences import lacking, phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import label


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for the KPIs of one period and baseline; another for each other pair, for what has no baseline, and
    for what is missing."""
    known = [a for a in (desk.assessment(kpi) for kpi in say.kpis) if a is not None]
    changed = [a for a in known if a.change is not None]
    alike: dict[tuple[Period, Period | None], list[Assessment]] = {}
    for assessment in changed:
        alike.setdefault((assessment.period, assessment.since), []).append(assessment)
    told = [_together(desk, group) for group in alike.values()]
    levels = [a for a in known if a.baseline is None and a.current.value is not None and a not in changed]
    told += [_level(desk, a) for a in levels]
    told += lacking.sentences(desk, [a for a in known if a not in changed and a not in levels])
    return phrases.spaced(*told, phrases.against_target(desk, known), phrases.without_figures(desk, say.kpis))


def _together(desk: Desk, group: list[Assessment]) -> Inlines:
    since = group[0].since
    against = "the baseline" if since is None or since.kind == "not-stated" else words(since)
    opening = f"{desk.opening(group[0].period)}compared with {against}, "
    verb = ""
    items = []
    for assessment in group:
        item, verb = _item(desk, assessment, verb)
        assert assessment.change is not None
        items.append((item, phrases.mark(assessment, assessment.change)))
    return sentence(opening, phrases.all_marked(items))


def _level(desk: Desk, assessment: Assessment) -> Inlines:
    """Where there is nothing to compare with there is a level still."""
    opening = desk.opening(assessment.period)
    return sentence(opening, phrases.level_clause(desk, assessment, opened=bool(opening)))


def _item(desk: Desk, assessment: Assessment, before: str) -> tuple[Inlines, str]:
    name = label(desk, assessment) + phrases.where(desk, assessment)
    if assessment.direction == "same":
        return join(f"{name} did not change"), ""
    if assessment.measure.unit == "grade":
        return _graded(desk, assessment, name), ""
    if phrases.almost_unchanged(desk, assessment):
        return join(f"{name} {phrases.be(assessment)} almost unchanged"), ""
    assert assessment.change is not None
    size = join(phrases.qualifier(assessment.change), desk.size(assessment))
    if assessment.meaning == "stable":
        return join(f"{name} remained stable", phrases.stable_clause(desk, assessment, against=False)), ""
    verb = "rose" if assessment.direction == "up" else "fell"
    said = "" if verb == before else f"{verb} "
    return join(f"{name} {said}by ", size), verb


def _graded(desk: Desk, assessment: Assessment, name: str) -> Inlines:
    """A grade has no size of change: "care improved from adequate to good"."""
    assert assessment.change is not None
    desk.cited.rests_on(assessment.change)
    if assessment.baseline is None or assessment.current.value is None:
        return join(f"{name} {phrases.moved(assessment)}")
    old = phrases.bare(desk, assessment, assessment.baseline)
    return join(
        f"{name} {phrases.moved(assessment)} from ", old, " to ", phrases.bare(desk, assessment, assessment.current)
    )
