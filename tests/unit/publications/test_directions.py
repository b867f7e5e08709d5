"""Direction words against figures: which clause contradicts which figure, and which is left alone."""

from __future__ import annotations

import pytest

from peelian.publications.directions import contradictions
from peelian.publications.sentences.desk import Desk
from tests import small_plan
from tests.small_plan import kpi, typed


@pytest.fixture(scope="module")
def desk() -> Desk:
    """thefts fell (better), charges rose (better), fires rose (worse), calls did not move, floods have no baseline."""
    values = {"thefts": (1000, 900), "charges": (1000, 1100), "fires": (1000, 1100), "calls": (1000, 1000)}
    kpis = [kpi(id, "higher" if id == "charges" else "lower") for id in values]
    rows = [
        typed(f"{id}/all/ye-{year}-03/value", value)
        for id, pair in values.items()
        for year, value in zip((2024, 2026), pair, strict=True)
    ]
    return small_plan.desk(small_plan.plan([*kpis, kpi("floods", baseline=None)]), rows)


def wrong(desk: Desk, text: str) -> list[str]:
    return [says.split("'")[1] for _, _, says in contradictions(text, desk.kpis, desk.assessment)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thefts rose by {{ thefts.change }}.", ["rose"]),
        ("Thefts fell by {{ thefts.change }}.", []),
        ("Charges fell to {{ charges.value }}.", ["fell"]),
        ("Charges improved to {{ charges.value }}.", []),
        ("Fires improved to {{ fires.value }}.", ["improved"]),
        ("Fires worsened to {{ fires.value }}.", []),
        ("Thefts worsened to {{ thefts.value }}.", ["worsened"]),
        ("Calls rose by {{ calls.change }}.", ["rose"]),
        ("Calls fell by {{ calls.change }}.", ["fell"]),
        ("An INCREASE of {{ thefts.change }}.", ["INCREASE"]),
        ("A drop and a decline of {{ fires.change }}.", ["drop", "decline"]),
        ("{{ fires.value }} is lower and fewer.", ["lower", "fewer"]),
    ],
)
def test_a_word_against_its_figure(desk: Desk, text: str, words: list[str]) -> None:
    assert wrong(desk, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Thefts did not rise by {{ thefts.change }}.",
        "Without growth, {{ thefts.value }} remain.",
        "Despite a rise elsewhere, {{ thefts.value }}.",
        "Patrols rose. Thefts are {{ thefts.value }}.",
        "Patrols rose, while thefts are {{ thefts.value }}.",
        "Patrols rose; {{ thefts.value }} thefts.",
        "Thefts ({{ thefts.change }}) and fires ({{ fires.change }}) rose and fell.",
        "Thefts rose in {{ thefts.period }}.",
        "Thefts rose.",
        "Floods rose to {{ floods.value }}.",
        "Enterprise and grouse and fallacies: {{ thefts.value }}.",
        "Nobody knows {{ unknown.change }}, which rose.",
    ],
)
def test_what_is_left_alone(desk: Desk, text: str) -> None:
    assert wrong(desk, text) == []


def test_each_clause_has_its_own_figure(desk: Desk) -> None:
    text = "Thefts rose by {{ thefts.change }}, but fires fell by {{ fires.change }}"
    text += ", and charges rose by {{ charges.change }}."
    assert wrong(desk, text) == ["rose", "fell"]


def test_the_finding_says_which_way_the_figure_went(desk: Desk) -> None:
    says = list(contradictions("Thefts rose by {{ thefts.change }}.", desk.kpis, desk.assessment))
    assert says == [
        (7, "rose", "'rose' contradicts its figure: thefts went down (improved); mend the word or the reference")
    ]
