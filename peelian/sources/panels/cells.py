"""The cells of a file of series: what may be taken, and the words for what may not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelian.periods import Period, PeriodError, month, parse
from peelian.periods import read as read_words
from peelian.signals.panel import STATUSES
from peelian.sources.cells import ERROR_CELLS
from peelian.sources.dates import read_iso
from peelian.sources.problems import Bad

FIRST_YEAR, LAST_YEAR = 1800, 2199  # the longest published series begin in the nineteenth century
NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_COMMAS = r"[+-]?[0-9][0-9.,]*,[0-9.,]*"
_NO_NUMBER = r"(?i)[+-]?(?:nan|inf|infinity)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")  # what no chart or page can hold
_ERROR = Bad("source-error-cell", "a spreadsheet's error", "mend the formula in the file and save it")

FINAL, MISSING, SUPPRESSED = STATUSES.index("final"), STATUSES.index("missing"), STATUSES.index("suppressed")


def number_fault(text: str) -> Bad:
    """Why a text is not taken as a number."""
    bare = text.strip(" ")
    if bare in ERROR_CELLS:
        return _ERROR
    if bare.endswith("%"):
        do = "write the number alone, in every row the same way, 15.8 or 0.158"
        return Bad("source-value", "a percent sign", do)
    if re.fullmatch(_COMMAS, bare):
        return Bad("source-value", "a number with commas", "write digits, and a point before decimals: 1204 or 12.5")
    if re.fullmatch(_NO_NUMBER, bare):
        return Bad("source-value", "no value of a series", "leave the cell empty where there is none")
    if re.fullmatch(NUMBER, bare):
        return Bad("source-value", "too large a number", "mend it, or give it in thousands or millions")
    do = "write digits, as 1204 or 12.5, and leave the cell empty where there is no value"
    return Bad("source-value", "not a number", do)


def count_fault(text: str) -> Bad:
    """Why a number is not taken as a count."""
    if text.strip(" ").startswith("-"):
        return Bad("source-negative", "below zero", "a count is 0 or more: mend it")
    return Bad("source-value", "a fraction", "a count is a whole number: mend it, or choose a chart of measurements")


def part_fault(text: str) -> Bad:
    """Why a numerator or a denominator is not taken."""
    return Bad("source-negative", "below zero", "numerators and denominators are 0 or more: mend it")


def harm_fault(text: str) -> Bad:
    """Why a number is not taken as harm."""
    return Bad("source-negative", "below zero", "the harm of one unit is 0 or more: mend it")


def name_fault(text: str) -> Bad | None:
    """Why a text is not taken as the name of a series; a formula is a name like any other."""
    if not text.strip(" "):
        return Bad("source-blank", "blank", "name the series in every row")
    if text.strip(" ") in ERROR_CELLS:
        return _ERROR
    if _CONTROL.search(text):
        return Bad("source-value", "a name with characters that do not print", "write it on one line, in letters")
    return None


def read_status(text: str) -> int | Bad:
    """The place in STATUSES; a blank says nothing against the value, which is then final."""
    bare = text.strip(" ").casefold()
    if bare in STATUSES or not bare:
        return STATUSES.index(bare) if bare else FINAL
    return Bad("source-value", "no status", f"allowed: {', '.join(STATUSES)} or blank")


def read_periods(texts: Sequence[str]) -> list[Period | Bad]:
    """The period of each text: an id of `peelian.periods`, or a first of month as a date, which is that month.

    Any other date is refused: whether 2026-03-31 is March or a day in it is not guessed.
    """
    read = [_period(text.strip(" ")) for text in texts]
    # One example for all, so that rows with the same fault are told together.
    example = next((got for got in read if isinstance(got, str)), "")
    in_words = Bad("source-value", "no id of a period", f"write ids: for this one {example}")
    return [in_words if isinstance(got, str) else got for got in read]


def _period(text: str) -> Period | Bad | str:
    """The period; or the id of one that is written in words, such as 2025/26."""
    if not text:
        return Bad("source-blank", "blank", "write the period of every row")
    if text in ERROR_CELLS:
        return _ERROR
    day = read_iso(text)
    if day is not None and day.day > 1:
        return _DAY
    try:
        period = parse(text) if day is None else month(day.year, day.month)
    except PeriodError:
        return _worded(text)
    if period.kind == "not-stated":
        return Bad("source-value", "a period without dates", "write the period, or take the row out")
    return period if _likely(period) else Bad("source-value", f"not in {FIRST_YEAR} to {LAST_YEAR}", "mend the year")


def _worded(text: str) -> Bad | str:
    try:
        return read_words(text).id
    except PeriodError:
        do = "write 2026-03, q-2026-03, ye-2026-03, cy-2026, at-2026-03 or wave-38"
        return Bad("source-value", "not a period", do)


def _likely(period: Period) -> bool:
    ends = [day.year for day in (period.first, period.last) if day is not None]
    return all(FIRST_YEAR <= year <= LAST_YEAR for year in ends)


_DAY = Bad(
    "source-value",
    "a day that is no first of a month",
    "write 2026-03 for a month, q-2026-03 for a quarter, at-2026-03-15 for what is counted on that day",
)
