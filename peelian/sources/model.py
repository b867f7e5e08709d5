"""A source as written in sources.yaml: who publishes it, where its files lie, what to expect of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from peelian.contracts.model import Contract
from peelian.series.model import Status

Format = Literal[
    "figures",
    "police-uk-street",
    "police-uk-outcomes",
    "police-uk-stop-and-search",
    "home-office-crime",
    "home-office-crime-by-partnership",
    "home-office-outcomes",
    "home-office-stop-and-search",
    "home-office-searches",
    "home-office-arrests",
    "home-office-workforce",
    "answering-999",
    "ons-severity-scores",
    "ons-severity-totals",
    "ons-severity-weights",
    "cambridge-harm-index",
    "ons-population",
    "ons-mid-year-estimates",
    "ons-force-populations",
    "census-ethnic-group",
    "census-households",
    "census-small-areas",
    "stats19-collisions",
    "stats19-casualties",
    "stats19-vehicles",
    "tidy",
    "extract",
    "lookup",
]
ColumnKind = Literal["text", "integer", "number", "seconds", "date", "month", "boolean"]


@dataclass(frozen=True)
class Rows:
    """How many rows one file must have, both ends inclusive."""

    least: int = 1
    most: int | None = None


@dataclass(frozen=True)
class MonthSpan:
    """The months a source covers, written 2024-03, both ends inclusive.

    `empty` says what a month without a row means: `refuse` finds it missing; `zero` says that nothing
    happened, which is right for rare events and wrong for anything that could have been lost.
    """

    first: str
    last: str
    empty: Literal["refuse", "zero"] = "refuse"


@dataclass(frozen=True)
class Expect:
    """What a source must hold to be loaded. `columns` are publisher's names, beside those that are read.

    What a whole file of each publication holds, Peelian knows. `whole: false` says that the files are a part of what is
    published, such as the rows of one force, of which that is not asked; `rows` stand in the place of its numbers.
    """

    rows: Rows = Rows()
    columns: tuple[str, ...] = ()
    months: MonthSpan | None = None
    whole: bool = True


@dataclass(frozen=True)
class AreaCodes:
    """How a publisher's codes become areas of the plan.

    `column` is the publisher's column. With a `lookup` file, its column `from` holds those codes and its
    column `to` the code or id of an area of the plan; `values` says the same for single codes. Without
    either, the code is looked up among the codes and ids of the plan's areas. `else` is the area of every
    other code, or `refuse`, or `leave-out`: then rows of other codes, and rows without one, are not kept, as a
    file of the whole country needs. Otherwise a blank code gives no area: such a row counts for the force and
    for nothing smaller. `other_vintages` names lookup files of other years ("2021": file): a code that is refused
    and stands in one of them, in any column, is told as of that vintage; it still has no area.
    """

    column: str
    lookup: str | None = None
    from_: str | None = None
    to: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    else_: str = "refuse"
    other_vintages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of the tidy table: the publisher's column it comes from, and how it is read.

    Where a month, day or text stands in two columns, `beside` is the second: its text is put behind the first's with a
    space between, and a `date_format` such as "%Y %B" reads both.
    `date_format` is for dates and months not written 2024-03-31 or 2024-03; it uses %d %m %Y %y %b %B %H %M
    %S. `values` puts one word for another ("" for none) before the cell is read; `others` refuses words it
    lacks. `blank` defaults to `keep` for text and to `refuse` for the rest; `negative` to `refuse` for whole
    numbers and seconds and to `keep` for numbers. A number is kept to 6 decimals. Seconds may be written
    1:02:39.
    """

    from_: str
    as_: ColumnKind = "text"
    date_format: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    others: Literal["keep", "refuse"] = "keep"
    blank: Literal["keep", "refuse"] | None = None
    negative: Literal["keep", "refuse"] | None = None
    beside: str | None = None


@dataclass(frozen=True)
class Fetch:
    """Where new files of a source can be had; a publisher whose addresses are known needs none of it.

    `address` is that of a file; with `{year}` or `{month}` in it, of one for each year or month that the source
    covers (`expect: months`). `page` is a page of www.gov.uk, of one statistic or of a collection, of a dataset of
    www.ons.gov.uk, or any other that links to files: of its attachments those are taken whose title or file name fits a
    pattern of `attachments` (`*` stands for any letters), of a dataset all where there is none. `into` is the folder
    they go to, `received/SOURCE` where it is left out. `hosts` are other machines that the address, or a link of the
    page, may lead on to.
    """

    address: str | None = None
    page: str | None = None
    attachments: tuple[str, ...] = ()
    into: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quarantine:
    """How many rows of a file that break a rule may be left out: `most` is a percentage, 0% for none.

    Beyond it nothing of the file is loaded.
    """

    SHORTHAND = "most"

    most: str = "0.5%"


@dataclass(frozen=True)
class Source:
    """One source. Its id is the key it stands under.

    `short` is what papers call it in the middle of a sentence, without article: "annual report of 2025"; `page` is
    the address it can be had from. `files` are patterns relative to the plan folder, or the publisher's zip. `table`
    is the table its rows go to; figures have none, and lookups, whose files `areas` of other sources and of plan.yaml
    name. `received` is the day the files came: nothing in them may be
    later; a file that was fetched has days of its own. `as_at` is the day that the numbers are of, where the file does
    not say. `force` is a force's name as it stands in file names of data.police.uk; without it the rows of all forces
    that are areas of the plan are read. `sheet` and `header_row` are for workbooks and tidy files, `columns`,
    `last_row` and `slice` for tidy files alone: a newer file replaces an older one month by month, or as a whole where
    `slice` is `file`. `fetch` is for `peelian fetch`.
    `contract` is the form of an extract, whose columns are read by their names there or as `columns` maps them;
    `quarantine` is for extracts. An `optional` source is done without until a file of it is there.
    """

    title: str
    publisher: str
    format: Format
    files: tuple[str, ...]
    origin: str
    licence: str
    received: date
    published: date
    short: str | None = None
    page: str | None = None
    table: str | None = None
    status: Status = "final"
    as_at: date | None = None
    expect: Expect = Expect()
    force: str | None = None
    areas: AreaCodes | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int = 1
    last_row: int | None = None
    slice: Literal["month", "file"] = "month"
    fetch: Fetch | None = None
    contract: Contract | None = None
    quarantine: Quarantine = Quarantine()
    optional: bool = False
