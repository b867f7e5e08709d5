"""What is printed beside text: marks of notes, numbers before passages, bullets, captions, titles."""

from __future__ import annotations

import pytest

from peelian.audit.papers.labels import bullet, chapter, is_caption, is_title, parted, running
from peelian.audit.papers.marks import is_mark


@pytest.mark.parametrize(
    ("raised", "before"),
    [
        ("1", "83.5%"),
        ("[2]", "9,982"),
        ("2, 3", "calls"),
        ("2,", "9,982"),
        ("*", "7"),
        ("a", "12.5"),
        ("[note 1]", "2024"),
        ("2", "teams"),
    ],
)
def test_marks_of_notes(raised: str, before: str) -> None:
    assert is_mark(raised, before)


@pytest.mark.parametrize(
    ("raised", "before"), [("st", "21"), ("th", "4"), ("2", "5 km"), ("3", "12 m"), ("2", "per sq"), ("TM", "Word")]
)
def test_ordinals_and_powers_are_no_marks(raised: str, before: str) -> None:
    assert not is_mark(raised, before)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("2.6 Officers rose by 2%.", "2.6", "Officers rose by 2%."),
        ("2.6.1 The rate fell.", "2.6.1", "The rate fell."),
        ("3. The board notes", "3", "The board notes"),
        ("(a) the first", "(a)", "the first"),
        ("iv) the fourth", "iv)", "the fourth"),
        ("2.6 million calls", None, "2.6 million calls"),
        ("2.6 Million calls", None, "2.6 Million calls"),
        ("2.6% of calls", None, "2.6% of calls"),
        ("12 calls were made", None, "12 calls were made"),
        ("42 Officers were hired", None, "42 Officers were hired"),
        ("1,204 Calls", None, "1,204 Calls"),
        ("2024. The year", None, "2024. The year"),
    ],
)
def test_labels_are_taken_off_and_quantities_are_not(text: str, label: str | None, rest: str) -> None:
    assert parted(text) == (label, rest)


def test_a_heading_may_have_a_whole_number_alone() -> None:
    assert chapter("10 Next steps") == ("10", "Next steps")
    assert chapter("2026 in figures") == (None, "2026 in figures")


def test_whole_numbers_are_labels_where_they_follow_each_other() -> None:
    texts = ["41 Calls fell.", "300 Officers left.", "42 Fires rose.", "12 Homes."]
    assert running(texts) == {}
    assert running(["41 Calls fell.", "Between.", "42 Fires rose."]) == {
        0: ("41", "Calls fell."),
        2: ("42", "Fires rose."),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• 12 calls", (True, "12 calls")),
        ("- 12 calls", (True, "12 calls")),
        ("-12 calls", (False, "-12 calls")),
        ("\u2212 5.2% lower", (True, "5.2% lower")),
        ("\u22125.2% lower", (False, "\u22125.2% lower")),
        ("o Calls fell", (True, "Calls fell")),
        ("of calls", (False, "of calls")),
    ],
)
def test_a_dash_is_a_bullet_only_where_it_stands_apart(text: str, expected: tuple[bool, str]) -> None:
    assert bullet(text) == expected


def test_captions_and_titles() -> None:
    assert is_caption("Table 3: Calls by place")
    assert is_caption("Figure 2 Calls each month")
    assert is_caption("Data behind Figure 2: Calls each month")
    assert not is_caption("Figure 2 shows that calls fell.")
    assert not is_caption("Table 3 has the numbers.")
    assert is_title("Outcome codes, year ending 31 March 2026")
    assert not is_title("Calls fell by 5.2%")
    assert not is_title("Source: the office's own records")
    assert not is_title("The parts are these:")
