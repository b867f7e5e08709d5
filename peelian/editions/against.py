"""A paper's numbers held against the figures of an edition: the same measure, period and area must have the same value.

A number is paired where its clause says just what the edition calls a measure, in the same unit, with its period, and
names no other area. Where its clause says more, it may be of something else, and nothing is said. What agrees with
another figure of the same measure (another period or area, a part) is told as that: a label that does not agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from peelian.audit.audit import material_of
from peelian.audit.claims.audited import Audit
from peelian.audit.claims.model import Claim, Severity, Spot, Stated, Verdict
from peelian.audit.claims.sums import result
from peelian.audit.claims.verdicts import judge
from peelian.audit.links.facts import SPEAKS_OF_ANOTHER, naming_words
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.numbers.named_periods import periods_in
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.tables.grid import Grid
from peelian.editions.named import Known, Named, levels, stretch
from peelian.periods import Period, words
from peelian.quantities import Printed, counted

KIND = "cross_reference"
_BEGINS = re.compile(
    r"[;:]|,\s+(?:while|whilst|and|but|compared|representing|with|up|down|from|an?|which)\b"
    r"|\b(?:compared\s+(?:with|to)|than|while|whereas|of which)\b",
    re.I,
)
_ENDS = re.compile(r"[;:]|,\s|\b(?:compared|than|while|whereas|and)\b", re.I)
FAR, NEAR = Fraction(1, 2), Fraction(1, 10)
"""How far two numbers may differ, as part of the larger, and still be of one thing; more, and it is another thing.

The nearer where only one word, or another number of the sentence, says what the number is of.
"""
TELLING = 100  # a whole number from here on is not another figure's by chance


@dataclass(frozen=True)
class Against:
    """What came of it: how many numbers of the papers met a figure, how many figures were met, and which were not.

    `unmet` are ids of figures with a value that no paper prints where it can be told, in the edition's order.
    """

    edition: str
    audit: Audit
    matched: int
    met: int
    unmet: tuple[str, ...]


def against(audit: Audit, edition: Named) -> Against:
    """The audit with a claim more for each number that met a figure of the edition."""
    papers, met, matched = [], set[str](), 0
    for one in audit.papers:
        claims = []
        for claim, figure in _claims(material_of(one.paper), edition):
            claims.append(claim)
            if figure is not None:
                met.add(str(figure.id))
        matched += len(claims)
        merged = sorted((*one.claims, *claims), key=lambda c: (c.spot.block, c.spot.row or 0, c.spot.start, c.kind))
        papers.append(replace(one, claims=tuple(merged)))
    unmet = tuple(str(figure.id) for figure in edition.figures if str(figure.id) not in met)
    return Against(edition.name, Audit(tuple(papers)), matched, len(met), unmet)


def against_json(one: Against) -> dict[str, object]:
    """What `peelian audit --against --json` adds under `against`."""
    return {"edition": one.edition, "matched": one.matched, "figures_met": one.met, "figures_not_met": list(one.unmet)}


def against_line(one: Against) -> str:
    """The same for a person."""
    of = counted(one.met + len(one.unmet), "figure")
    return f"against {one.edition}: {counted(one.matched, 'number')} met {one.met:,} of its {of}"


Paired = tuple[Claim, Known | None]


def _claims(material: Material, edition: Named) -> Iterator[Paired]:
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption", "footnote") or SPEAKS_OF_ANOTHER.match(s.text):
            continue
        area = _area(s.text, edition)
        if area is None:
            continue
        yield from _of_sentence(material, s, area, edition)
    for grid in material.reading.grids:
        yield from _of_grid(grid, edition)


def _of_sentence(material: Material, s: Sentence, area: str, edition: Named) -> Iterator[Paired]:
    """The levels of a sentence that are called as a measure is; where all are of one, its other levels and changes."""
    known = edition.areas[area] | edition.areas[edition.whole]
    wordless, meant = [], dict[tuple[str, ...], Mention]()
    for m in s.levels:
        if m.fraction:
            continue
        called = list(_called(s, m, known))
        words_ = next((one for one in called if one in edition.measures), None)
        if words_ is None:
            wordless += [m] if frozenset() in called else []
            continue
        found = edition.measures[words_]
        meant.setdefault(found, m)
        meeting = Meeting(found, area, s.period_of(m), measure_of(s, m), len(words_) > 1)
        yield from _held(edition, meeting, m.number, covering(material.reading, s, [m]))
    if len(meant) != 1:
        return
    ((measures, first),) = meant.items()
    for m in wordless:
        if m.unit == first.unit and (period := s.period_of(m)) is not None:
            meeting = Meeting(measures, area, period, measure_of(s, first), sure=False)
            yield from _held(edition, meeting, m.number, covering(material.reading, s, [m]))
    for change in s.changes:
        meeting = Meeting(measures, area, s.period_of(first), measure_of(s, first), sure=False)
        yield from _moved(edition, meeting, change.mention.number, covering(material.reading, s, [change.mention]))


def _moved(edition: Named, meeting: Meeting, printed: Printed, spot: Spot) -> Iterator[Paired]:
    """A change of a sentence about one measure against the edition's, where it has one to that period."""
    if meeting.period is None or len(meeting.measures) != 1 or printed.unit not in ("percent", "pp"):
        return
    figures = [
        replace(figure, value=abs(figure.value))
        for figure in edition.of(meeting.measures[0], meeting.area)
        if figure.id.since is not None
        and figure.unit == printed.unit
        and not figure.id.breakdown
        and stretch(figure.id.period) == stretch(meeting.period)
    ]
    agreeing = next((figure for figure in figures if _agrees(printed, figure.value)), None)
    figure = agreeing or (figures[0] if len(figures) == 1 else None)
    if figure is not None:
        yield from _told(edition, meeting, printed, spot, figure)


