"""How the files of one format become rows of the plan's areas: what each format that sources.yaml may name must say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from peelian.series.tables import Grain
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.kinds import WORKBOOKS, kind_by_name
from peelian.sources.model import Source
from peelian.sources.tidied import Tidy

Wants = Callable[[str, Source], bool]
Known = Callable[[Mapping[str, str]], Mapping[str, str]]
Rule = Callable[[Source, Mapping[str, str]], AreaRule | None]
Rows = Callable[[Given, Source, str, AreaRule | None, Desk], Tidy]


def every_csv(own: str, source: Source) -> bool:
    """Every CSV file inside a zip."""
    return own.lower().endswith(".csv")


def every_table(own: str, source: Source) -> bool:
    """Every CSV file and workbook inside a zip."""
    return every_csv(own, source) or kind_by_name(own) in WORKBOOKS


def as_they_are(areas: Mapping[str, str]) -> Mapping[str, str]:
    """The codes and ids of the plan's areas, and nothing else."""
    return areas


def of_no_area(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    """Rows come to no area of themselves."""
    return None


@dataclass(frozen=True)
class Reader:
    """A format. `about` is the docstring of its module, printed for people; `origin` where its publisher offers it,
    empty where each source names its own; `tried` the real files it was tried on, empty where there was none, None
    where it is no publisher's form. The rows are of a `grain` where the format says which; `expects` is what a whole
    file holds, in words.

    `tidy` gives one file, by the id of its source, as slices of rows with `columns`, or findings; it knows no plan and
    no store. `wants` says whether a member of a zip belongs to a source. Where sources.yaml has no `areas`, `rule` says
    which rows are which area's; where it has them, `known` says what may stand in their column, with the area it means.
    """

    about: str
    tidy: Rows
    columns: tuple[Field, ...] = ()
    wants: Wants = every_csv
    known: Known = as_they_are
    rule: Rule = of_no_area
    workbooks: bool = True
    origin: str = ""
    tried: str | None = None
    grain: Grain | None = None
    expects: str = ""
