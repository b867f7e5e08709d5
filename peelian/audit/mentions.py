"""Every number of a passage that measures something, as printed: value, unit, and the width its digits leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from peelian.quantities import Printed, QuantityError, read
from peelian.quantities.reading import QUALIFIERS

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
    rf"(?P<pp>{_POINTS}|points?(?=[ ,.;:)]|$))|(?P<percent>%|per\s?cent(?!age)|pc\b)"
    rf"|(?P<working>working[\s-]days?|business[\s-]days?)"
    r"|(?P<days>(?:calendar[\s-])?days?)|(?P<weeks>weeks?)|(?P<months>months?)"
    r"|(?P<years>years?(?![\s-]olds?))|(?P<fte>full[\s-]time[\s-]equivalents?|FTEs?)"
    r"|(?P<times>times|-?fold|x)|(?P<seconds>seconds?|secs?)|(?P<minutes>minutes?|mins?)|(?P<hours>hours?|hrs?)"
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
_QUALIFIED = "|".join(
    re.escape(word)
    for word in sorted(
        (
            *QUALIFIERS,
            "close to",
            "as many as",
            "a little over",
            "well over",
            "slightly more than",
            "slightly over",
            "slightly under",
            "slightly less than",
            "in the region of",
            "an estimated",
            "no more than",
            "no less than",
            "not less than",
        ),
        key=len,
        reverse=True,
    )
)
_MORE = {
    "close to": "about",
    "as many as": "under",
    "a little over": "over",
    "well over": "over",
    "slightly more than": "over",
    "slightly over": "over",
    "slightly under": "under",
    "slightly less than": "under",
    "in the region of": "about",
    "an estimated": "about",
    "no more than": "under",
    "no less than": "over",
    "not less than": "over",
}
_BEFORE = re.compile(rf"(?:^|(?<=[\s(\[–,'\"-]))({_QUALIFIED})\s*(?:a |an )?$", re.I)
_DIGITS = re.compile(
    rf"(?P<sign>(?<![\w)%.,])[+±-])?(?:(?P<cur>[£€$])\s?)?(?<![\w.])(?<!\d,)(?P<num>{_NUM})(?P<vulgar>[½¼¾])?"
    rf"(?:\s?(?P<scale>{_SCALE})\b)?(?:[\s-]?(?:{_UNIT})(?![\w]))?(?P<per>\s?{_PER})?",
    re.I,
)
_LONG_RE = re.compile(rf"(?P<sign>(?<![\w)%.,])[+-])?(?<![\w.:])({_LONG})(?![\w:])", re.I)
_WORDS = re.compile(
    rf"(?<![\w-])(?P<num>{_HUNDREDS})(?P<half> and a half| and a quarter)?(?:[\s-](?P<scale>million|thousand|hundred))?"
    rf"(?:[\s-](?:{_UNIT}))?(?![\w-])",
    re.I,
)
_ORDINAL = re.compile(
    r"(?<![\w.,])(\d{1,3})(?:st|nd|rd|th)\b|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
    re.I,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ONE_IN = re.compile(
    rf"(?<![\w.,])(?P<n>one|two|three|four|five|six|seven|eight|nine|\d{{1,2}})\s+(?:in"
    rf"|out of)\s+(?:every\s+)?(?P<d>{_WORD}|\d{{1,3}})(?![\w%,]|\.\d)",
    re.I,
)
_FRACTION = re.compile(
    r"(?<![\w-])("
    + "|".join(sorted((f.replace(" ", "[ -]") for f in _FRACTIONS), key=len, reverse=True))
    + r")(?![\w]|-(?:year|hour|day|term|way))",
    re.I,
)
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}


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
    found: list[Mention] = []
    taken = bytearray(len(view))
    for finder in (_fractions, _durations, _ordinals, _digits, _words):
        for mention in finder(view):
            if 1 not in taken[mention.start : mention.end]:
                taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
                found.append(_qualified(mention, view))
    ordered = sorted(found, key=lambda m: m.start)
    return tuple(_bare(m, view) if i and _compares(ordered[i - 1], m, view) else m for i, m in enumerate(ordered))


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
    match = _BEFORE.search(view, max(0, mention.start - 30), mention.start)
    if match is None:
        return mention
    word = match[1].lower()
    if word == "up to" and _GONE.search(view[: match.start(1)]):
        return mention  # "has gone up to 40"
    kind = _MORE.get(word) or QUALIFIERS[word]
    n = mention.number
    half = max(n.half_width, _loose(n.value) / 2) if kind == "about" else n.half_width
    number = Printed(n.text, n.value, n.unit, half, kind)
    return Mention(
        mention.start,
        mention.end,
        match.start(1),
        number,
        mention.worded,
        mention.sign,
        mention.fraction,
        mention.points_alone,
    )


_GONE = re.compile(r"\b(?:go|goes|gone|going|went|moved|moves|came|is|are|was|were|back)\s+$", re.I)


def _loose(value: Fraction) -> Fraction:
    """One unit of the last digit that is not zero: 1,000 for 22,000, a tenth for 3.4."""
    if value == 0:
        return Fraction(1)
    unit = Fraction(1)
    while value % (unit * 10) == 0:
        unit *= 10
    while value % unit != 0 and unit > Fraction(1, 10**6):
        unit /= 10
    return unit


def _fractions(view: str) -> list[Mention]:
    made = []
    for match in _ONE_IN.finditer(view):
        top, bottom = _small(match["n"]), _small(match["d"])
        round_ = "out" not in match[0] or (bottom in (5, 10, 100) and not match["d"].isdigit())
        if top is not None and bottom is not None and 0 < top < bottom and round_:
            made.append(_fraction(match, Fraction(top, bottom)))
    for match in _FRACTION.finditer(view):
        if re.search(r"\b(?:first|second|latter|other)\s$", view[: match.start()], re.I):
            continue  # "the first half of 2025/26" is a stretch of time
        if not re.match(
            r"\s+(?:of (?:20|the (?:year|month|financial))|year|term|way|quarter|time)", view[match.end() :], re.I
        ):
            made.append(_fraction(match, _FRACTIONS[match[1].lower().replace("-", " ")]))
    return made


def _fraction(match: re.Match[str], share: Fraction) -> Mention:
    percent = share * 100
    return Mention(
        match.start(), match.end(), match.start(), Printed(match[0], percent, "percent", Fraction(5, 2)), True, "", True
    )


def _small(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    try:
        return int(read(text.lower()).value)
    except QuantityError:
        return None


def _durations(view: str) -> list[Mention]:
    made = []
    for match in _LONG_RE.finditer(view):
        try:
            number = read(match[2], "seconds")
        except QuantityError:
            continue
        sign = (match["sign"] or "").strip()
        value = -number.value if sign == "-" else number.value
        printed = Printed(match[0].strip(), value, "seconds", number.half_width)
        made.append(Mention(match.start(), match.end(), match.start(), printed, False, sign))
    return made


def _ordinals(view: str) -> list[Mention]:
    made = []
    for match in _ORDINAL.finditer(view):
        place = int(match[1]) if match[1] else _ORDINALS.index(match[2].lower()) + 1
        before, after = view[max(0, match.start() - 24) : match.start()], view[match.end() : match.end() + 40]
        if place and (_RANKED.search(before) or _RANKED_AFTER.match(after)):
            printed = Printed(match[0], Fraction(place), "rank", Fraction(0))
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


def _digits(view: str) -> list[Mention]:
    made = []
    for match in _DIGITS.finditer(view):
        if mention := _of_digits(match, view):
            made.append(mention)
    return made


def _of_digits(match: re.Match[str], view: str) -> Mention | None:
    end = match.end()
    if view[end : end + 1].isalnum() or re.match(r"[,.:]\d", view[end : end + 2]):
        return None
    if view[end : end + 1] == "/" and not _OVER.match(view, match.start("num")):
        return None
    digits = match["num"].replace(",", "")
    value = Fraction(digits if not digits.startswith(".") else "0" + digits)
    places = len(digits.partition(".")[2])
    if match["vulgar"]:
        value += {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}[match["vulgar"]]
        places = 1
    scale = match["scale"]
    if scale and scale.lower() == "m" and not match["cur"] and not places:
        return None  # "12m" may be minutes or millions
    factor = (
        {"m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "thousand": 1000, "k": 1000}[scale.lower()]
        if scale
        else 1
    )
    unit, times = _unit(match)
    factor *= times
    half = Fraction(1, 2 * 10**places) * factor
    if unit == "count" and places == 0 and factor == 1:
        half = Fraction(0)
    sign = (match["sign"] or "").strip()
    signed = -value * factor if sign == "-" else value * factor
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    printed = Printed(view[start:end].strip(), signed, unit, half)
    return Mention(
        start, end, start, printed, False, sign, False, bool(match["pp"] and match["pp"].lower().startswith("point"))
    )


_OVER = re.compile(r"(?P<a>[\d,]+)/(?P<b>\d{1,3}(?:,\d{3})+|\d{2,})(?![\d/,.])\s*(?:\(|[=,–-]|of\b|[a-z])")


def _unit(match: re.Match[str]) -> tuple[str, int]:
    """The unit of a match of digits or words, and by how much its number is multiplied."""
    groups = match.re.groupindex
    if "per" in groups and match["per"]:
        per = re.sub(r"[^\d a-z]", "", match["per"].lower())
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


def _words(view: str) -> list[Mention]:
    made = []
    for match in _WORDS.finditer(view):
        unit, times = _unit(match)
        number = re.sub(r"^a hundred", "one hundred", match["num"].lower())
        if number == "one" and unit == "count" and not match["scale"]:
            continue
        try:
            value = read(number).value
        except QuantityError:
            continue
        if match["half"]:
            value += Fraction(1, 2) if "half" in match["half"] else Fraction(1, 4)
        factor = {"million": 10**6, "thousand": 1000, "hundred": 100}.get((match["scale"] or "").lower(), 1) * times
        exact = unit in ("count", "rank") and factor == 1
        half = Fraction(0) if exact else Fraction(1, 2) * factor if not match["half"] else Fraction(1, 4) * factor
        printed = Printed(match[0], value * factor, unit, half)
        made.append(Mention(match.start(), match.end(), match.start(), printed, True))
    return made
