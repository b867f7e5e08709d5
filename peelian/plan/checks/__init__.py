"""Rules a plan must keep beyond the shape of its files: one module each, one line each in `CHECKS`."""

from collections.abc import Callable, Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.checks import (
    acceptances,
    answers,
    areas,
    baselines,
    breakdowns,
    engines,
    identifiers,
    lists,
    measures,
    parents,
    peers,
    processes,
    publications,
    scorecards,
    sentences,
    settings,
    targets,
)
from peelian.plan.model import Plan
from peelian.plan.publication import Publication

Check = Callable[[Plan, Mapping[str, Publication]], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "acceptances": acceptances.check,
    "answers": answers.check,
    "areas": areas.check,
    "baselines": baselines.check,
    "breakdowns": breakdowns.check,
    "engines": engines.check,
    "identifiers": identifiers.check,
    "lists": lists.check,
    "measures": measures.check,
    "parents": parents.check,
    "peers": peers.check,
    "processes": processes.check,
    "publications": publications.check,
    "scorecards": scorecards.check,
    "sentences": sentences.check,
    "settings": settings.check,
    "targets": targets.check,
}
