"""The cells of a scorecard: now, then, change, target, the two verdicts, the months, a line of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from peelian.assess.kpi import Assessment
from peelian.assess.process import KpiProcess
from peelian.charts import icons, sparkline
from peelian.charts.frame import Drawing
from peelian.charts.marks import NAMES, Meaning
from peelian.figures.ids import FigureId
from peelian.figures.model import NOT_GIVEN, Figure
from peelian.figures.process import PERIODS_OF, own_id, segments
from peelian.periods import Period, parse, short, words
from peelian.plan.model import Kpi, force_area
from peelian.publications import framework_cells
from peelian.publications.blocks import Inlines, Picture
from peelian.publications.citing import join, sentence
from peelian.publications.scorecard_scores import NOT_PRINTED, Score, plan_kpi
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.phrases import bounded, mark, qualifier, spaced
from peelian.publications.sentences.process import years_chance
from peelian.publications.tables import meaning
from peelian.quantities import NoValue, in_words
from peelian.signals.limits.lines import Limits

NOTHING = "-"
NO_FIGURE = "no figure yet"
ICON = 19.0  # CSS pixels
LINE = 116.0  # of a sparkline, whose drawing is 150 wide


def kpi(desk: Desk, score: Score) -> Inlines:
    """The KPI as the plan calls it; of a group that is compared with another, the measure's title before its name."""
    measure = desk.plan.measures.get(score.kpi.measure or "")
    compared = measure is not None and measure.unit == "ratio" and score.kpi.breakdown
    return join(f"{measure.title}: " if compared and measure else "", framework_cells.title(desk, score.kpi))


def now(desk: Desk, score: Score) -> Inlines:
    """The level; its period where it is another than the publication's."""
    assessment = score.assessment
    if assessment is None:
        return join(NO_FIGURE)
    main = parse(desk.publication.period)
    when = "" if assessment.period == main else f", {_when(assessment.period)}"
    if assessment.current.value is None:
        return join(f"{_lacking(assessment.current)}{when}")
    return join(_level(desk, assessment, assessment.current), when)


def then(desk: Desk, score: Score) -> Inlines:
    """The level it is compared with, and its period."""
    assessment = score.assessment
    if assessment is None or assessment.since is None:
        return join(NOTHING)
    when = f", {_when(assessment.since)}"
    if assessment.baseline is None:
        return join(f"{_lacking(desk.figures.find(assessment.current.id.at(assessment.since)))}{when}")
    return join(_level(desk, assessment, assessment.baseline), when)


def change(desk: Desk, score: Score) -> Inlines:
    """The change with its sign and unit, and what it means."""
    assessment = score.assessment
    if assessment is None or assessment.change is None or assessment.change.value is None:
        return join(NOTHING)
    if assessment.measure.unit == "grade":  # its meaning says which way; places on a scale are no sizes
        return join(meaning(assessment))
    one = assessment.change
    ends = [end for end in (assessment.current, assessment.baseline) if end is not None]
    told = "" if any(mark(assessment, end) for end in ends) else mark(assessment, one)
    return join(qualifier(one), desk.signed(assessment), told, f", {meaning(assessment)}")


def target(desk: Desk, score: Score) -> Inlines:
    """The level to reach and whether it is met; what the plan asks for where it names none."""
    aim = score.kpi.target
    if aim is None or score.assessment is None:
        whole = _target_of_whole(desk, score)
        return whole or join(framework_cells.promised(desk, score.kpi))
    by = f" by {words(parse(aim.by))}" if aim.by else ""
    met = {True: "; met", False: "; not met" + (" yet" if aim.by else ""), None: "; open"}[score.assessment.target_met]
    return join(_aim(desk, score.kpi, score.assessment, score.assessment.current.id), by, met)


def _target_of_whole(desk: Desk, score: Score) -> Inlines:
    """The target that the plan sets for the force, beside an area that has none of its own."""
    of_plan = plan_kpi(desk, score.kpi)
    if of_plan.target is None or score.assessment is None or of_plan is score.kpi:
        return ()
    whole = force_area(desk.plan)
    id = replace(score.assessment.current.id, area=whole.id)
    return join("none of its own; ", _aim(desk, of_plan, score.assessment, id), f" for {whole.name}")


def _aim(desk: Desk, kpi: Kpi, assessment: Assessment, id: FigureId) -> Inlines:
    assert kpi.target is not None
    number = desk.cited.number(desk.figures.find(id.of("target")), assessment.measure, style="table")
    return bounded(kpi.target, number, assessment.measure.unit)


def variation(score: Score) -> Inlines:
    if score.variation is None:
        return join(NOTHING)
    return _with_words(icons.variation(score.variation))


def assurance(desk: Desk, score: Score) -> Inlines:
    """Whether the target is met month after month; the chance that a year's target is, where it is one of a year."""
    if score.process is None or score.assurance is None:
        return join(NOTHING)
    if score.assurance != "none":
        return _with_words(icons.assurance(score.assurance))
    of_year = years_chance(desk, score.process)
    if of_year is None:
        return join("no target" if score.kpi.target is None else NOTHING)
    year, chance = of_year
    return join(f"chance that {short(year)} meets it: ", chance)


