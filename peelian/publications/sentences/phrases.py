"""The pieces sentences are made of: when, how much, which way, compared with what."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.assess.kpi import Assessment
from peelian.figures.model import Figure
from peelian.measures.model import Rate, Ratio
from peelian.periods import words
from peelian.plan.model import Target, area_named, force_area
from peelian.plan.targets import side
from peelian.publications.blocks import Inline, Inlines, Number, Text
from peelian.publications.citing import Cited, join, listed, sentence
from peelian.publications.sentences.desk import Desk, preposed
from peelian.publications.sentences.labels import label, lowered
from peelian.quantities import Quantity

PROVISIONAL = " (provisional)"
COUNTED_ONE_BY_ONE = ("count", "headcount")
QUALIFIERS = {"about": "approximately ", "over": "more than ", "under": "fewer than ", None: ""}
SLOWER_IS_WORSE = ("seconds", "days", "working days", "months")


def where(desk: Desk, assessment: Assessment) -> str:
    """The area, where the KPI is not about the whole force: " in the north"."""
    area = assessment.current.id.area
    return "" if area == force_area(desk.plan).id else f" in {area_named(desk.plan, area).name}"


def amount(desk: Desk, assessment: Assessment, figure: Figure) -> Inlines:
    """A level with its qualifier and its mark: "approximately 22,056", "1,180 (provisional)"."""
    return join(bare(desk, assessment, figure), mark(assessment, figure))


def bare(desk: Desk, assessment: Assessment, figure: Figure) -> Inlines:
    """A level with its qualifier only, for a sentence part that sets the mark at its end; a rate says of whom."""
    return join(qualifier(figure), desk.level(assessment, figure), _of_whom(desk, assessment, figure))


def _of_whom(desk: Desk, assessment: Assessment, figure: Figure) -> str:
    """The noun of a rate's denominator: "62.4 per 1,000" is of people."""
    spec = assessment.measure.compute
    if not isinstance(spec, Rate) or figure.value is None:
        return ""
    denominator = desk.plan.measures.get(spec.denominator)
    noun = denominator.words.noun if denominator is not None else None
    return f" {noun}" if noun else ""


def size(desk: Desk, assessment: Assessment) -> Inlines:
    """The size of a change that stands without its level, with its qualifier and mark: "more than 12.0%"."""
    assert assessment.change is not None
    return join(qualifier(assessment.change), desk.size(assessment), mark(assessment, assessment.change))


def qualifier(figure: Figure) -> str:
    """The word before a number: "approximately ", "more than "; of what is not counted, "less than "."""
    unit = figure.quantity.unit if isinstance(figure.quantity, Quantity) else ""
    return f"{fewer(unit)} than " if figure.qualifier == "under" else QUALIFIERS[figure.qualifier]


def fewer(unit: str) -> str:
    """What is counted one by one is fewer, all else is less."""
    return "fewer" if unit in COUNTED_ONE_BY_ONE else "less"


def is_provisional(assessment: Assessment, figure: Figure) -> bool:
    """Whether the figure may still change: it says so, or the plan says it of the KPI's present figures."""
    of_now = figure.id.period == assessment.period
    return figure.status == "provisional" or (of_now and assessment.kpi.status == "provisional")


def mark(assessment: Assessment, figure: Figure) -> str:
    """The words that tell the reader so; nothing where there is no value."""
    return PROVISIONAL if figure.value is not None and is_provisional(assessment, figure) else ""


def caveats(assessment: Assessment, figures: Iterable[Figure]) -> Inlines:
    """A sentence for figures that may still change, or are not exact, where those before it set no marks."""
    known = [figure for figure in figures if figure.value is not None]
    kinds = [
        ("provisional", any(is_provisional(assessment, figure) for figure in known)),
        ("approximate", any(figure.qualifier for figure in known)),
    ]
    said = " and ".join(kind for kind, so in kinds if so)
    return sentence(f"some of these figures are {said}") if said else ()


def all_marked(items: list[tuple[Inlines, str]]) -> Inlines:
    """Items as a sentence lists them; where all of several are provisional that is said once, at the end."""
    if len(items) > 1 and all(mark for _, mark in items):
        which = "both" if len(items) == 2 else "all"
        return join(listed([item for item, _ in items]), f" ({which} provisional)")
    return listed([join(item, mark) for item, mark in items])


def level_clause(desk: Desk, assessment: Assessment, *, opened: bool = True) -> Inlines:
    """What the level is: "300,418 offences were recorded", "the headcount of officers was 8,266".

    Where nothing `opened` the sentence, "there were 15 calls abandoned": no sentence starts with a digit, and each
    says what happened to what it counts.
    """
    return join(_level_words(desk, assessment, opened), mark(assessment, assessment.current))


