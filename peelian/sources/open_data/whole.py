"""What a whole file of a publication holds, and what a file that was cut short or damaged lacks of it.

Counts of rows alone are looked at: in all, by force or area, and by month, quarter or year. What can only be a file
that was cut off is an error; what may also be a force that gave no return, or a file somebody took a part of, is a
warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Literal

from peelian.findings import Finding, Severity
from peelian.series.tables import Grain
from peelian.sources.model import Expect, Rows
from peelian.sources.open_data import forces
from peelian.sources.problems import Place, listed
from peelian.sources.tidied import Tidied

FORCE_CODE = "force_code"
FEW_FORCES = 8  # a force and those most similar to it: a file of no more is a part that somebody took
MAY_BE_ABSENT = 2  # forces or areas; that many have failed to give a return for one period, more at once is a cut
ALIKE = Fraction(9, 10)  # of the forces of a period; where fewer have one number of rows, rows are not the same for all
PERIODS: Mapping[Grain, str] = {
    "month": "month",
    "quarter": "quarter",
    "financial-year": "financial year",
    "calendar-year": "year",
}
DO = "fetch it again, or, where it is a part of what is published, write 'expect: {whole: false}' in sources.yaml"


@dataclass(frozen=True)
class Whole:
    """At least and at most so many rows; each force or area in each period, or in each year with `by_year`.

    `each` says whether the texts of the table's column `of` are forces, of which all 43 must stand in a file, or
    areas. `even` publications print a row for every combination, so that in a period no force has fewer rows;
    of others a force must have a part `thin` of its usual rows in each period. `named` files hold the rows of the
    month and the force that their names say, and no others. Every column that is read must be there in any file.
    """

    least: int = 1
    most: int | None = None
    each: Literal["force", "area"] | None = None
    of: str = FORCE_CODE
    by_year: bool = False
    even: bool = False
    thin: Fraction | None = None
    named: bool = False

    @property
    def tally(self) -> str | None:
        """The column whose texts are counted; None where nothing is asked of them."""
        return self.of if self.each else None

    def says(self, grain: Grain) -> str:
        """What is expected, in words."""
        period = "year" if self.by_year else PERIODS[grain]
        says = [f"at least {_some(self.least)}"]
        if self.most is not None:
            says[0] += f", at most {self.most:,}"
        if self.each == "force":
            says.append(f"each of the {len(_names())} territorial forces in each {period} of the file")
        if self.each == "area":
            says.append(f"each area in each {period} of the file")
        if self.even:
            says.append(f"in a {period} as many rows of each force, or more")
        if self.each is not None:
            says.append("no row twice")
        if self.thin is not None:
            says.append(f"of a force in a {period} at least {self.thin} of the rows it usually has")
        if self.named:
            says.append("rows of the month and the force in the file's name alone")
        return "; ".join([*says, "every column below"])


def check(
    whole: Whole, got: Tidied, place: Place, grain: Grain, asked: Expect, texts: Mapping[str, str]
) -> list[Finding]:
    """What a file that was read lacks, or has twice; nothing where sources.yaml says that it is a part.

    `texts` gives texts of forces their codes. A number of rows that sources.yaml states is `asked` in the place of the
    publication's.
    """
    if not asked.whole:
        return []
    found = list(_rows(whole, got.read, place)) if asked.rows == Rows() else []
    if whole.each is None or not got.tallied:
        return found
    found += _twice(got.twice, place)
    counts: Counter[tuple[str, date]] = Counter()
    for (text, month), count in got.tallied.items():
        counts[texts.get(text, text), month.replace(month=1) if whole.by_year else month] += count
    names = _names() if whole.each == "force" else {text: text for text, _ in counts}
    # A force whose spelling sources.yaml alone knows stands there under that spelling.
    by_name = whole.of == FORCE_CODE
    strange = {text for text, _ in counts} - names.keys() - set(forces.codes().values()) if by_name else set()
    counts = Counter({key: count for key, count in counts.items() if key[0] in names})
    file = _File(whole, counts, names, place, "calendar-year" if whole.by_year else grain, len(strange))
    return [*found, *file.findings()]


def _names() -> dict[str, str]:
    """The territorial forces by their codes."""
    return {force.code: force.name for force in forces.forces() if force.code}


def _rows(whole: Whole, rows: int, place: Place) -> Iterator[Finding]:
    if rows < whole.least:
        says = f"{_some(rows)}, fewer than the {whole.least:,} that a whole file of this publication has at least; "
        yield place.finding("source-part", says + DO, severity="warning")
    if whole.most is not None and rows > whole.most:
        says = (
            f"{rows:,} rows, more than the {whole.most:,} that a file of this publication has at most; look for rows "
        )
        yield place.finding("source-part", says + "given twice, or for another table", severity="warning")


def _twice(rows: int, place: Place) -> Iterator[Finding]:
    """A published table has a row for each combination: one that is there again would count twice."""
    if rows:
        says = f"{_some(rows)} {'stands' if rows == 1 else 'stand'} in it again, with every cell the same, and would "
        yield place.finding("source-twice", f"{says}count twice: take them out, or {DO}")


@dataclass(frozen=True)
class _File:
    """The rows of each force or area in each period. `strange` texts stand for a force that sources.yaml knows."""

    whole: Whole
    counts: Counter[tuple[str, date]]
    names: Mapping[str, str]
    place: Place
    grain: Grain
    strange: int

    def findings(self) -> Iterator[Finding]:
        here = sorted({code for code, _ in self.counts})
        periods = sorted({period for _, period in self.counts})
        few = self.whole.each == "force" and len(here) <= FEW_FORCES
        if self.whole.each == "force" and not few:
            yield from self._absent([code for code in self.names if code not in here])
        lacking = {
            period: missing
            for period in periods
            if (missing := [code for code in here if (code, period) not in self.counts])
        }
        for period, missing in list(lacking.items())[:1]:
            certain = len(lacking) == 1 and len(missing) > MAY_BE_ABSENT and not few
            yield self._lacking(period, missing, len(here), certain, len(lacking) - 1)
        if self.whole.even and not few:
            yield from self._uneven(periods)
        if self.whole.thin is not None:
            yield from self._thin(self.whole.thin, here, periods)

    def _when(self, period: date) -> str:
        if self.grain == "calendar-year":
            return f"{period:%Y}"
        return f"{period:%Y-%m}" if self.grain == "month" else f"the {PERIODS[self.grain]} to {period:%Y-%m}"

    def _absent(self, missing: list[str]) -> Iterator[Finding]:
        if len(missing) <= self.strange:
            return
        every = len(self.names)
        severity: Severity = "error" if len(missing) > MAY_BE_ABSENT + self.strange else "warning"
        names = listed(self.names[code] for code in missing)
        says = f"holds {every - len(missing)} of the {every} territorial forces of England and Wales; no row is of "
        yield self.place.finding("source-part", f"{says}{names}: {_why(severity)}; {DO}", severity=severity)

    def _lacking(self, period: date, missing: list[str], of: int, certain: bool, more: int) -> Finding:
        severity: Severity = "error" if certain else "warning"
        names = listed(self.names[code] for code in missing)
        says = f"in {self._when(period)} holds {of - len(missing):,} of the {of:,} {self.whole.each}s that it has in "
        says += f"other {PERIODS[self.grain]}s; no row is of {names}"
        says += f" (and some lack in {more:,} more)" if more else ""
        says += f": {_why(severity)}; {DO}"
        return self.place.finding("source-part", says, severity=severity)

    def _uneven(self, periods: list[date]) -> Iterator[Finding]:
        """Forces that have fewer rows than the others of a period, where nearly all have one number."""
        short: list[tuple[str, date, int]] = []
        for period in periods:
            rows = {code: count for (code, at), count in self.counts.items() if at == period}
            usual, same = Counter(rows.values()).most_common(1)[0]
            if len(rows) > FEW_FORCES and same >= ALIKE * (len(rows) - 1):
                short += [(code, period, usual) for code, count in rows.items() if count < usual]
        severity: Severity = "error" if len(short) == 1 else "warning"
        for code, period, usual in short[:1]:
            says = f"has {_some(self.counts[code, period])} of {self.names[code]} in {self._when(period)} and "
            says += f"{usual:,} of each other force{_more(short)}: {_why(severity)}; {DO}"
            yield self.place.finding("source-part", says, severity=severity)

    def _thin(self, part: Fraction, here: list[str], periods: list[date]) -> Iterator[Finding]:
        if len(periods) <= 2:  # which of two is the usual one nobody can say
            return
        usual = {code: median(self.counts[code, period] for period in periods) for code in here}
        short = [
            (code, period)
            for code in here
            for period in periods
            if 0 < self.counts[code, period] < part * Fraction(usual[code])
        ]
        for code, period in short[:1]:
            says = f"has {_some(self.counts[code, period])} of {self.names[code]} in {self._when(period)}, less than "
            says += f"{part} of the {float(usual[code]):,.0f} of its usual {PERIODS[self.grain]}{_more(short)}: "
            yield self.place.finding("source-part", f"{says}{_why('warning')}; {DO}", severity="warning")


def _some(rows: int) -> str:
    return f"{rows:,} row{'' if rows == 1 else 's'}"


def _more(found: Sequence[object]) -> str:
    """How many are found beside the first."""
    return f" ({len(found) - 1:,} more such)" if len(found) > 1 else ""


def _why(severity: Severity) -> str:
    return "the file was cut off" if severity == "error" else "the file may be cut off"
