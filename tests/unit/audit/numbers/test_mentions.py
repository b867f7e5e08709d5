"""Which numbers of a text measure something, and what each says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peelian.audit.numbers.clean import clean
from peelian.audit.numbers.masks import masked, masks
from peelian.audit.numbers.mentions import Mention, mentions


def found(text: str) -> tuple[Mention, ...]:
    plain = clean(text).text
    return mentions(plain, masked(plain, masks(plain)))


@pytest.mark.parametrize(
    ("text", "unit", "value", "half"),
    [
        ("Some 22,056 came", "count", 22056, Fraction(1, 2)),
        ("about 20,000 came", "count", 20000, 5000),
        ("It is 8.5% now", "percent", Fraction(17, 2), Fraction(1, 20)),
        ("It is 8 per cent now", "percent", 8, Fraction(1, 2)),
        ("up 4.1pp on May", "pp", Fraction(41, 10), Fraction(1, 20)),
        ("a 13.8 percentage point gain", "pp", Fraction(138, 10), Fraction(1, 20)),
        ("£12.2m was spent", "GBP", 12_200_000, 50_000),
        ("40.9 million in all", "count", 40_900_000, 50_000),
        ("it took 1 hour, 2 minutes and 39 seconds", "seconds", 3759, Fraction(1, 2)),
        ("it took 12m 44s", "seconds", 764, Fraction(1, 2)),
        ("it took 00:04:30 in May", "seconds", 270, Fraction(1, 2)),
        ("it took 29 working days", "working days", 29, Fraction(1, 2)),
        ("a wait of 14 weeks in May", "days", 98, Fraction(7, 2)),
        ("62.4 per 1,000 people", "per 1,000", Fraction(312, 5), Fraction(1, 20)),
        ("3.5 times the rate", "ratio", Fraction(7, 2), Fraction(1, 20)),
        ("338 full-time equivalent posts", "FTE", 338, Fraction(1, 2)),
        ("were 3<sup>rd</sup> in the group", "rank", 3, 0),
        ("83.5%<sup>1</sup> of them", "percent", Fraction(167, 2), Fraction(1, 20)),
        ("a total of **226,125** visits", "count", 226125, 0),
        ("almost a third of homes", "percent", Fraction(100, 3), Fraction(5, 2)),
        ("one in five said so", "percent", 20, Fraction(5, 2)),
        ("twenty-three were kept", "count", 23, 0),
        ("three and a half times", "ratio", Fraction(7, 2), Fraction(1, 4)),
        ("recorded 2016 calls", "count", 2016, 0),
        ("recovered 101 stolen bikes", "count", 101, 0),
    ],
)  # fmt: skip
def test_one_number(text: str, unit: str, value: Fraction, half: Fraction) -> None:
    (mention,) = found(text)
    assert (mention.unit, mention.value, mention.number.half_width) == (unit, value, half)


@pytest.mark.parametrize(
    "text",
    [
        "In the year ending March 2026, as in 2024/25 and on 12 May 2025.",
        "See page 7, paragraph 2.6, Table 3, Section 60 and Appendix 1.",
        "All 999 calls and the 101 service; dial 111.",
        "Call 0121 303 2288 or +44 20 7946 0000.",
        "Module 4 and P1 calls, Outcome Code 16, Q2 and C3.",
        "within 10 seconds, over the last 12 months, the 15-minute target",
        "aged 18 to 24 and under 25s",
        "at 14:00 hours, 2pm and 16.18 hours",
        "ISO 9001, WV1 1SH and https://example.org/paper-2024.pdf",
        "the 95% confidence interval",
    ],
)
def test_what_measures_nothing(text: str) -> None:
    assert found(text) == ()


def test_bounds_and_comparisons_are_told_apart() -> None:
    (bound,) = found("more than 500 came")
    assert bound.number.qualifier == "over"
    more, than = found("240 more than 1,000")
    assert (more.number.qualifier, than.number.qualifier) == (None, None)
    assert found("nearly 30% of them")[0].number.qualifier == "under"
