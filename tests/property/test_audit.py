"""What holds of the audit whatever the numbers are: our own sentences are read back, and a changed number is found."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peelian.audit.audit import audit
from peelian.audit.claims.model import Claim
from peelian.audit.papers.plaintext import parse_text
from peelian.plan.model import Target
from peelian.publications.blocks import plain
from peelian.publications.sentences import compose
from tests import small_plan
from tests.own_sentences import WITH_NUMBERS, said, table_text, text_of
from tests.spec.test_sentences import PAGES, desk_of, say_of
from tests.unit.publications import framework_plan, test_scorecard, test_tables

FORMS = ("level-and-change", "from-to")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
TIMES = {"count": Fraction(1), "percent": Fraction(1, 10), "working days": Fraction(1), "seconds": Fraction(1)}
SUBJECTS = {
    "count": {"subject": "the number of visits", "noun": "visits", "one": "visit"},
    "percent": {"subject": "the share of calls answered in time"},
    "working days": {"subject": "the average time to finalise a complaint"},
    "seconds": {"subject": "the median response time"},
}


def claims_of(text: str) -> tuple[Claim, ...]:
    return audit([parse_text(text, "own.txt", "")]).papers[0].claims


def sentence(form: str, unit: str, new: int, old: int) -> str:
    measure: dict[str, Any] = {"unit": unit} | SUBJECTS[unit]
    step = TIMES[unit]
    case = {"measure": measure, "current": float(new * step), "baseline": float(old * step), "polarity": "lower"}
    page = {"form": form}
    return plain(compose(desk_of(page, case), say_of(page, case)))


def changed(claim: Claim, text: str, by: int | None = None) -> str | None:
    """The text with the stated number another one by far more than rounding; None where it stands there twice.

    More than twice as much; with `by`, the largest that it may be and so much more.
    """
    printed = claim.stated.number.text if claim.stated.number else ""
    number = NUMBER.search(printed)
    if number is None or text.count(printed) != 1:
        return None
    digits = number[0]
    places = len(digits.partition(".")[2])
    assert claim.possible is not None
    most = max(abs(end) for end in claim.possible)
    value = 2 * most + 7 if by is None else most + by
    other = printed[: number.start()] + f"{float(value):,.{places}f}" + printed[number.end() :]
    return text.replace(printed, other)


ENDS = {"count": st.integers(100, 400_000), "percent": st.integers(10, 999), "working days": st.integers(100, 900)}
ENDS["seconds"] = st.integers(120, 9_000)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_our_own_sentences_are_read_back_and_a_changed_number_is_found(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    unit = data.draw(st.sampled_from(sorted(ENDS)))
    old, new = data.draw(ENDS[unit]), data.draw(ENDS[unit])
    assume(abs(old - new) * 40 > old)
    text = sentence(form, unit, new, old)
    claims = claims_of(text)
    assert [c for c in claims if c.verdict in ("inconsistent", "not_decidable")] == [], text
    assert claims, text
    stated = next(c for c in claims if c.stated.number is not None and c.stated.number.unit != "direction")
    slipped = changed(stated, text)
    if slipped is not None:
        assert any(c.verdict == "inconsistent" for c in claims_of(slipped)), slipped


FOUND = {
    "areas": ("percent_change", "point_change"),
    "contrast": ("percent_change",),
    "contributions": ("ratio_or_share", "sum_of_parts"),
    "from-to": ("duration_change", "percent_change", "point_change"),
    "level-and-change": ("percent_change", "point_change"),
    "peers": ("absolute_change", "percent_change", "point_change"),
    "process-paragraph": ("percent_change",),
}
"""Kinds of statements whose changed number is found in every sentence of a form. Of others it may stay undecided."""

GIVEN = ("split", "parts")
"""Forms whose numbers make up one whole, so that no others may stand in their place."""


def other_numbers(data: st.DataObject, name: str, case: dict[str, Any]) -> str:
    """The sentence of a case, every number of which is another one, from three fifths of it to half as much again."""
    shares = "percent" in str((case, PAGES[name].get("every")))

    def scaled(written: str) -> str:
        value = float(written) * data.draw(st.integers(60, 150)) / 100
        return f"{min(value, 100) if shares else value:.{len(written.partition('.')[2])}f}"

    return said(name, case, str if name in GIVEN else scaled)


def is_found(text: str) -> bool:
    """Whether something is wrong with it. Of two slips one may come out of another level that stands near."""
    return any(c.verdict == "inconsistent" for c in claims_of(text))


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_form_of_sentence_is_read_back(data: st.DataObject) -> None:
    name, case = data.draw(st.sampled_from(WITH_NUMBERS))
    text = other_numbers(data, name, case)
    claims = claims_of(text)
    assert [c for c in claims if c.verdict == "inconsistent"] == [], text
    for claim in claims:
        if claim.kind in FOUND.get(name, ()) and claim.verdict != "not_decidable":
            slips = [slip for by in (9, 17) if (slip := changed(claim, text, by))]
            assert not slips or any(is_found(slip) for slip in slips), slips


def test_forms_that_state_what_can_be_checked_are_recognised() -> None:
    """Every form whose cases hold a statement that has all its numbers beside it; the others only say levels."""
    checked = {name for name, case in WITH_NUMBERS if claims_of(said(name, case, str))}
    assert checked == {*FOUND, "split", "parts", "moved-areas", "ranked-areas", "process"}


LEVELS = {"count": (1, 50_000, 1), "percent": (0, 1_000, 10), "per 1,000": (1, 3_000, 10), "seconds": (20, 9_000, 1)}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_tables_of_kpis_are_read_back(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(sorted(LEVELS)))
    low, high, parts = LEVELS[unit]
    level = st.integers(low, high).map(lambda value: value / parts)
    kpis = [small_plan.kpi(f"k-{i}") for i in range(data.draw(st.integers(4, 7)))]
    _, table = test_tables.made(kpis, {kpi.id: (data.draw(level), data.draw(level)) for kpi in kpis}, unit)
    text = table_text(table)
    claims = [c for c in claims_of(text) if c.kind == "table_row_change"]
    assert [c for c in claims_of(text) if c.verdict == "inconsistent"] == [], text
    moved = [c for c in claims if c.old and c.new and c.old.value != c.new.value]
    sure = len(moved) == len(kpis) and len({c.unit for c in moved}) == 1  # of a mixed column less can be told
    for claim in moved if sure else ():
        slipped = changed(claim, text)
        assert slipped is None or any(c.verdict == "inconsistent" for c in claims_of(slipped)), slipped


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_a_framework_of_any_figures_is_read_back(data: st.DataObject) -> None:
    typed = {id: (unit, data.draw(st.integers(1, 5_000))) for id, (unit, _) in framework_plan.TYPED.items()}
    figures = framework_plan.figures(framework_plan.PLAN, typed)
    text = text_of(framework_plan.compose(framework_plan.PLAN, framework_plan.PUBLICATION, figures, {}).document)
    assert [c for c in claims_of(text) if c.verdict == "inconsistent"] == []


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_a_scorecard_of_any_figures_is_read_back(data: st.DataObject) -> None:
    goal = Target("count", at_most=str(data.draw(st.integers(50, 900))))
    kpis = [small_plan.kpi("burglary", kind="number", target=goal), small_plan.kpi("theft", "higher")]
    rows = []
    for kpi in kpis:
        for area in ("all", "n", "s"):
            months = data.draw(st.lists(st.integers(0, 500), min_size=8, max_size=30))
            year = st.integers(1, 9_000)
            rows += test_scorecard.months(kpi.id, months, area)
            rows += test_scorecard.year(kpi.id, data.draw(year), data.draw(year), area)
    made = test_scorecard.composed(small_plan.plan(kpis, None, {"n": "North", "s": "South"}), rows)
    assert [c for c in claims_of(text_of(made.document)) if c.verdict == "inconsistent"] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(1, 5_000)), min_size=3, max_size=9), st.data())
def test_a_table_with_one_slip_has_one_inconsistent_row(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    lines = ["| Place | Before | After | Change |", "|---|---|---|---|"]
    for i, (old, new) in enumerate(rows):
        lines.append(f"| Row {'abcdefghi'[i]} | {old:,} | {new:,} | {new - old + (777_777 if i == at else 0)} |")
    claims = [c for c in claims_of("\n".join(lines)) if c.kind == "table_row_change"]
    assume(sum(old != new for old, new in rows) == len(rows))
    assert [c.verdict for c in claims].count("inconsistent") == (1 if len(claims) else 0)
    assert len(claims) == len(rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(1, 5_000)), min_size=3, max_size=9), st.data())
def test_a_table_says_the_same_with_its_rows_as_columns(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    assume(all(old != new for old, new in rows))
    at = data.draw(st.integers(0, len(rows) - 1))
    cells = [["Place", "Before", "After", "Change"]]
    for i, (old, new) in enumerate(rows):
        change = new - old + (777_777 if i == at else 0)
        cells.append([f"Row {'abcdefghi'[i]}", f"{old:,}", f"{new:,}", str(change)])
    printed, turned = (
        sorted((c.stated.printed, c.verdict) for c in claims_of(table) if c.kind == "table_row_change")
        for table in (ruled(cells), ruled([list(column) for column in zip(*cells, strict=True)]))
    )
    assert printed == turned
    assert len(printed) == len(rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5_000), min_size=4, max_size=9), st.data())
def test_a_change_on_the_row_before_is_found_from_either_end(numbers: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(numbers) - 1))
    body = [[str(2010 + i), f"{n:,}", str(n - numbers[i - 1]) if i else ""] for i, n in enumerate(numbers)]
    body[at][2] = str(int(body[at][2]) + 777_777)
    for rows in (body, body[::-1]):
        claims = [c for c in claims_of(ruled([["Year", "Loans", "Change"], *rows])) if c.kind == "table_row_change"]
        assert [c.stated.printed for c in claims if c.verdict == "inconsistent"] == [body[at][2]]
        assert len(claims) == len(numbers) - 1


def ruled(cells: list[list[str]]) -> str:
    """A table as plain text rules it, its first row the header."""
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * len(cells[0]), *lines[1:]])


TEXTS = st.text(alphabet=st.sampled_from(" abcdeof from to by %£.,;:()-–0123456789\n|\t§⟨⟩<>*_"), max_size=400)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for claim in claims_of(text):
        assert claim.spot.quote
        assert claim.spot.line >= 1


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 400_000), st.integers(1, 400_000), st.integers(0, 1))
def test_the_order_of_two_papers_makes_no_other_claims(old: int, new: int, turned: int) -> None:
    texts = [f"In 2024 the depot sent out {old:,} parcels.", f"In 2025 the depot sent out {new:,} parcels."]
    papers = [parse_text(text, f"{i}.txt", "") for i, text in enumerate(texts)]
    done = audit(reversed(papers) if turned else papers)
    assert [c for _, c in done.claims] == []
