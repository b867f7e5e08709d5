"""The framework paper of a small plan, read as text: «» round a number of a figure, [title](place) a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peelian.plan.model import Kpi, Priority, Term
from peelian.plan.publication import Chapter, ParagraphSpec
from peelian.publications.blocks import (
    Bullets,
    Document,
    Heading,
    Link,
    Number,
    Paragraph,
    Table,
    Text,
    flatten,
    inlines_of,
    plain,
)
from peelian.publications.commentary import Commentary, read_markdown
from peelian.publications.framework import compose
from peelian.publications.typed_numbers import typed_numbers
from tests.unit.publications.framework_plan import (
    FILE,
    PLAN,
    PROXIES,
    PUBLICATION,
    composed,
    figures,
    headings,
    note,
    shown,
    table,
)


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
        "number": ["1", "1", "2"],
        "trajectory": ["3", "1", "4"],
        "maintain": ["2", "0", "2"],
        "monitor": ["1", "0", "1"],
        "deliverable": ["1", "0", "1"],
        "in development": ["1", "0", "1"],
        "all kinds": ["9", "2", "11"],
    }


def test_who_promises_is_said_with_the_term_of_office() -> None:
    said = [plain(b.inlines) for b in composed().blocks if isinstance(b, Paragraph) and b.number == "1.1"]
    assert said == [
        "The Warden of the Wood (WW) makes these promises for the term of office from 13 May 2021 to 8 May 2024,"
        " and Wood Rangers (WR) is held to account by them."
    ]


def first_paragraph(**fields: object) -> str:
    document = composed(replace(PLAN, file=replace(FILE, **fields)))  # type: ignore[arg-type]
    return next(plain(b.inlines) for b in document.blocks if isinstance(b, Paragraph) and b.number == "1.1")


@pytest.mark.parametrize(
    ("ends", "successor", "says"),
    [
        (None, None, " by them."),
        (date(2024, 5, 8), None, " by them. The office ends on 8 May 2024."),
        (date(2024, 5, 8), "a mayor", " by them. The office ends on 8 May 2024; its successor is a mayor."),
    ],
)
def test_a_body_that_ends_says_when_and_who_follows(ends: date | None, successor: str | None, says: str) -> None:
    assert first_paragraph(body=replace(FILE.body, ends=ends, successor=successor)).endswith(says)


@pytest.mark.parametrize("short", ["", "Warden of the Wood"])
def test_a_body_without_a_short_name_has_none_in_brackets(short: str) -> None:
    assert "the Wood makes" in first_paragraph(body=replace(FILE.body, short=short))


def test_a_chapter_says_which_number_its_priority_has_in_the_plan() -> None:
    one, two = PLAN.priorities
    document = composed(replace(PLAN, priorities=(replace(one, number="3"), replace(two, number="B"))))
    said = {b.number: plain(b.inlines) for b in document.blocks if isinstance(b, Paragraph) and b.number}
    assert said["2.1"] == "Chapter 3 of the plan. What we do."
    assert said["3.1"] == "Chapter B of the plan."
    assert list(typed_numbers(said["2.1"], ())) == []


def test_a_term_without_an_end_has_only_its_start() -> None:
    open_ended = replace(PLAN, file=replace(FILE, term=Term(date(2021, 5, 13))))
    said = next(plain(b.inlines) for b in composed(open_ended).blocks if isinstance(b, Paragraph) and b.number == "1.1")
    assert "from 13 May 2021, and Wood Rangers" in said


def test_digits_of_a_title_that_are_the_target_are_tied_to_it_and_others_are_left() -> None:
    row = table(composed(), "Rangers")[1]
    assert row == [
        "Have «1,200» rangers, 40 of them mounted (for A1)",
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
    row = table(composed(), "Rangers")[3]
    assert row[0] == "of which: Patrols to «62.5%»"
    assert row[4] == "more than «62.5%»"


def test_a_whole_is_measured_by_its_parts_and_the_same_note_has_one_letter() -> None:
    document = composed()
    whole, _, part = table(document, "Rangers")[2:5]
    assert whole[2:] == ["see its parts", "not stated (b)", "see its parts"]
    assert part[2:] == ["[Thefts](#measure-thefts)", "not stated (b)", "lower than the baseline"]
    assert note(document, "Rangers") == (
        "(a) More than this is welcome. (b) No year is named. Source: The plan, page four, its table and page four."
    )


def test_what_follows_has_a_column_only_where_a_kpi_of_the_group_says_it() -> None:
    document = composed()
    assert "What follows" not in table(document, "Rangers")[0]
    heads, floods, dry, opened, mapped = table(document, "Floods")
    assert heads[-1] == "What follows"
    assert floods[3:] == ["none", "none, but lower is better", "Build dams."]
    assert dry[3:] == ["not stated (a)", "not to fall", "none stated"]
    assert opened[3:] == ["none", "to be kept up", "none stated"]
    assert mapped[2:] == ["done or not done", "none", "to be done", "none stated"]


def test_commitments_stand_with_their_number_and_who_answers() -> None:
    bullets = [shown(item) for b in composed().blocks if isinstance(b, Bullets) for item in b.items]
    assert bullets[:1] == ["A1: Keep the woods safe (led by the head ranger)"]
    place = next(n for n, b in enumerate(composed().blocks) if isinstance(b, Bullets))
    source = composed().blocks[place + 1]
    assert isinstance(source, Paragraph)
    assert plain(source.inlines) == "Source: The plan, page three."


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
    assert row[2:] == ["none", "in development; it awaits a survey", "not published"]


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
        inline.url.removeprefix("#") for _, run in inlines_of(document) for inline in run if isinstance(inline, Link)
    }
    assert len(links) == 7
    assert links <= places


def test_definitions_give_unit_source_and_care_in_words() -> None:
    defined = {b.id: shown(b.inlines) for b in composed().blocks if isinstance(b, Paragraph) and b.id}
    assert defined["measure-floods"] == ("Floods. What floods are. Given as: for every thousand. Source: not stated.")
    assert defined["measure-national-fires"] == (
        "National-fires. What national-fires are. Given as: a number. Source: A survey. Judged nationally."
    )


def test_without_measures_the_appendices_count_from_one() -> None:
    only_a_map = replace(PLAN, priorities=(Priority("p", "P", kpis=(Kpi("m", "Map", "deliverable", "neither"),)),))
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
    """What is left untied is the body's own title, which says 40. KPIs are counted, not measured."""
    untied = [
        leaf.text[start:end]
        for where, run in inlines_of(composed())
        if not where.startswith(("Sums", "KPIs by kind"))
        for leaf in flatten(run)
        if isinstance(leaf, Text)
        for start, end in typed_numbers(leaf.text, ())
    ]
    assert untied == ["40"]


