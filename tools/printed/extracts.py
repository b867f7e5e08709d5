"""extracts/: a page for each form of an extract, its schemas, and an example of ten rows, all made up."""

from __future__ import annotations

import json

from peelian.contracts.model import Form, FormColumn
from printed.extract_schemas import row_schema, table_schema
from printed.markdown import code, page, plain, table

TYPES = {
    "id": "id",
    "code": "one of its words",
    "text": "a short code",
    "integer": "whole number",
    "number": "number",
    "seconds": "whole seconds, or 0:12:44",
    "date": "date, 2026-03-31",
    "time": "time, 2026-03-31 09:30:00",
    "month": "month, 2026-03",
    "boolean": "yes or no",
}
GENERAL = (
    "A CSV file in UTF-8 with commas and a row of headings, or a sheet of XLSX or ODS. Headings and words of your own "
    "systems are mapped in `sources.yaml`: [give an extract](../../how-to/give-an-extract.md). Columns that are not "
    "required may be missing. Times are those of London's clock, from 1990 to the day of receipt. "
    "Cells of ids and short codes, and words where a number should be, are shown in no message."
)


def pages() -> dict[str, str]:
    from peelian.contracts.load import example, forms
    from peelian.contracts.private import headings

    printed = {}
    for name, form in forms().items():
        printed[f"extracts/{name}.md"] = _page(name, form)
        printed[f"extracts/{name}.csv"] = example(name).decode().replace("\r\n", "\n")
        for suffix, made in (("schema", row_schema(form)), ("table", table_schema(form))):
            printed[f"extracts/{name}.{suffix}.json"] = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    never = headings()
    parts = [
        "A file with one of these headings is refused as a whole, and nothing of it is kept. Capital letters, the "
        "marks between words and digits at the end of one do not matter.",
        "As the whole heading: " + ", ".join(code(one) for one in never.whole) + ".",
        "As words anywhere in a heading: " + ", ".join(code(one) for one in never.within) + ".",
        "Harmless is what a place or a list of codes is called: "
        + " or ".join(code(one) for one in never.of_things)
        + " behind one of these words, or before it as in `name of the ward`: "
        + ", ".join(code(one) for one in never.things)
        + ". So are "
        + ", ".join(code(one) for one in never.harmless)
        + ".",
    ]
    printed["extracts/never.md"] = page("Columns that no extract may have", "`peelian/contracts/private.yaml`", parts)
    return printed


def _page(name: str, form: Form) -> str:
    rows = [
        (code(column), TYPES[one.type], "yes" if one.required else "", plain(_about(one)))
        for column, one in form.columns.items()
    ]
    never = "".join(f", nor anything called {code(one)}" for one in form.never)
    parts = [
        f"`format: extract`, `contract: {name}`. One row: {plain(form.row[0].lower() + form.row[1:])} "
        f"It is for: {plain('; '.join(form.used_for))}.",
        GENERAL,
        f"[Example of ten made-up rows]({name}.csv) · [JSON Schema of a row]({name}.schema.json) · "
        f"[Table Schema]({name}.table.json)",
        "## Columns",
        table(["Column", "Holds", "Required", "What it is"], rows),
        *_words(form),
        *_flags(name, form),
        "## Rules",
        "A row that breaks one is left out, counted and listed. No two rows of a file have the same "
        + " and ".join(code(one) for one in form.key)
        + f"; of several that keep all rules the first is kept. A row belongs to the month of {code(form.month)}.",
        "\n".join(f"- {plain(rule.says[0].upper() + rule.says[1:])} ({code(rule.id)})." for rule in form.rules),
        *_elapsed(form),
        "## Never to be sent",
        f"Names, dates of birth, addresses, numbers of people and cars, words that somebody typed: "
        f"[the whole list](never.md){never}. An id is a number of the system's own, or one made for the extract.",
        "\n".join(["## To mind\n", *(f"- {plain(note)}" for note in form.notes)]) if form.notes else "",
    ]
    return page(form.title, f"`peelian/contracts/forms/{name}.yaml`", parts)


def _about(column: FormColumn) -> str:
    says = column.about
    if column.least is not None:
        says += f" From {column.least:,} to {column.most:,} {column.unit}."
    return says


def _words(form: Form) -> list[str]:
    parts = []
    for name, column in form.columns.items():
        if column.values:
            rows = [(code(word), plain(meaning)) for word, meaning in column.values.items()]
            parts += [f"### Words of {name}", table(["Word", "Meaning"], rows)]
    return parts


def counted_by(name: str, column: str) -> list[str]:
    """The shared measures that read a column of a form, by a condition or a breakdown, in the order of their files."""
    from peelian.measures.kinds import KINDS
    from peelian.measures.shapes import BaseKind
    from peelian.plan.load import shared_measures

    found = []
    for measure in shared_measures([]).values():
        kind = KINDS.get(measure.kind)
        if isinstance(kind, BaseKind) and (measure.source or "").endswith(f"form {name}"):
            columns = {*kind.ask(measure.compute).columns, *measure.breakdowns.values()}
            found += [measure.id] if column in columns else []
    return found


def _flags(name: str, form: Form) -> list[str]:
    if not form.flags:
        return []
    about = (
        "Marks of the kind that the Home Office asks forces for in its Annual Data Requirement (ADR); a force's own "
        "mark may be wider than the requirement's. These shared measures count by them:"
    )
    rows = [(code(column), ", ".join(map(code, counted_by(name, column)))) for column in form.flags]
    return ["## Flags (ADR)", about, table(["Flag", "Counted by"], rows)]


def _elapsed(form: Form) -> list[str]:
    if not form.elapsed:
        return []
    rows = [(code(name), code(one.from_), code(one.to), plain(one.about)) for name, one in form.elapsed.items()]
    about = (
        "Columns of the table that need not be sent. Spans of times are in whole seconds; in the hour that the clock "
        "shows twice in October the shortest that is not below zero is taken."
    )
    return ["## Worked out", about, table(["Column", "From", "To", "What it is"], rows)]