def _level_words(desk: Desk, assessment: Assessment, opened: bool) -> Inlines:
    words_ = assessment.measure.words
    value = bare(desk, assessment, assessment.current)
    if is_of_group(assessment):
        who = f"{words_.subject} for {lowered(assessment.kpi.title)}{where(desk, assessment)}"
        return join(f"{who} {be(assessment)} ", value, f" times that for {reference(assessment)}")
    if assessment.kpi.breakdown:
        return _part_clause(desk, assessment, value, opened)
    if words_.noun is not None and assessment.current.id.statistic == "value":
        single = assessment.current.value == 1
        noun = words_.one if single and words_.one else words_.noun
        if noun[0].isdigit():  # a number straight after a number cannot be read
            return join(f"the number of {words_.noun} {words_.verb}{where(desk, assessment)} was ", value)
        if not opened:
            there = f"there {'was' if single else 'were'} "
            return join(there, value, f" {noun} {words_.verb}{where(desk, assessment)}")
        return join(value, f" {noun} {'was' if single else 'were'} {words_.verb}{where(desk, assessment)}")
    return join(f"{words_.subject}{where(desk, assessment)} {be(assessment)} ", value)


def is_of_group(assessment: Assessment) -> bool:
    """Whether the level is how many times the rate of one group is that of another, which its words name."""
    measure = assessment.measure
    return measure.unit == "ratio" and (isinstance(measure.compute, Ratio) or measure.words.noun is not None)


def reference(assessment: Assessment) -> str:
    """The group that rates are compared with, as the measure's words name it, else by its reference."""
    spec = assessment.measure.compute
    named = assessment.measure.words.noun
    return named or (f"{spec.reference.capitalize()} people" if isinstance(spec, Ratio) else "the rest")


def _part_clause(desk: Desk, assessment: Assessment, value: Inlines, opened: bool) -> Inlines:
    """A part of a measure, named by its KPI: "627 crimes were recorded as arson"; else "arson was 12.1%"."""
    words_ = assessment.measure.words
    part = lowered(assessment.kpi.title)
    if words_.noun is None or words_.noun[0].isdigit() or assessment.measure.compute is None:
        return join(f"{words_.subject}, {part}{where(desk, assessment)}, {be(assessment)} ", value)
    single = assessment.current.value == 1
    noun, were = words_.one if single and words_.one else words_.noun, "was" if single else "were"
    recorded = f"{words_.verb} as {part}{where(desk, assessment)}"
    return join(value, f" {noun} {were} {recorded}") if opened else join(f"there {were} ", value, f" {noun} {recorded}")


def be(assessment: Assessment) -> str:
    return "were" if assessment.measure.words.plural else "was"


