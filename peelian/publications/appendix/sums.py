"""How the numbers were got: each computed number with the sum that was done, its parts tied to their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.periods import months, short
from peelian.plan.model import area_named, force_area
from peelian.publications.blocks import Block, Column, Inline, Inlines, Number, Paragraph, Table
from peelian.publications.citing import join, sentence
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered, part_named
from peelian.quantities import Quantity, decimal_text, exact, in_words

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_ASIDE = re.compile(r";.*|\([^()]*[a-z][^()]*\)")  # what was left out, or the day of a level: said beside the sum
_LONG = re.compile(r"((?:^0\.0*|\.)[0-9]{4})[0-9]{2,}")
"""Decimals of which a reader who works a sum out again needs no more: four; below 1 from the first that is not 0."""
CONSTANTS = ("1", "2", "100", "1,000", "100,000")
STATISTICS = {
    "change": "change",
    "change-percent": "change in per cent",
    "change-pp": "change in points",
    "parts": "sum of the parts",
    "value": "level",
    "mean": "average of these months",
    "average-change": "change of the average",
    "average-change-percent": "change of the average in per cent",
    "expected-low": "lower end of what is expected",
    "expected-high": "upper end of what is expected",
    "chance": "chance that the target is met",
}
OF_PROCESS = {
    "mean": "The sum of the months by their number; of shares and rates, numerators by denominators.",
    "expected-low": "A forecast from the months of the chart: four in five values are expected between the two ends.",
    "expected-high": "A forecast from the months of the chart: four in five values are expected between the two ends.",
    "chance": "The share of what is forecast, from the months of the chart, that meets the target.",
}
"""Numbers that are made of many months: how, in words; the trace of each has all of them."""


def blocks(desk: Desk) -> list[Block]:
    """A table of every printed number that was computed, the months of a chart left out."""
    computed = [f for f in list(desk.cited.figures.values()) if f.sum and not _of_a_chart(f)]
    rows = tuple((join(_described(desk, f)), _printed(desk, f), _sum(desk, f)) for f in computed)
    columns = (Column("Number"), Column("As printed", "right"), Column("Sum"))
    intro = sentence(
        "each number below was computed from the figures in its sum, exactly, and rounded once when it was printed,"
        " half away from zero; long decimals are cut in print (…), not in the sum;"
        " where the sum runs over the rows of a file, the trace of the number has it"
    )
    return [Paragraph(intro), Table("Sums", columns, rows, "table-sums")] if rows else []


def _of_a_chart(figure: Figure) -> bool:
    return figure.id.period.kind == "month" and figure.id.since is None and figure.id.opened is None


def _described(desk: Desk, figure: Figure) -> str:
    id = figure.id
    measure = desk.plan.measures[id.measure].title
    parts = [measure, *([part_named(desk, id)] if id.breakdown else [])]
    if id.area != force_area(desk.plan).id:
        parts.append(area_named(desk.plan, id.area).name)
    when = f"{short(id.period)}{f' from {short(id.since)}' if id.since else ''}"
    kind = STATISTICS.get(id.statistic) or _of_others(desk, id) or id.statistic
    return f"{', '.join(parts)}: {kind}, {when}"


def _of_others(desk: Desk, id: FigureId) -> str | None:
    """What a statistic of parts is, in words: "share of the three largest by district"."""
    asked = id.opened
    if asked is None:
        return None
    if asked.name in OF_GROUP:
        return f"{OF_GROUP[asked.name]}, {_group_named(desk, asked.of)}"
    by = f"by {asked.of.replace('-', ' ')}"
    if asked.name == "share-of-AREA":
        return f"share of {area_named(desk.plan, asked.of).name}"
    many = "the largest" if asked.number == 1 else f"the {in_words(asked.number)} largest" if asked.number else ""
    one = "" if asked.number == 1 else "s"
    return f"{OF_PARTS[asked.name].format(many=many, s=one)} {by}"


def _group_named(desk: Desk, group: str) -> str:
    return next((lowered(one.title) for one in desk.plan.file.lists if one.id == group), group)


OF_GROUP = {
    "mean-in-GROUP": "mean of the group",
    "gap-in-GROUP": "gap to the mean of the group",
    "gap-percent-in-GROUP": "gap to the mean of the group in per cent",
    "gap-low-in-GROUP": "lower end of what chance leaves open of the gap",
    "gap-high-in-GROUP": "upper end of what chance leaves open of the gap",
    "rank-in-GROUP": "place, the highest first",
    "rank-from-lowest-in-GROUP": "place, the lowest first",
    "rank-first-in-GROUP": "first place that chance leaves open",
    "rank-last-in-GROUP": "last place that chance leaves open",
}
HOW = {
    "mean-in-GROUP": "The sum of the levels of the members by their number.",
    "gap-low-in-GROUP": "From the 95% intervals of all members, as if they were independent.",
    "gap-high-in-GROUP": "From the 95% intervals of all members, as if they were independent.",
    "rank-in-GROUP": "One more than there are members with a higher level.",
    "rank-from-lowest-in-GROUP": "One more than there are members with a lower level.",
    "rank-first-in-GROUP": "From the 95% intervals of all members, widened so that all pairs hold together.",
    "rank-last-in-GROUP": "From the 95% intervals of all members, widened so that all pairs hold together.",
}
"""Places, and ends of what chance leaves open: how they came about, in words."""

OF_PARTS = {
    "parts-by-AXIS": "sum of the parts",
    "share-by-AXIS": "share of the whole",
    "top-N-share-by-AXIS": "share of {many}",
    "rest-by-AXIS": "what lies in no part",
    "rest-share-by-AXIS": "share of what lies in no part",
    "rise-by-AXIS": "what rose",
    "fall-by-AXIS": "what fell",
    "top-N-rise-share-by-AXIS": "share of {many} rise{s} in what rose",
    "top-N-fall-share-by-AXIS": "share of {many} fall{s} in what fell",
    "rest-rise-share-by-AXIS": "share of what lies in no part in what rose",
    "rest-fall-share-by-AXIS": "share of what lies in no part in what fell",
}


def _printed(desk: Desk, figure: Figure) -> Inlines:
    """As the paper prints it: times in words, a change of grade by its ends, and all else as tables do."""
    measure, since = desk.plan.measures[figure.id.measure], figure.id.since
    if measure.unit == "grade" and since is not None:
        old, new = desk.figures.find(figure.id.at(since)), desk.figures.find(figure.id.of("value"))
        return join("from ", desk.cited.number(old, measure), " to ", desk.cited.number(new, measure))
    timed = isinstance(figure.quantity, Quantity) and figure.quantity.unit == "seconds"
    signed = since is not None and "share" not in figure.id.statistic
    return (desk.cited.number(figure, measure, style="prose" if timed else "table", signed=signed),)


def _sum(desk: Desk, figure: Figure) -> Inlines:
    """The sum with each number tied to its figure; words where a number of it is no figure of its own."""
    asked = figure.id.opened
    told = OF_PROCESS.get(figure.id.statistic) or (HOW.get(asked.name) if asked else None)
    if told is not None:
        return join(told)
    known = [f for f in _parts(desk, figure) if f.value is not None]
    waiting = list(known)  # each is taken once before any is taken again: two months may have the same number
    parts: list[str | Inline | Inlines] = []
    position = 0
    asides = [range(*found.span()) for found in _ASIDE.finditer(figure.sum)]
    for found in _NUMBER.finditer(figure.sum):
        number = exact(found[0])
        if any(found.start() in aside for aside in asides):
            continue
        if figure.sum[: found.start()].rstrip().endswith("×") and found[0] in CONSTANTS:
            continue  # "× 100" makes a percentage: it is nobody's figure, though one may be 100
        if found.start() and figure.sum[found.start() - 1] == "-":
            number = -number  # the sign of a fall; a minus between two numbers has spaces around it
        match = next((f for f in (*waiting, *known) if _printed_in_sum(f) == number), None)
        if match is None and found[0] not in CONSTANTS:
            return join("From the rows of the data files.")
        if match is not None and match.value is not None:
            if match in waiting:
                waiting.remove(match)
            desk.cited.figures.setdefault(str(match.id), match)
            tied = Number(_LONG.sub(r"\1…", found[0]), str(match.id), decimal_text(match.value))
            parts += [figure.sum[position : found.start()], tied]
            position = found.end()
    return join(*parts, figure.sum[position:], _unit(figure, desk))


def _parts(desk: Desk, figure: Figure) -> Iterator[Figure]:
    """The figures whose numbers may stand in a sum: its inputs, what it divides, its months, itself."""
    # A change prints its second end first: "(new - old) ÷ old".
    inputs = (*reversed(figure.inputs), *figure.inputs[:1]) if figure.id.since else figure.inputs
    yield from (desk.figures.find(id) for id in inputs)
    if figure.id.since is None and not figure.inputs:
        yield from (desk.figures.find(figure.id.of(name)) for name in ("numerator", "denominator"))
        yield from (desk.figures.find(figure.id.at(month)) for month in months(figure.id.period))
        yield figure


def _printed_in_sum(figure: Figure) -> Fraction | None:
    return exact(decimal_text(figure.value)) if figure.value is not None else None


def _unit(figure: Figure, desk: Desk) -> str:
    """The unit of the numbers in a sum where a reader could not guess it."""
    units = {
        f.quantity.unit for f in (desk.figures.find(id) for id in figure.inputs) if isinstance(f.quantity, Quantity)
    }
    notes = {"seconds": " (in seconds)", "grade": " (places on the scale of grades, the best first)"}
    return notes.get(units.pop(), "") if len(units) == 1 else ""