def test_a_paragraph_may_stand_under_its_group() -> None:
    chapter = Chapter(
        "wood-life", (ParagraphSpec("on-floods", group="floods"), ParagraphSpec("on-all")), None, "wood-life"
    )
    words = {"wood-life": read_markdown("# on-floods\n\nIt is wet.\n\n# on-all\n\nIt is green.\n", "c.md")}
    blocks = compose(PLAN, replace(PUBLICATION, chapters=(chapter,)), figures(PLAN), words).document.blocks
    place = next(n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and plain(b.inlines) == "It is wet.")
    heading, said, below = blocks[place - 1 : place + 2]
    assert isinstance(heading, Heading)
    assert isinstance(said, Paragraph)
    assert isinstance(below, Table)
    assert (heading.text, said.number) == ("Floods", "2.3")
    assert any(isinstance(b, Paragraph) and (b.number, plain(b.inlines)) == ("2.2", "It is green.") for b in blocks)


def test_a_column_in_which_no_row_says_anything_is_left_out() -> None:
    watched = Kpi("w", "Watch", "monitor", "neither", "fires", action="Think.")
    plan = replace(PLAN, priorities=(Priority("p", "P", kpis=(watched,)),))
    assert table(composed(plan), "P")[0] == ["KPI", "Kind", "Measured by", "What follows"]


def test_a_part_has_a_source_of_its_own_only_where_it_is_another() -> None:
    whole = Kpi("w", "Whole", "monitor", "neither", action="Think.", source="The plan, page two")
    parts = (
        Kpi("a", "A", "monitor", "neither", "fires", parent="w", source="The plan, page two, inside the sentence"),
        Kpi("b", "B", "monitor", "neither", "fires", parent="w", source="The plan, page six"),
    )
    plan = replace(PLAN, priorities=(Priority("p", "P", kpis=(whole, *parts)),))
    assert note(composed(plan), "P") == "Source: The plan, page two and page six."
