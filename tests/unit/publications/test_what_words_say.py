"""Directions in an author's words without a reference, references to no change, and the places of findings."""

from __future__ import annotations

import pytest

from peelian.publications.blocks import plain
from peelian.publications.commentary import read_markdown
from peelian.publications.sentences.desk import Desk
from peelian.publications.weaving import weave
from tests import small_plan
from tests.small_plan import kpi, typed

BOTH_FELL = ("crime", "fires")


@pytest.fixture
def desk() -> Desk:
    """Crime fell from 1,000 to 900 and fires to 800; thefts rose; calls did not move; visits have no known baseline.

    Lamps moved by 0.5% from a year that is no KPI's baseline.
    """
    values = {"crime": (1000, 900), "fires": (1000, 800), "thefts": (400, 500), "calls": (1000, 1000)}
    others = (kpi(id) for id in ("fires", "thefts", "calls", "visits", "lamps"))
    kpis = [kpi("crime", title="Total recorded crime"), *others]
    rows = [
        typed(f"{id}/all/ye-{year}-03/value", value)
        for id, pair in values.items()
        for year, value in zip((2024, 2026), pair, strict=True)
    ]
    rows.append(typed("visits/all/ye-2026-03/value", 50))
    rows += [typed("lamps/all/ye-2026-03/value", 1005), typed("lamps/all/ye-2023-03/value", 1000)]
    return small_plan.desk(small_plan.plan(kpis), rows)


def said(desk: Desk, text: str, beside: tuple[str, ...] = ("crime",)) -> list[tuple[str, str]]:
    """The code of each finding with the word it quotes first."""
    words = read_markdown(f"# here\n{text}\n", "a.md").paragraphs["here"]
    weave(desk, words.runs[0], "a.md:2", beside)
    return [(f.code, f.says.split("'")[1]) for f in desk.findings]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Crime rose to {{ crime/all/ye-2026-03/value }}.", "rose"),
        ("Crime rose by {{ crime/all/ye-2026-03/change-percent-from-ye-2024-03 }}.", "rose"),
        ("Crime rose to 900.", "rose"),
        ("Crime was up from {{ crime.baseline }}.", "up from"),
        ("Crime surged to {{ crime.value }}.", "surged"),
        ("There were {{ crime.change }} more crimes.", "more"),
        ("With {{ crime.value }} it got worse.", "worse"),
        ("Thefts plunged to {{ thefts.value }}.", "plunged"),
        ("There were {{ thefts.change }} less.", "less"),
        ("Calls improved to {{ calls.value }}.", "improved"),
        ("Calls were worse at {{ calls.value }}.", "worse"),
        ("Crime by {{ crime/all/ye-2026-03/change-percent-from-ye-2024-03 }} remained stable.", "remained stable"),
        ("Crime was up 10.0%.", "up"),
        ("Crime remained stable.", "remained stable"),
        ("Crime is up.", "is up"),
        ("It is unchanged.", "unchanged"),
        ("It is the same as it was.", "is the same"),
        ("Crime expanded by {{ crime.change }}.", "expanded"),
        ("It rose.", "rose"),
        ("Recorded crime increased.", "increased"),
        ("There was an increase in crime.", "an increase"),
    ],
)
def test_a_word_that_contradicts_is_found(desk: Desk, text: str, word: str) -> None:
    assert said(desk, text) == [("direction-contradicts", word)]


@pytest.mark.parametrize(
    ("text", "word"), [("Crime doubled to {{ crime.value }}.", "doubled"), ("Thefts halved.", "halved")]
)
def test_a_size_in_a_verb_is_a_typed_number_and_a_direction(desk: Desk, text: str, word: str) -> None:
    assert said(desk, text, ("thefts",)) == [("typed-number", word), ("direction-contradicts", word)]


