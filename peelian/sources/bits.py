"""Which bytes of a piece of text are of a kind, as bits: sixty-four in a word, the first in the lowest.

Questions of bytes and their neighbours are then a few steps on an array a sixty-fourth as long. Behind the last byte
stands a bit more at least, which is not set. Source of the way: Langdale and Lemire, Parsing gigabytes of JSON per
second (2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

WORD = 64


class Piece:
    """The bytes of a piece, to be asked for those of a kind. Its workspace may be handed on to the next piece: of new
    memory the system clears every page."""

    def __init__(self, text: bytes, before: Piece | None = None) -> None:
        import numpy as np

        self._bytes = np.frombuffer(text, np.uint8)
        flags = np.empty(0, np.bool_) if before is None else before._flags
        self._flags: NDArray[np.bool_] = flags if len(flags) >= len(text) else np.empty(len(text), np.bool_)

    def equal(self, byte: bytes) -> Bits:
        """Where this byte stands."""
        import numpy as np

        size = len(self._bytes)
        flags = np.equal(self._bytes, byte[0], out=self._flags[:size])
        words = np.zeros(size // WORD + 1, "<u8")
        words.view(np.uint8)[: (size + 7) // 8] = np.packbits(flags, bitorder="little")
        return words


def count(bits: Bits) -> int:
    """How many are set."""
    import numpy as np

    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def moved(bits: Bits, by: int = 1, begins: bool = False) -> Bits:
    """Each bit so many places later, fewer than sixty-four. `begins` is what the first ones are set to."""
    import numpy as np

    later = bits << np.uint64(by)
    later[1:] |= bits[:-1] >> np.uint64(WORD - by)
    if begins:
        later[0] |= np.uint64((1 << by) - 1)
    return later


def parity(bits: Bits) -> Bits:
    """Where an odd number of bits is set up to and with this one.

    Six shifts, each twice as far, give every bit the parity of those before it in its word (Hillis and Steele, 1986).
    """
    import numpy as np

    odd = bits.copy()
    for far in (1, 2, 4, 8, 16, 32):
        odd ^= odd << np.uint64(far)
    words = np.bitwise_xor.accumulate(odd >> np.uint64(WORD - 1))  # whether it is odd behind each word
    odd[1:] ^= np.uint64(0) - words[:-1]
    return odd


def stands_at(bits: Bits, place: int) -> bool:
    """Whether the bit of the byte at a place is set."""
    return bool(int(bits[place // WORD]) >> place % WORD & 1)


def with_one_at(bits: Bits, place: int) -> Bits:
    """The same with this one set."""
    import numpy as np

    more = bits.copy()
    more[place // WORD] |= np.uint64(1 << place % WORD)
    return more
