"""Offences and outcomes of the Home Office's lists."""

from __future__ import annotations

from collections import Counter

import numpy as np

from peelian.simulate.crimes import outcome_words, types
from peelian.simulate.publishers.offences import not_yet, offences, outcome_of, outcomes, weights


def test_every_type_of_crime_has_offences_that_make_it_whole() -> None:
    shares: Counter[str] = Counter()
    for one in offences():
        if "of" in one:
            shares[one["of"]] += one["share"]
    assert shares == {kind["word"]: 100 for kind in types() if not kind.get("no_crime")}


def test_every_outcome_of_a_crime_has_a_type_of_its_own() -> None:
    places = outcome_of(np.arange(len(outcome_words())))
    assert len(set(places.tolist())) == len(outcome_words())
    assert not_yet() not in places
    assert outcomes()[places[outcome_words().index("Suspect charged")]]["type"] == 1


def test_every_offence_that_may_be_recorded_has_weights() -> None:
    recorded = [not one.get("expired") for one in offences()]
    for name in ("severity", "harm"):
        found = weights(name)
        assert found.blank is not None
        assert (~found.blank).tolist() == recorded
        assert found.values[recorded].min() > 0
