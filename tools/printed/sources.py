"""sources.md: every publisher's form that is read, as its module states it, and the forces with their spellings."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import ModuleType

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


def pages() -> dict[str, str]:
    return {"sources.md": sources_page()}


def sources_page() -> str:
    from peelian.sources.formats import SOURCES

    published = {name: module for name, module in SOURCES.items() if module.ORIGIN}
    about = (
        "What may stand as `format:` in sources.yaml for files in their publishers' own form; any other table is "
        "read with `format: tidy`. How a source is added: [add a source](../how-to/add-a-source.md). A table by "
        "quarter or year has no value for a month. Columns of a file that are not listed are not read."
    )
    parts = [about, index(published)]
    for name, module in published.items():
        parts += [f"## {name}", *told(module), columns(module)]
    return page("Sources", "the modules of `peelian/sources`", [*parts, "## Forces", *forces()])


def index(published: Mapping[str, ModuleType]) -> str:
    rows = [
        (code(name), plain(first_line(module)), by(module), tried(module) or "") for name, module in published.items()
    ]
    return table(["Format", "What it is", "By", "Tried on"], rows)


def first_line(module: ModuleType) -> str:
    return (inspect.getdoc(module) or "").splitlines()[0].rstrip(".")


def by(module: ModuleType) -> str:
    return GRAINS[module.FORM.grain] if hasattr(module, "FORM") else ""


def tried(module: ModuleType) -> str | None:
    """The real file it was tried on; None where the module does not say."""
    found = getattr(module, "TRIED", None)
    return found if found is None else plain(found) or "**not tried on a real file**"


def told(module: ModuleType) -> list[str]:
    """Its docstring, paragraph by paragraph, and where the files are to be had."""
    paragraphs = [plain(part) for part in (inspect.getdoc(module) or "").split("\n\n")]
    where = f"Published at <{module.ORIGIN}>."
    if (on := tried(module)) is not None:
        where += f" Tried on: {on}."
    return [*paragraphs, where]


def columns(module: ModuleType) -> str:
    rows = [
        (code(c.name), ", ".join(map(code, c.headers)) or "", KINDS[c.kind] + ("" if c.required else ", may be blank"))
        for c in module.COLUMNS
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
