"""The framework paper of a small plan, read as text: «» round a number of a figure, [title](place) a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from peelian.figures.book import Figures
from peelian.figures.ids import parse_id
from peelian.figures.model import Typed
from peelian.measures.model import Measure, Words
from peelian.plan.model import (
    Area,
    Areas,
    Baseline,
    Body,
    Commitment,
    Force,
    Group,
    Kpi,
    NamedList,
    Plan,
    PlanFile,
    Priority,
    Target,
    Term,
)
from peelian.plan.publication import Chapter, ParagraphSpec, Publication
from peelian.publications.blocks import (
    Bullets,
    Document,
    Emphasis,
    Heading,
    Inlines,
    Link,
    Number,
    Paragraph,
    Strong,
    Table,
    Text,
    flatten,
    inlines_of,
    plain,
)
from peelian.publications.commentary import Commentary, read_markdown
from peelian.publications.framework import compose
from peelian.publications.typed_numbers import typed_numbers
from peelian.quantities import Quantity
from peelian.series.model import Origin


def measure(id: str, unit: str = "count", title: str | None = None) -> Measure:
    return Measure(id, title or id.capitalize(), "published", unit, Words(f"the {id}"), f"What {id} are.")


def national(id: str) -> Measure:
    return replace(measure(id), caveats=("Judged nationally.",), source="A survey")


MEASURES = {
    m.id: m
    for m in (
        measure("patrols", "percent"),
        measure("rangers", "headcount"),
        measure("thefts"),
        measure("floods", "per 1,000"),
        measure("fires"),
        national("national-thefts"),
        national("national-fires"),
    )
}
YEAR = Baseline("ye-2019-06")
UNSAID = Baseline("not-stated", note="No year is named.")
GROUPS = (
    Group(
        "rangers",
        "Rangers",
        commitments=(Commitment("c-1", "Keep the woods safe", "A1", "the head ranger"),),
        kpis=(
            Kpi(
                "more-rangers",
                "Have 1,200 rangers, 40 of them mounted",
                "number",
                "higher",
                "rangers",
                target=Target("headcount", at_least="1200", note="More than this is welcome."),
            ),
            Kpi("both", "Patrol more and fewer thefts", "trajectory", "neither", baseline=UNSAID),
            Kpi(
                "patrols",
                "Patrols to 62.5%",
                "number",
                "higher",
                "patrols",
                parent="both",
                target=Target("percent", at_least="62.5"),
            ),
            Kpi(
                "fewer-thefts",
                "Fewer thefts",
                "trajectory",
                "lower",
                "thefts",
                parent="both",
                baseline=UNSAID,
            ),
        ),
    ),
    Group(
        "hazards",
        "Hazards",
        groups=(
            Group(
                "water",
                "Water",
                groups=(
                    Group(
                        "floods",
                        "Floods",
                        kpis=(
                            Kpi("floods", "Watch floods", "monitor", "lower", "floods", action="Build dams."),
                            Kpi("dry", "Keep the path dry", "maintain", "higher", "patrols", baseline=UNSAID),
                            Kpi("open", "Keep the path open", "maintain", "higher", "patrols"),
                            Kpi("map", "Draw a map", "deliverable", "neither"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
PROXIES = (
    Kpi("all", "All thefts", "trajectory", "lower", "thefts", baseline=YEAR, stands_for=("national-thefts",)),
    Kpi(
        "fires",
        "Fires",
        "trajectory",
        "lower",
        "fires",
        baseline=YEAR,
        stands_for=("national-fires", "national-thefts"),
    ),
    Kpi("soon", "Soon", "in-development", "higher", awaits="a survey", stands_for=("national-fires",)),
)
FILE = PlanFile(
    id="wood",
    title="The plan of the wood",
    body=Body("Warden of the Wood", "WW"),
    force=Force("Wood Rangers", "WR"),
    areas=Areas(("force",), (Area("wood", "Wood", "force"),)),
    term=Term(date(2021, 5, 13), date(2024, 5, 8)),
    notices=("Made up.",),
    lists=(NamedList("neighbours", "Neighbours", ("Forest",)),),
)
PLAN = Plan(
    FILE,
    (
        Priority("wood-life", "Life in the wood", about="What we do.", groups=GROUPS),
        Priority("beyond", "Beyond the wood", kpis=PROXIES),
    ),
    MEASURES,
)
PUBLICATION = Publication("framework", "Promises", date(2021, 10, 26), "ye-2021-03", lists=("neighbours",))
TYPED = {
    "thefts/wood/ye-2019-06/value": ("count", 300),
    "thefts/wood/ye-2021-03/value": ("count", 240),
    "fires/wood/ye-2021-03/change-from-ye-2019-06": ("count", -5),
}


def figures(plan: Plan, typed: Mapping[str, tuple[str, int]] = TYPED) -> Figures:
    rows = [
        Typed(parse_id(id), Quantity(Fraction(v), unit), str(v), None, "published", None, "d", "1", ORIGIN)
        for id, (unit, v) in typed.items()
    ]
    return Figures(plan, rows, None, document="d", issued=PUBLICATION.issued, plan_origin=ORIGIN)


ORIGIN = Origin("figures/d.csv", "0" * 64, 2, "d", "1")


def composed(plan: Plan = PLAN, publication: Publication = PUBLICATION) -> Document:
    return compose(plan, publication, figures(plan), {}).document


def shown(inlines: Inlines) -> str:
    out = ""
    for inline in inlines:
        match inline:
            case Number():
                out += f"«{inline.text}»"
            case Text():
                out += inline.text
            case Link():
                out += f"[{shown(inline.inlines)}]({inline.url})"
            case Strong() | Emphasis():
                out += shown(inline.inlines)
    return out


def table(document: Document, caption: str) -> list[list[str]]:
    found = next(b for b in document.blocks if isinstance(b, Table) and b.caption == caption)
    return [[c.title for c in found.columns], *([shown(cell) for cell in row] for row in found.rows)]


def note(document: Document, caption: str) -> str:
    return shown(next(b for b in document.blocks if isinstance(b, Table) and b.caption == caption).note)


def headings(document: Document) -> list[tuple[int, str | None, str]]:
    return [(b.level, b.number, b.text) for b in document.blocks if isinstance(b, Heading)]


def test_chapters_follow_the_plan_and_groups_of_the_third_level_have_headings_too() -> None:
    assert headings(composed()) == [
        (1, "1", "At a glance"),
        (1, "2", "Life in the wood"),
        (2, None, "Rangers"),
        (2, None, "Hazards"),
        (3, None, "Water"),
        (3, None, "Floods"),
        (1, "3", "Beyond the wood"),
        (2, None, "Local and national measures"),
        (1, "Appendix 1", "Definitions"),
        (1, "Appendix 2", "Neighbours"),
        (1, "Appendix 3", "Measures in development"),
        (1, "Appendix 4", "Data notes"),
        (1, "Appendix 5", "How we got these numbers"),
    ]


def test_kpis_are_counted_by_kind_with_parts_apart() -> None:
    counts = {row[0]: row[2:] for row in table(composed(), "KPIs by kind")[1:]}
    assert counts == {
        "number": ["one", "one", "two"],
        "trajectory": ["three", "one", "four"],
        "maintain": ["two", "zero", "two"],
        "monitor": ["one", "zero", "one"],
        "deliverable": ["one", "zero", "one"],
        "in development": ["one", "zero", "one"],
        "all kinds": ["nine", "two", "eleven"],
    }


def test_who_promises_is_said_with_the_term_of_office() -> None:
    said = [plain(b.inlines) for b in composed().blocks if isinstance(b, Paragraph) and b.number == "1.1"]
    assert said == [
        "The Warden of the Wood makes these promises for the term of office from 13 May 2021 to 8 May 2024,"
        " and Wood Rangers is held to account by them."
    ]


def test_a_term_without_an_end_has_only_its_start() -> None:
    open_ended = replace(PLAN, file=replace(FILE, term=Term(date(2021, 5, 13))))
    said = next(
        plain(b.inlines)
        for b in composed(open_ended).blocks
        if isinstance(b, Paragraph) and b.number == "1.1"
    )
    assert "from 13 May 2021, and Wood Rangers" in said


def test_digits_of_a_title_that_are_the_target_are_tied_to_it_and_others_are_left() -> None:
    row = table(composed(), "KPIs: Rangers")[1]
    assert row == [
        "Have «1,200» rangers, 40 of them mounted",
        "number",
        "[Rangers](#measure-rangers)",
        "none",
        "at least «1,200» (a)",
    ]
    figures_printed = {
        n.figure
        for _, run in inlines_of(composed())
        for n in flatten(run)
        if isinstance(n, Number) and n.text == "1,200"
    }
    assert figures_printed == {"rangers/wood/ye-2021-03/target"}


def test_a_target_is_printed_with_the_decimals_it_is_written_with() -> None:
    row = table(composed(), "KPIs: Rangers")[3]
    assert row[0] == "of which: Patrols to «62.5%»"
    assert row[4] == "at least «62.5%»"


def test_a_whole_is_measured_by_its_parts_and_the_same_note_has_one_letter() -> None:
    document = composed()
    whole, _, part = table(document, "KPIs: Rangers")[2:5]
    assert whole[2:] == ["its parts", "not stated (b)", "that of its parts"]
    assert part[2:] == ["[Thefts](#measure-thefts)", "not stated (b)", "lower than the baseline"]
    assert note(document, "KPIs: Rangers") == "(a) More than this is welcome. (b) No year is named. "


def test_what_follows_has_a_column_only_where_a_kpi_of_the_group_says_it() -> None:
    document = composed()
    assert "What follows" not in table(document, "KPIs: Rangers")[0]
    heads, floods, dry, opened, mapped = table(document, "KPIs: Floods")
    assert heads[-1] == "What follows"
    assert floods[3:] == ["none", "none; better when lower", "Build dams."]
    assert dry[3:] == ["not stated (a)", "not to fall", "none stated"]
    assert opened[3:] == ["none", "to be kept", "none stated"]
    assert mapped[2:] == ["whether it is done", "none", "to be done", "none stated"]


def test_commitments_stand_with_their_number_and_who_answers() -> None:
    bullets = [shown(item) for b in composed().blocks if isinstance(b, Bullets) for item in b.items]
    assert bullets == ["A1: Keep the woods safe (led by the head ranger)"]


def test_local_measures_stand_beside_national_ones_with_the_change_computed() -> None:
    rows = table(composed(), "Local measures and the national measures they stand for")[1:]
    assert rows[0] == [
        "All thefts",
        "[National-thefts](#measure-national-thefts)",
        "«300», YE Jun 2019",
        "«240», YE Mar 2021",
        "«-20.0%», improved",
    ]


def test_a_change_published_without_its_levels_says_so() -> None:
    row = table(composed(), "Local measures and the national measures they stand for")[2]
    assert row[1].count("](#measure-national-") == 2
    assert row[2:] == ["YE Jun 2019", "not published", "«-5», improved; as published, YE Mar 2021"]


def test_a_local_measure_in_development_says_what_is_awaited() -> None:
    row = table(composed(), "Local measures and the national measures they stand for")[3]
    assert row[2:] == ["none", "in development; awaited: a survey", "not published"]


def test_nothing_published_is_never_a_zero() -> None:
    bare = compose(PLAN, PUBLICATION, figures(PLAN, {}), {}).document
    rows = table(bare, "Local measures and the national measures they stand for")[1:]
    assert [row[2:] for row in rows[:2]] == [["YE Jun 2019", "not published", "not published"]] * 2


def test_a_level_whose_period_is_not_stated_says_so() -> None:
    later = replace(PROXIES[0], period="not-stated")
    plan = replace(PLAN, priorities=(replace(PLAN.priorities[1], kpis=(later,)),))
    typed = {"thefts/wood/ye-2019-06/value": ("count", 300), "thefts/wood/not-stated/value": ("count", 330)}
    document = compose(plan, PUBLICATION, figures(plan, typed), {}).document
    row = table(document, "Local measures and the national measures they stand for")[1]
    assert row[3:] == ["«330», period not stated", "«+10.0%», worsened"]


def test_every_link_into_the_paper_has_its_place() -> None:
    document = composed()
    places = {b.id for b in document.blocks if isinstance(b, Heading | Paragraph | Table) and b.id}
    links = {
        inline.url.removeprefix("#")
        for _, run in inlines_of(document)
        for inline in run
        if isinstance(inline, Link)
    }
    assert len(links) == 7
    assert links <= places


def test_definitions_give_unit_source_and_care_in_words() -> None:
    defined = {b.id: shown(b.inlines) for b in composed().blocks if isinstance(b, Paragraph) and b.id}
    assert defined["measure-floods"] == (
        "Floods. What floods are. Given as: for every thousand. Source: not stated."
    )
    assert defined["measure-national-fires"] == (
        "National-fires. What national-fires are. Given as: a number. Source: A survey. Judged nationally."
    )


def test_without_measures_the_appendices_count_from_one() -> None:
    only_a_map = replace(
        PLAN, priorities=(Priority("p", "P", kpis=(Kpi("m", "Map", "deliverable", "neither"),)),)
    )
    numbers = [n for _, n, _ in headings(composed(only_a_map)) if n and n.startswith("Appendix")]
    assert numbers[0] == "Appendix 1"
    assert len(set(numbers)) == len(numbers)


CHAPTERS = (
    Chapter("start", (ParagraphSpec("why"),), title="Why"),
    Chapter("second", (), priority="beyond"),
)


def with_words(text: str) -> tuple[Document, list[str]]:
    words: dict[str, Commentary] = {"start": read_markdown(text, "commentary/start.md")}
    publication = replace(PUBLICATION, chapters=CHAPTERS)
    done = compose(PLAN, publication, figures(PLAN), words)
    return done.document, [finding.code for finding in done.findings]


def test_the_authors_chapters_come_in_their_order_and_the_priorities_left_over_after_them() -> None:
    document, _ = with_words("# why\n\nThefts fell by {{ all.change }}.\n")
    numbered = [(n, text) for level, n, text in headings(document) if level == 1][:4]
    assert numbered == [
        ("1", "At a glance"),
        ("2", "Why"),
        ("3", "Beyond the wood"),
        ("4", "Life in the wood"),
    ]


def test_the_authors_words_are_woven_with_figures() -> None:
    document, codes = with_words("# why\n\nThefts fell by {{ all.change }}.\n")
    said = [shown(b.inlines) for b in document.blocks if isinstance(b, Paragraph) and b.number == "2.1"]
    assert said == ["Thefts fell by «20.0%»."]
    assert codes == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# why\n\nThefts fell by 21%.\n", "typed-number"),
        ("# why\n\nThefts rose by {{ all.change }}.\n", "direction-contradicts"),
        ("# why\n\nSo.\n\n# whither\n\nNowhere.\n", "unplaced-words"),
        ("# whence\n\nSo.\n", "empty-paragraph"),
    ],
)
def test_words_that_do_not_fit_are_found(text: str, code: str) -> None:
    assert code in with_words(text)[1]


def test_a_footnote_of_the_authors_is_kept() -> None:
    document, codes = with_words("# why\n\nSo it is.[^1]\n\n[^1]: By the old map.\n")
    assert [plain(n.inlines) for n in document.footnotes] == ["By the old map."]
    assert codes == []


def test_no_digit_of_ours_stands_untied() -> None:
    """What is left untied is the body's own title, which says 40 and has no figure for it."""
    untied = [
        leaf.text[start:end]
        for where, run in inlines_of(composed())
        if not where.startswith("Sums")
        for leaf in flatten(run)
        if isinstance(leaf, Text)
        for start, end in typed_numbers(leaf.text, ())
    ]
    assert untied == ["40"]
