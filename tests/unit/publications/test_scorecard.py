"""The scorecard on a small plan: rows, groups, verdicts, areas, and what the first page counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from peelian.assess.kpi import horizon
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Typed
from peelian.periods import month, shift
from peelian.plan.model import Baseline, Group, Kpi, Plan, Target, all_kpis
from peelian.plan.of_area import of_area
from peelian.plan.publication import Publication
from peelian.publications import scorecard
from peelian.publications.blocks import Heading, Picture, Sheet, Table, flatten, plain, walk
from peelian.publications.paragraphs import Composed
from peelian.publications.scorecard_scores import Score
from tests import small_plan

STEADY = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21] * 2
FALLEN = [*STEADY, *[15] * 8]
RISEN = [*STEADY, *[26] * 8]


def year(id: str, value: object, since: object | None = None, area: str = "all", unit: str = "count") -> list[Typed]:
    """The year ending March 2026 of a measure, and that ending March 2024 if it is given."""
    own = FigureId(id, area, (), small_plan.NOW)
    rows = [small_plan.typed(own, value, unit)]
    return rows + ([small_plan.typed(own.at(small_plan.BEFORE), since, unit)] if since is not None else [])


def months(id: str, values: Sequence[object], area: str = "all", unit: str = "count") -> list[Typed]:
    """The months up to March 2026."""
    last = month(2026, 3)
    periods = [shift(last, -back) for back in range(len(values) - 1, -1, -1)]
    return [small_plan.typed(FigureId(id, area, (), p), value, unit) for p, value in zip(periods, values, strict=True)]


def composed(plan: Plan, rows: Iterable[Typed], **fields: object) -> Composed:
    paper: Publication = small_plan.publication(kind="scorecard", **fields)
    figures = Figures(
        plan,
        rows,
        None,
        document="doc",
        issued=paper.issued,
        plan_origin=small_plan.PLAN_FILE,
        horizon=horizon(plan, paper),
        kpis=all_kpis(of_area(plan, paper.area)).values(),
    )
    return scorecard.compose(plan, paper, figures, {})


def tables(made: Composed) -> list[Table]:
    sheets = [block for block in made.document.blocks if isinstance(block, Sheet)]
    return [table for sheet in sheets for table in walk(sheet.blocks) if isinstance(table, Table)]


def row(made: Composed, title: str) -> dict[str, str]:
    """The cells of a KPI by their columns, as read."""
    for table in tables(made):
        for cells in table.rows:
            if plain(cells[0]) == title:
                names = (column.title for column in table.columns)
                return {name: plain(cell).strip() for name, cell in zip(names, cells, strict=True)}
    raise AssertionError(f"no row is headed {title!r}")


def score(made: Composed, kpi: str) -> Score:
    return next(one for one in made.scores if one.kpi.id == kpi)


def test_a_row_says_now_then_change_target_and_what_its_months_say() -> None:
    burglary = small_plan.kpi("burglary", target=Target("count", at_most="250"), kind="number")
    made = composed(small_plan.plan([burglary]), [*year("burglary", 240, 300), *months("burglary", FALLEN)])
    assert row(made, "Burglary") == {
        "KPI": "Burglary",
        "Now": "240",
        "Then": "300, YE Mar 2024",
        "Change": "-20.0%, improved",
        "Target": "250 or fewer; met",
        "Variation": "improvement: significantly lower",
        "Assurance": "chance that YE Mar 2027 meets it: 91%",
        "Months": "",
        "In words": plain(score(made, "burglary").words),
    }
    assert "burglary has been below its average" in row(made, "Burglary")["In words"].lower()


@pytest.mark.parametrize(
    ("values", "polarity", "said", "mark"),
    [
        (STEADY, "lower", "usual variation", "Twenty-four months"),
        (FALLEN, "lower", "improvement: significantly lower", "marked as improvement"),
        (FALLEN, "higher", "concern: significantly lower", "marked as concern"),
        (RISEN, "higher", "improvement: significantly higher", "marked as improvement"),
        (RISEN, "lower", "concern: significantly higher", "marked as concern"),
        (FALLEN, "neither", "significantly lower, neither better nor worse", "marked as special cause"),
    ],
)
def test_the_verdict_is_an_icon_with_its_words_and_a_mark_on_the_line(
    values: list[int], polarity: str, said: str, mark: str
) -> None:
    made = composed(small_plan.plan([small_plan.kpi("crime", polarity)]), [*year("crime", 1), *months("crime", values)])
    table = tables(made)[0]
    cells = dict(zip((column.title for column in table.columns), table.rows[0], strict=True))
    (icon,) = [leaf for leaf in flatten(cells["Variation"]) if isinstance(leaf, Picture)]
    assert (plain(cells["Variation"]).strip(), icon.alt, icon.beside) == (said, f"Icon: {said}", True)
    (line,) = [leaf for leaf in flatten(cells["Months"]) if isinstance(leaf, Picture)]
    assert mark in line.alt
    assert not line.beside
    assert said in plain(table.note)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target("percent", at_least="80"), "expected to meet the target each time"),
        (Target("percent", at_least="90"), "may meet or miss the target by chance"),
        (Target("percent", at_least="99"), "expected to miss the target each time"),
    ],
)
def test_the_assurance_is_that_of_the_process(target: Target, said: str) -> None:
    values = ["90.1", "90.4", "89.8", "90.2", "90.0", "90.3", "89.9", "90.1"] * 2
    kpi = small_plan.kpi("share", "higher", kind="number", target=target)
    plan = small_plan.plan([kpi], [small_plan.measure("share", "percent")])
    made = composed(plan, [*year("share", "90.1", unit="percent"), *months("share", values, unit="percent")])
    assert row(made, "Share")["Assurance"] == said


def test_a_provisional_figure_another_period_and_a_bound_are_said() -> None:
    kpis = [small_plan.kpi("calls", status="provisional"), small_plan.kpi("staff", period="at-2026-01", baseline=None)]
    rows = [*year("calls", 100, 90), small_plan.typed("staff/all/at-2026-01/value", 50, qualifier="over")]
    made = composed(small_plan.plan(kpis), rows)
    assert row(made, "Calls")["Now"] == "100 (provisional)"
    assert row(made, "Staff") | {"Target": "", "In words": ""} == {
        "KPI": "Staff",
        "Now": "more than 50, 31 Jan 2026",
        "Then": "-",
        "Change": "-",
        "Target": "",
        "In words": "",
    }


def test_columns_that_speak_of_months_are_left_out_where_no_kpi_has_any() -> None:
    made = composed(small_plan.plan([small_plan.kpi("calls")]), year("calls", 100, 90))
    (table,) = tables(made)
    assert [column.title for column in table.columns] == ["KPI", "Now", "Then", "Change", "Target", "In words"]
    assert table.note == ()


def why(*kpis: Kpi, rows: Iterable[Typed] = ()) -> list[str]:
    made = composed(small_plan.plan(kpis), rows)
    return [plain(one.words) for one in made.scores]


def test_why_there_is_no_chart() -> None:
    assert why(small_plan.kpi("a"), rows=year("a", 5)) == ["No chart: its figures are for years, not months."]
    assert why(small_plan.kpi("a"), rows=[*year("a", 5), *months("a", STEADY[:7])]) == [
        "No chart: only seven months have a value; a chart needs eight."
    ]
    assert why(small_plan.kpi("a")) == ["No chart: its figure is not published."]
    change = small_plan.typed("a/all/ye-2026-03/change-percent-from-ye-2024-03", -5, "percent")
    assert why(small_plan.kpi("a"), rows=[change]) == ["No chart: only the change is published."]
    assert why(small_plan.kpi("a", kind="in-development", awaits="a survey")) == ["In development; it awaits a survey."]
    whole = small_plan.kpi("whole", kind="monitor", measure=None, baseline=None)
    part = small_plan.kpi("part", parent="whole")
    assert why(whole, part, rows=year("part", 3))[0] == "See its parts."
    done = small_plan.kpi("done", kind="deliverable", measure=None, baseline=None)
    assert why(done) == ["Done or not done."]


def test_groups_are_headings_of_rows() -> None:
    kpis = [small_plan.kpi(id) for id in ("a", "b", "c", "d")]
    plan = small_plan.plan(kpis)
    inner = Group("inner", "Inner", kpis=(kpis[3],))
    groups = (Group("one", "Group one", kpis=tuple(kpis[1:3]), groups=(inner,)),)
    (priority,) = plan.priorities
    plan = replace(plan, priorities=(replace(priority, kpis=(kpis[0],), groups=groups),))
    made = composed(plan, [])
    assert tables(made)[0].groups == ((1, "Group one"), (3, "Group one: Inner"))
    assert [one.kpi.id for one in made.scores] == ["a", "b", "c", "d"]


def test_priorities_may_be_chosen_and_have_their_order() -> None:
    plan = small_plan.plan([small_plan.kpi("a")])
    (one,) = plan.priorities
    plan = replace(plan, priorities=(one, replace(one, id="two", title="Two", kpis=(small_plan.kpi("b"),))))
    headings = [block.text for block in walk(composed(plan, []).document.blocks) if isinstance(block, Heading)]
    assert headings[:3] == ["At a glance", "One", "Two"]
    chosen = composed(plan, [], priorities=("two",))
    assert [one.kpi.id for one in chosen.scores] == ["b"]


def test_months_and_lines_of_a_sparkline_are_in_the_register() -> None:
    made = composed(small_plan.plan([small_plan.kpi("crime")]), [*year("crime", 1), *months("crime", STEADY)])
    held = made.cited.figures
    assert held["crime/all/2025-09/value"].value == Fraction(23)
    assert {"crime/all/2026-03/average", "crime/all/2026-03/upper-limit"} <= held.keys()


AREAS = {"north": "North", "south": "South"}


def test_an_area_has_its_own_level_and_neither_the_target_nor_the_typed_baseline_of_the_force() -> None:
    target = Target("count", at_most="250")
    kpi = small_plan.kpi("crime", kind="number", target=target, baseline=Baseline("not-stated", "300", "An old audit"))
    plan = small_plan.plan([kpi], areas=AREAS)
    rows = [*year("crime", 240), *year("crime", 80, area="north")]
    assert row(composed(plan, rows), "Crime")["Then"] == "300, period not stated"
    of_north = row(composed(plan, rows, area="north"), "Crime")
    assert of_north["Now"] == "80"
    assert of_north["Then"] == "not published, period not stated"
    assert of_north["Target"] == "none of its own; 250 or fewer for All"


def test_kpis_an_area_has_no_figure_of_are_listed_with_the_reason() -> None:
    kpis = [
        small_plan.kpi("crime"),
        small_plan.kpi("calls"),
        small_plan.kpi("nothing"),
        small_plan.kpi("southern", measure="fires", area="south"),
        small_plan.kpi("own", measure="stops", area="north"),
        small_plan.kpi("stops"),
        small_plan.kpi("later", kind="in-development", awaits="a survey"),
    ]
    rows = [*year("crime", 9, area="north"), *year("calls", 7), *year("stops", 4, area="north")]
    made = composed(small_plan.plan(kpis, areas=AREAS), rows, area="north")
    shown, away = tables(made)
    assert [plain(cells[0]) for cells in shown.rows] == ["Crime", "Own"]
    assert away.caption == "KPIs without a figure for North"
    assert {plain(cells[0]): plain(cells[1]) for cells in away.rows} == {
        "Calls": "Known for All as a whole; not published for North.",
        "Nothing": "Not published for North.",
        "Southern": "It is a KPI of South.",
        "Stops": "North has a KPI of its own for these figures.",
        "Later": "In development; it awaits a survey.",
    }
    assert len(made.scores) == len(kpis)


def test_the_processes_of_an_area_are_judged_by_the_kpi_of_the_whole() -> None:
    plan = small_plan.plan([small_plan.kpi("crime", "lower")], areas=AREAS)
    made = composed(plan, months("crime", FALLEN, area="north"), area="north")
    assert row(made, "Crime")["Variation"] == "improvement: significantly lower"
    assert plain(score(made, "crime").words).startswith("Crime in North has been below its average")


def summary(made: Composed) -> dict[str, list[list[str]]]:
    """The tables of the first page by their caption, as read."""
    found = {}
    for block in made.document.blocks:
        if isinstance(block, Sheet):
            break
        if isinstance(block, Table):
            found[block.caption] = [[plain(cell).strip() for cell in cells] for cells in block.rows]
    return found


def test_the_first_page_counts_moves_and_verdicts() -> None:
    kpis = [small_plan.kpi(id) for id in ("better", "worse", "same", "new")]
    rows = [*year("better", 200, 300), *year("worse", 300, 200), *year("same", 200, 200), *year("new", 1)]
    made = composed(small_plan.plan(kpis), [*rows, *months("better", FALLEN), *months("worse", STEADY)])
    told = summary(made)
    assert told["KPIs by how they moved"] == [["One", "4", "1", "1", "1", "0", "1"]]
    verdicts = told["KPIs by what their latest month says"]
    assert verdicts == [["Improvement", "1", "Better"], ["Usual variation", "1", "-"]]
    said = " ".join(plain(run) for block in made.document.blocks if (run := getattr(block, "inlines", ())))
    assert "Of two charts one has a mark on the latest month." in said
    assert "of two charts that would be fewer than one" in said


def test_the_first_page_says_where_no_kpi_has_a_chart() -> None:
    made = composed(small_plan.plan([small_plan.kpi("a")]), year("a", 5))
    said = " ".join(plain(run) for block in made.document.blocks if (run := getattr(block, "inlines", ())))
    assert "None of the KPIs has enough figures by the month for a control chart" in said
