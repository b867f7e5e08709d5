"""Direction words against figures: which clause contradicts which figure, and which is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peelian.publications.directions import contradictions
from peelian.publications.sentences.desk import Desk
from tests import small_plan
from tests.small_plan import kpi, typed


@pytest.fixture(scope="module")
def desk() -> Desk:
    """thefts fell (better), charges rose (better), fires rose (worse), calls did not move, floods have no baseline.

    visits moved by 0.5% and guests by 2.0%, both inside their band; bids by 2.0%, outside the usual one.
    """
    values = {"thefts": (1000, 900), "charges": (1000, 1100), "fires": (1000, 1100), "calls": (1000, 1000)}
    values |= {"visits": (1000, 1005), "guests": (1000, 1020), "bids": (1000, 1020)}
    bands = {"guests": Decimal(3)}
    kpis = [kpi(id, "higher" if id == "charges" else "lower", stable_band=bands.get(id)) for id in values]
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
        ("Thefts are up {{ thefts.change }}.", ["up"]),
        ("Thefts ({{ thefts.value }}, up {{ thefts.change }}).", ["up"]),
        ("Thefts are down {{ thefts.change }}.", []),
        ("Fires are down nearly {{ fires.change }}.", ["down"]),
        ("Fires (down {{ fires.change }}).", ["down"]),
        ("Fires are up {{ fires.change }}.", []),
        ("At {{ thefts.value }} thefts are above the baseline.", ["above"]),
        ("Thefts are {{ thefts.change }} above the baseline of {{ thefts.baseline }}.", ["above"]),
        ("Thefts are over {{ thefts.baseline }}.", ["over"]),
        ("At {{ fires.value }} fires are below their own baseline.", ["below"]),
        ("At {{ fires.value }} fires are above the baseline.", []),
        ("Thefts exceed {{ thefts.baseline }} by {{ thefts.change }}.", ["exceed"]),
        ("The number of thefts exceeded last year by {{ thefts.change }}.", ["exceeded"]),
        ("Fires exceed the baseline by {{ fires.change }}.", []),
        ("Thefts expanded by {{ thefts.change }}.", ["expanded"]),
        ("Fires were cut by {{ fires.change }}.", ["cut"]),
        ("Thefts were cut to {{ thefts.value }}.", []),
        ("Fires shrank to {{ fires.value }}.", ["shrank"]),
        ("A loss of {{ fires.change }} fires.", ["loss of"]),
        ("A loss of nearly {{ fires.change }} fires.", ["loss of"]),
        ("A gain of {{ thefts.change }}.", ["gain of"]),
        ("Thefts are unchanged at {{ thefts.value }}.", ["unchanged"]),
        ("Thefts are flat at {{ thefts.value }}.", ["are flat"]),
        ("Thefts remained stable at {{ thefts.value }}.", ["remained stable"]),
        ("Thefts have not changed: {{ thefts.value }}.", []),
        ("Thefts at {{ thefts.value }} have not changed.", ["have not changed"]),
        ("There is no change from {{ thefts.baseline }}.", ["no change from"]),
        ("Calls are unchanged at {{ calls.value }}.", []),
        ("Calls remained broadly stable at {{ calls.value }}.", []),
        ("Visits remained stable at {{ visits.value }}.", []),
        ("Visits are unchanged at {{ visits.value }}.", []),
        ("Visits are flat at {{ visits.value }}.", []),
        ("Guests remained stable at {{ guests.value }}.", []),
        ("Bids, flat at {{ bids.value }}.", ["flat at"]),
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
        "The force set up 12 teams; thefts are {{ thefts.value }}.",
        "It set up {{ thefts.value }} posts and took down {{ fires.value }}.",
        "Thefts at {{ thefts.value }} are above the target, over the limit and above the force as a whole.",
        "Thefts at {{ thefts.value }} exceed the target of {{ thefts.target }} by 3%.",
        "Over {{ thefts.value }} thefts were recorded under the new rules.",
        "A clear-cut case: {{ fires.value }} fires, cut off from help at a loss of trust.",
        "Patrols expanded into every town: {{ thefts.value }} thefts.",
        "A stable force needs flat shoes: {{ thefts.value }}.",
        "Thefts are no longer stable at {{ thefts.value }}.",
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
    assert says == [(7, "rose", "'rose' contradicts its figure: thefts went down (improved)")]
