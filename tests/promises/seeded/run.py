"""Reports of many seeds, each printed by one producer in turn, read, audited and scored.

`python -m tests.promises.seeded.run` prints the tables of docs/measurements and writes their counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from peelian.audit.audit import audit
from peelian.audit.claims.audited import Audit, Audited
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Paper, Passage, Place
from tests.promises.seeded.producers import PRODUCERS, Producer
from tests.promises.seeded.report import Report, report
from tests.promises.seeded.score import Score, score

NO_ARROWS = ("groff, untagged",)  # the letters that come with it have none


def other_paper(report: Report) -> Paper:
    blocks = tuple(Passage(text.text, Place(1, at)) for at, text in enumerate(report.other, 1))
    return Paper("summary.txt", "0" * 64, None, blocks)


def audited(report: Report, path: Path) -> Audit:
    return audit([read_paper(path), other_paper(report)])


def scored(producer: Producer, reports: Sequence[Report], folder: Path, deaf: bool = False) -> Score:
    """`deaf` takes every claim away before the score, as an audit that finds nothing would."""
    whole = Score()
    for one, path in zip(reports, producer.make(reports, folder), strict=True):
        done = audited(one, path)
        if deaf:
            done = Audit(tuple(replace(a, claims=()) for a in done.papers))
        whole.add(score(one, done, producer.name))
    return whole


def dealt(seeds: Iterable[int], slipping: float = 0.22) -> dict[str, list[Report]]:
    """The reports of these seeds by producer, one after the other."""
    names = [producer.name for producer in PRODUCERS if not producer.missing]
    by_name: dict[str, list[Report]] = {name: [] for name in names}
    for at, seed in enumerate(seeds):
        name = names[at % len(names)]
        by_name[name].append(report(seed, slipping, arrows=name not in NO_ARROWS))
    return {name: reports for name, reports in by_name.items() if reports}


def explained(one: Audited) -> list[str]:
    """Findings that lack what a reader needs: the quote, the sum, and in a PDF the page."""
    return [
        f"{one.paper.name}: {claim.spot.quote!r}"
        for claim in one.claims
        if claim.verdict == "inconsistent"
        and not (claim.spot.quote and claim.sum and (claim.spot.page or one.paper.pages is None))
    ]


def whole(seeds: Iterable[int], folder: Path) -> Score:
    """All of them scored together."""
    made = Score()
    producers = {producer.name: producer for producer in PRODUCERS}
    for name, reports in dealt(seeds).items():
        place = folder / name.replace(", ", "-")
        place.mkdir()
        made.add(scored(producers[name], reports, place))
    return made
