"""What holds of the audit whatever the numbers are: our own sentences are read back, and a changed number is found."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peelian.audit.audit import audit
from peelian.audit.model import Claim
from peelian.audit.plaintext import parse_text
from peelian.publications.blocks import plain
from peelian.publications.sentences import compose
from tests.spec.test_sentences import desk_of, say_of

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


def changed(claim: Claim, text: str) -> str | None:
    """The text with the stated number another one by far more than rounding; None where it stands there twice."""
    printed = claim.stated.number.text if claim.stated.number else ""
    number = NUMBER.search(printed)
    if number is None or text.count(printed) != 1:
        return None
    digits = number[0]
    places = len(digits.partition(".")[2])
    assert claim.possible is not None
    value = 2 * max(abs(end) for end in claim.possible) + 7
    other = printed[: number.start()] + f"{float(value):,.{places}f}" + printed[number.end() :]
    return text.replace(printed, other)


ENDS = {"count": st.integers(100, 400_000), "percent": st.integers(10, 999), "working days": st.integers(100, 900)}
ENDS["seconds"] = st.integers(120, 9_000)


@settings(max_examples=150, deadline=None)
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
