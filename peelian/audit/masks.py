"""What holds digits and measures nothing: dates, years, references, telephone numbers, times of day, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WORDY = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|\d{1,3})"
_SPAN = r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade)s?"

# Words that a number after them only tells apart, as "page 7" does. Never a word that counts.
_REFERRED = (
    r"pages?|pgs?\.?|p\.|pp\.(?=\s\d)|paragraphs?|paras?\.?|§|sections?|sect?\.|tables?"
    r"|figures?(?=\s\d+(?:\.\d+)?[\s,.;:)])"
    r"|figs?\.|charts?|graphs?|maps?|appendix|appendices|annex(?:es)?|items?|chapters?|parts?"
    r"|schedules?|articles?|regulations?"
    r"|rules?|clauses?|codes?|modules?|waves?|priority|priorities|phases?|stages?|tiers?|levels?"
    r"|grades?|bands?|category"
    r"|categories|types?|versions?|lines?|rooms?|floors?|nos?\.|actions?|recommendations?|objectives?|outcomes?"
    r"|kpis?|steps?|notes?|questions?|quarters?|weeks?|groups?|zones?|routes?|junctions?|units?|model|form|step"
    r"|operation|fatal|unit|policy|goal|sdg|pillar|theme|block|lot|key stage|stage|platform"
    r"|divisions?|districts?|wards?"
    r"|schedule|volume|issue|standard|domain|strand|workstream|work stream|option|scenario"
    r"|year(?=\s(?:[1-9]|1[0-3])\b(?![,.]\d))"
    r"|day(?=\s\d\b)|band|isbn|issn|ref\.?|reference|minute(?=\s\d{3}\b)|decision|resolution|footnote"
)
_CALLED = r"(?<![\d,.])(?:999|101|111|112|911|105|119|116|000|311|211)"
# What is said to go to a number that is called; "fell from 104 to 101" goes to one that is counted.
_REACHING = "|".join(
    rf"(?<=\b{word} to )"
    for word in "call calls made contact contacts report reports reported access turn come".split()
)
_ASKED = (
    r"calls?|callers?|calling|service|services|system|line|number|contact|demand|emergency|emergencies|non-emergency"
    r"|call-handling|operators?|control|performance|answer|answering|abandonment|queue|wait|waits|hub|online"
)

# Those that begin by looking back say first what they begin with, so that most places are passed at once.
_PATTERNS: tuple[tuple[str, int], ...] = (
    (
        r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}|\b[\w-]{1,80}\.(?:pdf|docx?|xlsx?|html?|gov\.uk|org|com|co\.uk)\b\S*",
        re.I,
    ),
    # dates and stretches of time
    (rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)\s+of|{_DAY})(?:\s*(?:-|–|to|and|&)\s*{_DAY})?\s+{MONTH}(?:,?\s+{_YEAR})?\b", 0),
    (rf"\b{MONTH}\s+{_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?(?:,?\s+{_YEAR})?\b(?![,.]?\d|%)", 0),
    (rf"\b{MONTH}\s*[-–/']?\s*'?(?:{_YEAR}|\d\d)\b(?![,.]\d|%|\d)", 0),
    (r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b", 0),
    (r"\b\d{4}-\d\d-\d\d\b", 0),
    (rf"\b{_YEAR}\s*(?:/|-|–)\s*(?:{_YEAR}|\d\d)\b(?!%|\.\d)", 0),
    (r"(?:\b(?:FY|YE|in|and|to|for|of|from|during|since|by|with|year|both)\s?|\()(\d\d/\d\d)\b", re.I),
    (r"\b(?:FY|CY|YE|YTD|FYTD)\s?'?\d\d(?:/\d\d)?\b", 0),
    (r"\bquarters?\s[1-4]\s?(?:&|and|to|-|–)\s?[1-4]\b(?![,.]\d|%)", re.I),
    (r"\bQ[1-4]\b|\bH[12]\b|\bquarters? (?:one|two|three|four|[1-4])\b|\bmonths? \d{1,2}\b", re.I),
    (rf"\b{_YEAR}s?\b(?!,\d|\.\d|%|\s*(?:per\s?cent|percent|pp\b|million|thousand))", 0),
    (r"\b\d{1,2}(?::|\.)\d\d\s*(?:am|pm|hrs|hours)\b|\b\d{1,2}\s*(?:am|pm|a\.m\.|p\.m\.|noon|midnight)(?!\w)", re.I),
    (r"\b(?:at|from|until|by|between)\s+\d\d:\d\d\b(?!:)", re.I),
    (
        rf"\b(?:last|past|previous|preceding|next|first|final|coming|following|recent|prior|opening|latest"
        rf"|remaining)\s+{_WORDY}"
        rf"(?:\s+(?:full|or\s+\w+|to\s+\w+|consecutive))*[\s-]{_SPAN}",
        re.I,
    ),
    (
        rf"\b(?:for|over|within|every|each|another|(?<!more )(?<!less )than|after|before|during|nearly"
        rf"|almost|about|into|a|an|the|in"
        rf"|in under|in less than|up to|under|longer than|more than|next|in a|of the)"
        rf"\s+{_WORDY}(?:\s+(?:full|consecutive|or\s+\w+|working|calendar))*[\s-](?:week|fortnight|month"
        rf"|quarter|year|decade)s?\b"
        r"(?!\s*(?:\d|longer|shorter|more|less|fewer))",
        re.I,
    ),
    (
        rf"\b(?:within|in under|in less than|waiting(?: for)?(?: more than| longer than| over| at least)?"
        rf"|every|each|per|another"
        rf"|exceeding|took (?:more|less|longer) than|answered in|reached in|attended in|the (?:first|last"
        rf"|next))\s+(?:the\s+)?"
        rf"{_WORDY}(?:\s+(?:full|working|calendar))*[\s-]{_SPAN}\b",
        re.I,
    ),
    (
        r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:-|–)(?:second|minute"
        r"|hour|day|night|week|month"
        r"|year|mile|metre|point plan|step|strong|person|man|member|bed|way|page|tier|star|storey"
        r"|digit)s?\b(?!\s+(?:and|\d))",
        re.I,
    ),
    (
        r"(?=[\dU])(?:\b24/7\b|\b9/11\b|\b50/50\b|\bU\d\ds?\b|(?<!m )(?<!min )(?<!mins )(?<!minutes )(?<!\d)"
        r"(?<!of )(?<!by )\b\d{1,2}s\b)",
        re.I,
    ),
    (
        rf"\b\d{{1,3}}\s+(?:months?|weeks?|quarters?)\s+(?:ending|ended|spanning|(?:to"
        rf"|from)\s+(?:the\s+)?(?:end\s+of\s+)?(?:\d{{1,2}}\s+)?{MONTH})\b",
        re.I,
    ),
    (r"(?<!\d\s)(?<!\d)(?:\b(?:per|for every|in every)|/)\s?(?:1,?000,000|100,?000|10,?000|1,?000)\b(?!,\d)", re.I),
    # ages and thresholds
    (
        r"\b(?:aged?|ages|(?:under|over)(?: the age of)?(?=\s\d\d(?:s\b|[ ,;)]+(?:and|years? (?:of age"
        r"|old)|at the)))|age of)"
        r"\s+(?:between\s+|under\s+|over\s+)?\d{1,3}(?:\s*(?:-|–|to|and)\s*\d{1,3}(?![,.]?\d))?(?:\s+(?:and"
        r"|or)\s+(?:over|under|above|older))?"
        r"(?:\s+years?(?:\s+old)?)?",
        re.I,
    ),
    (
        r"\bunder[- ](?:the age of )?(?:10|1[1-9]|2[0-5]|30)s?\b(?![,.]\d)(?=\s*(?:$|[.,;)]|years|year|who|and over))"
        r"|\b\d{1,2}(?:\s*(?:-|–|to)\s*\d{1,2})?[- ]years?[- ]olds?\b|\bover[- ](?:50|60|65|75|85)s\b",
        re.I,
    ),
    # references and names
    (
        rf"\b(?:{_REFERRED})\s+\d+(?:\.\d+)*[a-z]?\)?(?:(?:,\s+(?:and\s+)?|\s*(?:and|&|to|-|–"
        rf"|or)\s*)\d+(?:\.\d+)*\b(?!\s*%|,\d))*(?![,.]\d|%|\w)",
        re.I,
    ),
    (
        r"\b(?:types?|phase|stage|tier|level|category|group|band|priority|quarter|part|section|chapter"
        r"|grade|step|strand|pillar)\s+"
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten)\b",
        re.I,
    ),
    (rf"\b{_CALLED}(?:\s*(?:,|and|&|/|or)\s*{_CALLED})+\b", 0),
    (rf"\b{_CALLED}(?=(?:\s+[a-z-]+)?[\s-]+(?:{_ASKED})\b)", re.I),
    (
        rf"(?=\d)(?:(?<=\bemergency )\b{_CALLED}\b|(?<=\bvia )\b{_CALLED}\b|(?<=\bdial )\b{_CALLED}\b"
        rf"|(?<=\bthrough )\b{_CALLED}\b"
        rf"|(?<=\bthe )\b{_CALLED}\b|(?<=\bcalling )\b{_CALLED}\b|(?<=\bring )\b{_CALLED}\b"
        rf"|(?:{_REACHING})\b{_CALLED}\b(?=[,.;]|\s+(?:and|in|is|has)\b)"
        rf"|(?<=\bcalls \()\b{_CALLED}\b(?=\))|(?<=\bfor )\b{_CALLED}\b|(?<=\bon )\b{_CALLED}\b(?=[,.;)]|$))",
        re.I,
    ),
    (
        r"(?=[+0])(?:(?:\+44\s?\(?0?\)?\s?|\b0)\d{2,4}[\s-]\d{3}[\s-]?\d{3,4}\b|\b0\d{9,10}\b|\b0\d{3,4}\s\d{5,6}\b"
        r"|\+\d{1,3}(?:\s\d{2,4}){2,4}\b)",
        0,
    ),
    (r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b", 0),
    (r"\b[A-Za-z]{1,40}[-/]?\d[\w/.-]*\b|\b\d+[A-Za-z]+\d[\w-]*\b", 0),
    (r"\b\d{1,3}(?!(?:st|nd|rd|th|k|m|bn|pp|ppts?|x|s|h|hrs?|mins?|secs?|pc)\b)[A-Za-z]{1,3}\b(?!\s*\d)", 0),
    (r"\b(?:1|one)\s+of\s+(?:the|these|those|our|its|their)\b", re.I),
    (
        r"(?:\b(?:an? )?(?:95|90|99)\s?(?:%|per\s?cent)\s+(?:confidence\s+)?(?:interval|level|limit)s?"
        r"|\bconfidence (?:interval|level)s? of (?:95|99)%)",
        re.I,
    ),
    (r"\b(?:SI|No|Cm|Cmd|HC|ISBN|ISO)\s+\d[\d/]*\b", 0),
    (r"^\s*\(?\d{1,2}[.)](?=\s)|(?<=[;:])\s*\(?\d{1,2}\)(?=\s)|\((?:\d|[ivx]+)\)(?=\s+[a-z])", 0),
    (
        r"\b(?:targets?|threshold|ambition|goal|limit|maximum|minimum)\s+(?:is|was|of|to be|at"
        r"|remains)\s+(?:set at\s+)?(?:at least\s+|over\s+|under\s+"
        r"|less than\s+|more than\s+|no more than\s+|below\s+|above\s+)?£?\d[\d,.]*(?:\s?(?:%|per\s?cent"
        r"|million|minutes?|seconds?|hours?|days?|m\b))*",
        re.I,
    ),
    (
        r"\b£?\d[\d,.]*(?:\s?(?:%|per\s?cent))?[\s-](?:national\s+|local\s+|internal\s+)?(?:targets?"
        r"|threshold|benchmark|ambition)\b",
        re.I,
    ),
)
_COMPILED = tuple(re.compile(pattern, flags) for pattern, flags in _PATTERNS)
NEAR = 60  # characters before a number that can say that it counts
# A year-like number straight after one of these, and before a thing that is counted, is a count.
_COUNTING = re.compile(
    r"\b(?:recorded|received|total of|with|were|saw|averag\w+|made|completed|handled|only|just|nearly"
    r"|almost|approximately|about"
    r"|over|than|out of"
    r"|of the|comprising|comprised|and|attended|conducted|dealt with|issued|there (?:are|were|was|have been))\s+$",
    re.I,
)
_COUNTED = re.compile(r"\s+(?!was\b|is\b|has\b|levels?\b|figures?\b|results?\b|baseline\b|to\b|and\b)[a-z][a-z-]*s\b")


_THINGS = re.compile(
    rf"\s+(?!(?:[a-z-]+\s+){{0,3}}?(?:{_ASKED})\b)(?:[a-z-]+\s+){{0,4}}?[a-z-]+s\b|\s+emergency\s+[a-z]+s\b", re.I
)


def masks(text: str) -> list[tuple[int, int]]:
    """The stretches of a clean text that measure nothing, in order and without overlap."""
    found: list[tuple[int, int]] = []
    covered = bytearray(len(text))
    for pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span(1) if match.lastindex else match.span()
            if 1 not in covered[start:end] and not _counts_something(text, start, end):
                covered[start:end] = b"\x01" * (end - start)
                found.append((start, end))
    return sorted(found)


def _counts_something(text: str, start: int, end: int) -> bool:
    """Whether what looks like a bare year is a number of things: "recorded 2016 calls"."""
    if re.fullmatch(_CALLED, text[start:end]):
        return bool(_COUNTING.search(text, max(0, start - NEAR), start) and _THINGS.match(text, end))
    if not re.fullmatch(_YEAR, text[start:end]):
        return False
    return bool(_COUNTING.search(text, max(0, start - NEAR), start) and _COUNTED.match(text, end))


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with "§" in the place of each masked character, so that offsets stay."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], "§" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a clean text. A stop inside a number or after a short form ends none."""
    start = 0
    for match in _STOP.finditer(text):
        if _SHORT.search(text[max(0, match.start() - 14) : match.start() + 1]):
            continue
        end = match.end(1)
        if text[start:end].strip():
            yield _trimmed(text, start, end)
        start = match.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


_STOP = re.compile(r"([.!?][\"')\]]*)(?:\s+(?=[\"'(\[£§]*[A-Z0-9£§▲▼△▽↑↓⬆⬇]|[-–•]\s)|\s*$)|([;:])\s+(?=[-–•]\s)")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|v|no|nos|approx|c|p|pp|para|paras|fig|figs|st|dr|mr|mrs|ms|prof|cllr|inc|incl|excl"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|cf|al|est|avg|max|min|sec|ref)\.$",
    re.I,
)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
