"""What a kind gets to work on, and how a claim is made of what it found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from peelian.audit.claims.model import Claim, Spot, Stated
from peelian.audit.claims.sums import signed
from peelian.audit.claims.verdicts import plain_reason
from peelian.audit.links.facts import Fact, facts
from peelian.audit.links.moves import Move
from peelian.audit.links.pair import Pair
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.roles import Change
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.tables.derived import Cell
from peelian.audit.tables.grid import Grid
from peelian.periods import words
from peelian.quantities import Printed

TIMES = ("seconds", "days", "working days", "months")


@dataclass(frozen=True)
class Material:
    """A paper's reading with its changes linked; `facts` are its levels that say what they are of."""

    reading: Reading
    moves: tuple[Move, ...]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(facts(self.reading))


def wording_of(change: Change, pair: Pair) -> tuple[Printed, bool]:
    """The stated number with the sign of its word, and whether its direction is said.

    "Improved" is a fall of a time and of a place; of anything else it says no direction.
    """
    sign = change.value_sign
    if change.way in ("better", "worse") and pair.unit in (*TIMES, "rank"):
        sign = -1 if change.way == "better" else 1
    if pair.reference and change.word in ("gap", "difference", "variance"):
        sign = 0
    said = sign != 0
    return signed(change.mention.number, sign), said


def claim_of(material: Material, move: Move, kind: str | None = None) -> Claim:
    """The claim of a change: checked where both its levels are known, else not decidable."""
    if move.outcome is None or move.pair is None:
        return _implied(material, move, kind or "")
    pair, outcome = move.pair, move.outcome
    verdict, reason = outcome.judged.verdict, outcome.judged.reason
    severity = outcome.judged.severity
    if verdict == "inconsistent" and any(n.number.qualifier in ("over", "under") for n in (pair.old, pair.new)):
        verdict, severity, reason = "not_decidable", None, "a level is printed as a bound only"
    if not reason:
        reason = outcome.note or plain_reason(verdict)
    near = [(m, s) for m, s in ((pair.old, pair.old_in), (pair.new, pair.new_in)) if s.block == move.sentence.block]
    first = min((s for _, s in near), key=lambda s: s.index, default=None)
    spot = covering(material.reading, move.sentence, [move.change.mention, *(m for m, _ in near)], first)
    others = {s.index: s for s in (pair.old_in, pair.new_in) if s.block != move.sentence.block}
    also = tuple(material.reading.whole(s) for s in others.values())
    return Claim(
        outcome.kind,
        spot,
        Stated(change_words(move.sentence, move.change), outcome.stated),
        verdict,
        reason,
        measure=measure_of(pair.new_in, pair.new),
        period=period_words(pair),
        old=pair.old.number,
        new=pair.new.number,
        recomputed=outcome.recomputed,
        unit=outcome.unit,
        possible=outcome.possible,
        severity=severity,
        sum=outcome.sum,
        also=also,
    )


def _implied(material: Material, move: Move, kind: str) -> Claim:
    only = move.only
    assert only is not None
    s = move.sentence
    within = s.start <= only.start < s.end and any(m is only for m in s.mentions)
    spot = covering(material.reading, s, [move.change.mention, *([only] if within else [])])
    stated = Stated(change_words(s, move.change), signed(move.change.mention.number, move.change.value_sign))
    reason = "the level it is compared with is not printed"
    return Claim(kind, spot, stated, "not_decidable", reason, measure=measure_of(s, only), new=only.number)


def claim_of_cell(kind: str, grid: Grid, cell: Cell) -> Claim:
    """The claim of a cell of a table that was worked out of others."""
    return Claim(
        kind,
        grid.place(cell.row, cell.at),
        Stated(cell.stated.number.text, cell.stated.number),
        cell.judged.verdict,
        cell.judged.reason or plain_reason(cell.judged.verdict),
        measure=f"{grid.labels[cell.row]}, {grid.headers[cell.at]}".strip(", "),
        new=cell.stated.number,
        parts=cell.inputs,
        recomputed=cell.recomputed,
        unit=cell.stated.number.unit,
        possible=cell.possible,
        severity=cell.judged.severity,
        sum=cell.sum,
    )


def covering(reading: Reading, s: Sentence, those: list[Mention], first: Sentence | None = None) -> Spot:
    """The piece of a passage that holds these numbers, from the start of the clause to a few words after the last.

    `first` is an earlier sentence of the same passage from which on they stand.
    """
    from_ = first if first is not None and first.block == s.block else s
    start, end = min(m.begins for m in those), max(m.end for m in those)
    left = s.clean.text[from_.start : start]
    right = s.clean.text[end : s.end]
    cut = max((m.end() for m in re.finditer(r"[.;:]\s|,\s(?=(?:while|whilst|and|but)\b)", left)), default=0)
    stop = re.search(r"[,;:.]?\s*$|[,;]\s|\s(?:and|which|while|but)\s|\s\(see\b", right)
    words = right[: stop.start()] if stop else right
    return reading.spot(s, from_.start + cut, end + len(words))


def change_words(s: Sentence, change: Change) -> str:
    """The change as printed, with its word: "an increase of 2.0%"."""
    m = change.mention
    left = s.clean.text[s.start : m.start]
    right = s.clean.text[m.end : s.end]
    word = re.escape(change.word)
    before = re.search(rf"(?:\b(?:an?|the)\s+(?:[\w-]+\s+){{0,2}})?\b{word}\b[^.;,\d]{{0,40}}$", left, re.I)
    after = re.match(rf"[^.;,\d]{{0,24}}?\b{word}\b", right, re.I)
    if before:
        return s.clean.text[s.start + before.start() : m.end]
    return s.clean.text[m.start : m.end + (after.end() if after else 0)]


def measure_of(s: Sentence, m: Mention) -> str:
    """What a number measures, in the words around it: the noun after it, or the subject before it."""
    right = re.match(r"\s*((?:[a-z][\w'-]*\s*){1,6})", s.clean.text[m.end : s.end])
    noun = (
        re.split(
            r"\b(?:was|were|in|at|during|over|compared|and|which|from|to|had|have|has|with|for|as|by|the)\b", right[1]
        )[0]
        if right
        else ""
    )
    if noun.strip() and m.unit == "count":
        return noun.strip()
    subject = re.split(
        r"\b(?:is|are|was|were|has|have|had|rose|fell|increased|decreased|reduced|improved|stands?|stood"
        r"|reached|recorded|saw|dropped|declined)\b",
        s.clean.text[s.start : m.begins],
    )[0]
    return re.sub(r"^\W*(?:In|During|For|Over|As of|At)\b[^,]*,\s*", "", subject).strip(" ,.")[:120]


def period_words(pair: Pair) -> str | None:
    """The periods compared, as far as they are named."""
    old, new = pair.old_in.period_of(pair.old), pair.new_in.period_of(pair.new)
    if old is None and new is None:
        return None
    return f"{words(new) if new else 'not stated'} v {words(old) if old else 'not stated'}"
