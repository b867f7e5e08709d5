"""A publication as it is written in publications/NAME.yaml: which period, against what, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Form = Literal[
    "level-and-change",
    "from-to",
    "level",
    "levels",
    "changes",
    "parts",
    "ranked-areas",
    "moved-areas",
    "ratios",
    "split",
    "contrast",
    "in-development",
    "baseline-rule",
    "process",
    "process-paragraph",
    "areas",
    "contributions",
    "peers",
]


@dataclass(frozen=True)
class Say:
    """One sentence or two: a form and the KPIs it speaks of, in their order.

    `form` None lets the composer choose from the KPI. `whole` is the KPI that `parts` are parts of, and answers of a
    `split` are answers of; `parts` without KPIs are those its figures are broken down by. `level` is an area level for
    areas to be ranked, or told side by side; `by` is a dimension of the measure's breakdowns that tells parts apart;
    `top` is how many areas or parts are named. `group` is a list of the plan that names peers, `over` the 6 or 12
    months over which the gap to their mean is told.
    """

    kpis: tuple[str, ...] = ()
    form: Form | None = None
    whole: str | None = None
    level: str | None = None
    by: str | None = None
    top: int | None = None
    group: str | None = None
    over: int | None = None


@dataclass(frozen=True)
class Chart:
    """A KPI to be drawn.

    `kind` series: its months, drawn if there are 8 or more, printed as a table if there are 2, else noted as not
    published; `picture` says that the document shows it as a picture without numbers, which is noted then. bars: its
    own period over the areas of a `level`, with intervals where they are known. funnel: the same of a share or rate,
    with the limits that chance alone would keep to.
    """

    kpi: str
    title: str
    picture: bool = False
    kind: Literal["series", "bars", "funnel"] = "series"
    level: str | None = None


@dataclass(frozen=True)
class KpiTable:
    """A table of KPIs: baseline, now, and the change in words with a sign.

    `first` heads its first column; the rows are named by the KPIs' titles, or as `names` calls a KPI. `label` is
    printed instead of the running "Table 1". `form` split prints shares of a whole only.
    """

    kpis: tuple[str, ...]
    caption: str
    first: str = "Measure"
    names: Mapping[str, str] = field(default_factory=dict)
    form: Literal["change", "split"] = "change"
    label: str | None = None
    stable_note: bool = True


@dataclass(frozen=True)
class ParagraphSpec:
    """One numbered paragraph. The author's words for it stand in commentary/EDITION/CHAPTER.md under `# id`.

    Sentences that are composed come first, the author's words after them. In a framework it may stand under the
    heading of a `group` of the chapter's priority.
    """

    id: str
    say: tuple[Say, ...] = ()
    table: KpiTable | None = None
    charts: tuple[Chart, ...] = ()
    group: str | None = None


@dataclass(frozen=True)
class Chapter:
    """A chapter; its title is its own or its priority's."""

    id: str
    paragraphs: tuple[ParagraphSpec, ...]
    title: str | None = None
    priority: str | None = None


@dataclass(frozen=True)
class CoverLine:
    label: str
    value: str


@dataclass(frozen=True)
class Publication:
    """`kind` is a module of peelian.publications. `compare` is each KPI's own baseline, or the period before.

    `periods` and `baselines` name, by KPI, another period than the plan's own for this publication.
    `commentary` names the commentary folder, where it is not the publication's own name. `document` is the one
    whose typed figures are printed. `lists` are the named lists printed as an appendix.
    A scorecard has a page for each priority of the plan, or for those that `priorities` names, in that order. With
    `area` it shows each KPI for that area, as far as its figures can be had there. It has no chapters.
    """

    kind: Literal["board-paper", "framework", "scorecard"]
    title: str
    issued: date
    period: str
    subtitle: str = ""
    compare: Literal["baseline", "preceding"] = "baseline"
    cover: tuple[CoverLine, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    periods: Mapping[str, str] = field(default_factory=dict)
    baselines: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    commentary: str | None = None
    document: str | None = None
    area: str | None = None
    priorities: tuple[str, ...] = ()


def charts_of(publication: Publication) -> tuple[Chart, ...]:
    """The charts of all its paragraphs, in their order."""
    paragraphs = (paragraph for chapter in publication.chapters for paragraph in chapter.paragraphs)
    return tuple(chart for paragraph in paragraphs for chart in paragraph.charts)


def kpis_named(publication: Publication, *, charts: bool = True) -> tuple[str, ...]:
    """The KPIs that its sentences and tables name, and its charts if these are asked for; each once, in their order."""
    named: dict[str, None] = {}
    for paragraph in (paragraph for chapter in publication.chapters for paragraph in chapter.paragraphs):
        for say in paragraph.say:
            named |= dict.fromkeys((*say.kpis, *((say.whole,) if say.whole else ())))
        named |= dict.fromkeys(paragraph.table.kpis if paragraph.table else ())
        named |= dict.fromkeys(chart.kpi for chart in paragraph.charts if charts)
    return tuple(named)
