"""An average of the rows or columns of a table, or of numbers listed beside it.

Rule: the mean of the numbers must round to the printed average. An average that is not their mean may be weighted by
sizes that are not printed, but it must lie between the least and the greatest.
Example: rows of 30, 35 and 40 over an "Average" of 35.
Not decidable when: the average is not the plain mean and lies between the numbers, unless these are counts listed by
month, week or the like, or the other averages of the row or column are plain means.
Silent when: the row is a median, or is an average of more than the rows shown (a national one); the columns beside one
headed "Average" are no periods, and fewer than three rows in five, or than three, have their plain mean there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from peelian.audit.claims.intervals import possible_total
from peelian.audit.claims.model import Claim, Severity, Stated, Verdict
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import judge, last_digit, plain_reason
from peelian.audit.links.means import means
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.tables.columns import is_average, is_total, numeric
from peelian.audit.tables.grid import Grid
from peelian.quantities import Printed

KIND = "average_of_rows"
_WIDER = re.compile(
    r"\b(?:national|england|wales|uk|regional|median|weighted|target|year|month|rolling|moving)\b", re.I
)
_OF_A_MEASURE = re.compile(
    r"\W*(?:average|mean)\s+(?!of\b|for\b|across\b|all\b|per\s+(?:row|area|site|ward|school|station|month|quarter|year)\b"
    r"|score\b|rate\b|value\b|result\b|percentage\b|\(|$)[a-z]",
    re.I,
)  # "Average time to answer" is a measure of its own


_PERIOD = re.compile(
    r"^\W*(?:(?:financial\s+|calendar\s+)?years?|q[1-4]|quarter|weeks?|months?|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar"
    r"|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:19|20)\d\d)(?:[a-z]*\b|\d)",
    re.I,
)
LEAST_PLAIN = 3  # averages that must be plain means before columns that are no periods are taken for their parts
_OVER_TIME = re.compile(r"\b(?:months?|quarters?|weeks?|days?|years?|monthly|quarterly|weekly|daily|terms?)\b", re.I)


def find(material: Material) -> Iterator[Claim]:
    for grid in material.reading.both_ways:
        yield from _of_table(grid)
    for s in material.reading.sentences:
        yield from _listed(material, s)


def _of_table(grid: Grid) -> Iterator[Claim]:
    for row, label in enumerate(grid.labels):
        if not is_average(label) or _WIDER.search(label) or _OF_A_MEASURE.match(label):
            continue
        others = [
            r
            for r in range(len(grid.labels))
            if r < row and not is_average(grid.labels[r]) and not is_total(grid.labels[r])
        ]
        made = []
        for at in numeric(grid):
            stated = grid.cell(row, at)
            parts = [v for r in others if (v := grid.cell(r, at)) is not None]
            if stated is None or not len(parts) == len(others) >= 2:
                continue
            numbers = tuple(p.number for p in parts)
            if all(number.unit == stated.number.unit for number in numbers):
                made.append(_claim(grid, row, at, stated.number, numbers))
        if grid.printed is None or _mostly_plain(made):
            yield from _as_the_others(made)
        elif _are_periods(grid, others):
            yield from made


def _are_periods(grid: Grid, rows: list[int]) -> bool:
    """Whether rows that were columns are periods; of other columns an average is not even of one thing."""
    return all(_PERIOD.match(grid.labels[row]) for row in rows)


def _mostly_plain(claims: list[Claim]) -> bool:
    return len(claims) >= LEAST_PLAIN and _plain(claims) * 5 >= len(claims) * 3


def _plain(claims: list[Claim]) -> int:
    """How many of the averages are the plain means of their numbers."""
    return sum(claim.verdict in ("consistent", "consistent_within_rounding") for claim in claims)


def _claim(grid: Grid, row: int, at: int, stated: Printed, numbers: tuple[Printed, ...]) -> Claim:
    mean, verdict, severity, reason = _weighed(stated, numbers)
    return Claim(
        KIND,
        grid.place(row, at),
        Stated(stated.text, stated),
        verdict,
        reason,
        measure=f"{grid.labels[row]}, {grid.headers[at]}",
        new=stated,
        parts=numbers,
        recomputed=mean,
        unit=stated.unit,
        possible=_reach(numbers),
        severity=severity,
        sum=_written(numbers, mean, stated.unit),
    )


def _as_the_others(claims: list[Claim]) -> Iterator[Claim]:
    """A row of averages of which most are plain means is one of plain means; the others are then wrong."""
    plain = _plain(claims)
    for claim in claims:
        if (
            claim.verdict == "not_decidable"
            and claim.new is not None
            and claim.recomputed is not None
            and plain * 2 >= len(claims)
        ):
            severity = _slip(claim.new, claim.recomputed)
            claim = replace(
                claim, verdict="inconsistent", severity=severity, reason="the other averages of the row are plain means"
            )
        yield claim


def _weighed(stated: Printed, numbers: tuple[Printed, ...]) -> tuple[Fraction, Verdict, Severity | None, str]:
    mean = sum((n.value for n in numbers), Fraction(0)) / len(numbers)
    number = (
        stated
        if stated.half_width
        else Printed(stated.text, stated.value, stated.unit, Fraction(1, 2), stated.qualifier)
    )
    judged = judge(number, mean, _reach(numbers))
    if judged.verdict != "inconsistent":
        return mean, judged.verdict, None, judged.reason or plain_reason(judged.verdict)
    low, high = min(n.value - n.half_width for n in numbers), max(n.value + n.half_width for n in numbers)
    if low <= stated.value <= high:
        return (
            mean,
            "not_decidable",
            None,
            "it is not the plain mean, and may be weighted by sizes that are not printed",
        )
    return mean, "inconsistent", "material", "it lies outside the numbers it is the average of"


def _reach(numbers: tuple[Printed, ...]) -> tuple[Fraction, Fraction]:
    low, high = possible_total(numbers)
    return low / len(numbers), high / len(numbers)


def _written(numbers: tuple[Printed, ...], mean: Fraction, unit: str) -> str:
    if len(numbers) > 8:
        return f"the mean of {len(numbers)} rows = {result(mean, unit)}"
    return f"({' + '.join(shown(n.value) for n in numbers)}) / {len(numbers)} = {result(mean, unit)}"


def _listed(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "an average of 35 (30, 35 and 40)", "38, 39 and 28, an average of 35 a month"."""
    for m, parts in means(s):
        numbers = tuple(p.number for p in parts)
        mean, verdict, severity, reason = _weighed(m.number, numbers)
        if verdict == "not_decidable" and _OVER_TIME.search(s.text) and all(n.unit == "count" for n in numbers):
            verdict, severity, reason = "inconsistent", _slip(m.number, mean), plain_reason("inconsistent")
        yield Claim(
            KIND,
            covering(material.reading, s, [m, *parts]),
            Stated(m.number.text, m.number),
            verdict,
            reason,
            measure=measure_of(s, m),
            new=m.number,
            parts=numbers,
            recomputed=mean,
            unit=m.unit,
            possible=_reach(numbers),
            severity=severity,
            sum=_written(numbers, mean, m.unit),
        )


def _slip(stated: Printed, mean: Fraction) -> Severity:
    return "last_digit" if abs(stated.value - mean) <= last_digit(stated) * Fraction(3, 2) else "material"
