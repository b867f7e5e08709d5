"""The parts of a whole in words: areas of a level, or the values of a breakdown, and the figures their amounts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from peelian.assess.kpi import Assessment
from peelian.figures.ids import FigureId
from peelian.plan.model import area_named
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.labels import lowered, part_named
from peelian.signals.words.phrases import Called
from peelian.signals.words.pieces import Amount


def called(desk: Desk, assessment: Assessment, axis: str) -> Called:
    """What the parts are called, one and many, in the middle of a sentence: "district", "districts"."""
    many = desk.plan.file.words.get(axis, f"{axis.replace('-', ' ')}s")
    decimals = assessment.kpi.decimals if assessment.kpi.decimals is not None else assessment.measure.decimals
    return Called(singular(many), many, assessment.measure.unit, decimals)


def singular(many: str) -> str:
    """ "Local policing areas" without its ending."""
    return f"{many[:-3]}y" if many.endswith("ies") else many.removesuffix("s")


def named(desk: Desk, ids: Sequence[FigureId], axis: str) -> dict[str, FigureId]:
    """Each part by its name in a sentence, in their order; two of one name have their ids beside it."""
    found: dict[str, FigureId] = {}
    for id in ids:
        by_area = axis in desk.plan.file.areas.levels
        name = area_named(desk.plan, id.area).name if by_area else lowered(part_named(desk, id))
        own = id.area if by_area else dict(id.breakdown)[axis]
        found[f"{name} ({own})" if name in found else name] = id
    return found


@dataclass(frozen=True)
class Split:
    """A whole and its parts by an axis, each by its name; `rest` is what the rest is called."""

    whole: FigureId
    axis: str
    parts: Mapping[str, FigureId]
    rest: str

    def meant(self, amount: Amount) -> Iterator[FigureId]:
        """The figures that an amount about them may be, the likeliest first."""
        whole, since = self.whole.at(amount.period), amount.since
        named = self.parts.get(amount.of or "")
        part = named.at(amount.period) if named is not None else None
        if amount.statistic == "value":
            yield whole.of(f"rest-by-{self.axis}") if amount.of == self.rest else part or whole
            yield whole.of(f"parts-by-{self.axis}")
        elif amount.statistic == "share":
            yield from self._shares(amount, whole, part)
        elif amount.statistic in ("change", "change-percent") and since is not None:
            yield whole.change(amount.statistic, since)
        elif amount.statistic == "part-change" and since is not None:
            if part is not None:
                yield part.change("change", since)
            else:
                yield from (whole.change(f"{way}-by-{self.axis}", since) for way in ("rise", "fall"))

    def _shares(self, amount: Amount, whole: FigureId, part: FigureId | None) -> Iterator[FigureId]:
        by, numbers = f"share-by-{self.axis}", range(1, len(self.parts) + 1)
        if amount.since is not None:
            named = ["rest"] if amount.of == self.rest else [f"top-{number}" for number in numbers]
            for name in named:
                yield from (whole.change(f"{name}-{way}-{by}", amount.since) for way in ("rise", "fall"))
        elif amount.of == self.rest:
            yield whole.of(f"rest-{by}")
        elif part is not None:
            yield part.of(by if part.area == whole.area else f"share-of-{whole.area}")
        else:
            yield from (whole.of(f"top-{number}-{by}") for number in numbers)


def split(desk: Desk, whole: FigureId, axis: str, ids: Sequence[FigureId], rest: str) -> Split:
    return Split(replace(whole, statistic="value", since=None), axis, named(desk, ids, axis), rest)
