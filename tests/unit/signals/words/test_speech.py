"""How series are called, and how their numbers are printed where nobody said."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from peelian.periods import month, shift
from peelian.signals.assessment import assess
from peelian.signals.judge import Request
from peelian.signals.panel import Panel, of_quotients
from peelian.signals.ruleset import load
from peelian.signals.words.speech import Speech, decimals_of, is_plural, speech_of

PERIODS = tuple(shift(month(2020, 1), by) for by in range(24))
REQUEST = Request(load("nhs-2023"))


@pytest.mark.parametrize(
    ("subject", "several"),
    [
        ("offences", True),
        ("offences against property", True),
        ("breath tests in Kent", True),
        ("calls answered in time", True),
        ("car drivers killed or seriously injured", True),
        ("burglary", False),
        ("the share killed or seriously injured", False),
        ("business", False),
        ("the share of calls", False),
        ("against justice procedures", True),
        ("a time series", False),
        ("crisis", False),
    ],
)
def test_a_name_is_singular_or_plural(subject: str, several: bool) -> None:
    assert is_plural(subject) is several


@pytest.mark.parametrize(("number", "decimals"), [(862.05, 0), (8.62, 2), (0.0123, 4), (123_456.0, -3), (0.0, 0)])
def test_three_digits_tell_a_number(number: float, decimals: int) -> None:
    assert decimals_of(number) == decimals


def test_what_nobody_named_is_told_by_its_family() -> None:
    base = np.tile([830.0, 850.0, 840.0, 835.0], 6)[None]
    whole = np.full_like(base, 1_000.0)
    made = {
        "count": Panel(("a",), PERIODS, base),
        "share": of_quotients(("a",), PERIODS, base, whole),
        "rate": of_quotients(("a",), PERIODS, base, whole / 10),
        "measurement": Panel(("a",), PERIODS, base / 100),
    }
    told = {}
    for family, panel in made.items():
        (one,) = assess(panel, REQUEST)
        assert one.judged.family == family
        told[family] = speech_of("burglary", one.facts[0], one.frame)
    assert told["count"] == Speech("burglary")
    assert told["share"] == Speech("burglary", "percent", 1, Fraction(100))
    (rare,) = assess(of_quotients(("a",), PERIODS, base, whole * 1_000), REQUEST)
    assert speech_of("burglary", rare.facts[0], rare.frame) == Speech("burglary", "percent", 3, Fraction(100))
    assert told["rate"] == Speech("burglary", "ratio", 2)
    assert told["measurement"] == Speech("burglary", "ratio", 2)


def test_averages_of_counts_are_by_the_period() -> None:
    (one,) = assess(Panel(("a",), PERIODS, np.full((1, 24), 5.0)), REQUEST)
    assert Speech("burglary").per_period(one.frame) == " a month"
    assert Speech("burglary", "seconds").per_period(one.frame) == ""
    assert Speech("burglary", per="each month").per_period(one.frame) == " each month"
    assert Speech("burglary", per="").per_period(one.frame) == ""
