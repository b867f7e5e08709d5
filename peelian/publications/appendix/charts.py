"""How the charts are read: the rule set in words, what chance does, what people decided, each chart and why it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from peelian.assess.process import KpiProcess
from peelian.figures.process import Decided, Series, only_of
from peelian.periods import parse, words
from peelian.plan.model import area_named, force_area
from peelian.plan.processes import Entry
from peelian.publications.blocks import Block, Bullets, Column, Inlines, Paragraph, Table
from peelian.publications.citing import join, sentence
from peelian.publications.control_charts import name_of
from peelian.publications.month_names import months_named
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import part_named
from peelian.quantities import in_words
from peelian.signals.by_chance import LATEST
from peelian.signals.choose import FEWEST, WHYS, Why
from peelian.signals.marks import Rule
from peelian.signals.ruleset import Asked, RuleSet

ABOUT = (
    "The middle line of a control chart is the average of the months along it, or their median. The two dashed lines"
    " are its limits: as long as nothing changes, nearly all months lie between them, and how far apart they lie"
    " follows from how much the months vary. A month is marked only where a rule says so. Limits do not say what is"
    " good enough; targets do."
)
MOVED = (
    "The lines of a chart are set anew only where a person has confirmed that the level changed. A step that the"
    " figures alone propose is marked as proposed, and moves no line."
)


def blocks(desk: Desk) -> list[Block]:
    """Nothing where no chart and no sentence showed a process."""
    kpis, shown = list(desk.charted.values()), {kpi.series for kpi in desk.charted.values()}
    beside = {series: process for series, process in desk.judged.items() if series not in shown}
    if not kpis and not beside:
        return []
    rules = (kpis[0].process if kpis else next(iter(beside.values()))).rules
    parts: list[Block] = [
        Paragraph(join(ABOUT)),
        Paragraph(join(_rule_set(rules))),
        Bullets(tuple(join(SAID[asked.rule](asked)) for asked in rules.rules if asked.rule in SAID)),
        Paragraph(_by_chance(rules, len(kpis), len(beside))),
        Paragraph(join(MOVED)),
    ]
    decided = [item for kpi in kpis for item in _decided(kpi.process.decided, _named(desk, kpi))]
    for series, process in beside.items():
        decided += _decided(only_of(process.decided, series[1]), _of_area(desk, series))
    if decided:
        parts.append(Bullets(tuple(dict.fromkeys(decided))))
    rows = tuple((join(_named(desk, kpi)), join(_chart(kpi)), _why(desk, kpi)) for kpi in kpis)
    if not rows:
        return parts
    return [*parts, Table("Charts", (Column("Series"), Column("Chart"), Column("Why")), rows, "table-charts")]


def _rule_set(rules: RuleSet) -> str:
    season = (
        " Limits follow the time of year where months differ by more than chance." if rules.season == "tested" else ""
    )
    return (
        f"The rules are those of the set {rules.name}, version {rules.version}: {rules.title}."
        f" A month is marked where one of them holds.{season}"
    )


def _by_chance(rules: RuleSet, charts: int, beside: int) -> Inlines:
    """How many signals chance alone makes on latest months, as words: no figure of a measure stands behind them.

    `beside` are the series of areas that sentences judge and no chart shows.
    """
    areas = "one series of an area" if beside == 1 else f"{in_words(beside)} series of areas"
    also = f", and its sentences judge {areas} in the same way" if beside else ""
    return sentence(f"{often(rules)}; this paper shows {counted(charts)}{also}")


def often(rules: RuleSet) -> str:
    """How often chance alone marks the latest month of a chart: "about one chart in fifty-five"."""
    every = in_words(NEAREST * round(1 / LATEST[rules.name] / NEAREST))
    return (
        f"chance makes signals too: where nothing changes and months do not hang together, about one chart in {every}"
        " has a mark on its latest month by chance alone"
    )


def counted(charts: int) -> str:
    return "one chart" if charts == 1 else f"{in_words(charts) if charts else 'no'} charts"


def expected(rules: RuleSet, charts: int) -> str:
    """How many of so many charts chance alone would mark: "fewer than one", "about two"."""
    number = round(charts * LATEST[rules.name])
    return f"about {in_words(number)}" if number else "fewer than one"


def _named(desk: Desk, kpi: KpiProcess) -> str:
    """The KPI, with its area where that is not the force."""
    return f"{kpi.assessment.kpi.title}{_where(desk, kpi.assessment.current.id.area)}"


def _of_area(desk: Desk, series: Series) -> str:
    """The measure, or the KPI of the part it is, with the area."""
    measure, area, breakdown = series
    id = desk.judged[series].figures[0].id
    return f"{part_named(desk, id) if breakdown else desk.plan.measures[measure].title}{_where(desk, area)}"


def _where(desk: Desk, area: str) -> str:
    return "" if area == force_area(desk.plan).id else f", {area_named(desk.plan, area).name}"


def _chart(kpi: KpiProcess) -> str:
    judged = kpi.process.signals.judged
    name = name_of(judged.chart)
    season = ", limits by the time of year" if judged.bent else ""
    return f"{name[:1].upper()}{name[1:]}{season}"


def _why(desk: Desk, kpi: KpiProcess) -> Inlines:
    """Why this chart, with how much the values vary beside chance where that decided it."""
    judged, chosen = kpi.process.signals.judged, kpi.process.decided.chart
    if chosen is not None:
        return sentence(f"chosen by hand: {chosen.reason.strip().rstrip('.')}")
    why = WHYS[int(judged.choice.why[0])]
    if why in ("chance", "overdispersed"):
        figure = desk.figures.find(kpi.process.figures[-1].id.of("dispersion"))
        if figure.value is not None:
            times = desk.cited.said(figure, 1 if figure.value < TEN else 0)
            tail = "" if why == "overdispersed" else ", which is about as much"
            return sentence("values vary ", times, f" times as much as chance would have them{tail}")
    return sentence(WHY[why])


TEN = 10
NEAREST = 5  # what is said of chance is rounded to
WHY: Mapping[Why, str] = {
    "asked": "chosen by hand",
    "rules": "the rule set has this chart and no other",
    "short": f"fewer than {in_words(FEWEST)} points are too few for limits",
    "measured": "values are measured and not counted",
    "parts": "the numerators are no whole numbers",
    "chance": "values vary about as much as chance would have them",
    "overdispersed": "values vary more than chance would have them",
    "rare": "there is less than one event a month on average",
}


def _decided(held: Decided, named: str) -> Iterator[Inlines]:
    """What people decided about a series, each with its reason."""
    for step in held.steps:
        yield _item(named, f"set anew from {words(parse(step.period))} on, confirmed on {_day(step.confirmed)}", step)
    for out in held.excluded:
        yield _item(named, f"left out of the lines: {months_named([parse(p) for p in out.periods])}", out)
    if held.baseline is not None:
        first, last = (words(parse(end)) for end in (held.baseline.first, held.baseline.last))
        yield _item(named, f"the lines are made of {first} to {last}", held.baseline)


def _item(named: str, what: str, entry: Entry) -> Inlines:
    return sentence(f"{named}: {what}. {entry.reason.strip().rstrip('.')}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _zone(asked: Asked) -> str:
    """So many of so many near a limit, or well away from the average."""
    where = "in the outer third of the range, or beyond it," if asked.beyond == 2 else "well away from the average"
    return f"{in_words(asked.count or 1)} of {in_words(asked.length or 1)} months in a row {where} on one side"


def _shift(asked: Asked) -> str:
    if asked.length is None:
        return "an unusually long run of months on one side of the middle line"
    return f"{in_words(asked.length)} months in a row on one side of the middle line"


SAID: Mapping[Rule, Callable[[Asked], str]] = {
    "outside": lambda asked: "a month above the upper limit or below the lower one",
    "shift": _shift,
    "trend": lambda asked: (
        f"{in_words(asked.length or 1)} months in a row, each higher than the one before, or each lower"
    ),
    "two_in_three": _zone,
    "four_in_five": _zone,
    "alternating": lambda asked: f"{in_words(asked.length or 1)} months that go up and down by turns",
    "stratified": lambda asked: f"{in_words(asked.length or 1)} months in a row unusually close to the average",
    "mixture": lambda asked: f"{in_words(asked.length or 1)} months in a row away from the average, on either side",
    "crossings": lambda asked: "unusually few crossings of the middle line",
}
"""Each rule in words, as the items of a list."""
