"""Direction words against figures: "rose" beside a figure that fell is a contradiction, and fails the build."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from peelian.assess.kpi import Assessment
from peelian.plan.model import Kpi

_FIGURE = (  # a figure follows: a reference, or a number as it is typed
    r"(?:(?:a|an|some|about|around|nearly|almost|approximately|over|under)\s)?(?:\{\{|[+-]?[£0-9])"
)
_BASE = r"(?:(?:the|its|their|that)\s)?(?:own\s)?(?:\w+\s)?(?:baseline|\{\{\s*[a-z0-9-]+\.baseline)"
_ADRIFT = (  # "up" and "down" are directions after these: "is up 8%", "(down 4)"; "set up 12 teams" is none
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere )|(?<=\bbeen )|(?<=\bnow )|(?<=\bwent )|(?<=\bgone )"
    r"|(?<=, )|(?<=\())"
)
_BY = rf"(?=\s(?:by|from)\b|\sto\s{_FIGURE})"
_OVER = rf"(?=\s(?:{_BASE}|(?!(?:\S+\s){{0,3}}(?:target|standard|limit|threshold)\b)(?:\S+\s){{0,6}}by\s{_FIGURE}))"
UP = (
    r"increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grew|grow(?:n|s|ing|th)|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)"
    r"|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|doubl(?:e|es|ed|ing)|up by|up from|higher"
    rf"|{_ADRIFT}up(?=\s{_FIGURE})"
    rf"|expand(?:s|ed|ing)?{_BY}|gains? of(?=\s{_FIGURE})|exceed(?:s|ed|ing)?{_OVER}|(?:above|over)(?=\s{_BASE})"
)
DOWN = (
    r"decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tions?)|fell|fall(?:s|en|ing)?|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?"
    r"|plung(?:e|es|ed|ing)|halv(?:e|es|ed|ing)|down by|down from|lower|shr(?:ank|unk|inks?|inking)"
    rf"|{_ADRIFT}down(?=\s{_FIGURE})"
    rf"|cut(?:s|ting)?{_BY}|loss(?:es)? of(?=\s{_FIGURE})|(?:below|under)(?=\s{_BASE})"
)
BETTER = r"improv(?:e|es|ed|ing|ements?)"
WORSE = r"worsen(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing|ion)"
STABLE = (
    r"unchanged|stable at|flat at|steady at|no change (?:from|since|on|at|compared)|(?:has|have|had|did) not changed?"
    r"|(?:remain(?:s|ed|ing)?|held|stayed|kept|is|are|was|were|been)\s(?:(?:broadly|largely|very|quite|about)\s)?"
    r"(?:stable|steady|flat|(?:the same|level)(?=\s(?:as|at|with)\b|[.,;:]|$))"
)
# "better" and "worse" judge a figure only after a verb: "got worse"; "a better picture" judges something else.
_BECAME = r"(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere )|(?<=\bgot )|(?<=\bgets )|(?<=\bbecame )|(?<=\bmuch ))"
_NO_BOUND = r"(?<!\bor )(?<!\bno )"  # "40 or more" and "no fewer than" are bounds
_NUMBER = r"(?:\}\}|[0-9]%?|per cent|points?)"
_WORD = re.compile(
    rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN})|(?P<stable>{STABLE})|(?P<better>{BETTER}|{_BECAME}better)"
    rf"|(?P<worse>{WORSE}|{_BECAME}worse))\b"
    rf"|{_NUMBER}\s(?:\w+\s)?(?P<more>{_NO_BOUND}more)\b"
    rf"|(?:{_NUMBER}\s(?:\w+\s)?(?P<less>{_NO_BOUND}less)|(?P<fewer>{_NO_BOUND}\bfewer(?!\sthan\s(?:\{{|[0-9£]))))\b",
    re.IGNORECASE,
)
# Without a figure beside them only words that say what happened are read, not those that compare or name a wish.
_SAID = re.compile(
    r"\b(?:(?P<up>rose|risen|rising|rises|increased|increases|increasing|an increase|a rise|grew|grown|climbed|surged"
    r"|jumped|soared|doubled|went up|gone up|going up|(?:is|are|was|were) up(?!\sto\b))"
    r"|(?P<down>fell|fallen|falling|falls|decreased|decreases|decreasing|a decrease|a fall|a reduction|declined|dropped"
    r"|plunged|halved|shrank|went down|gone down|going down|(?:is|are|was|were) down(?!\sto\b))"
    rf"|(?P<stable>{STABLE})"
    rf"|(?P<better>improved|{_BECAME}better)|(?P<worse>worsened|deteriorated|{_BECAME}worse))\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\{\{\s*([a-z0-9-]+)\.(value|change|baseline|direction)\s*\}\}")
_BY_ID = re.compile(r"\{\{\s*([^{}\s]+/[^{}\s]+)\s*\}\}")
_CLAUSE = re.compile(r"(?:[.;:!?]\s|,\s+(?:while|but|whereas|although|and)\s|\s(?:while|but|whereas|although)\s)")
_NOT = re.compile(r"\b(?:not|no|nor|neither|without|never|despite|rather than|instead of)\b", re.IGNORECASE)
_UNMOVED = re.compile(r"\bno change\b|\b(?:has|have|had|did) not changed?\b", re.IGNORECASE)  # says how a figure moved
# A clause that says what may be, should be, or was elsewhere, and one that speaks of how things are counted.
_ELSEWHERE = re.compile(
    r"\b(?:may|might|could|can|would|will|should|if|wants?|aims?|promis\w+|asks?|expect\w*|target|goal|commit\w*|part"
    r"|report\w*|recording|confidence|trust|aware\w*|satisf\w+|demand|population|capacity|funding|budget\w*|cost\w*"
    r"|nation\w*|country|england|previous\w*|earlier|before|until|in (?:19|20)[0-9]{2}|months?|quarters?)\b",
    re.IGNORECASE,
)
_ITSELF = frozenset("it they this these that there figure figures number numbers total level count".split())
_SMALL = frozenset("and the for with from than per other number rate share total all have has been was were".split())


@dataclass(frozen=True)
class Moved:
    """What a figure did: the name to tell it by, its direction, and what that means."""

    name: str
    direction: str
    meaning: str

    @classmethod
    def of(cls, assessment: Assessment) -> Moved:
        return cls(assessment.kpi.id, assessment.direction, assessment.meaning)


@dataclass(frozen=True)
class Around:
    """What a text may speak of apart from KPIs by their id.

    `by_id` says what a full figure id moved, None where it says nothing of a move. `tied` holds the hand-typed numbers
    of the paragraph's figures; `beside` the KPIs its sentences speak of.
    """

    by_id: Callable[[str], Moved | None] = lambda _: None
    tied: Mapping[str, Assessment] = field(default_factory=dict)
    beside: Collection[str] = ()


def contradictions(
    text: str, kpis: Mapping[str, Kpi], assessment: Callable[[str], Assessment | None], around: Around | None = None
) -> Iterator[tuple[int, str, str]]:
    """Where in the text a word contradicts its figure, the word, and how, clause by clause.

    A clause with a negation, or with figures that moved both ways, is left. A clause that names no figure is read
    only where its paragraph leaves no doubt what it speaks of.
    """
    around = around or Around()
    for start, clause in _clauses(text):
        if _NOT.search(_UNMOVED.sub("", clause)):
            continue
        moved, words = _named(clause, kpis, assessment, around), _WORD
        if not moved and "{{" not in clause:
            moved, words = _meant(clause, kpis, assessment, around), _SAID
        facts = ", ".join(f"{a.name} went {a.direction} ({a.meaning})" for a in moved)
        facts = facts.replace("went same (same)", "did not change")
        for word in words.finditer(clause):
            if moved and _opposed(word, {a.direction for a in moved}, {a.meaning for a in moved}):
                kind = word.lastgroup or 0
                says = f"'{word[kind]}' contradicts its figure: {facts}"
                yield start + word.start(kind), word[kind], says


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for cut in _CLAUSE.finditer(text):
        yield position, text[position : cut.start()]
        position = cut.end()
    yield position, text[position:]


def _named(
    clause: str, kpis: Mapping[str, Kpi], assessment: Callable[[str], Assessment | None], around: Around
) -> list[Moved]:
    """What the figures of the clause did: by KPI, by figure id, by a number typed as one of them is printed."""
    ids = sorted({found[1] for found in _REFERENCE.finditer(clause) if found[1] in kpis})
    moved = [Moved.of(a) for a in map(assessment, ids) if a is not None]
    moved += [m for m in (around.by_id(found[1]) for found in _BY_ID.finditer(clause)) if m is not None]
    for number, owner in around.tied.items():
        if re.search(rf"(?<![\w.,]){re.escape(number)}(?![\w%]|[.,][0-9])", clause):
            moved.append(Moved.of(owner))
    return list(dict.fromkeys(moved))


def _meant(
    clause: str, kpis: Mapping[str, Kpi], assessment: Callable[[str], Assessment | None], around: Around
) -> list[Moved]:
    """What the paragraph's KPIs did, where all went one way and the clause plainly speaks of them; else nothing."""
    beside = [a for a in map(assessment, around.beside) if a is not None]
    moved = [Moved.of(a) for a in beside]
    if len({m.direction for m in moved}) != 1 or len({m.meaning for m in moved}) != 1 or _ELSEWHERE.search(clause):
        return []
    own = {word for a in beside for word in _content(f"{a.kpi.title} {a.measure.title} {a.measure.words.subject}")}
    others = (kpi.title.casefold() for id, kpi in kpis.items() if id not in around.beside)
    if any(re.search(rf"\b{re.escape(title)}\b", clause.casefold()) for title in others):
        return []
    first = _SAID.search(clause)
    if first is None:
        return []
    before = clause[: first.start()]
    subject = re.findall(r"[a-z]+", before.casefold())
    after = re.match(r"\s+(?:in|of)\s+(?:the\s+)?((?:\w+\s?){1,4})", clause[first.end() :])
    if first[0].casefold().startswith(("a ", "an ")) and after:  # "an increase in X": X is the subject
        return moved if own & set(_content(after[1])) else []
    itself = len(subject) <= 3 and bool(_ITSELF & set(subject))
    return moved if itself or _only(set(_content(before)), own) else []


def _content(text: str) -> list[str]:
    """The words that carry meaning, each without its plural; crimes and offences are one thing."""
    words = [word for word in re.findall(r"[a-z]+", text.casefold()) if len(word) > 2 and word not in _SMALL]
    singular = [f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") for word in words]
    return ["crime" if word == "offence" else word for word in singular]


def _only(said: set[str], own: set[str]) -> bool:
    """Whether a subject names what is its paragraph's own, and nothing that is not."""
    return bool(said & own) and not (said - own - {"record", "recorded", "overall", "police", "also", "again"})


def _opposed(word: re.Match[str], directions: set[str], meanings: set[str]) -> bool:
    found = word.groupdict()
    if found["up"] or found.get("more"):
        return directions <= {"down", "same"}
    if found["down"] or found.get("less") or found.get("fewer"):
        return directions <= {"up", "same"}
    if found["stable"]:
        return meanings <= {"improved", "worsened", "moved"}
    if found["better"]:
        return meanings <= {"worsened", "same"}
    return meanings <= {"improved", "same"}
