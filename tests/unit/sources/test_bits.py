"""Bits of bytes, held against a plain walk over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.sources.bits import Piece, count, moved, parity, stands_at, with_one_at

if TYPE_CHECKING:
    from peelian.sources.bits import Bits

TEXTS = st.text("ab", min_size=1, max_size=200).map(str.encode)


def places(bits: Bits) -> set[int]:
    return {place for place in range(64 * len(bits)) if stands_at(bits, place)}


def where(text: bytes) -> set[int]:
    return {place for place, byte in enumerate(text) if byte == ord("a")}


@given(TEXTS)
def test_bits_stand_where_the_byte_does_and_are_counted(text: bytes) -> None:
    bits = Piece(text).equal(b"a")
    assert places(bits) == where(text)
    assert count(bits) == text.count(b"a")
    assert 64 * len(bits) > len(text)


@given(TEXTS, st.integers(1, 2), st.booleans())
def test_bits_move_later_and_over_the_ends_of_words(text: bytes, by: int, begins: bool) -> None:
    bits = Piece(text).equal(b"a")
    expected = {place + by for place in where(text)} | (set(range(by)) if begins else set())
    assert places(moved(bits, by, begins)) == {place for place in expected if place < 64 * len(bits)}


@given(TEXTS)
def test_parity_is_that_of_the_bits_so_far(text: bytes) -> None:
    odd = parity(Piece(text).equal(b"a"))
    assert [stands_at(odd, place) for place in range(len(text))] == [
        text[: place + 1].count(b"a") % 2 == 1 for place in range(len(text))
    ]


def test_a_bit_may_be_set_behind_the_last_byte() -> None:
    bits = Piece(b"a" * 64).equal(b"a")
    assert places(with_one_at(bits, 64)) == set(range(65))
    assert places(bits) == set(range(64))


@pytest.mark.parametrize("first", [b"b" * 500, b"a"])
def test_a_piece_takes_over_the_workspace_of_one_before_and_none_of_its_bits(first: bytes) -> None:
    before = Piece(first)
    before.equal(b"b")
    assert places(Piece(b"ab" * 70, before).equal(b"a")) == where(b"ab" * 70)
