"""What an audit's kinds, verdicts and severities are called in a report, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.audit.model import Claim, Severity, Verdict
from peelian.audit.sums import result

KIND_WORDS: Mapping[str, str] = {
    "percent_change": "Percent change",
    "point_change": "Change in percentage points",
    "absolute_change": "Change",
    "duration_change": "Change of a time",
    "ratio_or_share": "Share",
    "sum_of_parts": "Total of parts",
    "table_row_change": "Change in a row of a table",
    "table_total": "Total of a table",
    "rate": "Rate",
    "rank_or_extreme": "Rank, highest or lowest",
    "direction_word": "Word of direction",
    "symbol_vs_sign": "Symbol of direction",
    "times_multiple": "Multiple or fraction",
    "average_of_rows": "Average",
    "cross_reference": "Printed twice",
}

VERDICT_WORDS: Mapping[Verdict, str] = {
    "inconsistent": "inconsistent",
    "not_decidable": "not decidable",
    "consistent_within_rounding": "within rounding",
    "consistent": "consistent",
}

VERDICT_MEANS: Mapping[Verdict, str] = {
    "inconsistent": "no rounding of the printed numbers explains the difference.",
    "not_decidable": "a number it needs is not printed, or two passages may not mean the same thing.",
    "consistent_within_rounding": "the sum of the printed numbers differs, by no more than their rounding explains.",
    "consistent": "the sum of the printed numbers is the printed result, rounded.",
}

SEVERITY_WORDS: Mapping[Severity, str] = {
    "material": "Wrong by more than the last digit",
    "direction": "The direction does not agree",
    "label": "A label does not agree",
    "symbol": "A symbol does not agree",
    "last_digit": "Wrong in the last digit",
}

ADVICE: Mapping[Severity, str] = {
    "material": "ask which of the numbers is wrong; a correction changes what the passage says.",
    "direction": "ask whether the words or the numbers are right: one says up where the other says down.",
    "label": "ask what the number is: it agrees with another unit, period or name than the one printed.",
    "symbol": "have the arrow or sign put right, or the number beside it.",
    "last_digit": "have it worked out again from unrounded figures; what the passage says hardly changes.",
}

LIMITS = (
    "This report checks the arithmetic that papers print. It does not say whether the figures themselves are right, "
    "and it is no legal or statistical opinion."
)


def kind_words(kind: str) -> str:
    """A kind in the middle of a sentence."""
    words = KIND_WORDS[kind]
    return words[0].lower() + words[1:]


def worked_out(claim: Claim) -> str:
    """The result at face value with its unit; a dash where there is none."""
    return result(claim.recomputed, claim.unit) if claim.recomputed is not None else "–"


def between(claim: Claim) -> str:
    """The interval that the rounding of the printed numbers leaves."""
    assert claim.possible is not None
    return f"{result(claim.possible[0], claim.unit)} to {result(claim.possible[1], claim.unit)}"


def counted(number: int, noun: str) -> str:
    """A number of things: "1 page", "2 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
