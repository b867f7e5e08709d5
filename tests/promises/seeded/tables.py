"""Tables of the reports: changes, parts with totals, shares, rates, points, and rows with their average.

Each has a caption, one or two rows of headings (some span columns), rows, and the statements that its cells make.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from tests.promises.seeded.numbers import Result, difference, exact, figure, percent_change, printed, result
from tests.promises.seeded.scenes import World, count
from tests.promises.seeded.sentences import Statement

MONTHS = ("April", "May", "June", "July", "August", "September")
SAID_AFTER = {
    "known": (
        "{place} recorded the highest number of {things} in {now}, as the table shows.",
        "The table shows that the lowest number of {things} in {now} was in {place}.",
        "In {now}, {place} had the highest number of {things} ({value}).",
    ),
    "unseen": (
        "Of the areas in the table, {place} had the fewest {things} in {now} ({value}).",
        "The highest number of {things} in {now} was {value}, in {place}.",
    ),
}


@dataclass(frozen=True)
class Heading:
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A table. Rows of headings, then rows of cells as printed; `note` stands below it, `after` is said of it."""

    caption: str
    headings: tuple[tuple[Heading, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]
    note: str = ""
    after: str = ""


@dataclass
class Sheet:
    """A table in the making: cells by row, and which of them are worked out from others."""

    rows: list[list[str]]
    found: dict[tuple[int, int], Result]
    signed: dict[tuple[int, int], Callable[[str], str]]

    def put(self, row: int, column: int, made: Result, sign: Callable[[str], str] = str) -> None:
        self.found[row, column] = made
        self.signed[row, column] = sign
        self.rows[row][column] = sign(made.text)

    def statements(self, random: Random, slips: int) -> tuple[Statement, ...]:
        """Of every cell that is worked out; the slips fall on that many of them, no two in one row or column."""
        spots = sorted(self.found)
        random.shuffle(spots)
        slipped: dict[tuple[int, int], str] = {}
        for row, column in spots:
            if len(slipped) < slips and all(row != r and column != c for r, c in slipped):
                slipped[row, column] = self._slip(random, row, column)
        return tuple(
            Statement(
                found.kind,
                self.rows[row][0],
                self.rows[row][column],
                "table",
                found.kind,
                slipped.get((row, column), ""),
                found.by_rounding,
            )
            for (row, column), found in sorted(self.found.items())
        )

    def _slip(self, random: Random, row: int, column: int) -> str:
        said, sign = self.rows[row][column], self.signed[row, column]
        if said[0] in "+-\u2212\u2013\u25b2\u25bc" and random.random() < 0.3:
            other = {"+": "-", "\u25b2": "\u25bc", "\u25bc": "\u25b2"}.get(said[0], "+")
            self.rows[row][column] = other + said[1:]
            return "symbol"
        self.rows[row][column] = sign(self.found[row, column].wrong(random))
        return "value"


def _sheet(names: list[str], width: int) -> Sheet:
    return Sheet([[name, *[""] * (width - 1)] for name in names], {}, {})


def _signs(world: World) -> Callable[[bool], Callable[[str], str]]:
    """How a report signs its changes: with plus and minus, or with arrows."""
    plus, minus = world.random.choice((("+", world.style.minus), ("+", world.style.minus), ("▲", "▼")))
    if not world.style.arrows:
        plus, minus = "+", world.style.minus
    return lambda rise: lambda said: (plus if rise else minus) + said


def of_changes(world: World, slips: int) -> Grid:
    """Places in two periods, their change and per cent, and in most of them a row of totals."""
    random, style = world.random, world.style
    things = world.subject()
    names = random.sample(world.places, random.randint(5, 9))
    now, then = random.choice(world.field["periods"])
    columns = random.choice((("diff", "pct"), ("diff", "pct"), ("diff",), ("pct",)))
    totals = random.random() < 0.7
    sheet = _sheet([*names, *(["Total"] if totals else [])], 3 + len(columns))
    pairs = [(count(random), 0) for _ in names]
    pairs = [(old, max(3, round(old * random.uniform(0.6, 1.4)))) for old, _ in pairs]
    pairs = [(old, new + (new == old)) for old, new in pairs]
    sums = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    sign = _signs(world)
    digits = random.choice((0, 1, 1))
    for row, (old, new) in enumerate([*pairs, *([sums] if totals else [])]):
        sheet.rows[row][1:3] = [figure(Fraction(old)), figure(Fraction(new))]
        inputs = exact(old), exact(new)
        made = {
            "diff": result("table_row_change", inputs, difference, Fraction(1), figure),
            "pct": result(
                "table_row_change",
                inputs,
                percent_change,
                Fraction(1, 10**digits),
                lambda v: style.percentage(v, digits),
            ),
        }
        for at, column in enumerate(columns):
            sheet.put(row, 3 + at, made[column], sign(new > old))
    if totals:
        for column in (1, 2):
            sheet.put(len(names), column, _total([pair[column - 1] for pair in pairs]))
    heads = tuple(
        Heading(_title(h)) for h in ("area", then, now, *({"diff": "change", "pct": "% change"}[c] for c in columns))
    )
    values = {name: new for name, (_, new) in zip(names, pairs, strict=True)}
    said = _said_after(world, things, now, values)
    statements = sheet.statements(random, slips)
    return _grid(f"{things} by area, {then} and {now}", (heads,), sheet, statements + said[1], after=said[0])


def _said_after(world: World, things: str, now: str, values: dict[str, int]) -> tuple[str, tuple[Statement, ...]]:
    """A sentence about the place with most or fewest, true or of another place."""
    random = world.random
    half = random.choice(("known", "unseen"))
    pattern = random.choice(SAID_AFTER[half])
    order = sorted(values, key=lambda name: values[name], reverse="highest" in pattern)
    if values[order[0]] == values[order[1]]:
        return "", ()
    slip = random.random() < 0.3
    place = order[2] if slip else order[0]
    said = pattern.format(place=place, things=things, now=now, value=figure(Fraction(values[place])))
    said = said[0].upper() + said[1:]
    return said, (Statement("rank_or_extreme", said, place, half, pattern, "rank" if slip else ""),)


def _total(values: list[int]) -> Result:
    return result("table_total", [exact(v) for v in values], lambda *v: sum(v, Fraction(0)), Fraction(1), figure)


def of_parts(world: World, slips: int) -> Grid:
    """Places by part, with totals at the right and at the foot; the parts stand under a heading that spans them."""
    random = world.random
    split = world.field["split"]
    parts = list(split["parts"])
    names = random.sample(world.places, random.randint(4, 8))
    now, _ = random.choice(world.field["periods"])
    values = [[count(random) for _ in parts] for _ in names]
    values.append([sum(row[at] for row in values) for at in range(len(parts))])
    word = random.choice(("Total", "All areas", "Grand total"))
    sheet = _sheet([*names, word], len(parts) + 2)
    for row, numbers in enumerate(values):
        sheet.rows[row][1:-1] = [figure(Fraction(n)) for n in numbers]
        sheet.put(row, len(parts) + 1, _total(numbers))
    for at in range(len(parts)):
        sheet.put(len(names), at + 1, _total([row[at] for row in values[:-1]]))
    spanning = random.random() < 0.6
    single = tuple(Heading(_title(p)) for p in parts)
    heads: tuple[tuple[Heading, ...], ...] = ((Heading("Area"), *single, Heading("Total")),)
    if spanning:
        over = Heading(_title(f"{split['total']} in {now}"), len(parts))
        heads = ((Heading("Area", rows=2), over, Heading("Total", rows=2)), single)
    statements = sheet.statements(random, slips)
    return _grid(f"{split['total']} by kind and area, {now}", heads, sheet, statements, "Figures are provisional.")


def of_shares(world: World, slips: int) -> Grid:
    random, style = world.random, world.style
    things, done = world.subject(), random.choice(world.field["done"])
    names = random.sample(world.places, random.randint(5, 9))
    sheet = _sheet(names, 4)
    digits = random.choice((0, 1, 1))
    sign = random.choice(("%", ""))
    for row in range(len(names)):
        whole = max(20, count(random))
        part = max(1, round(whole * random.uniform(0.2, 0.95)))
        sheet.rows[row][1:3] = [figure(Fraction(whole)), figure(Fraction(part))]
        step = Fraction(1, 10**digits)
        inputs = exact(part), exact(whole)
        show = (lambda v: figure(v, digits)) if not sign else (lambda v: style.percentage(v, digits))
        sheet.put(row, 3, result("ratio_or_share", inputs, lambda a, b: a / b * 100, step, show))
    heads = (tuple(Heading(h) for h in ("Area", _title(things), _title(done), "% of total" if not sign else "Share")),)
    return _grid(f"{things} that were {done}, by area", heads, sheet, sheet.statements(random, slips))


def of_rates(world: World, slips: int) -> Grid:
    random = world.random
    things, base, per = random.choice(world.field["rates"])
    size = int(per.replace(",", ""))
    names = random.sample(world.places, random.randint(5, 9))
    sheet = _sheet(names, 4)
    for row in range(len(names)):
        people = random.randint(20_000, 400_000)
        many = max(20, round(people * random.uniform(3, 40) / size))
        sheet.rows[row][1:3] = [figure(Fraction(many)), figure(Fraction(people))]
        inputs = exact(many), exact(people)
        made = result("rate", inputs, lambda n, p: n / p * size, Fraction(1, 10), lambda v: figure(v, 1))
        sheet.put(row, 3, made)
    heads = (tuple(Heading(h) for h in ("Area", _title(things), _title(base), f"Rate per {per} {base}")),)
    return _grid(f"Rate of {things} by area", heads, sheet, sheet.statements(random, slips))


def of_points(world: World, slips: int) -> Grid:
    """Shares in two periods and the change in points, rounded from what is not printed."""
    random, style = world.random, world.style
    names = random.sample(world.places, random.randint(5, 9))
    share = world.random.choice(world.field["shares"])
    now, then = random.choice(world.field["periods"])
    sheet = _sheet(names, 4)
    for row in range(len(names)):
        old = Fraction(random.randint(2_000, 9_000), 100)
        new = old + random.choice((-1, 1)) * Fraction(random.randint(60, 900), 100)
        inputs = tuple(printed(v, 1, lambda said: said + style.percent) for v in (old, new))
        sheet.rows[row][1:3] = [i.text for i in inputs]
        made = result("table_row_change", inputs, difference, Fraction(1, 10), lambda v: figure(v, 1))
        sheet.put(row, 3, made, lambda said, up=new > old: ("+" if up else style.minus) + said)  # type: ignore[misc]
    heads = (tuple(Heading(h) for h in ("Area", _title(then), _title(now), "Change (pp)")),)
    return _grid(f"{share}: by area", heads, sheet, sheet.statements(random, slips))


def of_months(world: World, slips: int) -> Grid:
    """Months down, two measures across, and their average at the foot."""
    random = world.random
    names = [world.subject(), world.subject()]
    sheet = _sheet([*MONTHS, "Average"], 3)
    values = []
    for column in (1, 2):
        middle = count(random)
        values = [max(3, round(middle * random.uniform(0.7, 1.3))) for _ in MONTHS]
        for row, value in enumerate(values):
            sheet.rows[row][column] = figure(Fraction(value))
        inputs = [exact(v) for v in values]
        made = result(
            "average_of_rows", inputs, lambda *v: sum(v, Fraction(0)) / 6, Fraction(1, 10), lambda v: figure(v, 1)
        )
        sheet.put(len(MONTHS), column, made)
    heads = (tuple(Heading(h) for h in ("Month", *map(_title, names))),)
    return _grid(f"{names[0]} and {names[1]} by month", heads, sheet, sheet.statements(random, slips))


TABLES = (of_changes, of_changes, of_parts, of_shares, of_rates, of_points, of_months)


def _title(text: str) -> str:
    return text[0].upper() + text[1:]


def _grid(
    caption: str,
    heads: tuple[tuple[Heading, ...], ...],
    sheet: Sheet,
    statements: tuple[Statement, ...],
    note: str = "",
    after: str = "",
) -> Grid:
    return Grid(_title(caption), heads, tuple(map(tuple, sheet.rows)), statements, note, after)


def numbered(grid: Grid, at: int) -> Grid:
    """With its number in its caption and in the statements of its cells."""
    statements = tuple(replace(s, table=at) if s.set == "table" else s for s in grid.statements)
    return replace(grid, caption=f"Table {at}: {grid.caption}", statements=statements)
