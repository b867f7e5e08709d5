"""What a KPI's months say: the verdict of its control chart in one sentence, or all that was found in a paragraph."""

from __future__ import annotations

from math import isnan

from peelian.assess.process import KpiProcess, speech_of
from peelian.figures.derive import change_kinds
from peelian.figures.ids import FigureId
from peelian.periods import Period, words
from peelian.plan.publication import Say, charts_of
from peelian.publications.blocks import Inlines
from peelian.publications.citing import because, join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.amounts import inlines
from peelian.publications.sentences.desk import Desk
from peelian.quantities import decimal_text, in_words
from peelian.signals.words.ahead import MOSTLY, RARELY
from peelian.signals.words.pieces import Said
from peelian.signals.words.say import Words, say

CHART = "Shown as "  # how the sentence begins that says which chart was drawn; the appendix says it of all
EXPECTED = "Expected, "  # how the sentence of expected ranges begins; a chart has them below it


def compose(desk: Desk, say: Say) -> Inlines:
    """One sentence for each KPI."""
    return phrases.spaced(*(_verdict(desk, kpi) for kpi in say.kpis))


def compose_paragraph(desk: Desk, say: Say) -> Inlines:
    """Everything that was found in the months of each KPI, the verdict first."""
    return phrases.spaced(*(_all(desk, kpi) for kpi in say.kpis))


def _all(desk: Desk, kpi: str) -> Inlines:
    found = desk.process(kpi)
    if not isinstance(found, KpiProcess):
        return _without(desk, kpi, found.reason)
    charted = any(chart.kpi == kpi for chart in charts_of(desk.publication))
    elsewhere = (CHART, EXPECTED) if charted else (CHART,)
    told = [inlines(desk, found, said) for said in said_of(desk, found).paragraph if not _begins(said, elsewhere)]
    return phrases.spaced(*told, _years_target(desk, found))


def said_of(desk: Desk, kpi: KpiProcess) -> Words:
    """The sentences of signals about a KPI's series, in its own words and units."""
    spoken = speech_of(kpi.process, phrases.subject_of(desk, kpi.assessment).rstrip(","))
    return say(kpi.process.signals, 0, spoken, ahead=True)


def _verdict(desk: Desk, kpi: str) -> Inlines:
    found = desk.process(kpi)
    if not isinstance(found, KpiProcess):
        return _without(desk, kpi, found.reason)
    return inlines(desk, found, said_of(desk, found).sentence)


def _without(desk: Desk, kpi: str, reason: str) -> Inlines:
    title = desk.kpis[kpi].title
    return sentence(f"what the months of '{title}' say cannot be told: ", because(reason))


def _begins(said: Said, openings: tuple[str, ...]) -> bool:
    return isinstance(said[0], str) and said[0].startswith(openings)


def _years_target(desk: Desk, kpi: KpiProcess) -> Inlines:
    """The chance that the coming year meets a target that is one of a year's sum, or ends better than the baseline
    year, or within its stable band, where that is the promise: no month can be held against any of them."""
    told = years_chance(desk, kpi)
    if told is None:
        return ()
    year, chance = told
    assessment = kpi.assessment
    if assessment.kpi.target is not None:
        return sentence(
            f"the chance that {words(year)} meets the target of ", phrases.aim(desk, assessment), " is ", chance
        )
    assert assessment.baseline is not None
    baseline = phrases.bare(desk, assessment, assessment.baseline)
    how = _promised(kpi)
    return sentence(f"the chance that {words(year)} {how} the baseline figure of ", baseline, " is ", chance)


def _promised(kpi: KpiProcess) -> str:
    """ "ends below" the baseline, "does not end two per cent or more above" it, "ends less than 0.5 percentage points
    from" it."""
    assessment = kpi.assessment
    polarity = assessment.kpi.polarity
    if assessment.kpi.kind != "maintain":
        return f"ends {'above' if polarity == 'higher' else 'below'}"
    band = assessment.band
    width = in_words(int(band)) if band.denominator == 1 else decimal_text(band)
    points = change_kinds(assessment.measure.unit, assessment.baseline)[0] == "change-pp"
    width += f" percentage point{'' if band == 1 else 's'}" if points else " per cent"
    if polarity == "neither":
        return f"ends less than {width} from"
    return f"does not end {width} or more {'below' if polarity == 'higher' else 'above'}"


def years_chance(desk: Desk, kpi: KpiProcess) -> tuple[Period, Inlines] | None:
    """The coming year and the chance that it meets a target of a year, or is better than the baseline year of a KPI
    that promises so, or within its stable band; None for any other target, or where untold."""
    assessment, year = kpi.assessment, kpi.process.signals.year.period
    if not _of_year_alone(kpi) or (assessment.kpi.target is None and assessment.baseline is None):
        return None
    id = assessment.current.id
    figure = desk.figures.find(FigureId(id.measure, id.area, id.breakdown, year, "chance"))
    if figure.value is None:
        return None
    if RARELY * 100 < figure.value < MOSTLY * 100:
        return year, (desk.cited.said(figure, 0),)
    desk.cited.rests_on(figure)
    return year, join("less than one in a hundred" if figure.value < 50 else "more than ninety-nine in a hundred")


def _of_year_alone(kpi: KpiProcess) -> bool:
    """Whether the target is one of a year, that no month can be held against."""
    return isnan(kpi.process.signals.judged.target[0])
