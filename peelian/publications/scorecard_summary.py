"""The first page of a scorecard: how the KPIs have moved, what their latest months say, what chance would make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from peelian.assess.kpi import Meaning
from peelian.charts import icons
from peelian.charts.frame import Drawing
from peelian.periods import parse
from peelian.plan.model import area_named, force_area
from peelian.publications import office
from peelian.publications.appendix.charts import counted, expected, often
from peelian.publications.blocks import Block, Column, Heading, Inlines, Link, Paragraph, Table, Text
from peelian.publications.citing import join, listed, sentence
from peelian.publications.scorecard_cells import NOTHING, icon
from peelian.publications.scorecard_scores import Score
from peelian.publications.sentences.desk import Desk, preposed

PLACE = "at-a-glance"
MOVED: Mapping[str, tuple[Meaning, ...]] = {
    "Improved": ("improved",),
    "Worsened": ("worsened",),
    "Stable or no change": ("stable", "same"),
    "Changed, neither way better": ("moved",),
    "Not compared": ("unknown",),
}
VERDICTS: Mapping[str, tuple[icons.Variation, ...]] = {
    "Concern": ("concern-high", "concern-low"),
    "Improvement": ("improvement-high", "improvement-low"),
    "Signal, neither way better": ("special-high", "special-low", "special"),
    "Usual variation": ("common",),
    "No usual range": ("none",),
}


def summary(desk: Desk, told: Mapping[str, Sequence[Score]]) -> list[Block]:
    """`told` are the scores of each priority, by its title."""
    every = [score for scores in told.values() for score in scores]
    shown = [score for score in every if score.away is None]
    blocks: list[Block] = [
        Heading(1, "At a glance", PLACE, "1"),
        Paragraph(_whose(desk), "1.1", "p-1.1"),
        _moves(desk, told),
    ]
    charted = [score for score in shown if score.process is not None]
    if not charted:
        said = "none of the KPIs has enough figures by the month for a control chart, so nothing is said of variation"
        return [*blocks, Paragraph(sentence(said), "1.2", "p-1.2")]
    return [*blocks, Paragraph(_by_chance(charted), "1.2", "p-1.2"), _latest(charted), *_assured(charted)]


def _whose(desk: Desk) -> Inlines:
    publication, plan = desk.publication, desk.plan
    area = publication.area or force_area(plan).id
    where = "" if area == force_area(plan).id else f" in {area_named(plan, area).name}"
    against = "the period before it" if publication.compare == "preceding" else "its own baseline"
    return sentence(
        f"this scorecard shows each KPI of the plan of {office.named(plan.file.body)}{where},"
        f" {preposed(parse(publication.period))} or in the period named with it, against {against}"
    )


def _moves(desk: Desk, told: Mapping[str, Sequence[Score]]) -> Table:
    """How many KPIs of each priority moved which way. It has no label: it counts the plan itself and no figures."""
    in_area = desk.publication.area is not None
    titles = ("KPIs", *MOVED, *(("No figure for the area",) if in_area else ()))
    columns = (Column("Priority"), *(Column(title, "right") for title in titles))
    rows = [
        (_linked(scores[0].priority.id, title), *_counts(scores, in_area)) for title, scores in told.items() if scores
    ]
    if len(rows) > 1:
        every = [score for scores in told.values() for score in scores]
        rows.append((join("All priorities"), *_counts(every, in_area)))
    return Table("KPIs by how they moved", columns, tuple(rows), "table-moved")


def _counts(scores: Sequence[Score], in_area: bool) -> tuple[Inlines, ...]:
    shown = [score for score in scores if score.away is None]
    meanings: list[Meaning] = ["unknown" if s.assessment is None else s.assessment.meaning for s in shown]
    numbers = [len(scores), *(sum(one in wanted for one in meanings) for wanted in MOVED.values())]
    return tuple(join(f"{n:,}") for n in (*numbers, *((len(scores) - len(shown),) if in_area else ())))


def _by_chance(charted: Sequence[Score]) -> Inlines:
    process = charted[0].process
    assert process is not None
    rules, marked = process.process.rules, sum(s.variation not in ("common", "none") for s in charted)
    has = "has a mark" if len(charted) == 1 else "have a mark"
    found = {0: "none has a mark", 1: "one has a mark"}.get(marked, f"{counted(marked).split()[0]} {has}")
    return sentence(
        f"of {counted(len(charted))} {found} on the latest month. {often(rules).capitalize()}; of"
        f" {counted(len(charted))} that would be {expected(rules, len(charted))}"
    )


def _latest(charted: Sequence[Score]) -> Table:
    """How many charts say what, and which KPIs they are; the usual ones are not named."""

    def which(score: Score) -> str | None:
        return next(name for name, kinds in VERDICTS.items() if score.variation in kinds)

    def drawn(score: Score) -> Drawing:
        return icons.variation(score.variation or "none")

    rows = _rows(charted, list(VERDICTS), which, drawn, unnamed="Usual variation")
    columns = (Column("What the latest month says"), Column("KPIs", "right"), Column("Which"))
    return Table("KPIs by what their latest month says", columns, tuple(rows), "table-variation")


def _assured(charted: Sequence[Score]) -> list[Block]:
    """How many targets are met each time, or not; nothing where no month is held against a target."""
    held = [score for score in charted if score.assurance not in (None, "none")]
    if not held:
        return []
    order = [icons.ASSURANCE_WORDS[kind] for kind in ("fails", "hit-and-miss", "passes")]

    def which(score: Score) -> str | None:
        return icons.ASSURANCE_WORDS[score.assurance or "none"]

    rows = _rows(held, order, which, lambda score: icons.assurance(score.assurance or "none"))
    columns = (Column("The process and its target"), Column("KPIs", "right"), Column("Which"))
    return [Table("KPIs by whether their months meet the target", columns, tuple(rows), "table-assurance")]


def _rows(
    scores: Sequence[Score],
    order: Sequence[str],
    which: Callable[[Score], str | None],
    drawn: Callable[[Score], Drawing],
    *,
    unnamed: str = "",
) -> Iterator[tuple[Inlines, ...]]:
    """A row for each name that some KPI has, with its icons, how many KPIs there are, and which."""
    for name in order:
        here = [score for score in scores if which(score) == name]
        if not here:
            continue
        different = {drawing.alt: drawing for drawing in map(drawn, here)}
        pictures = [part for drawing in different.values() for part in (icon(drawing), Text(" "))]
        named = join(NOTHING) if name == unnamed else listed([_to(score) for score in here])
        yield join(*pictures, name[0].upper() + name[1:]), join(f"{len(here):,}"), named


def _to(score: Score) -> Inlines:
    """The KPI's title, leading to its priority's page."""
    return _linked(score.priority.id, score.kpi.title)


def _linked(place: str, title: str) -> Inlines:
    return (Link((Text(title),), f"#{place}"),)
