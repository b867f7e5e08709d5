"""Which numbers of a sentence are changes ("fell by 20%", "a rise of 7", "12 fewer") and which are levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from peelian.audit.numbers.arrows import SYMBOLS
from peelian.audit.numbers.mentions import Mention

Way = Literal["up", "down", "better", "worse", "none"]

UP = (
    "increas(?:e|ed|es|ing)|r(?:ise|ises|ising|isen|ose)|gr(?:ew|ow|ows|own|owing|owth)|gain(?:ed|s"
    "|ing)?|uplift(?:ed)?|jump(?:ed|s|ing)?"
    "|surg(?:e|ed|es|ing)|climb(?:ed|s|ing)?|up|upturn|hik(?:e|ed)|spik(?:e|ed)|expan(?:sion|ded"
    "|ding)|went up|gone up|going up"
    "|higher|more|greater|above|extra|longer|larger|bigger|soar(?:ed|ing)?|increments?|accelerat(?:ed|ion)"
    "|overspen(?:d|ds|ding)|ahead|exceed(?:ed|s|ing)"
)
DOWN = (
    "reduc(?:e|ed|es|ing|tion)|decreas(?:e|ed|es|ing)|declin(?:e|ed|es|ing)|f(?:all|alls|alling"
    "|allen|ell)|drop(?:ped|s|ping)?|cut(?:s|ting)?"
    "|dip(?:ped|s|ping)?|downturn|down|sav(?:ed|es|ing|ings)|contract(?:ion|ed|ing)|went down"
    "|gone down|going down|lower(?:ed)?|less|fewer"
    "|below|shorter|smaller|shr(?:ank|unk|inkage|inking)|plung(?:ed|e|ing)|slid(?:e|ing)?|halv(?:e"
    "|ed|ing)|faster|quicker|underspen(?:d|ds|ding)|shortfall|short|behind"
)
BETTER = "improv(?:e|ed|es|ing|ement|ements)|better"
WORSE = "wors(?:e|en|ened|ening)|deteriorat(?:e|ed|es|ing|ion)|slower"
NONE = "chang(?:e|ed|es|ing)|difference|variance|movement|variation|swing|gap|differ(?:s|ed)|moved"
_NOUN = (
    r"increases?|rises?|growth|gains?|uplift|jumps?|surges?|upturn|hikes?|spikes?|expansion|climb"
    r"|reductions?|decreases?|declines?|falls?|drops?|cuts?"
    r"|dips?|downturn|savings?|contraction|improvements?|deterioration|worsening|change|difference"
    r"|variance|movement|variation|swing|gap|shrinkage|overspends?|overspending|underspends?|underspending|shortfalls?"
)
_VERB = (
    r"increas(?:e|ed|es|ing)|r(?:ise|ises|ising|isen|ose)|gr(?:ew|ow|ows|own|owing)|gain(?:ed|ing)"
    r"|jump(?:ed|s|ing)|surg(?:ed|ing)|climb(?:ed|s|ing)"
    r"|went up|gone up|going up|up|down|reduc(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|declin(?:e|ed|es"
    r"|ing)|f(?:all|alls|alling|allen|ell)|drop(?:ped|s|ping)"
    r"|cut(?:ting)?|dip(?:ped|ping)|went down|gone down|going down|lowered|shr(?:ank|unk|inking)"
    r"|improv(?:e|ed|es|ing)|wors(?:ened|ening)"
    r"|deteriorat(?:ed|ing)|chang(?:ed|ing)|moved|plung(?:ed|ing)|soar(?:ed|ing)|expand(?:ed|ing)"
    r"|spiked|shorten(?:ed|ing)|exceed(?:ed|s|ing)|missed"
)
_COMPARED = (
    r"higher|lower|more|fewer|less|greater|above|below|better|worse|faster|slower|quicker|longer"
    r"|shorter|larger|smaller|up|down|short(?= of)|ahead(?= of)|behind(?= (?:the|its|our|target))"
)
_WAYS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("up", re.compile(rf"^(?:{UP})$", re.I)),
    ("down", re.compile(rf"^(?:{DOWN})s?$", re.I)),
    ("better", re.compile(rf"^(?:{BETTER})$", re.I)),
    ("worse", re.compile(rf"^(?:{WORSE})$", re.I)),
)
# The words between the noun of a change and its number: "a reduction in the number of visits of 18.9%".
_WITHIN = (
    r"(?:\s+(?:in|to|for|on|across|over|among|between|year[\s-]on[\s-]year)\b"
    r"(?:(?!\b(?:compar|baseline|figure|against|than|total|from|when|which)\w*)[^.;:()§\d]){1,90}?)?"
)
_LEFT_NOUN = re.compile(
    rf"\b(?P<word>{_NOUN})\b{_WITHIN}\s*(?:,?\s+of|\s+by|:|\s+(?:is|was|stands|stood|amount(?:s|ed"
    rf"|ing)|equates|equating|equivalent)"
    rf"(?:\s+(?:currently|now|only|just|at|to|of|therefore|thus|then|likely))*)\s*(?:a\s+|an\s+)?(?:just\s+|only\s+|exactly\s+"
    rf"|some\s+|a\s+further\s+|a\s+total\s+of\s+)?$",
    re.I,
)
_LEFT_VERB = re.compile(
    rf"\b(?P<word>{_VERB})\b(?P<between>[^.;:()\d]{{0,70}}?)\bby\s+(?:a\s+further\s+|a\s+|an\s+"
    rf"|just\s+|only\s+|some\s+|a\s+total\s+of\s+|nearly\s+)?$",
    re.I,
)
_NOUN_OF = re.compile(rf"\b(?:{_NOUN})\s+of\s+(?:about\s+|around\s+)?$", re.I)  # "a fall of a tenth"
_LEFT_DIRECT = re.compile(
    rf"\b(?P<word>{_VERB})\s+(?:by\s+)?(?:\w+ly\s+)?(?:a\s+further\s+|some\s+|just\s+|only\s+)?$", re.I
)
_LEFT_PLUS = re.compile(r"\b(?P<word>plus|minus)\s+$", re.I)
_LEFT_BY = re.compile(r"\bby\s+(?:just\s+|only\s+|a\s+)?$", re.I)
_LEFT_OR = re.compile(r"^\s*(?:[a-z]+\s+){0,3}[(,]?\s*(?:or\s+|i\.e\.\s+|equivalent to\s+|equal to\s+)?$", re.I)
_STOP = (
    r"(?!(?:of|in|for|with|and|to|were|was|are|is|on|at|by|from|have|has|had|the|a|an|who|that|which"
    r"|reported|compared|during|than|since|or)\b)"
)
_IN_TIME = (
    r"(?:(?:in|during|over|for|at|on|of|an?|the|last|previous|prior|same|years?|months?|quarters?|weeks?|period|earlier"
    r"|ago|before|§+)\s+){1,7}"
)
_SAYING_AGAIN = re.compile(r"^,?\s*(?:or|i\.e\.,?|that is,?|meaning|equating to|equivalent to)\s+(?:by\s+)?$", re.I)
_OPEN = re.compile(rf"^\s*(?:(?:[a-z]+\s+){{0,3}}|{_IN_TIME})\($|{_SAYING_AGAIN.pattern}", re.I)
_RIGHT_NOUN = re.compile(
    rf"^[\s-]*(?:\([^)]*\)\s*)?(?:{_STOP}[a-z][a-z-]*\s+){{0,2}}(?P<word>{_NOUN})\b(?!\s+(?:programme"
    rf"|management|plan|team|fund|order|target|rate)s?\b)",
    re.I,
)
_RIGHT_NEAR = re.compile(
    rf"^[\s-]*(?P<word>{_NOUN})\b(?=\s*(?:$|[,.;)]|in\b|on\b|of\b|from\b|compared\b|since\b|over\b"
    rf"|against\b|year\b|between\b|for\b|was\b))",
    re.I,
)
_RIGHT_MORE = re.compile(
    rf"^\s*(?:points?\s+|percentage\s+points?\s+)?(?P<word>{_COMPARED})\b"
    r"(?!\s+(?:likely|average|(?<!short )of|to)\b)",
    re.I,
)
_OR = re.compile(r",?\s*or\s+")
_FROM = re.compile(r"\bfrom\s+(?:an?\s+(?:average|mean|median|total)\s+of\s+)?$", re.I)
_BACK_FROM = re.compile(r"\b(?P<word>up|down)\s+from\s+(?:an?\s+(?:average|mean|median|total)\s+of\s+)?$", re.I)
_ENDS = re.compile(r"^(?:above|below)\s*(?:$|[.;,)]|to\b)", re.I)  # "from 3 above to 5 above": of what is not said
_CLOSED_MORE = re.compile(
    r"^\)\s+(?P<word>above|below|higher|lower|more|fewer|less|longer|shorter|slower|faster)\s+(?:than\b|the\b|(?-i:[A-Z]))",
    re.I,
)
_CLOSED_NOUN = re.compile(rf"^\)\s+(?P<word>{_NOUN})\b", re.I)  # "an 8% (370) increase"
_RIGHT_THAN = re.compile(
    r"^\s*(?:[a-z]+\s+){0,3}?(?P<word>fewer|more|less|higher|lower|longer|shorter|greater)\b(?!\s+likely)", re.I
)
_SIGNED = ("percent", "pp", "count", "GBP", "EUR", "USD", "FTE", "seconds", "days", "working days", "months")
_MAKING = re.compile(r"\b(?:mak(?:es?|ing)|made|taking|took|taken)\s+up\s+(?:\w+\s+)?$", re.I)
_RIGHT_IS = re.compile(rf"^\s*(?:is|was)\s+the\s+(?P<word>{_NOUN})\s+(?:in|of|for)\b", re.I)
_ARROW = re.compile(rf"([{''.join(SYMBOLS)}])\ufe0f?\s*$")
_PLACES = re.compile(r"\s+places?\b", re.I)
_EXTENT = re.compile(
    r"\b(?:accounts?|accounted|represents?|represented|reached|stands?|stood|remains?|remained|makes?|made)\b[^,;]*$",
    re.I,
)


@dataclass(frozen=True)
class Change:
    """A number that says how far something moved. `way` is the direction its word names; `word` that word."""

    mention: Mention
    way: Way
    word: str

    @property
    def value_sign(self) -> int:
        return {"up": 1, "down": -1}.get(self.way, 0)


def way_of(word: str) -> Way:
    """The direction a word names: up, down, better, worse, or none ("a change of")."""
    for way, pattern in _WAYS:
        if pattern.match(word.strip()):
            return way
    return "none"


def changes(view: str, start: int, end: int, mentions: tuple[Mention, ...]) -> tuple[Change, ...]:
    """The changes among the numbers of one sentence, in order."""
    found: list[Change] = []
    ranked = any(m.unit == "rank" for m in mentions)
    for i, mention in enumerate(mentions):
        if mention.unit in ("rank", "ratio"):
            continue
        if ranked and mention.unit == "count" and _PLACES.match(view, mention.end):
            continue  # "up three places from 15th"
        left = view[mentions[i - 1].end if i else start : mention.begins]
        right = view[mention.end : mentions[i + 1].begins if i + 1 < len(mentions) else end]
        if mention.unit == "percent" and right.strip() == "(" and ")" in view[mentions[i + 1].end : end]:
            behind = view.index(")", mentions[i + 1].end) + 1  # "5.3% (199 incidents) higher than"
            right = view[behind : mentions[i + 2].begins if i + 2 < len(mentions) else end]
        change = _change(mention, left, right, found) or _of_gap(view, mentions[i:], left, right, found)
        if change is None and i > 1 and mention.unit in ("percent", "pp"):
            word = _of_pair_before(view, start, mentions[i - 2 : i], left, right)
            change = Change(mention, way_of(word), word) if word else None
        if change is not None:
            found.append(change)
    return tuple(found)


def _of_gap(view: str, ahead: Sequence[Mention], left: str, right: str, before: list[Change]) -> Change | None:
    """Both numbers of "9.1 per 1,000 (12.0%) above the mean": one says the gap in the thing, the other in per cent."""
    mention = ahead[0]
    if len(ahead) > 1 and ahead[1].unit == "percent" and right.strip() == "(":
        after = _CLOSED_MORE.match(view[ahead[1].end : ahead[1].end + 40])
        return Change(mention, way_of(after["word"]), after["word"].lower()) if after else None
    if len(ahead) > 1 and ahead[1].unit == "percent" and mention.unit != "percent" and _OR.fullmatch(right):
        behind = view[ahead[1].end : ahead[1].end + 40]  # "£36.2 million or 2.9% above the £1,248.4 million"
        after = _RIGHT_MORE.match(behind) or _RIGHT_NEAR.match(behind)
        return Change(mention, way_of(after["word"]), after["word"].lower()) if after else None
    after = _CLOSED_MORE.match(right) or _CLOSED_NOUN.match(right)
    if after and before and left.strip() == "(" and before[-1].mention.end == mention.begins - len(left):
        return Change(mention, way_of(after["word"]), after["word"].lower())
    return None


def _of_pair_before(view: str, start: int, pair: Sequence[Mention], left: str, right: str) -> str | None:
    """The verb of "rose from 1,200 to 1,500 (25%)", which a percentage alone in brackets after two levels goes by."""
    first, second = pair
    bracketed = right.startswith(")") or _SAYING_AGAIN.match(left) is not None
    if not (_OPEN.match(left) and bracketed and first.unit == second.unit):
        return None
    between = view[first.end : second.begins]
    if back := _BACK_FROM.search(between):  # "100.5 a month, down from 130.5 (23%)"
        return back["word"].lower()
    if not (re.search(r"\bto\b", between) and _FROM.search(view[start : first.begins])):
        return None
    verbs = re.findall(rf"\b(?:{_VERB})\b", view[start : first.begins], re.I)
    return str(verbs[-1]).lower() if verbs else None


def _change(mention: Mention, left: str, right: str, before: list[Change]) -> Change | None:
    word = _word(mention, left, right)
    if word is None and mention.unit in _SIGNED and before and _LEFT_BY.search(left):
        word = before[-1].word  # "down by 20%, the second by 27%": the verb is said once
    of_rule = not before and _OR.fullmatch(left)  # "a change smaller than one per cent, or one percentage point"
    if word is None and mention.unit == "pp" and not mention.points_alone and not of_rule:
        word = "change"
    if word is None and before and _says_again(mention, left, before[-1].mention):
        word = before[-1].word  # "fell by 192 visits (16%)", "cut by £2 million, or 20%"
    if word and left.rstrip().endswith(":") and before and before[-1].mention.end == mention.begins - len(left):
        word = None if before[-1].word == word else word  # "a 4% rise in visits: 400 in May": the rise is said already
    arrow = _ARROW.search(left)
    if arrow and mention.unit in ("percent", "pp", "count") and word in (None, "change"):
        return Change(mention, {1: "up", -1: "down"}.get(SYMBOLS[arrow[1]], "none"), "change")  # type: ignore[arg-type]
    if word is None and mention.sign in ("+", "-") and mention.unit in _SIGNED:
        word = "change"
    if word is None:
        return None
    way = way_of(word)
    if mention.sign == "-" and way in ("none", "up"):
        way = "down"
    elif mention.sign == "+" and way == "none":
        way = "up"
    return Change(mention, way, word)


def _says_again(mention: Mention, left: str, before: Mention) -> bool:
    """Whether a percentage straight after a change says the same change again."""
    if mention.unit not in ("percent", "pp") or (before.unit in ("percent", "pp") and not before.fraction):
        return False
    return before.end == mention.begins - len(left) and bool(_LEFT_OR.match(left))


def _word(mention: Mention, left: str, right: str) -> str | None:
    """The word that makes a change of this number, nearest first; None for a level."""
    whole = mention.unit == "count"
    if mention.fraction and not re.search(r"\bby\s+(?:a\s+|around\s+)?$", left) and not _NOUN_OF.search(left):
        near = _RIGHT_NEAR.match(right)
        return near["word"] if near else None
    for pattern in (_LEFT_VERB, _LEFT_NOUN, _LEFT_PLUS):
        match = pattern.search(left)
        if match and not (pattern is _LEFT_VERB and _by_somebody(match["between"])) and not _to_do(left, match):
            word = match["word"].lower()
            return {"plus": "up", "minus": "down"}.get(word, word)
    right_noun = (_RIGHT_NEAR if whole or mention.unit == "seconds" else _RIGHT_NOUN).match(right)
    if right_noun and not re.search(r"\b(?:target|ambition|aim)\b", right_noun[0], re.I):
        return right_noun["word"].lower()
    if said := _RIGHT_IS.match(right):
        return said["word"].lower()
    more = (_RIGHT_MORE if not whole else _RIGHT_THAN).match(right)
    vague = ("more", "less", "higher", "lower")
    if (
        more
        and not _ENDS.match(right[more.start("word") :])
        and not (whole and more["word"].lower() in vague and not _than(right, more))
    ):
        return more["word"].lower()
    direct = _LEFT_DIRECT.search(left)
    if (
        direct
        and not _MAKING.search(left)
        and (mention.unit in ("percent", "pp") or direct["word"].lower() in ("up", "down"))
    ):
        return direct["word"].lower()
    return None


def _to_do(left: str, match: re.Match[str]) -> bool:
    """Whether what looks like a noun before a colon is a verb: "continue to rise: 6,345 were recorded"."""
    return (
        left.rstrip().endswith(":")
        and re.search(r"\b(?:to|will|not|may|can)\s+$", left[: match.start("word")]) is not None
    )


def _than(right: str, more: re.Match[str]) -> bool:
    """Whether what is more is said to be so than something: "25 more cases in June than in May"."""
    after = right[more.end() :]
    if after.rstrip().endswith("(") and len(after) < 90 and not re.search(r"[.,;:)]", after):
        return True  # "60 more visits (460 against 400)"
    return (
        "than" in after[:30]
        or re.match(r"[^.,;:]{0,110}?(?<!rather )(?<!other )\bthan (?:in|at|for|during|the)\b", after) is not None
    )


def _by_somebody(between: str) -> bool:
    """Whether the "by" of a verb has words of a new clause before it, so that it does not belong to the verb."""
    return bool(re.search(r"\b(?:to|while|whilst|but|which|with|from)\b", between)) and len(between) > 25