def _with_words(drawing: Drawing) -> Inlines:
    return join(icon(drawing), f" {drawing.alt}")


def icon(drawing: Drawing) -> Picture:
    """An icon beside its own words."""
    return Picture(drawing.svg, f"Icon: {drawing.alt}", ICON, beside=True)


def months(desk: Desk, score: Score) -> Inlines:
    """The months as a sparkline. Their figures, and those of the lines behind it, go into the register."""
    if score.process is None:
        return join(NOTHING)
    process, judged = score.process.process, score.process.process.signals.judged
    for figure in process.figures:
        if figure.value is not None:
            desk.cited.rests_on(figure)
    if judged.waiting is None:
        _rest_on_lines(desk, score.process)
    values = [figure.value for figure in process.figures]
    drawing = sparkline.draw(_alt(score.process), values, _meaning(score.process), _limits(score.process))
    return (Picture(drawing.svg, drawing.alt, LINE),)


def _rest_on_lines(desk: Desk, kpi: KpiProcess) -> None:
    for number in range(segments(kpi.process)):
        last = own_id(kpi.process, number)
        for statistic in ("average", "lower-limit", "upper-limit"):
            figure = desk.figures.find(last.of(statistic))
            if figure.value is not None:
                desk.cited.rests_on(figure)


def _limits(kpi: KpiProcess) -> list[sparkline.Limits | None]:
    """The limits of each month; none of a chart of gaps, whose lines are not those of the months."""
    judged, scale = kpi.process.signals.judged, float(kpi.process.scale)
    if judged.waiting is not None:
        return [None] * len(kpi.process.figures)
    lines: Limits = judged.limits
    each = np.stack([lines.lower[0], lines.centre[0], lines.upper[0]], axis=1) * scale
    return [None if np.isnan(one).any() else (one[0].item(), one[1].item(), one[2].item()) for one in each]


def _meaning(kpi: KpiProcess) -> Meaning:
    return kpi.variation  # type: ignore[return-value]


def _alt(kpi: KpiProcess) -> str:
    """What the sparkline shows: how many months from when to when, what is behind them, how the last one is marked."""
    periods = kpi.process.periods
    named = PERIODS_OF[periods[0].kind]
    band = any(limits is not None for limits in _limits(kpi))
    behind = "; behind them the average and the limits" if band else ""
    marked = f"; the last is marked as {NAMES[_meaning(kpi)]}" if kpi.variation != "none" else ""
    return f"{in_words(len(periods)).capitalize()} {named}, {words(periods[0])} to {words(periods[-1])}{behind}{marked}"


def _level(desk: Desk, assessment: Assessment, figure: Figure) -> Inlines:
    number = desk.cited.number(figure, assessment.measure, assessment.kpi.decimals, style="table")
    return join(qualifier(figure), number, mark(assessment, figure))


def _lacking(figure: Figure) -> str:
    if figure.status == "suppressed":
        return NOT_GIVEN
    not_printed = isinstance(figure.quantity, NoValue) and figure.quantity.reason == NOT_PRINTED
    return "not published" if not_printed else "not available"


def _when(period: Period) -> str:
    if period.kind == "calendar-year":  # a bare year would look like a measured number
        return words(period).removeprefix("the ")
    return "period not stated" if period.kind == "not-stated" else short(period)


def key(shown: Sequence[Score]) -> Inlines:
    """What each icon of these rows says, each once, and how the line of months is read; nothing without a chart."""
    told: list[Inlines] = []
    for kind in dict.fromkeys(score.variation for score in shown if score.variation is not None):
        told.append(join(icon(icons.variation(kind)), f" {icons.VARIATION_WORDS[kind]}: {VARIATION_MEANS[kind]}"))
    for met in dict.fromkeys(score.assurance for score in shown if score.assurance is not None):
        if met != "none":
            told.append(join(icon(icons.assurance(met)), f" {icons.ASSURANCE_WORDS[met]}: {ASSURANCE_MEANS[met]}"))
    if not told:
        return ()
    return spaced(*(sentence(one) for one in told), join(LINE_IS_READ))


VARIATION_MEANS: dict[icons.Variation, str] = {
    "common": "no rule marks the latest month",
    "improvement-high": "a rule marks the latest month, on the better side",
    "improvement-low": "a rule marks the latest month, on the better side",
    "concern-high": "a rule marks the latest month, on the worse side",
    "concern-low": "a rule marks the latest month, on the worse side",
    "special-high": "a rule marks the latest month",
    "special-low": "a rule marks the latest month",
    "special": "a rule marks the latest months, on no side",
    "none": "the line of words says why",
}
ASSURANCE_MEANS: dict[icons.Assurance, str] = {
    "passes": "the target lies outside the limits, on the worse side",
    "fails": "the target lies outside the limits, on the better side",
    "hit-and-miss": "the target lies within the limits",
    "none": "",
}
LINE_IS_READ = (
    "Months: the line ends with a dot where the latest month is usual, a square for an improvement, a triangle for a"
    " concern, a diamond where neither way is better; the band behind it lies between the limits, and the line in the"
    " band is the average."
)
