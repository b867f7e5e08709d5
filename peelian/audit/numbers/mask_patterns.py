"""The patterns of what holds digits and measures nothing: dates, years, references, telephone numbers, names."""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
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
    r"|kpis?|steps?|notes?|questions?|quarters?(?=\s[1-4]\b)|weeks?(?=\s[1-5]?\d\b)|groups?|zones?|routes?|junctions?|units?|model|form|step"
    r"|operation|fatal|unit|policy|goal|sdg|pillar|theme|block|lot|key stage|stage|platform"
    r"|divisions?|districts?|wards?"
    r"|schedule|volume|issue|standard|domain|strand|workstream|work stream|option|scenario"
    r"|year(?=\s(?:[1-9]|1[0-3])\b(?![,.]\d))"
    r"|day(?=\s\d\b)|band|isbn|issn|ref\.?|reference|minute(?=\s\d{3}\b)|decision|resolution|footnote"
)
CALLED = r"(?<![\d,.])(?:999|101|111|112|911|105|119|116|000|311|211)"
# What is said to go to a number that is called; "fell from 104 to 101" goes to one that is counted.
_REACHING = "|".join(
    rf"(?<=\b{word} to )"
    for word in "call calls made contact contacts report reports reported access turn come".split()
)
ASKED = (
    r"calls?|callers?|calling|service|services|system|line|number|contact|demand|emergency|emergencies|non-emergency"
    r"|call-handling|operators?|control|performance|answer|answering|abandonment|queue|wait|waits|hub|online"
)

_REFERRED_FIRST = (
    "pages? pgs? p pp paragraphs? paras? § sections? sects? tables? figures? figs? charts? graphs? maps? "
    "appendix appendices annex annexes items? chapters? parts? schedules? articles? regulations? rules? "
    "clauses? codes? modules? waves? priority priorities phases? stages? tiers? levels? grades? bands? "
    "category categories types? versions? lines? rooms? floors? nos? actions? recommendations? objectives? "
    "outcomes? kpis? steps? notes? questions? quarters? weeks? groups? zones? routes? junctions? units? model "
    "form operation fatal policy goal sdg pillar theme block lot key platform divisions? districts? wards? "
    "volume issue standard domain strand workstream work option scenario year day isbn issn ref reference "
    "minute decision resolution footnote "
)
_MONTHS = (
    "Jan January Feb February Mar March Apr April May Jun June Jul July Aug August Sep Sept Sepember September Oct "
    "October Nov November Dec December"
)

