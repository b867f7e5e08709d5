"""Tables by quarter or year: which periods are made of nothing but such quarters or years."""

from __future__ import annotations

from peelian.simulate.frame import Frame


class Grains:
    """What is known of a table by the frames that were seen of it; one that was never seen is by month."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}

    def see(self, frame: Frame) -> slice:
        """The months that the frame's rows are of."""
        self._known[frame.table] = (frame.grain, (frame.month + 1) % frame.grain)
        return slice(frame.month + 1 - frame.grain, frame.month + 1)

    def fits(self, table: str, first: int, last: int) -> bool:
        """Whether months in a row are whole quarters or years of the table."""
        grain, end = self._known.get(table, (1, 0))
        return (last + 1) % grain == end and (last + 1 - first) % grain == 0
