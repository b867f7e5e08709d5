"""Options of `peelian signals` made a request; all that cannot be used is told at once."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import month, quarter_ending
from peelian.signals.asking import Question, request_of
from peelian.signals.panel import Panel, of_quotients
from tests.signal_series import panel_of

VALUES = panel_of(np.arange(24.0), first=(2023, 4))
SHARES = of_quotients(VALUES.names, VALUES.periods, np.full((1, 24), 9.0), np.full((1, 24), 10.0))


def test_periods_are_named_by_id_or_by_the_first_day_of_their_month() -> None:
    asked = request_of(Question(rebase="2024-03, 2024-06-01", exclude="2023-05", baseline="2023-04:2023-12-01"), VALUES)
    assert asked.starts == (month(2024, 3), month(2024, 6))
    assert asked.excluded == (month(2023, 5),)
    assert asked.baseline == (month(2023, 4), month(2023, 12))


def test_a_day_names_the_period_that_begins_on_it() -> None:
    quarters = tuple(quarter_ending(2020 + n // 4, n % 4 * 3 + 3) for n in range(24))
    panel = Panel(("s",), quarters, np.arange(24.0)[None])
    asked = request_of(Question(rebase="2021-04-01", exclude="2022-01-01, q-2022-06"), panel)
    assert asked.starts == (quarter_ending(2021, 6),)
    assert asked.excluded == (quarter_ending(2022, 3), quarter_ending(2022, 6))
    with pytest.raises(Unusable, match="--rebase '2021-05-01' is no period: none of the file begins on that day"):
        request_of(Question(rebase="2021-05-01"), panel)


def test_automatic_rebasing_names_no_period() -> None:
    question = Question(rebase="auto")
    assert question.rebased == "auto"
    assert request_of(question, VALUES).starts == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (Question(rules="nhs-1999"), "there are: nhs-2023"),
        (Question(rebase="March"), "--rebase 'March' is no period"),
        (Question(rebase="2024-03-02"), "--rebase '2024-03-02' is no period"),
        (Question(exclude="2031-01"), "the file, which has 2023-04 to 2025-03"),
        (Question(exclude="ye-2024-03"), "--exclude ye-2024-03 is not in the file"),
        (Question(baseline="2023-04"), "write two periods"),
        (Question(baseline="2023-09:2023-04"), "swap the two"),
        (Question(target="ninety"), "--target"),
        (Question(chart="p"), "columns numerator and denominator"),
    ],
)
def test_what_cannot_be_used_says_what_is_allowed(question: Question, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        request_of(question, VALUES)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Unusable) as error:
        request_of(Question(rules="x", rebase="y", exclude="z", baseline="a", target="b", chart="u"), VALUES)
    assert len(str(error.value).splitlines()) == 6


def test_each_period_of_a_list_that_is_wrong_is_told() -> None:
    with pytest.raises(Unusable) as error:
        request_of(Question(rebase="2024-03, March, 2030-01", baseline="soon:later"), VALUES)
    told = str(error.value).splitlines()
    assert [line.split(" is ")[0] for line in told] == [
        "--rebase 'March'",
        "--rebase 2030-01",
        "--baseline 'soon'",
        "--baseline 'later'",
    ]


def test_a_percentage_is_no_target_and_is_told_as_a_part_of_one() -> None:
    with pytest.raises(Unusable, match=r"--target '90%' has a percent sign; write 0\.9 for a share, 90 for a"):
        request_of(Question(target="90%"), VALUES)


def test_a_target_of_a_share_is_a_part_of_one() -> None:
    assert request_of(Question(target="0.9"), SHARES).target == 0.9
    with pytest.raises(Unusable, match=r"0\.9 for 90%"):
        request_of(Question(target="90"), SHARES)
