"""sources.md: every publisher's form that is read, as its module states it, and the forces with their spellings."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.sources.fields import Field
from peelian.sources.reader import Reader
from printed.markdown import code, page, plain, table

KINDS = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "seconds": "seconds",
    "coordinate": "degrees",
    "date": "date",
    "month": "month",
    "utc-month": "month, of a time in UTC",
    "utc-date": "date, of a time in UTC",
    "financial-year": "last month of the financial year",
    "financial-quarter": "last month of the quarter of a financial year",
    "boolean": "true or false",
}
GRAINS = {"month": "", "quarter": "quarter", "financial-year": "financial year", "calendar-year": "calendar year"}

OTHERWISE = (
    "## What is read otherwise",
    table(
        ["Data", "How"],
        [
            (
                "Records of the force: calls (999, 101, live chat), incidents, crimes, outcomes and the like",
                "`format: extract`, a [form](extracts/calls.md) each",
            ),
            (
                "Surveys of confidence and satisfaction, a row an answer, with weights",
                "`format: extract`, form [survey-responses](extracts/survey-responses.md); a measure of kind `survey`",
            ),
            (
                "Shares that a survey has published, such as a force's in a bulletin",
                "typed, with the document they stand in (`format: figures`), or `format: tidy` and a measure of kind "
                "`level`; the base beside it as a column",
            ),
            (
                "Lookups of small areas, wards, local authorities and forces, each with its vintage",
                "`areas: from` in [plan.yaml](plan-folder.md) for the areas, `areas: lookup` of a source for its "
                "codes; `areas: other_vintages` names lookups of other years, so that a code of theirs is told as such",
            ),
            ("Boundaries", "`polygon` of an area that is drawn, in plan.yaml"),
            ("Weights of a force's own", "`format: tidy`, a row a key; a measure of kind `weighted_sum`"),
            (
                "Forces that are alike (most similar groups)",
                "`peers` and a dated list of them in [plan.yaml](../how-to/compare-with-peers.md), valid from a day"
                " on, with where it stands: no file of them with a documented layout was found, so none is read;"
                " **not tried on a real list**",
            ),
        ],
    ),
)


def pages() -> dict[str, str]:
    return {"sources.md": sources_page()}


def sources_page() -> str:
    from peelian.sources.formats import SOURCES

    published = {name: reader for name, reader in SOURCES.items() if reader.origin}
    about = (
        "What may stand as `format:` in sources.yaml for files in their publishers' own form; any other table is "
        "read with `format: tidy`. How a source is added: [add a source](../how-to/add-a-source.md). A table by "
        "quarter or year has no value for a month. Columns of a file that are not listed are not read. Where a "
        "publisher has renamed one, `columns: {NAME: {from: its heading now}}` says so; NAME is the table's column. "
        "`values` beside it puts one word for another, such as a new spelling of a force. Numbers that a publisher "
        "prints with thousands commas, 1,051, are read; files read with `format: tidy` and extracts are refused for "
        "one. "
        "What a whole file holds stands behind *Expects*: a file that was cut off is refused, one that may be gets a "
        "warning. Where a file is a part of what is published, `expect: {whole: false}` of the source says so."
    )
    parts = [about, index(published), *OTHERWISE]
    for name, reader in published.items():
        parts += [f"## {name}", *told(reader), columns(reader)]
    return page("Sources", "the modules of `peelian/sources`", [*parts, "## Forces", *forces()])


def index(published: Mapping[str, Reader]) -> str:
    rows = [
        (code(name), plain(first_line(reader)), by(reader), tried(reader) or "", fetched(name))
        for name, reader in published.items()
    ]
    return table(["Format", "What it is", "By", "Tried on", "`peelian fetch`"], rows)


def fetched(name: str) -> str:
    """Where the files of a format are fetched from without an address in sources.yaml."""
    from peelian.fetching.offering import PUBLISHERS
    from peelian.sources.addresses import BY_HAND, KNOWN

    if name in PUBLISHERS:
        return "the archives of <https://data.police.uk/data/archive/>"
    if (known := KNOWN.get(name)) is None:
        by_hand = BY_HAND[name]
        return f"by hand, from <{by_hand.page}>: {plain(by_hand.why)}"
    if known.address is not None:
        return code(known.address)
    return f"<{known.page}>" + (f": {', '.join(map(code, known.attachments))}" if known.attachments else "")


def first_line(reader: Reader) -> str:
    return reader.about.splitlines()[0].rstrip(".")


def by(reader: Reader) -> str:
    return GRAINS[reader.grain] if reader.grain else ""


def tried(reader: Reader) -> str | None:
    """The real file it was tried on; None where it is no publisher's form."""
    return None if reader.tried is None else plain(reader.tried) or "**not tried on a real file**"


def told(reader: Reader) -> list[str]:
    """Its docstring, paragraph by paragraph, what a whole file holds, and where the files are to be had."""
    paragraphs = [plain(part) for part in reader.about.split("\n\n")]
    where = f"Published at <{reader.origin}>."
    if (on := tried(reader)) is not None:
        where += f" Tried on: {on}."
    return [*paragraphs, f"Expects: {reader.expects}.", where]


def columns(reader: Reader) -> str:
    def read_from(column: Field) -> str:
        return ", ".join(map(code, column.headers)) if column.fixed is None else f"always {plain(column.fixed)}"

    rows = [
        (code(c.name), read_from(c), KINDS[c.kind] + ("" if c.required else ", may be blank")) for c in reader.columns
    ]
    return table(["Column", "Publisher's heading", "Kept as"], rows)


def forces() -> list[str]:
    from peelian.sources.open_data.forces import forces as every

    about = (
        "The forces by every spelling that publishers use. A plan's area with the code of a force gets the rows of "
        "that force, whatever the publisher calls it. A spelling that is not listed is refused, with the nearest one."
    )
    rows = [
        (plain(f.name), code(f.code), code(f.file), f.stats19, "; ".join(plain(s) for s in f.spellings if s != f.name))
        for f in every()
    ]
    return [about, table(["Force", "Code", "In file names of data.police.uk", "In STATS19", "Also spelt"], rows)]