def test_words_without_a_reference_are_held_against_what_their_paragraph_says(desk: Desk) -> None:
    assert [word for _, word in said(desk, "Crime rose sharply and got worse.", BOTH_FELL)] == ["rose", "worse"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("An increase in reporting may explain this.", ("crime",)),
        ("An increase in reporting explains this.", ("crime",)),
        ("Confidence rose.", ("crime",)),
        ("The number of officers rose.", ("crime",)),
        ("Thefts rose.", ("crime",)),
        ("Burglary rose.", ("crime",)),
        ("Crime rose.", ("crime", "thefts")),
        ("Crime rose.", ()),
        ("Crime rose.", ("visits",)),
        ("Crime fell and improved.", ("crime",)),
        ("Crime is down.", ("crime",)),
        ("It is up to the courts; that it shrank is down to patrols.", ("crime",)),
        ("It remained stable.", ("calls",)),
        ("It is the same list that was used before the review.", ("crime",)),
        ("Lamps at {{ lamps/all/ye-2026-03/change-percent-from-ye-2023-03 }} remained stable.", ("crime",)),
        ("Crime may have risen elsewhere.", ("crime",)),
        ("The {{ crime.direction }} follows two years of more patrols.", ("crime",)),
        ("There were fewer than {{ thefts.value }} or more.", ("crime",)),
        ("Priority incidents are less urgent, and give a better picture.", ("crime",)),
    ],
)
def test_what_may_speak_of_something_else_is_left(desk: Desk, text: str, beside: tuple[str, ...]) -> None:
    assert said(desk, text, beside) == []


@pytest.mark.parametrize("attribute", ["direction", "change"])
@pytest.mark.parametrize(("id", "why"), [("calls", "did not change"), ("visits", "no change to speak of")])
def test_no_change_is_a_finding_and_never_a_number(desk: Desk, attribute: str, id: str, why: str) -> None:
    words = read_markdown(f"# here\nThe {{{{ {id}.{attribute} }}}}.\n", "a.md").paragraphs["here"]
    assert plain(weave(desk, words.runs[0], "a.md:2", ())) == f"The [{id}.{attribute}]."
    assert [(f.code, why in f.says) for f in desk.findings] == [("unknown-reference", True)]


def test_a_finding_names_the_line_of_its_own_words(desk: Desk) -> None:
    text = (
        "On the first line\n**77** and\n{{ nothing.value }} and {{ crime.value\n}} and }}\nso crime.value rose to\n900."
    )
    words = read_markdown(f"# here\n{text}\n", "a.md").paragraphs["here"]
    woven = plain(weave(desk, words.runs[0], "a.md:2", ("crime",)))
    assert woven == "On the first line 77 and [nothing.value] and 900 and }} so crime.value rose to 900."
    assert [(f.code, f.where) for f in desk.findings] == [
        ("typed-number", "a.md:3"),
        ("unknown-reference", "a.md:4"),
        ("unknown-reference", "a.md:5"),
        ("direction-contradicts", "a.md:6"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# a\n- x\n  - y\n", 3, "a list inside a list"),
        ("# a\n- x\n\nafter\n", 4, "words after a list"),
        ("# a\n- x\n\n  y\n", 4, "a bullet holds one paragraph"),
        ("# a\nx\n\n[^n]: Nobody asks.\n", 4, "nothing refers to the footnote '[^n]'"),
        ("# a\nx[^n]\n\n[^n]: Why.[^m]\n\n[^m]: Because.\n", 4, "a footnote has no footnotes"),
        ("# a\nx\n\N{GRINNING FACE}\n", 3, "U+1F600"),
        ("# a\nx\x07\n", 2, "U+0007"),
    ],
)
def test_what_would_be_lost_or_not_be_printed_is_told_with_its_line(text: str, line: int, words: str) -> None:
    findings = read_markdown(text, "a.md").findings
    assert [f.where for f in findings if words in f.says] == [f"a.md:{line}"]


def test_runs_and_bullets_keep_their_lines() -> None:
    words = read_markdown("# a\nx\n\ny\nz\n\n- b\n- c\n", "a.md").paragraphs["a"]
    assert (words.lines, words.bullet_lines) == ((2, 4), (7, 8))
