"""What a sentence is about: the words that say so, and whether it only points back at the sentence before."""

from __future__ import annotations

import re

_ANAPHORA = re.compile(
    r"^\W*(?:(?:overall|therefore|thus|in total|together|however|in addition|again),?\s+)?"
    r"(?:this|that|these|those|it|which|the\s+(?:\w+\s+)?(?:increase|decrease|reduction|rise|fall"
    r"|change|improvement|drop|decline|growth|gap|difference)"
    r"|an?\s+(?:\w+\s+)?(?:increase|decrease|reduction|rise|fall|change|improvement|drop|decline"
    r"|growth)|equating|representing|equivalent"
    r"|[+-]?\d[\d.,]*\s*(?:%|percentage points?|per\s?cent)\s+(?:increase|decrease|reduction|rise"
    r"|fall|improvement|drop|decline))\b",
    re.I,
)
_WORDS = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "this that these those with from have been were which their there than year ending ended months compared baseline"
    " figure period represents representing increase reduction decrease fall rise during over recorded total number"
    " january february march april june july august september october november december across also"
    " into more most corresponding equivalent comparable same point time numbered totalled stood shows showed make made"
    " latest current last first second half quarter term".split()
)


def content(text: str) -> frozenset[str]:
    """The words of a text that say what it is about."""
    return frozenset(w.rstrip("s") for w in _WORDS.findall(text.lower()) if w not in _COMMON)


def anaphoric(text: str) -> bool:
    """Whether a sentence begins by pointing back: "This represents", "The increase"."""
    return bool(_ANAPHORA.search(text))
