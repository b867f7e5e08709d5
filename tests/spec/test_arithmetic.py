from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.arithmetic import evaluate


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("7", Fraction(7)),
        ("2.66", Fraction(266, 100)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("12 + 2.66 * (2 + 1 + 4 + 6 + 4 + 1 + 2) / 7", 12 + Fraction(266, 100) * 20 / 7),
        ("(583 - 764) / 764 * 100", Fraction(-18100, 764)),
        ("-(3 - 5)", Fraction(2)),
        ("+4", Fraction(4)),
        ("2 - 3 - 4", Fraction(-5)),
        ("100000000000000000000000000000001", Fraction(10**32 + 1)),
    ],
)
def test_a_sum_is_exact(text: str, answer: Fraction) -> None:
    assert evaluate(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "2 ** 9",
        "7 // 2",
        "7 % 2",
        "1e3",
        "0x10",
        "1_000",
        "1,000",
        "True",
        "'a'",
        "1j",
        "abs(-1)",
        "__import__('os')",
        "[1]",
        "x",
        "1 if 1 else 2",
        "1 < 2",
        "1" * 501,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a|allowed"):
        evaluate(text)


def test_a_division_by_zero_is_an_error_and_no_answer() -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate("1 / (2 - 2)")