def article(number: Number | Text) -> str:
    """`a` or `an` before a number as it is read aloud: an 8.5%, an 11%, an 18%, an 80%, a 1.1%."""
    whole = number.text.lstrip("+-").split(".")[0].split(" ")[0]
    digits = "".join(c for c in whole if c.isdigit())
    thousands = digits[: len(digits) - 3 * ((len(digits) - 1) // 3)] if digits else ""
    return "an" if digits.startswith("8") or thousands in ("11", "18") else "a"


def noun_of_change(assessment: Assessment) -> str:
    return "increase" if assessment.direction == "up" else "reduction"


def change_clause(desk: Desk, assessment: Assessment, *, marked: bool = True) -> Inlines:
    """The change and its direction: "an 8.5% reduction", "an increase of 4.1 percentage points", "no change"."""
    change = assessment.change
    if change is None or assessment.direction == "unknown":
        return ()
    if assessment.direction == "same":
        return join("no change")
    noun = noun_of_change(assessment)
    if change.id.statistic == "change-percent" and not change.qualifier:
        number = desk.size(assessment)
        return join(f"{article(number)} ", number, f" {noun}", _mark_of_change(assessment) if marked else "")
    told = join(qualifier(change), desk.size(assessment), _mark_of_change(assessment) if marked else "")
    return join(f"{'an' if noun == 'increase' else 'a'} {noun} of ", told)


def _mark_of_change(assessment: Assessment) -> str:
    """The mark of a change beside a level: none where the level or the baseline has it already."""
    change = assessment.change
    assert change is not None
    ends = [figure for figure in (assessment.current, assessment.baseline) if figure is not None]
    return "" if any(mark(assessment, figure) for figure in ends) else mark(assessment, change)


def almost_unchanged(desk: Desk, assessment: Assessment) -> bool:
    """Whether the change is not nothing but is printed as nothing: 0.0%."""
    if assessment.direction not in ("up", "down"):
        return False
    assert assessment.change is not None
    size = Cited().number(assessment.change, assessment.measure, assessment.kpi.decimals, unsigned=True)
    if any(c in "123456789" for c in size.text):
        return False
    desk.cited.rests_on(assessment.change)
    return True


def stable_clause(desk: Desk, assessment: Assessment, *, against: bool = True) -> Inlines:
    """How little a figure inside its band moved: " (up 0.7% from 435 at 31 March 2024)"."""
    change, base, since = assessment.change, assessment.baseline, assessment.since
    assert change is not None
    assert since is not None
    marked = any(mark(assessment, figure) for figure in (assessment.current, change))
    way = "up" if assessment.direction == "up" else "down"
    said = join("provisional; " if marked else "", f"{way} ", qualifier(change), desk.size(assessment))
    if not against:
        return join(" (", said, ")")
    if base is not None:
        return join(" (", said, " ", from_baseline(desk, assessment), ")")
    then = "the baseline, whose period is not stated" if since.kind == "not-stated" else words(since)
    return join(" (", said, f" from {then})")


def subject_of(desk: Desk, assessment: Assessment) -> str:
    """What "was 8,266" can be said of: the measure's subject, of a part with its name, and the area."""
    words_ = assessment.measure.words
    if not assessment.kpi.breakdown:
        return words_.subject + where(desk, assessment)
    part = lowered(assessment.kpi.title)
    if assessment.measure.unit == "ratio":  # whose noun is the group that others are compared with
        return f"{words_.subject} for {part}{where(desk, assessment)}"
    if words_.noun is None or assessment.measure.compute is None:
        return f"{words_.subject}, {part}{where(desk, assessment)},"
    return f"the number of {words_.noun} {words_.verb} as {part}{where(desk, assessment)}"


def compared_clause(desk: Desk, assessment: Assessment) -> Inlines:
    """With what: "compared with the baseline figure of 328,153 in the year ending March 2024"."""
    if assessment.since is None:
        return ()
    preceding = desk.publication.compare == "preceding"
    base = assessment.baseline
    if base is None:
        if assessment.since.kind == "not-stated":
            return join("compared with the baseline, whose period is not stated")
        return join(f"compared with {words(assessment.since)}")
    value = amount(desk, assessment, base)
    figure = "grade" if assessment.measure.unit == "grade" else "figure"
    if assessment.since.kind == "not-stated":
        return join(f"compared with the baseline {figure} of ", value, ", whose period is not stated")
    return join(
        f"compared with the {figure} of " if preceding else f"compared with the baseline {figure} of ",
        value,
        f" {preposed(assessment.since)}",
    )


def from_baseline(desk: Desk, assessment: Assessment) -> Inlines:
    """ "from adequate in the year ending March 2024"; nothing where the baseline or its period is not known."""
    base, since = assessment.baseline, assessment.since
    if base is None or since is None:
        return ()
    when = "" if since.kind == "not-stated" else f" {preposed(since)}"
    return join("from ", amount(desk, assessment, base), when or ", whose period is not stated")


def moved(assessment: Assessment) -> str:
    """The verb of the change: times and shares improve or worsen, counts rise or fall."""
    judged = assessment.measure.unit in (*SLOWER_IS_WORSE, "percent", "grade")
    if assessment.measure.unit == "grade" and assessment.meaning == "moved":
        return "changed"
    if judged and assessment.meaning in ("improved", "worsened"):
        return assessment.meaning
    return "rose" if assessment.direction == "up" else "fell"


def without_figures(desk: Desk, kpis: Iterable[str]) -> Inlines:
    """A sentence for each KPI that has nothing to say yet: "Noise has no figure yet." """
    sentences = [sentence(f"{desk.kpis[kpi].title} has no figure yet") for kpi in kpis if not desk.assessment(kpi)]
    return spaced(*sentences)


def spaced(*sentences: Inlines) -> Inlines:
    """Sentences after each other, those that say nothing left out."""
    run: Inlines = ()
    for one in sentences:
        run = join(run, " " if run and one else "", one)
    return run


def aim(desk: Desk, assessment: Assessment) -> Inlines:
    """The target in words: "130 or fewer", "more than 6%"; until when, where the plan says so."""
    target = assessment.kpi.target
    assert target is not None
    number = desk.cited.number(desk.figures.find(assessment.current.id.of("target")), assessment.measure)
    return join(bounded(target, number, assessment.measure.unit), f" by {target.by}" if target.by else "")


def bounded(target: Target, number: Inline, unit: str) -> Inlines:
    """The level of a target, as it is printed, with its side: 130 or fewer, more than 6%."""
    few = fewer(unit)
    before, after = {
        "at_least": ("", " or more"),
        "at_most": ("", f" or {few}"),
        "over": ("more than ", ""),
        "under": (f"{few} than ", ""),
    }[side(target)[0]]
    return join(before, number, after)


def against_target(desk: Desk, assessments: Iterable[Assessment], *, named: bool = True) -> Inlines:
    """A sentence for each KPI with a target, "This meets the target of 130 or fewer"; nothing where that is open."""
    told = []
    for assessment in assessments:
        if assessment.target_met is None:
            continue
        who = label(desk, assessment) + where(desk, assessment) if named else "this"
        verb = "meet" if named and assessment.measure.words.plural else "meets"
        if not assessment.target_met:
            yet = " yet" if assessment.kpi.target and assessment.kpi.target.by else ""
            verb = f"do{'' if verb == 'meet' else 'es'} not{yet} meet"
        told.append(sentence(f"{who} {verb} the target of ", aim(desk, assessment)))
    return spaced(*told)
