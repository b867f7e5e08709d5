"""What is read of a part is what was written of it, in each month whose digest is the same."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from peelian.measures import partfile
from peelian.measures.grids import Grid
from peelian.measures.parts import Part

MONTHS = (date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1))
DIGESTS = {month: f"{at:064x}" for at, month in enumerate(MONTHS)}
SHAPES = st.tuples(st.integers(0, 3), st.just(len(MONTHS)))


@st.composite
def parts(draw: st.DrawFn) -> Part:
    shape = draw(SHAPES)
    most = draw(st.sampled_from((0, 127, 128, 2**15, 2**31, 2**63 - 1)))
    numbers = st.integers(-most - 1, most)
    top, bottom = (draw(arrays.arrays(np.int64, shape, elements=numbers)) for _ in "tb")
    state = draw(arrays.arrays(np.int8, shape, elements=st.integers(0, 3)))
    named = draw(arrays.arrays(np.bool_, len(MONTHS)))
    there = draw(arrays.arrays(np.bool_, (draw(st.integers(0, 2)), len(MONTHS))))
    return Part(MONTHS, Grid(top, bottom, state), named, there)


@given(part=parts(), changed=st.sets(st.sampled_from(MONTHS)))
def test_months_whose_digest_is_the_same_come_back_as_they_were(part: Part, changed: set[date]) -> None:
    data = partfile.written(part, DIGESTS)
    assert data is not None
    found = partfile.read(data, {month: digest for month, digest in DIGESTS.items() if month not in changed})
    same = [at for at, month in enumerate(MONTHS) if month not in changed]
    if not same:
        assert found is None
        return
    assert found is not None
    assert found.months == tuple(MONTHS[at] for at in same)
    for name in ("top", "bottom", "state"):
        one, other = getattr(found.grid, name), getattr(part.grid, name)
        assert np.array_equal(one, other[:, same])
    assert np.array_equal(found.named, part.named[same])
    assert np.array_equal(found.there, part.there[:, same])


def test_small_numbers_take_few_bytes() -> None:
    numbers = np.full((5_000, 3), 100)
    part = Part(MONTHS, Grid(numbers, numbers // 100, numbers.astype(np.int8)), np.ones(3, bool), np.ones((0, 3), bool))
    assert len(partfile.written(part, DIGESTS) or b"") < 4 * numbers.size


def test_what_is_one_number_throughout_is_kept_once_and_comes_back_in_every_cell() -> None:
    shape = (5_000, 3)
    part = Part(
        MONTHS,
        Grid(np.full(shape, 7), np.full(shape, 300), np.zeros(shape, np.int8)),
        np.ones(3, bool),
        np.ones((0, 3), bool),
    )
    data = partfile.written(part, DIGESTS)
    assert data is not None
    assert len(data) < 500
    found = partfile.read(data, DIGESTS)
    assert found is not None
    assert found.grid.top.shape == found.grid.bottom.shape == found.grid.state.shape == shape
    assert (found.grid.top == 7).all()
    assert (found.grid.bottom == 300).all()
    assert (found.grid.state == 0).all()


def test_numbers_beyond_64_bits_are_not_written() -> None:
    numbers = np.full((1, 3), 2**70, object)
    part = Part(MONTHS, Grid(numbers, numbers, np.zeros((1, 3), np.int8)), np.ones(3, bool), np.ones((0, 3), bool))
    assert partfile.written(part, DIGESTS) is None
