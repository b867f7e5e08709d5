"""The force among its peers: place, gap to their mean, what chance leaves open of both, and whether the gap grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from peelian.assess.kpi import Assessment
from peelian.figures.ids import FigureId
from peelian.periods import Period, month, shift
from peelian.plan.peers import members, valid_on, versions
from peelian.plan.publication import Say
from peelian.publications.blocks import Inlines
from peelian.publications.citing import sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.amounts import tied
from peelian.publications.sentences.axes import singular
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered
from peelian.quantities import NoValue
from peelian.signals.peer_trend import Over
from peelian.signals.peers import Standing
from peelian.signals.words.peers import Compared, peers
from peelian.signals.words.phrases import Called, said
from peelian.signals.words.pieces import Amount, Said

MOST_NAMED = 10  # members that are each named; of more the list tells


def compose(desk: Desk, say: Say) -> Inlines:
    """The KPI's level among the `group`; with `over`, the course of the gap month by month."""
    assessment = desk.assessment(say.kpis[0])
    if assessment is None:
        return phrases.without_figures(desk, say.kpis)
    id, group = assessment.current.id, say.group or ""
    of = _compared(desk, assessment, group)
    since = _since(assessment)
    periods = (*((since,) if since else ()), id.period)
    told = list(peers(_history(desk, id, group, periods), of, since=since))
    if say.over is not None:
        told += _course(desk, id, group, of, cast(Over, say.over))
    meant = partial(_meant, id, group)
    desk.cited.chosen_by(desk.figures.find(id.at(period)) for period in (*periods, *_months(id.period, say.over)))
    caveats = phrases.caveats(assessment, desk.figures.members(id, group))
    return phrases.spaced(*(tied(desk, id, one, meant) for one in told), caveats, _who(desk, id.period, group))


def _compared(desk: Desk, assessment: Assessment, group: str) -> Compared:
    words, kpi = assessment.measure.words, assessment.kpi
    measured = words.subject.removeprefix("the ")
    if kpi.breakdown:
        measured += f", {lowered(kpi.title)},"
    many = next((one.of for one in versions(desk.plan, group) if one.of), "forces")
    decimals = kpi.decimals if kpi.decimals is not None else assessment.measure.decimals
    called = Called(singular(many), many, assessment.measure.unit, decimals)
    return Compared(desk.plan.file.force.name, measured, called)


def _since(assessment: Assessment) -> Period | None:
    """The earlier period of the KPI, where that is one of the same kind."""
    since, period = assessment.since, assessment.period
    if since is None or since.kind != period.kind or since.last is None or period.last is None:
        return None
    return since if since.last < period.last else None


def _history(
    desk: Desk, id: FigureId, group: str, periods: tuple[Period, ...]
) -> list[tuple[Period, Standing | NoValue]]:
    return [(period, desk.figures.standing(id.at(period), group)) for period in periods]


def _course(desk: Desk, id: FigureId, group: str, of: Compared, over: Over) -> list[Said]:
    """The course of the gap over the months up to the last of the KPI's period."""
    months = _months(id.period, over)
    if not months:
        return []
    latest = months[-1]
    told = peers(_history(desk, id, group, months), of, over=over)[-1]
    if id.period == latest or not isinstance(told[0], str) or not told[0].startswith(COURSES):
        return [told]
    return [said("Month by month, ", told[0][:1].lower() + told[0][1:], told[1:])]


def _months(period: Period, over: int | None) -> tuple[Period, ...]:
    """So many months up to the last of a period; none where that is not stated, or none are asked for."""
    if period.last is None:
        return ()
    latest = month(period.last.year, period.last.month)
    return tuple(shift(latest, -back) for back in range((over or 0) - 1, -1, -1))


COURSES = ("The gap", "It has", "Whether the gap")
"""How a sentence about the course begins; any other refuses to compare."""


def _who(desk: Desk, period: Period, group: str) -> Inlines:
    """Which forces they are, the first time that the paper speaks of this list."""
    listed = valid_on(desk.plan, group, period.last) if period.last is not None else NoValue("not stated")
    if isinstance(listed, NoValue) or not desk.first_of(listed):
        return ()
    names = [peer.name for peer in members(desk.plan, listed)]
    if len(names) > MOST_NAMED:
        return ()
    verb = "is" if len(names) == 1 else "are"
    since = f" (since {listed.since.day} {listed.since:%B %Y})" if listed.since is not None else ""
    last = f"{' and ' if names[1:] else ''}{names[-1]}"
    return sentence(f"on the list '{listed.title}'{since} {verb} {', '.join(names[:-1])}{last}")


def _meant(id: FigureId, group: str, amount: Amount) -> Iterator[FigureId]:
    """The figures of the force among the group that an amount may be."""
    at = id.at(amount.period)
    match amount.statistic:
        case "value":
            yield at
        case "rank":
            yield from (at.of(f"rank-in-{group}"), at.of(f"rank-from-lowest-in-{group}"))
        case "group-mean":
            yield at.of(f"mean-in-{group}")
        case "rank-first" | "rank-last" | "gap" | "gap-percent" | "gap-low" | "gap-high":
            yield at.of(f"{amount.statistic}-in-{group}")