def _called(s: Sentence, m: Mention, areas: frozenset[str]) -> Iterator[frozenset[str]]:
    """What the clause of a number says it is of: with the other numbers in it, which may be part of a name, and not."""
    text = s.clean.text
    before = [match.end() for match in _BEGINS.finditer(text, s.start, m.begins)]
    start = max(before, default=s.start)
    ends = _ENDS.search(text, m.end, s.end)
    end = ends.start() if ends else s.end
    gone = [(p.start, p.end) for p in s.periods] + [(m.begins, m.end)]
    others = [(o.begins, o.end) for o in s.mentions if o is not m]
    for without in (gone, gone + others):
        words_ = naming_words(_left(text, start, end, without))
        yield words_
        yield words_ - areas


def _left(text: str, start: int, end: int, without: list[tuple[int, int]]) -> str:
    """What of a stretch of text is left when other stretches are taken out."""
    return "".join(c for at, c in enumerate(text[start:end], start) if not any(a <= at < b for a, b in without))


def _of_grid(grid: Grid, edition: Named) -> Iterator[Paired]:
    """The cells of rows that are called as a measure is, in columns headed with one period."""
    periods = [periods_in(header) for header in grid.headers]
    for row, label in enumerate(grid.labels):
        found = edition.measures.get(naming_words(label))
        if not found:
            continue
        for at, value in enumerate(grid.values[row]):
            if value is not None and at < len(periods) and len(periods[at]) == 1:
                meeting = Meeting(found, edition.whole, periods[at][0].period, label, sure=True)
                yield from _held(edition, meeting, value.number, grid.spot(row))


def _area(text: str, edition: Named) -> str | None:
    """The one area of the edition that a sentence names; the whole where it names none; None where it names several."""
    here = naming_words(text)
    named_ = [
        area
        for area, words_ in edition.areas.items()
        if area != edition.whole and words_ and {w.rstrip("s") for w in words_} <= here
    ]
    return edition.whole if not named_ else named_[0] if len(named_) == 1 else None


@dataclass(frozen=True)
class Meeting:
    """What a number is taken to be of. `sure`: its clause names the measure in several words."""

    measures: tuple[str, ...]
    area: str
    period: Period | None
    called: str
    sure: bool


