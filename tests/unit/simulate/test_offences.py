"""The one list of offences: what a crime may be, rows of publishers' tables, weights."""

from __future__ import annotations

import numpy as np

from peelian.simulate import offences
from peelian.simulate.chance import Chance
from peelian.simulate.crimes import types


def test_a_crime_of_every_type_has_an_offence_of_its_type() -> None:
    kinds = np.repeat(np.arange(len(types())), 300)
    words = offences.drawn(Chance(1, 1), kinds)
    found = {
        (types()[kind]["word"], offences.recorded()[code].of)
        for kind, code in zip(kinds.tolist(), words.codes.tolist(), strict=True)
        if not types()[kind].get("no_crime")
    }
    assert found == {(kind["word"], kind["word"]) for kind in types() if not kind.get("no_crime")}
    assert words.vocabulary == offences.codes()
    assert len(set(words.codes.tolist())) > 60


def test_no_crime_bears_an_expired_code_or_that_of_the_publishers_alone() -> None:
    others = [one for one in offences.offences() if one.code not in offences.codes()]
    assert [one.code for one in others if not one.expired] == ["80"]
    assert "28A" in {one.code for one in others}
    assert not any(one.share for one in others)


def test_codes_of_one_row_of_the_publishers_are_told_and_weighed_alike() -> None:
    """Homicide: the harm of recorded crime and that of the extract are the same."""
    of = {}
    for code, row in zip(offences.codes(), offences.rows_of_codes().tolist(), strict=True):
        of.setdefault(offences.published()[row].published, []).append(code)
    assert of["1/4.1/4.10/4.2"] == ["1", "4/1", "4/2", "4/10"]
    assert of["4.3"] == ["4/3"]
    known = {one.code: one for one in offences.offences()}
    for codes in of.values():
        alike = {(one.title, one.group, one.subgroup, str(one.weights)) for one in (known[code] for code in codes)}
        assert len({words[:3] for words in alike}) == 1
        for name in (offences.SEVERITY, offences.HARM):
            assert len({known[code].weights[name] for code in codes}) == 1


def test_every_offence_that_may_be_recorded_has_weights_but_one_locally() -> None:
    live = [not one.expired for one in offences.published()]
    for name in (offences.SEVERITY, offences.HARM):
        found = offences.published_column(name)
        assert found.blank is not None
        assert (~found.blank).tolist() == live
        assert found.values[live].min() > 0
    without = {table: set(offences.codes()) - known.keys() for table, known in offences.weights().items()}
    assert without == {"weights_severity_score": set(), "weights_cambridge": set(), "weights_local": {"81"}}


def test_weights_are_told_in_the_publishers_codes_and_in_those_of_extracts() -> None:
    ours, theirs = offences.weights()["weights_severity_score"], offences.published_weights(offences.SEVERITY)
    assert ours["37/2"] == theirs["37.2"]
    assert ours["1"] == theirs["1/4.1/4.10/4.2"]
    assert theirs["80"] > 0
