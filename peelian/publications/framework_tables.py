"""Tables of a framework: the KPIs of a group, local measures of national ones, how many KPIs of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from peelian.plan.model import Kpi, KpiKind
from peelian.publications import framework_cells as cells
from peelian.publications.blocks import Column, Inlines, Table
from peelian.publications.citing import join, listed
from peelian.publications.sentences.desk import Desk

CAPTION = "Promises, measures and targets"
KINDS: dict[KpiKind, str] = {
    "number": "a level to reach is named",
    "trajectory": "better than an earlier time, with no level named",
    "maintain": "a level is kept",
    "monitor": "it is watched, and something follows when it moves",
    "deliverable": "a thing is to be done",
    "in-development": "there is no figure yet",
}


def kinds_table(kpis: Sequence[Kpi]) -> Table:
    """How many KPIs the plan has of each kind, and how many of them are parts of another.

    It has no label: the numbers of labelled tables are figures, and these count the plan itself.
    """
    counts = (Column(t, align="right") for t in ("KPIs", "Parts of a KPI", "Together"))
    columns = (Column("Kind"), Column("What it promises"), *counts)
    rows = tuple(
        (join(kind.replace("-", " ")), join(promise), *_counts([k for k in kpis if k.kind == kind]))
        for kind, promise in KINDS.items()
    )
    whole = (join("all kinds"), join("every promise of the plan"), *_counts(kpis))
    return Table("KPIs by kind", columns, (*rows, whole), "table-kinds")


def _counts(kpis: Sequence[Kpi]) -> tuple[Inlines, Inlines, Inlines]:
    parts = sum(kpi.parent is not None for kpi in kpis)
    return join(f"{len(kpis) - parts:,}"), join(f"{parts:,}"), join(f"{len(kpis):,}")


def group_table(desk: Desk, kpis: Sequence[Kpi], label: str) -> Table:
    """One row a KPI in the plan's order: kind, measure, baseline, target, and what follows.

    The heading above names the group. A column that says nothing in any row is left out. Notes stand below, by their
    letters.
    """
    notes = _Letters()
    titles = ("KPI", "Kind", "Measured by", "Baseline", "Target", "What follows")
    rows = [
        (
            join(cells.title(desk, kpi), cells.promise(desk, kpi), notes.mark(kpi.note)),
            join(kpi.kind.replace("-", " ")),
            cells.measured_by(desk, kpi),
            join(cells.baseline(desk, kpi), notes.mark(kpi.baseline.note if kpi.baseline else None)),
            join(cells.target(desk, kpi), notes.mark(kpi.target.note if kpi.target else None)),
            join(kpi.action or cells.NONE_STATED),
        )
        for kpi in kpis
    ]
    nothing = [join(cells.NONE), join(cells.NONE_STATED)]
    kept = [place for place in range(len(titles)) if any(row[place] not in nothing for row in rows)]
    columns = tuple(Column(titles[place]) for place in kept)
    body = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table(CAPTION, columns, body, _id(label), label, notes.printed() + sources(desk, kpis))


def _id(label: str) -> str:
    return label.lower().replace(" ", "-")


def sources(desk: Desk, kpis: Sequence[Kpi]) -> Inlines:
    """Each source once, a part's only where it has another than its whole."""
    own = [kpi.source for kpi in kpis if kpi.source and not _as_its_whole(desk, kpi)]
    return sourced(own)


def sourced(named: Sequence[str | None]) -> Inlines:
    """ "Source: Annual report, page four and page six."; what a source shares with the one before is said once."""
    different = list(dict.fromkeys(one for one in named if one))
    told = [_unlike(source, before) for before, source in zip(["", *different], different, strict=False)]
    return join("Source: ", listed([join(one) for one in told]), ".") if different else ()


def _as_its_whole(desk: Desk, kpi: Kpi) -> bool:
    whole = desk.kpis.get(kpi.parent or "")
    return whole is not None and whole.source is not None and (kpi.source or "").startswith(whole.source)


def _unlike(source: str, before: str) -> str:
    parts, others = source.split(", "), before.split(", ")
    while len(parts) > 1 and others and parts[0] == others[0]:
        del parts[0], others[0]
    return ", ".join(parts)


class _Letters:
    """Letters for the notes of one table; a note that stands twice keeps its letter."""

    def __init__(self) -> None:
        self._notes: dict[str, str] = {}

    def mark(self, note: str | None) -> str:
        """What follows the cell: its note's letter, nothing where there is no note."""
        if note is None:
            return ""
        if note not in self._notes:
            turn, place = divmod(len(self._notes), len(ascii_lowercase))
            self._notes[note] = ascii_lowercase[place] * (turn + 1)
        return f" ({self._notes[note]})"

    def printed(self) -> Inlines:
        return join(*(f"({letter}) {note} " for note, letter in self._notes.items()))


def national_table(desk: Desk, kpis: Sequence[Kpi], label: str) -> Table:
    """Local measures, the national ones each stands for, baseline, latest published figure, and change."""
    titles = ("Local measure", "Stands for", "Baseline", "Latest published figure", "Change")
    rows = tuple(
        (
            cells.title(desk, kpi),
            listed([_national(desk, id) for id in kpi.stands_for]),
            cells.baseline(desk, kpi),
            cells.latest(desk, kpi),
            cells.change(desk, kpi),
        )
        for kpi in kpis
    )
    caption = "Local measures and the national measures they stand for"
    return Table(caption, tuple(Column(t) for t in titles), rows, _id(label), label)


def _national(desk: Desk, id: str) -> Inlines:
    measure = desk.plan.measures.get(id)
    return join(id) if measure is None else cells.defined(measure)