def _held(edition: Named, meeting: Meeting, printed: Printed, spot: Spot) -> Iterator[Paired]:
    """A number against the figures of the measures that its words can mean; nothing where none is in its unit."""
    choices = [by for m in meeting.measures if (by := levels(edition.of(m, meeting.area), printed.unit))]
    if len(choices) != 1:
        return
    every = [figure for figures in choices[0].values() for figure in figures]
    if meeting.period is None:
        if meeting.sure and not any(_agrees(printed, f.value) for f in every):
            reason = "the edition has this measure, and no figure like it; no period is named"
            yield _claim(edition, meeting, printed, spot, every[-1], ("not_decidable", None, reason)), None
        return
    there = [f for f in choices[0].get(stretch(meeting.period), []) if not f.id.breakdown]
    if there:
        figure = next((f for f in there if _agrees(printed, f.value)), there[0])
        yield from _told(edition, meeting, printed, spot, figure)


def _told(edition: Named, meeting: Meeting, printed: Printed, spot: Spot, figure: Known) -> Iterator[Paired]:
    """The claim, unless the two are so far apart that the number must be of something else."""
    far = FAR if meeting.sure else NEAR
    if abs(printed.value - figure.value) <= far * max(abs(printed.value), abs(figure.value)):
        yield _claim(edition, meeting, printed, spot, figure, _verdict(edition, printed, figure)), figure


def _verdict(edition: Named, printed: Printed, figure: Known) -> tuple[Verdict, Severity | None, str]:
    judged = judge(printed, figure.value, (figure.value, figure.value))
    if judged.verdict != "inconsistent":
        return "consistent", None, f"it is the figure of {edition.name}"
    if judged.severity == "last_digit" and printed.half_width:
        return "inconsistent", "last_digit", f"the figure of {edition.name} rounds to another last digit"
    if printed.half_width or printed.value >= TELLING:
        others = [f for f in edition.figures if f.id.measure == figure.id.measure and f.unit == printed.unit]
        twin = next((f for f in others if f.id.since is None and _agrees(printed, f.value)), None)
        if twin is not None:
            return "inconsistent", "label", f"it is the figure of {_different(figure, twin)}"
    return "inconsistent", "material", f"{edition.name} has {figure.printed}"


def _different(figure: Known, twin: Known) -> str:
    """What of a twin is another than of the figure meant: its period, its area, its part or its statistic."""
    if stretch(twin.id.period) != stretch(figure.id.period):
        return words(twin.id.period)
    if twin.id.area != figure.id.area:
        return twin.id.area.replace("-", " ")
    part = ", ".join(f"{dimension} {value}" for dimension, value in twin.id.breakdown)
    return part or twin.id.statistic.replace("-", " ")


def _claim(
    edition: Named,
    meeting: Meeting,
    printed: Printed,
    spot: Spot,
    figure: Known,
    told: tuple[Verdict, Severity | None, str],
) -> Claim:
    verdict, severity, reason = told
    exact = Printed(figure.printed, figure.value, figure.unit, Fraction(0))
    return Claim(
        KIND,
        spot,
        Stated(printed.text, printed),
        verdict,
        reason,
        measure=meeting.called,
        period=words(meeting.period) if meeting.period is not None else None,
        parts=(exact,) if verdict != "not_decidable" else (),
        recomputed=figure.value if verdict != "not_decidable" else None,
        unit=printed.unit,
        possible=(figure.value, figure.value) if verdict != "not_decidable" else None,
        severity=severity,
        sum=f"{result(figure.value, figure.unit)} in {edition.name}" if verdict != "not_decidable" else "",
        also=(Spot(0, 0, 0, 0, None, str(figure.id), document=edition.name),) if verdict != "not_decidable" else (),
    )


def _agrees(printed: Printed, value: Fraction) -> bool:
    """Whether a value rounds to what is printed."""
    return abs(printed.value - value) <= printed.half_width
