"""What becomes of a file whose rows were judged: all of it is taken, most of it, or nothing, with the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peelian.findings import Finding
from peelian.sources import quarantine
from peelian.sources.desk import Desk
from peelian.sources.problems import Place, Sighting, told
from peelian.sources.quarantine import Fault
from peelian.sources.tidied import Layout, LeftRows, Tidied


@dataclass(frozen=True)
class Outcome:
    """The rows of a file, judged. `months` counts those that may be taken, `reasons` the others by column or rule.

    `sightings` are faults of the first bad rows; `at_least` says that there are rows beside these. `wrong` is what is
    wrong with the file as a whole, and refuses it. `elsewhere` rows could be taken and are of no area of the plan.
    """

    rows: int
    bad: int
    months: Mapping[date, int]
    reasons: Mapping[str, int]
    sightings: tuple[Sighting, ...]
    at_least: bool
    wrong: tuple[Finding, ...] = ()
    elsewhere: int = 0


def settled(
    outcome: Outcome,
    place: Place,
    layout: Layout,
    desk: Desk,
    rows: Callable[[], Tidied],
    faults: Callable[[], Iterable[Fault]],
) -> Tidied | None:
    """The file's rows, or why there are none. None where fewer or more were written than should have been.

    `rows` writes those that may be taken, `faults` gives what is wrong with every other.
    """
    most, rules = layout.most_left_out, layout.of_rows.rules
    many = quarantine.too_many(outcome.bad, outcome.rows, most)
    stops = many or bool(outcome.wrong)
    findings = told(place, outcome.sightings, outcome.at_least, "error" if stops else "warning")
    if stops:
        if many and most is not None:
            findings.append(quarantine.refused(place, outcome.bad, outcome.rows, outcome.reasons, rules, most))
        return Tidied(findings=(*findings, *outcome.wrong))
    kept = Tidied(outcome.months)
    if desk.writes:
        kept = rows()
        if sum(kept.counts.values()) != outcome.rows - outcome.bad - outcome.elsewhere:
            return None
    if not outcome.bad:
        return kept
    findings.append(quarantine.left_out(place, outcome.bad, outcome.rows, outcome.reasons, rules))
    left = LeftRows(outcome.rows, outcome.bad, outcome.reasons)
    if desk.writes:
        out = desk.new_file(".parquet")
        quarantine.write(faults(), out)
        left = replace(left, parquet=out)
    return replace(kept, findings=tuple(findings), left_out=left)
