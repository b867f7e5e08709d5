"""What an audit's kinds, verdicts and severities are called in a report, and what to do about them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from peelian.audit.claims.model import Claim, Severity, Verdict
from peelian.audit.claims.sums import result

_HYPHEN = re.compile(r"(?<![^\W_])-(?=[ \d£€$(])")  # a minus, not a hyphen within a word

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

SEVERITY_COUNTS: Mapping[Severity, str] = {
    "material": "{} wrong by more than the last digit",
    "direction": "{} whose direction does not agree",
    "label": "{} whose label does not agree",
    "symbol": "{} whose symbol does not agree",
    "last_digit": "{} wrong in the last digit",
}
"""Said after how many do not come out; the braces hold the number."""

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

ADVICE_FOR_COUNTS = (
    "ask which of the counts is wrong, or what is left out or counted twice: counts printed to the last one do not "
    "round, so that one too many or too few is a slip too."
)

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
    return _minus(result(claim.recomputed, claim.unit)) if claim.recomputed is not None else "–"


def summed(claim: Claim) -> str:
    """The sum written out, with a real minus and the unit of its numbers where a reader cannot see it."""
    timed = claim.unit != "seconds" and claim.old is not None and claim.old.unit == "seconds"
    return _minus(claim.sum) + (" (times in seconds)" if timed else "") if claim.sum else ""


def between(claim: Claim) -> str:
    """The interval that the rounding of the printed numbers leaves."""
    assert claim.possible is not None
    return _minus(f"{result(claim.possible[0], claim.unit)} to {result(claim.possible[1], claim.unit)}")


def advice(claim: Claim) -> str:
    """What to ask, or to have put right, about a claim that does not come out."""
    assert claim.severity is not None
    exact = claim.kind in ("sum_of_parts", "table_total") and all(part.half_width == 0 for part in claim.parts)
    return ADVICE_FOR_COUNTS if exact and claim.parts else ADVICE[claim.severity]


def _minus(text: str) -> str:
    return _HYPHEN.sub("−", text)


def counted(number: int, noun: str) -> str:
    """A number of things: "1 page", "2 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
