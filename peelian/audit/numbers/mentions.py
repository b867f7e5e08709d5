"""Every number of a passage that measures something, as printed: value, unit, and the width its digits leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peelian.audit.numbers.qualifiers import last_digit, qualifier_before
from peelian.audit.numbers.tried import small, tried
from peelian.quantities import Printed, QuantityError, read

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_TEENS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_WORD = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|one)"
_HUNDREDS = rf"(?:(?:{_ONES}|a) hundred(?: and {_WORD})?|{_WORD})"
_SCALE = r"million|billion|thousand|bn|m|k"
_POINTS = r"%[\s-]?(?:age)?[\s-]?points?|per\s?cent(?:age)?[\s-]points?|percentage[\s-]points?|ppts?|pp|p\.p\."
_PER = r"(?:per|/|for every|in every)\s?(?:1,?000,000|100,?000|10,?000|1,?000|100(?= [a-z])|million|thousand)\b"
_UNIT = (
    rf"(?P<pp>(?:of an? )?(?:{_POINTS})|points?(?=[ ,.;:)]|$))|(?P<percent>%|per\s?cent(?!age)|pc\b)"
    rf"|(?P<working>working[\s-]days?|business[\s-]days?)"
    r"|(?P<days>(?:calendar[\s-])?days?)|(?P<weeks>weeks?)|(?P<months>months?)"
    r"|(?P<years>years?(?![\s-]olds?))|(?P<fte>full[\s-]time[\s-]equivalents?|ftes?)"
    r"|(?P<times>times(?!\s(?:in|during|since)\b)|-?fold|x)|(?P<seconds>seconds?|secs?)|(?P<minutes>minutes?|mins?)|(?P<hours>hours?|hrs?)"
)
_AMOUNT = rf"(?:\d+(?:\.\d+)?|{_WORD})"
_LONG = (
    rf"(?:{_AMOUNT}\s*(?:hours?|hrs?|h)\b,?\s*(?:and\s+)?{_AMOUNT}\s*(?:minutes?|mins?"
    rf"|m)\b(?:,?\s*(?:and\s+)?{_AMOUNT}\s*(?:seconds?|secs?|s)\b)?"
    rf"|{_AMOUNT}\s*(?:minutes?|mins?|m)\b,?\s*(?:and\s+)?{_AMOUNT}\s*(?:seconds?|secs?|s)\b"
    rf"|{_AMOUNT}\s*(?:hours?|hrs?|h)\b,?\s*(?:and\s+)?{_AMOUNT}\s*(?:seconds?|secs?|s)\b"
    r"|\d{1,3}:\d\d:\d\d|\d{1,3}:\d\d)"
)
_FRACTIONS = {
    "half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "one half": Fraction(1, 2),
    "a third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "a fifth": Fraction(1, 5),
    "one fifth": Fraction(1, 5),
    "two fifths": Fraction(2, 5),
    "three fifths": Fraction(3, 5),
    "four fifths": Fraction(4, 5),
    "a tenth": Fraction(1, 10),
    "one tenth": Fraction(1, 10),
    "nine tenths": Fraction(9, 10),
    "a sixth": Fraction(1, 6),
    "an eighth": Fraction(1, 8),
}
# These are tried on a text in small letters.
_DIGITS = re.compile(
    rf"(?P<sign>(?<![\w)%.,])[+±-])?(?:(?P<cur>[£€$])\s?)?(?<![\w.])(?<!\d,)(?P<num>{_NUM})(?P<vulgar>[½¼¾])?"
    rf"(?:\s?(?P<scale>{_SCALE})\b)?(?:[\s-]?(?:{_UNIT})(?![\w]))?(?P<per>\s?{_PER})?",
)
_LONG_RE = re.compile(rf"(?P<sign>(?<![\w)%.,])[+-])?(?<![\w.:])({_LONG})(?![\w:])")
_WORDS = re.compile(
    rf"(?<![\w-])(?P<num>{_HUNDREDS})(?P<half> and a half| and a quarter)?(?:[\s-](?P<scale>million|thousand|hundred))?"
    rf"(?:[\s-](?:{_UNIT}))?(?![\w-])"
)
_ORDINAL = re.compile(
    r"(?<![\w.,])(\d{1,3})(?:st|nd|rd|th)\b|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ONE_IN = re.compile(
    rf"(?<![\w.,])(?P<n>one|two|three|four|five|six|seven|eight|nine|\d{{1,2}})\s+(?:in"
    rf"|out of)\s+(?:every\s+)?(?P<d>{_WORD}|\d{{1,3}})(?![\w%,]|\.\d)"
)
_FRACTION = re.compile(
    r"(?<![\w-])("
    + "|".join(sorted((f.replace(" ", "[ -]") for f in _FRACTIONS), key=len, reverse=True))
    + r")(?![\w]|-(?:year|hour|day|term|way))"
)
_BEGINNING = re.compile(r"(?P<figure>\d+|[+±£€$-]|\.(?=\d))|[a-z]+")
_NUMBER_WORDS = frozenset(  # how they begin
    word[:3] for word in f"{_TEENS}|{_TENS}|{_ONES}|{'|'.join(_ORDINALS)}|a|an|half".split("|")
)


@dataclass(frozen=True)
class Mention:
    """A number of a passage that measures something.

    `start` and `end` are offsets in the clean text, without the qualifier that stands before it; `begins` is with it.
    `number` has value, unit, half width and qualifier. `worded` is a number in words. `sign` is the one printed.
    A place ("3rd") has the unit rank; a fraction in words ("a third", "one in five") is a percent with `fraction` set.
    """

    start: int
    end: int
    begins: int
    number: Printed
    worded: bool = False
    sign: str = ""
    fraction: bool = False
    points_alone: bool = False

    @property
    def unit(self) -> str:
        return self.number.unit

    @property
    def value(self) -> Fraction:
        return self.number.value


def mentions(text: str, view: str) -> tuple[Mention, ...]:
    """The numbers of a clean text, in order. `view` is the text with what measures nothing masked."""
    low = small(view)
    figures, words = _starts(low)
    both = sorted(figures + words)
    found: list[Mention] = []
    taken = bytearray(len(view))
    for finder, starts in (
        (_fractions, both),
        (_durations, both),
        (_ordinals, both),
        (_digits, figures),
        (_words, words),
    ):
        for mention in finder(view, low, starts):
            if 1 not in taken[mention.start : mention.end]:
                taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
                found.append(_qualified(mention, view))
    ordered = [_rated(m, text) for m in sorted(found, key=lambda m: m.start)]
    return tuple(_bare(m, view) if i and _compares(ordered[i - 1], m, view) else m for i, m in enumerate(ordered))


def _starts(low: str) -> tuple[list[int], list[int]]:
    """Where numbers in digits may begin, with their sign or currency, and where those in words may."""
    figures, words = [], []
    for token in _BEGINNING.finditer(low):
        if token.lastgroup:
            figures.append(token.start())
        elif token[0][:3] in _NUMBER_WORDS:
            words.append(token.start())
    return figures, words


def _compares(before: Mention, m: Mention, view: str) -> bool:
    """Whether what looks like a bound compares two numbers: "240 more than 1,000", "2 points below 71%"."""
    words = view[m.begins : m.start]
    return bool(_THAN.match(words)) and bool(re.fullmatch(r"\s*(?:[a-z]+\s+)?", view[before.end : m.begins]))


def _bare(m: Mention, view: str) -> Mention:
    n = m.number
    plain = Printed(n.text, n.value, n.unit, n.half_width)
    return Mention(m.start, m.end, m.start, plain, m.worded, m.sign, m.fraction, m.points_alone)


_THAN = re.compile(r"(?:more|less|fewer|above|below|over|under)\b", re.I)


def _qualified(mention: Mention, view: str) -> Mention:
    """The mention with the qualifier before it, and the width that a rounded number has."""
    before = qualifier_before(view, mention.start)
    if before is None:
        return mention
    begins, kind = before
    n = mention.number
    half = max(n.half_width, last_digit(n.value) / 2) if kind == "about" else n.half_width
    return replace(mention, begins=begins, number=Printed(n.text, n.value, n.unit, half, kind))


def _fractions(view: str, low: str, starts: Sequence[int]) -> list[Mention]:
    made = []
    for match in tried(_ONE_IN, low, starts):
        top, bottom = _small(match["n"]), _small(match["d"])
        round_ = "out" not in match[0] or (bottom in (5, 10, 100) and not match["d"].isdigit())
        if top is not None and bottom is not None and 0 < top < bottom and round_:
            made.append(_fraction(view, match, Fraction(top, bottom)))
    for match in tried(_FRACTION, low, starts):
        if _OF_STRETCH.search(low, max(0, match.start() - 10), match.start()) or _IS_STRETCH.match(low, match.end()):
            continue  # "the first half of 2025/26" is a stretch of time
        made.append(_fraction(view, match, _FRACTIONS[match[1].replace("-", " ")]))
    return made


_OF_STRETCH = re.compile(r"\b(?:first|second|latter|other)\s$")
_IS_STRETCH = re.compile(r"\s+(?:of (?:20|the (?:year|month|financial))|year|term|way|quarter|time)")


def _fraction(view: str, match: re.Match[str], share: Fraction) -> Mention:
    start, end = match.span()
    return Mention(start, end, start, Printed(view[start:end], share * 100, "percent", Fraction(5, 2)), True, "", True)


def _small(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    try:
        return int(read(text.lower()).value)
    except QuantityError:
        return None


def _durations(view: str, low: str, starts: Sequence[int]) -> list[Mention]:
    made = []
    for match in tried(_LONG_RE, low, starts):
        try:
            number = read(match[2], "seconds")
        except QuantityError:
            continue
        sign = (match["sign"] or "").strip()
        value = -number.value if sign == "-" else number.value
        printed = Printed(view[match.start() : match.end()].strip(), value, "seconds", number.half_width)
        made.append(Mention(match.start(), match.end(), match.start(), printed, False, sign))
    return made


def _ordinals(view: str, low: str, starts: Sequence[int]) -> list[Mention]:
    made = []
    for match in tried(_ORDINAL, low, starts):
        place = int(match[1]) if match[1] else _ORDINALS.index(match[2]) + 1
        before, after = view[max(0, match.start() - 24) : match.start()], view[match.end() : match.end() + 40]
        if place and (_RANKED.search(before) or _RANKED_AFTER.match(after)):
            printed = Printed(view[match.start() : match.end()], Fraction(place), "rank", Fraction(0))
            made.append(Mention(match.start(), match.end(), match.start(), printed, match[2] is not None))
    return made


_RANKED = re.compile(
    r"\b(?:rank(?:ed|ing|s)?|plac(?:ed|ing)|position(?:ed)?|(?:is|are|was|were|now|currently|came"
    r"|stands?|from|to))\s+(?:in\s+|as\s+|joint\s+|the\s+|now\s+)*$",
    re.I,
)
_RANKED_AFTER = re.compile(
    r"\s+(?:position|place|out of|nationally|highest|lowest|best|worst|largest|smallest"
    r"|in the (?:group|country|region|most))",
    re.I,
)


def _digits(view: str, low: str, starts: Sequence[int]) -> list[Mention]:
    made = []
    for match in tried(_DIGITS, low, starts):
        if mention := _of_digits(match, view):
            made.append(mention)
    return made


def _of_digits(match: re.Match[str], view: str) -> Mention | None:
    end = match.end()
    if view[end : end + 1].isalnum() or _GOES_ON.match(view, end):
        return None
    if view[end : end + 1] == "/" and not _OVER.match(view, match.start("num")):
        return None
    whole, _, decimals = match["num"].replace(",", "").partition(".")
    places = len(decimals)
    value = Fraction(int(whole + decimals), 10**places)
    if match["vulgar"]:
        value += {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}[match["vulgar"]]
        places = 1
    scale = match["scale"]
    if scale == "m" and not match["cur"] and not places:
        return None  # "12m" may be minutes or millions
    factor = (
        {"m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "thousand": 1000, "k": 1000}[scale]
        if scale
        else 1
    )
    unit, times = _unit(match)
    factor *= times
    half = Fraction(factor, 2 * 10**places)
    if unit == "count" and places == 0 and factor == 1:
        half = Fraction(0)
    sign = (match["sign"] or "").strip()
    signed = value * (-factor if sign == "-" else factor) if factor != 1 or sign == "-" else value
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    printed = Printed(view[start:end].strip(), signed, unit, half)
    return Mention(
        start, end, start, printed, False, sign, False, bool(match["pp"] and match["pp"].startswith("point"))
    )


_RATED = re.compile(
    r"(?:\s(?!(?:and|or|of|is|was|were|are|at|to|from|with|rate)\b)[a-z-]+){1,3}\s(?:per|for every|in every)\s"
    r"(?P<per>1,?000,000|million|100,?000|10,?000|1,?000|thousand)\b",
    re.I,
)


def _rated(m: Mention, text: str) -> Mention:
    """A number of things that so many are counted against: "52.4 offences per 1,000 people"."""
    after = _RATED.match(text, m.end) if m.unit == "count" and not m.worded else None
    if after is None:
        return m
    per = after["per"].lower().replace(",", "")
    unit = {"1000": "1,000", "thousand": "1,000", "10000": "10,000", "100000": "100,000"}.get(per, "million")
    half = m.number.half_width or Fraction(1, 2)
    return replace(m, number=replace(m.number, unit=f"per {unit}", half_width=half))


_GOES_ON = re.compile(r"[,.:]\d")
_OVER = re.compile(r"(?P<a>[\d,]+)/(?P<b>\d{1,3}(?:,\d{3})+|\d{2,})(?![\d/,.])\s*(?:\(|[=,–-]|of\b|[a-z])")


def _unit(match: re.Match[str]) -> tuple[str, int]:
    """The unit of a match of digits or words, and by how much its number is multiplied."""
    groups = match.re.groupindex
    if "per" in groups and match["per"]:
        per = re.sub(r"[^\d a-z]", "", match["per"])
        per = "1,000" if per.split()[-1].replace(" ", "") == "1000" or per.endswith("thousand") else per
        text = per.replace("per", "").replace("for every", "").replace("in every", "").strip()
        named = {
            "1000": "1,000",
            "1,000": "1,000",
            "10000": "10,000",
            "100000": "100,000",
            "1000000": "million",
            "million": "million",
        }
        return f"per {named.get(text, text)}", 1
    if "cur" in groups and match["cur"]:
        return {"£": "GBP", "€": "EUR", "$": "USD"}[match["cur"]], 1
    for group, unit, times in (
        ("pp", "pp", 1),
        ("percent", "percent", 1),
        ("working", "working days", 1),
        ("days", "days", 1),
        ("weeks", "days", 7),
        ("months", "months", 1),
        ("years", "months", 12),
        ("fte", "FTE", 1),
        ("times", "ratio", 1),
        ("seconds", "seconds", 1),
        ("minutes", "seconds", 60),
        ("hours", "seconds", 3600),
    ):
        if match[group]:
            return unit, times
    return "count", 1


def _words(view: str, low: str, starts: Sequence[int]) -> list[Mention]:
    made = []
    for match in tried(_WORDS, low, starts):
        unit, times = _unit(match)
        number = re.sub(r"^a hundred", "one hundred", match["num"])
        if number == "one" and unit == "count" and not match["scale"]:
            continue
        try:
            value = read(number).value
        except QuantityError:
            continue
        if match["half"]:
            value += Fraction(1, 2) if "half" in match["half"] else Fraction(1, 4)
        factor = {"million": 10**6, "thousand": 1000, "hundred": 100}.get(match["scale"] or "", 1) * times
        exact = unit in ("count", "rank") and factor == 1
        half = Fraction(0) if exact else Fraction(1, 2) * factor if not match["half"] else Fraction(1, 4) * factor
        printed = Printed(view[match.start() : match.end()], value * factor, unit, half)
        made.append(Mention(match.start(), match.end(), match.start(), printed, True))
    return made
