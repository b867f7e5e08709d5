"""flags.md: every flag of the Annual Data Requirement that the forms of extracts have, and the measures that use it."""

from __future__ import annotations

from peelian.contracts.model import FormColumn
from printed.extracts import counted_by
from printed.markdown import code, page, plain, table

ABOUT = (
    "The Home Office's Annual Data Requirement (ADR) asks forces for marks on records, here called flags. Each is a "
    'column of a form; none is required. A blank is not "no": a record whose flag is blank is in no number of that '
    "flag. A force's own mark may be wider than the requirement's. Flags of other names and words are mapped: "
    "[give an extract](../how-to/give-an-extract.md#flags-of-the-annual-data-requirement)."
)
USED = (
    "`Counted by` are the shared measures that read the flag, by a condition or a breakdown; `Worked out from these` "
    "are rates and shares that have in their sum one that counts under a condition on it."
)
HEAD = ("Flag", "What it marks", "Values", "Counted by", "Worked out from these")


def pages() -> dict[str, str]:
    from peelian.contracts.load import forms

    parts = [ABOUT, USED]
    for name, form in forms().items():
        if form.flags:
            rows = [_row(name, flag, form.columns[flag]) for flag in form.flags]
            parts += [f"## {plain(form.title)}", f"Form [`{name}`](extracts/{name}.md).", table(HEAD, rows)]
    made_from = "`flags` of `peelian/contracts/forms` and `peelian/definitions`"
    return {"flags.md": page("Flags of the Annual Data Requirement (ADR)", made_from, parts)}


def _row(form: str, flag: str, column: FormColumn) -> tuple[str, ...]:
    counted = counted_by(form, flag)
    values = ", ".join(map(code, column.values or ("yes", "no")))
    measures = (", ".join(map(code, ids)) for ids in (counted, _worked_out(counted, flag)))
    return code(flag), plain(column.about), values, *measures


def _worked_out(counted: list[str], flag: str) -> list[str]:
    """The measures with one in their sum that counts under a condition on the flag; a breakdown alone is none."""
    from peelian.measures.inputs import input_ids
    from peelian.measures.kinds import KINDS
    from peelian.measures.shapes import BaseKind
    from peelian.plan.load import shared_measures

    measures = shared_measures([])
    under = set()
    for id in counted:
        kind = KINDS[measures[id].kind]
        if isinstance(kind, BaseKind) and flag in kind.ask(measures[id].compute).columns:
            under.add(id)
    return [measure.id for measure in measures.values() if under.intersection(input_ids(measure))]
