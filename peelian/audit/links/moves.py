"""Links each change that a sentence states to the two levels it is the change of, near or far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from peelian.audit.claims.sums import Outcome
from peelian.audit.links.alongside import WHEN
from peelian.audit.links.own_levels import between_its_own, of_another_base
from peelian.audit.links.pair import Pair, comparable
from peelian.audit.links.pairs import old_alone, pairs_alongside, pairs_in
from peelian.audit.links.parallel import parallel_lists
from peelian.audit.links.targets import target_pairs
from peelian.audit.numbers.mentions import Mention
from peelian.audit.numbers.named_periods import comes_before
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.roles import Change
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.topic import anaphoric, content

TELLING = 10  # a difference smaller than that comes out of numbers that stand near by chance

Check = Callable[[Change, Pair], Outcome | None]

_BY_REFERENCE = re.compile(
    r"^(?:above|below|higher|lower|better|worse|gap|difference|more|less|fewer|faster|slower|longer"
    r"|shorter|quicker|greater|variance)$"
)


@dataclass(frozen=True)
class Move:
    """A change with what it was linked to. `outcome` None: an input is not printed; `only` is the one that is."""

    sentence: Sentence
    change: Change
    pair: Pair | None
    outcome: Outcome | None
    only: Mention | None = None


def moves(reading: Reading, checks: Sequence[Check]) -> list[Move]:
    """Every change of the paper, in order, each with its best reading."""
    found: list[Move] = []
    for sentence in reading.sentences:
        if sentence.kind in ("heading", "caption"):
            continue
        for change in sentence.changes:
            found.append(_move(reading, sentence, change, checks))
    return found


def _move(reading: Reading, s: Sentence, change: Change, checks: Sequence[Check]) -> Move:
    weighed: list[tuple[int, int, Pair, Outcome]] = []
    settled: set[frozenset[int]] = set()
    for rank, pair in enumerate(_candidates(reading, s, change)):
        ends = frozenset((id(pair.old), id(pair.new)))
        if ends in settled:
            continue  # which of the two is the old one is known already
        if pair.fixed:
            settled.add(ends)
        for way in (pair,) if pair.fixed else (pair, pair.turned):
            for check in checks if pair.form != "near" or _precise(change) else ():
                outcome = check(change, way)
                if outcome is not None and not (pair.form == "near" and _weight(outcome, way) == 1):
                    weighed.append((_weight(outcome, way), rank, way, outcome))
    if weighed:
        weight, _, pair, outcome = min(weighed, key=lambda w: (w[0], w[1]))
        if weight < 2 or (_certain(weighed) and not of_another_base(s, change, pair)):
            return Move(s, change, *_worst_of_first(weighed)) if weight >= 2 else Move(s, change, pair, outcome)
    return Move(s, change, None, None, _only_level(reading, s, change))


def _precise(change: Change) -> bool:
    """Whether a change says a number that only its own levels give, so that levels near it can bear it out."""
    m = change.mention
    telling = m.unit in ("percent", "pp") or abs(m.value) >= TELLING
    return not m.fraction and m.number.qualifier not in ("over", "under") and telling


def _weight(outcome: Outcome, pair: Pair) -> int:
    """0 consistent, 1 consistent within rounding, 2 not."""
    return {"consistent": 0, "consistent_within_rounding": 1}.get(outcome.judged.verdict, 2)


def _certain(weighed: list[tuple[int, int, Pair, Outcome]]) -> bool:
    """Whether what comes first is a strong pair, so that an inconsistency may be said aloud."""
    return min(weighed, key=lambda w: w[1])[2].strong


def _worst_of_first(weighed: list[tuple[int, int, Pair, Outcome]]) -> tuple[Pair, Outcome]:
    """The mildest reading of the pair that comes first."""
    first = min(w[1] for w in weighed)
    order = {"last_digit": 0, "label": 1, "direction": 2, "material": 3}
    those = [w for w in weighed if w[1] == first]
    best = min(
        those, key=lambda w: (order.get(w[3].judged.severity or "", 3), abs(w[3].recomputed - w[3].stated.value))
    )
    return best[2], best[3]


def _candidates(reading: Reading, s: Sentence, change: Change) -> Iterator[Pair]:
    """The pairs a change may be of, the likeliest first; those that only a consistent sum can confirm come last."""
    own = _nearest_first(s, change, [p for p in pairs_in(s) if _fits(change, p)])
    yield from target_pairs(reading, s, change)
    yield from own
    before = reading.before(s, 2)
    carried = list(_carried(s, change, before))
    if not own:
        yield from carried
        yield from _by_periods(s, change, before)
        yield from _of_sentence_before(s, change, before)
        yield from _of_sentence_after(reading, s, change)
    yield from _derived(s, change)
    yield from _weak(s, change, [] if own and _said_of(s, change, own[0]) else before)


def _said_of(s: Sentence, change: Change, pair: Pair) -> bool:
    """ "rose from 62% to 68%, an increase of 9 points": a change that is of this pair and of nothing said before."""
    m = change.mention
    if pair.strong and pair.form in ("compared", "new-from") and pair.new.end <= m.begins and m.end <= pair.old.begins:
        return between_its_own(s, m, pair)
    if not pair.strong or pair.form != "from-to":
        return False
    if pair.new.end <= m.begins:
        straight = _STRAIGHT_AFTER.fullmatch(s.view[pair.new.end : m.begins])
    else:
        straight = _STRAIGHT_BEFORE.fullmatch(s.view[m.end : pair.old.begins])
    return straight is not None and _NO_MORE.match(s.view[max(m.end, pair.new.end) : s.end]) is not None


_STRAIGHT_BEFORE = re.compile(r",?\s+\(?from\s+", re.I)
_STRAIGHT_AFTER = re.compile(
    r",?\s+(?:(?:which is|that is|or|representing|equal to)\s+)?an?\s+(?:[a-z]+\s+)?[a-z]+\s+of\s+", re.I
)
_NO_MORE = re.compile(r"\s*\)?\s*(?:[.;]|$)")


def _derived(s: Sentence, change: Change) -> Iterator[Pair]:
    """ "fell by 1,000 to 11,000, a fall of 8.3%": the old level is what the printed change leaves of the new one."""
    if change.mention.unit != "percent" or not change.value_sign:
        return
    yield from _beside(s, change)
    for other in s.changes:
        levels = [m for m in s.levels if m.unit == other.mention.unit and not m.fraction and not m.worded]
        if other is change or other.way != change.way or len(levels) != 1 or other.mention.number.qualifier:
            continue
        yield from _moved_by(s, change, levels[0], other.mention, strong=False)


def _beside(s: Sentence, change: Change) -> Iterator[Pair]:
    """ "5,244 were attended, an increase of 5.7% (283 incidents)": how many that is stands in brackets beside it."""
    said = [*s.levels, *(c.mention for c in s.changes)]
    beside = [m for m in said if _IN_BRACKETS.fullmatch(s.view[change.mention.end : m.begins])]
    beside = [m for m in beside if re.match(r"(?:\s+[a-z-]+){0,3}\s*\)", s.view[m.end : s.end], re.I)]
    if not beside or beside[0].unit not in ("count", "GBP", "EUR", "USD", "FTE"):
        return
    by = beside[0]
    before = [m for m in s.levels if m.end <= change.mention.begins and m.unit == by.unit and not m.worded]
    before = [m for m in before if s.view[: m.begins].rstrip()[-1:] != "("]
    if len(before) == 1 and not _PART_OF_IT.search(s.view[before[0].end : change.mention.begins]):
        yield from _moved_by(s, change, before[0], by, strong=True)


_IN_BRACKETS = re.compile(r"\s*\(\s*")
_PART_OF_IT = re.compile(r"\b(?:of (?:which|these|whom|them)|includ\w+|with|while|whilst|whereas)\b|;", re.I)


def _moved_by(s: Sentence, change: Change, level: Mention, by: Mention, *, strong: bool) -> Iterator[Pair]:
    """The pair of a new level and the old one that is so much less or more."""
    new, moved = level.number, by.number
    value = new.value - abs(moved.value) * change.value_sign
    sign = "-" if change.value_sign > 0 else "+"
    text, half = f"{new.text} {sign} {moved.text}", new.half_width + moved.half_width
    if value > 0:
        old = replace(new, text=text, value=value, half_width=half)
        yield Pair(replace(level, number=old), level, s, s, "derived", strong)


def _fits(change: Change, pair: Pair) -> bool:
    return not pair.reference or bool(_BY_REFERENCE.match(change.word)) or pair.form == "new-from"


def _nearest_first(s: Sentence, change: Change, pairs: list[Pair]) -> list[Pair]:
    """Pairs that no other change of the same unit parts from this one, then by distance."""
    at = change.mention.start
    rivals = [c.mention.start for c in s.changes if c is not change and c.mention.unit == change.mention.unit]

    def far(pair: Pair) -> tuple[int, int, int]:
        low, high = min(pair.old.start, pair.new.start), max(pair.old.end, pair.new.end)
        gap = 0 if low <= at <= high else min(abs(at - low), abs(at - high))
        nearer = min((0 if low <= r <= high else min(abs(r - low), abs(r - high)) for r in rivals), default=10**6)
        parted = any(high < r < at or at < r < low for r in rivals)
        return int(parted), int(nearer < gap), gap

    ranked = sorted(pairs, key=far)
    return [p if far(p)[:2] == (0, 0) and not _elsewhere(s, change, p) else _doubtful(p) for p in ranked]


def _elsewhere(s: Sentence, change: Change, pair: Pair) -> bool:
    """Whether a pair stands in another clause than the change, or the change has a level of its own beside it."""
    low, high = min(pair.old.begins, pair.new.begins), max(pair.old.end, pair.new.end)
    at = change.mention
    between = s.view[at.end : low] if at.end <= low else s.view[high : at.begins] if high <= at.begins else ""
    own = re.match(r"\s+to\s+(?:[a-z]+\s+){0,3}$", s.right_of(at))
    nxt = next((m for m in s.mentions if m.begins >= at.end), None)
    beside = own is not None and nxt is not None and nxt not in (pair.old, pair.new) and nxt.unit != "percent"
    return beside or bool(_NEW_CLAUSE.search(between))


_NEW_CLAUSE = re.compile(
    r";(?!\s*(?:an?|this|which|represent\w*|equat\w*|up|down|change|difference|variance|gap|so|thus|therefore|the\s+(?:\w+\s+)?(?:change|difference|gap"
    r"|increase|decrease|rise|fall|reduction|overspend|underspend|variance|total is))\b)"
    r"|\b(?:while|whilst|whereas|although|but)\b"
    r"|\band\b(?!\s+(?:this|that|which|represent\w*|equat\w*|is|was|now)\b)[^,]{0,80}?"
    r"\b(?:rose|fell|increased|decreased|dropped|declined|grew|improved|reduced|went|has|have|had|was"
    r"|were|is|are|stood|up|down)\b",
    re.I,
)


def _doubtful(pair: Pair) -> Pair:
    return replace(pair, strong=False)


def _carried(s: Sentence, change: Change, before: list[Sentence]) -> Iterator[Pair]:
    """The old level stands here ("compared with the baseline of 220 days"), the new one in the sentence before."""
    old = old_alone(s)
    if old is None or not before:
        return
    levels = [
        m for m in before[0].levels if comparable(m, old) and (old.worded or not (m.worded and m.unit == "count"))
    ]
    if levels:
        certain = len(levels) == 1 and anaphoric(s.text)
        yield Pair(old, levels[-1], s, before[0], "carried", certain)


def _of_sentence_before(s: Sentence, change: Change, before: list[Sentence]) -> Iterator[Pair]:
    """ "The number fell from 651 to 89. This represents a decrease of 86.3%"."""
    if any(m.unit == change.mention.unit or not m.worded for m in s.levels) or not before:
        return
    pairs = [p for p in pairs_in(before[0]) or pairs_alongside(before[0], of_change=False) if _fits(change, p)]
    taken = any(c.mention.unit == change.mention.unit for c in before[0].changes)
    pointed = anaphoric(s.text) and not _CAUSE.search(s.left_of(change.mention))
    certain = len(pairs) == 1 and pointed and not taken and _one_of_each(s)
    for pair in reversed(pairs):
        yield pair if certain else _doubtful(pair)
    if len(before) > 1 and anaphoric(s.text) and not pairs:
        yield from map(_doubtful, parallel_lists(before[1], before[0]))


# What follows is why the levels changed, or what came of it: "the increase is partly due to a rise of 12 in August".
_CAUSE = re.compile(
    r"\b(?:due to|owing to|because of|attribut\w+ to|explained by|driven by|caused by|result\w* (?:in|from|of)"
    r"|led to|leading to|following|after)\b",
    re.I,
)


def _one_of_each(s: Sentence) -> bool:
    """Whether the changes of a sentence say one and the same in different units: "a rise of 60 (15%)"."""
    units = [c.mention.unit for c in s.changes]
    return len(set(units)) == len(units)


def _by_periods(s: Sentence, change: Change, before: list[Sentence]) -> Iterator[Pair]:
    """One level in each of two sentences, each with its period: "In 2023 … 2,000. In 2024 … 2,300, an increase of"."""
    own = _plain_levels(s)
    run = [s, *before[:1]] if own else before if anaphoric(s.text) else []
    if len(run) < 2 or any(len(_plain_levels(one)) != 1 for one in run[:2]):
        return
    new, old = _plain_levels(run[0])[0], _plain_levels(run[1])[0]
    if not comparable(old, new) or run[1].changes:
        return
    words = content(run[0].text), content(run[1].text)
    alike = bool(words[0] & words[1]) or not (words[0] and words[1])
    earlier = comes_before(run[1].period_of(old), run[0].period_of(new))
    pair = Pair(old, new, run[1], run[0], "periods", alike)
    if earlier is not None:
        yield pair if earlier else pair.turned
    elif _EARLIER.search(run[1].text):
        yield pair
    elif _EARLIER.search(run[0].text):
        yield pair.turned
    elif all(WHEN.search(one.text) for one in run[:2]):
        yield replace(pair, fixed=False)


def _plain_levels(s: Sentence) -> list[Mention]:
    return [m for m in s.levels if not m.fraction and not (m.worded and m.unit == "count")]


_EARLIER = re.compile(r"\b(?:previous|prior|preceding|last|baseline|before|earlier)\b", re.I)


def _of_sentence_after(reading: Reading, s: Sentence, change: Change) -> Iterator[Pair]:
    """ "Times fell by 23.7%. The median time went from … to …": the levels follow."""
    after = reading.after(s)
    if after is None or s.levels or after.changes or not _precise(change):
        return
    pairs = [p for p in pairs_in(after) if _fits(change, p)]
    shared = content(s.text) & content(after.text)
    for pair in pairs:
        yield pair if len(pairs) == 1 and len(shared) >= 2 and len(s.changes) == 1 else _doubtful(pair)


def _weak(s: Sentence, change: Change, before: list[Sentence]) -> Iterator[Pair]:
    """Levels that merely stand near: believed only where the sum comes out."""
    reach = 2 if change.word in ("gap", "difference") else 1
    near = [(m, one) for one in reversed(before[:reach]) for m in one.levels] + [(m, s) for m in s.levels]
    near = [(m, one) for m, one in near if not m.fraction and not (m.worded and m.unit == "count")][-6:]
    for i, (x, of_x) in enumerate(near):
        for y, of_y in near[i + 1 :]:
            if comparable(x, y):
                yield Pair(x, y, of_x, of_y, "near", False, False)


def _only_level(reading: Reading, s: Sentence, change: Change) -> Mention | None:
    """The one level that a change without its other end belongs to: the nearest before it, else after it."""
    at = change.mention
    others = [c.mention.start for c in s.changes if c is not change]
    after = next((m for m in s.mentions if m.begins >= at.end), None)
    if after is not None and _may_belong(s, change, after) and _TOWARDS.match(s.view[at.end : after.begins]):
        return after
    before = [m for m in s.levels if m.end <= at.start and _may_belong(s, change, m)]
    if before and ";" not in s.view[before[-1].end : at.start]:
        return None if any(before[-1].end < other < at.start for other in others) else before[-1]
    later = [m for m in s.levels if m.start >= at.end and _may_belong(s, change, m)]
    if later and not before and _WITH.search(s.view[at.end : later[0].begins]):
        return None if any(at.end < other < later[0].start for other in others) else later[0]
    earlier = reading.before(s)
    if earlier and anaphoric(s.text):
        those = [m for m in earlier[0].levels if _may_belong(earlier[0], change, m)]
        return those[-1] if those else None
    return None


_TOWARDS = re.compile(r"\s+(?:to|at|reaching|from)\s+(?:[a-z]+\s+){0,3}$", re.I)
_WITH = re.compile(
    r"^[^;]{0,90}?,\s*(?:with|to|reaching|at|or)\b[^;,]{0,60}$|\b(?:to|at|reaching)\s+(?:[a-z]+\s+){0,3}$", re.I
)


def _may_belong(s: Sentence, change: Change, m: Mention) -> bool:
    """Whether a level can be an end of a change: of its unit, or anything but a percentage where it is in per cent."""
    unit = change.mention.unit
    if m.fraction or m.unit in ("rank", "ratio") or (m.worded and m.unit == "count" and unit != "count"):
        return False
    if unit == "percent":
        return m.unit != "percent" or bool(re.search(r"\bto\s+(?:[a-z]+\s+){0,3}$", s.left_of(m)))
    return m.unit == unit or (unit == "pp" and m.unit == "percent")