# Each pattern, its flags, and what it can begin with: words, signs, digits ("0"), letters that run into digits ("A1"),
# the text itself ("^"). It is tried only where one of these begins, so that a text is gone through once and not once
# for each pattern. Addresses alone can begin anywhere ("").
PATTERNS: tuple[tuple[str, int, str], ...] = (
    # addresses
    (
        r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}"
        r"|\b[\w-]{1,80}\.(?:pdf|docx?|xlsx?|html?|gov\.uk|org|com|co\.uk)\b\S*",
        re.I,
        "",
    ),
    # dates and stretches of time
    (
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)\s+of|{_DAY})(?:\s*(?:-|–|to|and|&)\s*{_DAY})?\s+{MONTH}(?:,?\s+{YEAR})?\b",
        0,
        "0",
    ),
    (rf"\b{MONTH}\s+{_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?(?:,?\s+{YEAR})?\b(?![,.]?\d|%)", 0, _MONTHS),
    (rf"\b{MONTH}\s*[-–/']?\s*'?(?:{YEAR}|\d\d)\b(?![,.]\d|%|\d)", 0, _MONTHS),
    (r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b", 0, "0"),
    (r"\b\d{4}-\d\d-\d\d\b", 0, "0"),
    (rf"\b{YEAR}\s*(?:/|-|–)\s*(?:{YEAR}|\d\d)\b(?!%|\.\d)", 0, "0"),
    (
        r"(?:\b(?:FY|YE|in|and|to|for|of|from|during|since|by|with|year|both)\s?|\()(\d\d/\d\d)\b",
        re.I,
        "FY YE in and to for of from during since by with year both (",
    ),
    (r"\b(?:FY|CY|YE|YTD|FYTD)\s?'?\d\d(?:/\d\d)?\b", 0, "FY CY YE YTD FYTD"),
    (r"\bquarters?\s[1-4]\s?(?:&|and|to|-|–)\s?[1-4]\b(?![,.]\d|%)", re.I, "quarters?"),
    (
        r"\bQ[1-4]\b|\bH[12]\b|\bquarters? (?:one|two|three|four|[1-4])\b|\bmonths? \d{1,2}\b",
        re.I,
        "Q H quarters? months?",
    ),
    (rf"\b{YEAR}s?\b(?!,\d|\.\d|%|\s*(?:per\s?cent|percent|pp\b|million|thousand))", 0, "0"),
    (
        r"\b\d{1,2}(?::|\.)\d\d\s*(?:am|pm|hrs|hours)\b|\b\d{1,2}\s*(?:am|pm|a\.m\.|p\.m\.|noon|midnight)(?!\w)",
        re.I,
        "0",
    ),
    (r"\b(?:at|from|until|by|between)\s+\d\d:\d\d\b(?!:)", re.I, "at from until by between"),
    (
        rf"\b(?:last|past|previous|preceding|next|first|final|coming|following|recent|prior|opening|latest"
        rf"|remaining)\s+{_WORDY}"
        rf"(?:\s+(?:full|or\s+\w+|to\s+\w+|consecutive))*[\s-]{_SPAN}",
        re.I,
        "last past previous preceding next first final coming following recent prior opening latest remaining",
    ),
    (
        rf"\b(?:for|over|within|every|each|another|(?<!more )(?<!less )than|after|before|during|nearly"
        rf"|almost|about|into|a|an|the|in"
        rf"|in under|in less than|up to|under|longer than|more than|next|in a|of the)"
        rf"\s+{_WORDY}(?:\s+(?:full|consecutive|or\s+\w+|working|calendar))*[\s-](?:week|fortnight|month"
        rf"|quarter|year|decade)s?\b"
        r"(?!\s*(?:\d|longer|shorter|more|less|fewer))",
        re.I,
        "for over within every each another than after before during nearly almost about into a an the in up under"
        " longer more next of",
    ),
    (
        rf"\b(?:within|in under|in less than|waiting(?: for)?(?: more than| longer than| over| at least)?"
        rf"|every|each|per|another"
        rf"|exceeding|took (?:more|less|longer) than|answered in|reached in|attended in|the (?:first|last"
        rf"|next))\s+(?:the\s+)?"
        rf"{_WORDY}(?:\s+(?:full|working|calendar))*[\s-]{_SPAN}\b",
        re.I,
        "within in waiting every each per another exceeding took answered reached attended the",
    ),
    (
        r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:-|–)(?:second|minute"
        r"|hour|day|night|week|month"
        r"|year|mile|metre|point plan|step|strong|person|man|member|bed|way|page|tier|star|storey"
        r"|digit)s?\b(?!\s+(?:and|\d))",
        re.I,
        "0 one two three four five six seven eight nine ten twelve",
    ),
    (
        r"(?=[\dU])(?:\b24/7\b|\b9/11\b|\b50/50\b|\bU\d\ds?\b|(?<!m )(?<!min )(?<!mins )(?<!minutes )(?<!\d)"
        r"(?<!of )(?<!by )\b\d{1,2}s\b)",
        re.I,
        "0 U",
    ),
    (
        rf"\b\d{{1,3}}\s+(?:months?|weeks?|quarters?)\s+(?:ending|ended|spanning|(?:to"
        rf"|from)\s+(?:the\s+)?(?:end\s+of\s+)?(?:\d{{1,2}}\s+)?{MONTH})\b",
        re.I,
        "0",
    ),
    (
        r"(?<!\d\s)(?<!\d)(?:\b(?:per|for every|in every)|/)\s?(?:1,?000,000|100,?000|10,?000|1,?000)\b(?!,\d)",
        re.I,
        "per for in /",
    ),
    # ages and thresholds
    (
        r"\b(?:aged?|ages|(?:under|over)(?: the age of)?(?=\s\d\d(?:s\b|[ ,;)]+(?:and|years? (?:of age"
        r"|old)|at the)))|age of)"
        r"\s+(?:between\s+|under\s+|over\s+)?\d{1,3}(?:\s*(?:-|–|to|and)\s*\d{1,3}(?![,.]?\d))?(?:\s+(?:and"
        r"|or)\s+(?:over|under|above|older))?"
        r"(?:\s+years?(?:\s+old)?)?",
        re.I,
        "age aged ages under over",
    ),
    (
        r"\bunder[- ](?:the age of )?(?:10|1[1-9]|2[0-5]|30)s?\b(?![,.]\d)(?=\s*(?:$|[.,;)]|years|year|who|and over))"
        r"|\b\d{1,2}(?:\s*(?:-|–|to)\s*\d{1,2})?[- ]years?[- ]olds?\b|\bover[- ](?:50|60|65|75|85)s\b",
        re.I,
        "0 under over",
    ),
    # references and names
    (
        rf"\b(?:{_REFERRED})\s+\d+(?:\.\d+)*[a-z]?\)?(?:(?:,\s+(?:and\s+)?|\s*(?:and|&|to|-|–"
        rf"|or)\s*)\d+(?:\.\d+)*\b(?!\s*%|,\d))*(?![,.]\d|%|\w)",
        re.I,
        _REFERRED_FIRST,
    ),
    (
        r"\b(?:types?|phase|stage|tier|level|category|group|band|priority|quarter|part|section|chapter"
        r"|grade|step|strand|pillar)\s+"
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten)\b",
        re.I,
        "types? phase stage tier level category group band priority quarter part section chapter grade step"
        " strand pillar",
    ),
    (rf"\b{CALLED}(?:\s*(?:,|and|&|/|or)\s*{CALLED})+\b", 0, "0"),
    (rf"\b{CALLED}(?=(?:\s+[a-z-]+)?[\s-]+(?:{ASKED})\b)", re.I, "0"),
    (
        rf"(?=\d)(?:(?<=\bemergency )\b{CALLED}\b|(?<=\bvia )\b{CALLED}\b|(?<=\bdial )\b{CALLED}\b"
        rf"|(?<=\bthrough )\b{CALLED}\b"
        rf"|(?<=\bthe )\b{CALLED}\b|(?<=\bcalling )\b{CALLED}\b|(?<=\bring )\b{CALLED}\b"
        rf"|(?:{_REACHING})\b{CALLED}\b(?=[,.;]|\s+(?:and|in|is|has)\b)"
        rf"|(?<=\bcalls \()\b{CALLED}\b(?=\))|(?<=\bfor )\b{CALLED}\b|(?<=\bon )\b{CALLED}\b(?=[,.;)]|$))",
        re.I,
        "0",
    ),
    (
        r"(?=[+0])(?:(?:\+44\s?\(?0?\)?\s?|\b0)\d{2,4}[\s-]\d{3}[\s-]?\d{3,4}\b|\b0\d{9,10}\b|\b0\d{3,4}\s\d{5,6}\b"
        r"|\+\d{1,3}(?:\s\d{2,4}){2,4}\b)",
        0,
        "0 +",
    ),
    (r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b", 0, "A1"),
    (r"\b[A-Za-z]{1,40}[-/]?\d[\w/.-]*\b|\b\d+[A-Za-z]+\d[\w-]*\b", 0, "0 A1"),
    (r"\b\d{1,3}(?!(?:st|nd|rd|th|k|m|bn|pp|ppts?|x|s|h|hrs?|mins?|secs?|pc)\b)[A-Za-z]{1,3}\b(?!\s*\d)", 0, "0"),
    (r"\b(?:1|one)\s+of\s+(?:the|these|those|our|its|their)\b", re.I, "0 one"),
    (
        r"(?:\b(?:an? )?(?:95|90|99)\s?(?:%|per\s?cent)\s+(?:confidence\s+)?(?:interval|level|limit)s?"
        r"|\bconfidence (?:interval|level)s? of (?:95|99)%)",
        re.I,
        "0 a an confidence",
    ),
    (r"\b(?:SI|No|Cm|Cmd|HC|ISBN|ISO)\s+\d[\d/]*\b", 0, "SI No Cm Cmd HC ISBN ISO"),
    (
        r"^\s*\(?\d{1,2}[.)](?=\s)|[;:](\s*\(?\d{1,2}\))(?=\s)|\((?:\d|[ivx]+)\)(?=\s+[a-z])",
        0,
        "^ ; : (",
    ),
    (
        r"\b(?:targets?|threshold|ambition|goal|limit|maximum|minimum)\s+(?:is|was|of|to be|at"
        r"|remains)\s+(?:set at\s+)?(?:at least\s+|over\s+|under\s+"
        r"|less than\s+|more than\s+|no more than\s+|below\s+|above\s+)?£?\d[\d,.]*(?:\s?(?:%|per\s?cent"
        r"|million|minutes?|seconds?|hours?|days?|m\b))*",
        re.I,
        "targets? threshold ambition goal limit maximum minimum",
    ),
    (
        r"\b£?\d[\d,.]*(?:\s?(?:%|per\s?cent))?[\s-](?:national\s+|local\s+|internal\s+)?(?:targets?"
        r"|threshold|benchmark|ambition)\b",
        re.I,
        "0 £",
    ),
)
