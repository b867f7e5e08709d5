"""Two levels of one thing: the old and the new number that a sentence sets side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from peelian.audit.links.alongside import NEWER, WHEN, alongside, is_older
from peelian.audit.links.pair import Pair, comparable
from peelian.audit.links.parallel import parallel
from peelian.audit.numbers.mentions import Mention, mentions
from peelian.audit.numbers.named_periods import comes_before
from peelian.audit.sentences.sentence import Sentence, once_of_a_sentence
from peelian.periods import Period

_FEW = r"(?:(?:[^\s,;:()§\d]+|§[§\s]*|\([^)\d]*\))\s+)"
_LEADS = (
    r"(?:the|an?|just|only|about|around|some|its|their|last|this|year's|previous|prior|baseline"
    r"|earlier|initial|original|nearly"
    r"|almost|over|under|average|total|mean|median|rate|level|peak|high|low|figure|value|base"
    r"|reported|recorded|estimated|roughly)"
)
_FROM = re.compile(
    rf"\bfrom\s+(?:(?:{_LEADS}|\w+'s|what|levels?|highs?|lows?)\s+(?:(?!(?:and|but|who|which|that|with)\b){_FEW}){{0,7}}?"
    rf"(?:of|at|was)\s+(?:{_LEADS}\s+){{0,2}}"
    rf"|(?:{_LEADS}\s+|§[§\s]*|\([^)\d]*\)\s*){{0,5}})$",
    re.I,
)
_TO = re.compile(
    rf"(?<!compared )(?<!comparison )(?<!relating )(?<!due )(?<!according )(?<!relative )(?<!relation"
    rf" )(?<!addition )(?<!thanks )"
    rf"\bto\s+(?:{_FEW}){{0,6}}\(?$",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:compar(?:ed|es|ing|ison)|versus|vs\.?|against|relative to|previously|rather than|as opposed to|set against"
    r"|(?:higher|lower|more|fewer|less|greater|better|worse|longer|shorter|faster|slower|quicker|larger"
    r"|smaller|above|below|up|down) than(?: the)?"
    r"|(?<=\)\s)than(?: the)?(?![^.;]*\band\b)"
    r"|having (?:been|stood at)|(?:when|where) (?:it|there|they|this) (?:was|were|stood at|had been)"
    r"|(?:rise|increase|fall|drop|decrease|reduction|improvement|decline) (?:on|from|over)(?: the)?"
    r"|baseline|(?<!in )(?:the )?(?:previous|prior|preceding) (?:year|quarter|month|period|figure"
    r"|total|rate|level|wave|average|result|score)(?:'s)?"
    r"|(?:above|below) (?:the|that|last|our|its|their|(?-i:[A-Z])[a-z]+))(?:\b|(?<=\bvs\.))"
    r"(?:(?!\b(?:but|which|while|whilst|includ\w+|because|due to)\b|,\s+and\b)[^.;]){0,110}$",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?:targets?|standard|threshold|national(?:ly)?|regional|average|median|benchmark|group|peers?"
    r"|elsewhere|similar|forces?|other)\b",
    re.I,
)
_OLD_AFTER = re.compile(
    r"^[^.;,§]{0,40}\b(?:in|for|at|during|of)?\s*(?:the\s+)?(?:baseline|(?:previous|prior"
    r"|preceding)\s+(?:financial\s+)?(?:year|quarter|month|period|wave)"
    r"|(?:the\s+)?year before|a year (?:ago|earlier)|last year|same (?:period|time|quarter"
    r"|month) (?:last|in the previous|the previous|of the previous))\b",
    re.I,
)
_SIDE = re.compile(r"^\s+(above|below)\b", re.I)
_BETWEEN = re.compile(rf"\bbetween\s+(?:(?!and\b){_FEW}){{0,6}}$", re.I)
_AND = re.compile(rf"\band\s+(?:{_FEW}){{0,6}}$", re.I)
MONTH_NAMED = 24  # characters before a number in brackets that hold its month or year
_BETWEEN_TIMES = re.compile(r"\bbetween\s+(?:[^\s.;()]+\s+){1,4}\($", re.I)
_AND_TIME = re.compile(r"\)\s+and\s+(?:[^\s.;()]+\s+){1,4}\(", re.I)
_MOVING = re.compile(
    r"\b(?:increas|r(?:ise|ose|isen|ising)|gr(?:ew|ow)|decreas|reduc|f(?:all|ell|allen)|drop|declin"
    r"|improv|wors|chang|mov|went|gone|climb|jump|cut|risen)\w*",
    re.I,
)
_ONWARDS = re.compile(r"[^,;]{0,40}\bto\s+(?:[a-z]+\s+){0,3}", re.I)
_ON = re.compile(
    rf"^(?!.*\b(?:and|but|were|was|are|is|with|while|by)\b)[\s)]*(?:[\w-]+\s+){{0,4}}?(?:on|over)\s+"
    rf"(?:(?!to\b){_FEW}){{0,6}}$",
    re.I,
)
_FIRST = re.compile(
    r"^\W*(?:compared|in comparison|against|up from|down from|from (?:a|an|the) (?:\w+ )?(?:baseline"
    r"|start\w*|previous|high|low|peak|base)|since)\b",
    re.I,
)


@once_of_a_sentence
def pairs_in(s: Sentence) -> tuple[Pair, ...]:
    """The pairs that one sentence sets side by side, in the order they stand."""
    found: list[Pair] = []
    used: set[int] = set()
    levels = [m for m in s.levels if not m.fraction]
    if len(levels) < 2:
        return ()
    for i, x in enumerate(levels):
        made = (
            _bracketed(s, levels, i)
            or _from_to(s, levels, i)
            or _between(s, levels, i)
            or _back(s, levels, i)
            or _compared_first(s, levels, i)
            or _ahead(s, levels, i)
        )
        if made is not None and not ({made.old.start, made.new.start} <= used):
            used |= {made.old.start, made.new.start}
            found.append(_ordered(made))
        del x
    found += parallel(s, levels, found)
    known = {frozenset((p.old.start, p.new.start)) for p in found}
    return (*found, *(p for p in pairs_alongside(s) if frozenset((p.old.start, p.new.start)) not in known))


def pairs_alongside(s: Sentence, *, of_change: bool = True) -> list[Pair]:
    """The pairs that no word of comparison makes; `of_change` False: of a change that another sentence states."""
    levels = [m for m in s.levels if not m.fraction]
    return [Pair(old, new, s, s, *how) for old, new, *how in alongside(s, levels, of_change=of_change)]  # type: ignore[arg-type]


def _from_to(s: Sentence, levels: list[Mention], i: int) -> Pair | None:
    """ "from 651 to 89", also with words and a change between them."""
    if i + 1 >= len(levels) or not _FROM.search(s.left_of(levels[i])):
        return None
    x, y = levels[i], levels[i + 1]
    if not _TO.search(s.left_of(y)):
        return None
    x = _like(x, y, s)
    if not comparable(x, y):
        return None
    between = s.between(x.end, y.begins)
    if re.search(r"[;:]|\bwhile\b|\bwhilst\b", between) or not _one_side(s, x, y):
        return None
    return Pair(x, y, s, s, "from-to")


def _one_side(s: Sentence, x: Mention, y: Mention) -> bool:
    """Not "from 3 below to 5 above", nor "from 3 below to 5 below" of anything but a gap: those are below zero."""
    sides = [match[1].lower() if (match := _SIDE.match(s.right_of(m))) else "" for m in (x, y)]
    of_gap = re.search(r"\b(?:gap|difference|shortfall|distance)\b", s.left_of(x), re.I)
    return sides in (["", ""], ["above", "above"]) or (sides == ["below", "below"] and of_gap is not None)


def _between(s: Sentence, levels: list[Mention], i: int) -> Pair | None:
    """ "rose between 310 in 2024 and 314 in 2026"; a range without a verb of change is none."""
    if i + 1 >= len(levels):
        return None
    x, y = levels[i], levels[i + 1]
    if _BETWEEN_TIMES.search(s.left_of(x)) and _AND_TIME.fullmatch(s.between(x.end, y.begins)):
        told = all(WHEN.search(s.clean.text[max(s.start, m.begins - MONTH_NAMED) : m.begins]) for m in (x, y))
        return Pair(x, y, s, s, "from-to") if told and comparable(x, y) and _MOVING.search(s.text) else None
    if not _BETWEEN.search(s.left_of(x)) or not _AND.search(s.left_of(y)):
        return None
    if not comparable(x, y) or not _MOVING.search(s.text) or comes_before(s.period_of(x), s.period_of(y)) is None:
        return None
    return Pair(x, y, s, s, "between", strong=False)


def _back(s: Sentence, levels: list[Mention], i: int) -> Pair | None:
    """ "89, down from 651"; "4,424, compared with 36,091"; "10%, which is higher than the 6%"."""
    x = levels[i]
    left = s.left_of(x)
    from_, compared = _FROM.search(left), _COMPARED.search(left)
    after = _OLD_AFTER.match(s.clear_right_of(x))
    on = _on(s, x, left)
    if not (from_ or compared or on or (after and _MOVING.search(left))):
        return None
    if i + 1 < len(levels) and from_ and _ONWARDS.fullmatch(s.between(x.end, levels[i + 1].begins)):
        return None  # it begins a pair of its own, whatever the other end is counted in
    earlier = [m for m in levels[:i] if comparable(m, x)]
    if not earlier:
        return None
    y = earlier[-1]
    if (_FROM.search(s.left_of(y)) and not _TO.search(s.left_of(y))) or _of_another(s, y, x):
        return None
    between = s.between(y.end, x.begins)
    alone = i == levels.index(y) + 1
    marker = from_ or compared
    reference = bool(_REFERENCE.search(left[marker.start() :] if marker else left))
    apart = re.search(r";|\b(?:while|whilst|whereas)\b", between)
    broken = (
        (apart and not (len(levels) == 2 and _SAME.search(between)))
        or _OF_OTHERS.search(left)
        or _moved_before(s, y, between)
    )
    return Pair(x, y, s, s, "new-from" if from_ else "compared", alone and not broken, True, reference)


def _of_another(s: Sentence, y: Mention, x: Mention) -> bool:
    """ "six wards: Ashby (above its average of 139), Beck (above its average of 150)": brackets behind names that begin
    after the level before, or after the bracket that holds it."""
    open_ = s.view.rfind("(", y.end, x.begins)
    if open_ < 0 or ")" in s.view[open_ : x.begins]:
        return False
    before = s.view[y.end : open_]
    return ":" in before or 0 <= before.find(")") < (before.find("(") if "(" in before else len(before))


_OF_OTHERS = re.compile(
    r"\b(?:when|where)\s+(?:the|our|its)\s+(?!(?:figure|number|total|rate|level|count|equivalent|comparable)\b)[a-z]+\s+"
    r"(?:numbered|was|were|had|stood at|totalled|came to)\s+$",
    re.I,
)


def _moved_before(s: Sentence, y: Mention, between: str) -> bool:
    """ "a 12% rise in June, to 9,412, after a 4% fall in May from 8,750": the new level is of another change."""
    after = re.match(r"\s*,?\s*(?:after|following)\s+an?\b", between, re.I)
    reached = re.search(r"\bto\s+$", s.left_of(y))
    return after is not None and reached is not None and any(c.mention.end <= y.begins for c in s.changes)


_SAME = re.compile(
    r"^[^;]*;\s*(?:the (?:total|figure|number|equivalent|corresponding|comparable)|it|this|in|at the same|last"
    r"|previously)\b",
    re.I,
)


def _bracketed(s: Sentence, levels: list[Mention], i: int) -> Pair | None:
    """ "9.4% (11.2% in 2022)", "£5.6 million (2023: £5.0 million)", "300 (previous year 400)"."""
    x = levels[i]
    open_ = s.view.rfind("(", s.start, x.begins)
    close = s.view.find(")", x.end, s.end)
    if not i or open_ < levels[i - 1].end or close < 0 or not comparable(levels[i - 1], x):
        return None
    inside = s.clean.text[open_ + 1 : x.begins] + " " + s.clean.text[x.end : close]
    only = not any(open_ < m.start < close and m is not x for m in s.mentions)
    when = bool(WHEN.search(inside))
    said = re.search(
        r"\b(?:previous|last|prior|baseline|before|earlier|from|was|against|compared|versus|vs|ago)\b", inside, re.I
    )
    before = s.view[levels[i - 1].end : open_]
    near = len(before.split()) <= (14 if when else 6) and ";" not in before
    if not (only and near and (when or said)) or _REFERENCE.search(inside):
        return None
    return Pair(x, levels[i - 1], s, s, "bracketed")


def _on(s: Sentence, x: Mention, left: str) -> bool:
    """Whether a level is what the change just before it is measured on: "a decrease of 2.4% on the 6,250 of 2023"."""
    before = [m for m in s.mentions if m.end <= x.begins]
    changed = bool(before) and any(c.mention is before[-1] for c in s.changes)
    return changed and bool(_ON.match(left))


def _ahead(s: Sentence, levels: list[Mention], i: int) -> Pair | None:
    """ "a 5.4% decrease from 6,250, with 6,100 issued": the old one first, the new one after it."""
    x = levels[i]
    left = s.left_of(x)
    if i or len(levels) < 2 or not s.changes or not (_FROM.search(left) or _COMPARED.search(left) or _on(s, x, left)):
        return None
    y = levels[1]
    if _COMPARED.search(s.between(x.end, y.begins)):
        return None  # that one is the old one
    if re.match(r"[\s)%]*and\b", s.between(x.end, y.begins)):
        return None  # both are what something else is compared with
    if not comparable(x, y) or not re.match(r"[^.;:]{0,60}(?:,|\bwith|\bas|\()\s", s.between(x.end, y.begins) + " "):
        return None
    return Pair(x, y, s, s, "new-from", len(levels) == 2)


def _compared_first(s: Sentence, levels: list[Mention], i: int) -> Pair | None:
    """ "Compared with 651 a year earlier, 89 calls were abandoned": the old one comes first."""
    if i != 0 or len(levels) < 2 or not comparable(levels[0], levels[1]):
        return None
    left = s.left_of(levels[0])
    if not _FIRST.search(left):
        return None
    if "," not in s.between(levels[0].end, levels[1].begins):
        return None
    return Pair(levels[0], levels[1], s, s, "compared-first", len(levels) == 2)


def _ordered(pair: Pair) -> Pair:
    """The pair with its order set by the periods of its ends, where both are named and the words do not settle it."""
    if pair.form in ("from-to", "new-from"):
        return pair
    older = is_older(pair.old_in, pair.old, pair.new)
    if older is False and (pair.form != "compared" or comes_before(*_periods(pair)) is False):
        return pair.turned
    known = pair.form in ("compared", "compared-first") or (
        pair.form == "bracketed" and not NEWER.search(pair.old_in.clear_right_of(pair.old).partition(")")[0])
    )
    return replace(pair, fixed=older is not None or known)


def _periods(pair: Pair) -> tuple[Period | None, Period | None]:
    return pair.old_in.period_of(pair.old), pair.new_in.period_of(pair.new)


def _like(x: Mention, y: Mention, s: Sentence) -> Mention:
    """The first of "from 6 to 8 per cent" with the unit that only the second one prints."""
    if (
        x.unit != "count"
        or y.unit == "count"
        or not re.fullmatch(r"\s+to\s+(?:just\s+|only\s+|around\s+)?", s.between(x.end, y.begins))
    ):
        return x
    suffix = re.sub(r"^[+-]?\s*[£€$]?\s*[\d,.]+", "", y.number.text)
    read = mentions(x.number.text + suffix, x.number.text + suffix)
    return (
        replace(x, number=replace(read[0].number, text=x.number.text))
        if len(read) == 1 and read[0].unit == y.unit
        else x
    )


@once_of_a_sentence
def old_alone(s: Sentence) -> Mention | None:
    """The one level of a sentence that is marked as the old one, where no new one stands beside it.

    A number in words beside one in digits counts members ("the mean of the other four forces, 75.1").
    """
    all_ = [m for m in s.levels if not m.fraction]
    levels = [m for m in all_ if not m.worded] or all_
    if len(levels) != 1:
        return None
    (m,) = levels
    marked = (
        _on(s, m, s.left_of(m))
        or _COMPARED.search(_left_of_digits(s, m))
        or _FROM.search(s.left_of(m))
        or _OLD_AFTER.match(s.clear_right_of(m))
    )
    return m if marked else None


def _left_of_digits(s: Sentence, mention: Mention) -> str:
    """The text from the number before, or from the one before that where it is in words, to this number."""
    ends = [m.end for m in s.mentions if m.end <= mention.begins and (mention.worded or not m.worded)]
    return s.view[max([*ends, s.start]) : mention.begins]
