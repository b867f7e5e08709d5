"""The words of the shared definitions: what they say of a level is the same of no two, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest

from peelian.figures.ids import FigureId
from peelian.measures.model import Measure, Ratio
from peelian.publications.blocks import plain
from peelian.publications.sentences.phrases import level_clause, subject_of
from tests import small_plan
from tests.unit.measures.test_definitions import MEASURES

COUNTED = [m for m in MEASURES.values() if m.words.noun and not isinstance(m.compute, Ratio)]
"""Those whose noun is what is counted; of a ratio it is the group compared with."""


def alike(said: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The sentences that more than one measure has, with their measures."""
    by_words = defaultdict(list)
    for words, id in said:
        by_words[words].append(id)
    return {words: ids for words, ids in by_words.items() if len(ids) > 1}


def told(measure: Measure, *, opened: bool, value: int = 15, part: str = "") -> tuple[str, str]:
    """What a paper says of a level of the measure, or of a part of it, and the subject of its other sentences."""
    breakdown = {part: "a"} if part else {}
    kpi = small_plan.kpi("k", title="Arson", measure=measure.id, breakdown=breakdown, baseline=None)
    row = small_plan.typed(
        FigureId(measure.id, "all", tuple(breakdown.items()), small_plan.NOW), value, measure.unit, printed="good"
    )
    desk = small_plan.desk(small_plan.plan([kpi], [measure]), [row])
    assessment = desk.assessment("k")
    assert assessment is not None
    return plain(level_clause(desk, assessment, opened=opened)), subject_of(desk, assessment)


def part_of(measure: Measure) -> str:
    """The dimension without which the measure has no value."""
    return measure.compute.dimension if isinstance(measure.compute, Ratio) else ""


@pytest.mark.parametrize("value", [1, 15])
@pytest.mark.parametrize("opened", [True, False])
def test_no_two_measures_say_the_same_of_their_level(opened: bool, value: int) -> None:
    said = [(told(m, opened=opened, value=value, part=part_of(m))[0], m.id) for m in MEASURES.values()]
    assert alike(said) == {}


@pytest.mark.parametrize("opened", [True, False])
def test_nor_of_a_part(opened: bool) -> None:
    said = [
        (told(m, opened=opened, part=part)[0], f"{m.id} by {part}") for m in MEASURES.values() for part in m.breakdowns
    ]
    by_part = {words: ids for words, ids in alike(said).items() if len({id.split()[0] for id in ids}) > 1}
    assert by_part == {}


def test_no_two_have_the_same_subject_or_count_things_of_the_same_name() -> None:
    assert alike((told(m, opened=True, part=part_of(m))[1], m.id) for m in MEASURES.values()) == {}
    assert alike((m.counted or "", m.id) for m in COUNTED) == {}


@pytest.mark.parametrize("measure", COUNTED, ids=lambda m: m.id)
def test_a_sentence_that_nothing_opens_starts_with_no_digit(measure: Measure) -> None:
    for part in ("", *measure.breakdowns):
        assert not told(measure, opened=False, part=part)[0][0].isdigit()


def test_what_happened_to_the_calls_is_in_every_sentence() -> None:
    abandoned, answered = MEASURES["extract-calls-999-abandoned"], MEASURES["extract-calls-999-answered"]
    assert told(abandoned, opened=True)[0] == "15 calls to 999 were abandoned after ten seconds"
    assert told(abandoned, opened=False)[0] == "there were 15 calls to 999 abandoned after ten seconds"
    assert told(answered, opened=False, value=1)[0] == "there was 1 call to 999 answered"
    assert told(MEASURES["extract-crime"], opened=False, part="hate")[0] == "there were 15 crimes recorded as arson"


def test_a_ratio_counts_nobody() -> None:
    ratio = MEASURES["extract-search-disproportionality-lowest"]
    said = "with searches of an unknown ethnic group counted as White, the stop and search rate for arson"
    assert told(ratio, opened=False, part="ethnicity")[0] == f"{said} was 15.0 times that for White people"
    assert ratio.counted is None
