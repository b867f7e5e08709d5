"""Outcomes of the Home Office's list."""

from __future__ import annotations

import numpy as np

from peelian.simulate.crimes import outcome_words
from peelian.simulate.publishers.outcome_types import not_yet, outcome_of, outcomes


def test_every_outcome_of_a_crime_has_a_type_of_its_own() -> None:
    places = outcome_of(np.arange(len(outcome_words())))
    assert len(set(places.tolist())) == len(outcome_words())
    assert not_yet() not in places
    assert outcomes()[places[outcome_words().index("Suspect charged")]]["type"] == 1
