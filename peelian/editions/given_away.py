"""What other editions of a plan have told, and the small numbers that follow from it whatever is held back here.

It cannot be taken back, so it is a finding. It names figures and editions and no number, and is told to who builds: a
manifest that said so would lead everybody to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from peelian.disclosure.cells import cells_of
from peelian.disclosure.model import Cell, Open
from peelian.disclosure.secrets import is_small
from peelian.disclosure.thresholds import Threshold
from peelian.editions import manifest
from peelian.editions.earlier import Earlier
from peelian.figures.book import Figures
from peelian.figures.ids import PROCESS, PROCESS_CHANGES, FigureId
from peelian.findings import Finding
from peelian.quantities import few

MOST_NAMED = 5  # figures in a sentence; the finding holds all


@dataclass(frozen=True)
class Out:
    """Cells that are out, by their ids, with the figure and the edition that told each first; and what of the editions
    could not be compared."""

    cells: Mapping[str, Cell] = field(default_factory=dict)
    told_by: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def beside(self, own: Sequence[Cell]) -> list[Cell]:
        """The cells of this edition, of which those that are out need not be held back unless they are small, and the
        others that are out."""
        kept = {cell.id: cell for cell in own if cell.id not in self.cells or is_small(cell.count, cell.threshold)}
        return [*kept.values(), *self.cells.values()]


def out_already(editions: Iterable[Earlier], figures: Figures, thresholds: Mapping[str, Threshold]) -> Out:
    """The cells of other editions whose figures have the same values today; `figures` are those with nothing held
    back."""
    cells: dict[str, Cell] = {}
    told_by: dict[str, tuple[str, str]] = {}
    findings = []
    for edition in editions:
        if edition.unread is not None:
            findings.append(_not_read(edition))
        levels = {id: value for id, value in edition.values.items() if _tells_a_level(id)}
        there = [id for id in levels if is_there(id, figures)]
        if lost := sorted(set(levels) - set(there) - edition.typed, key=str):
            findings.append(_not_compared(edition.name, lost))
        same = [id for id in there if figures.find(id).value == levels[id]]
        for cell in cells_of(same, figures, thresholds):
            cells[cell.id] = replace(cell, shown_by=None)
            told_by.setdefault(cell.id, (str(cell.shown_by), edition.name))
    return Out(cells, told_by, tuple(findings))


def given_away(open: Iterable[Open], own: Collection[str], out: Out) -> list[Finding]:
    """One finding for each edition without which a small number of this one would not be known. `own` are the ids of
    this edition's cells: what others tell of what is not in it is none of its business."""
    editions: dict[str, dict[str, Open]] = {}
    order = list(dict.fromkeys(edition for _, edition in out.told_by.values()))
    for one in open:
        named = [out.told_by[id][1] for id in _figures(one, out)]
        if named and one.of <= set(own):
            editions.setdefault(max(named, key=order.index), {}).setdefault(one.says, one)
    return [_finding(name, [told[says] for says in sorted(told)], out) for name, told in sorted(editions.items())]


def _finding(edition: str, told: Sequence[Open], out: Out) -> Finding:
    says = f"with the figures of the edition '{edition}' a small number can be worked out of " + few(
        [_with_its_figures(one, out) for one in told], MOST_NAMED
    )
    advice = "it cannot be taken back: withdraw that edition, or accept this with a reason, by its figures"
    figures = sorted({figure for one in told for figure in _figures(one, out).values()})
    return Finding("small-number-known", edition, says, figures=tuple(figures), advice=advice)


def _with_its_figures(one: Open, out: Out) -> str:
    """The small number, and the figures it follows from where these are others."""
    told: dict[str, list[str]] = {}
    for id, figure in _figures(one, out).items():
        told.setdefault(out.told_by[id][1], []).append(figure)
    if {figure for those in told.values() for figure in those} == {one.says}:
        return f"{one.says} (printed in '{next(iter(told))}')"
    by = (f"{few(sorted(set(told[name])), MOST_NAMED)} in '{name}'" for name in sorted(told))
    return f"{one.says} (from {' and '.join(by)})"


def _figures(one: Open, out: Out) -> dict[str, str]:
    """The figures of other editions that tell it, by the cells they tell: its own alone where that is out, whatever
    else says the same."""
    itself = tuple(one.of) if len(one.of) == 1 and one.of <= out.told_by.keys() else ()
    return {id: out.told_by[id][0] for id in itself or one.told_by if id in out.told_by}


def is_there(id: FigureId, figures: Figures) -> bool:
    """Whether the plan still has the measure and the area of a figure, and a number for its level."""
    return id.measure in figures.plan.measures and figures.find(id.of("value")).value is not None


def _tells_a_level(id: FigureId) -> bool:
    """Whether a figure gives its level away. What a month is by its process does not: other months make it."""
    return id.statistic not in (*PROCESS, *PROCESS_CHANGES, "target")


def _not_read(edition: Earlier) -> Finding:
    name = edition.name
    match edition.unread:
        case "other plan":
            says, mend = (
                f"the edition '{name}' is of the plan '{edition.plan}'",
                "give the plan back the id that it had",
            )
        case "dead link":
            says, mend = f"'{name}', among the editions, is a link that leads nowhere", "mend the link"
        case "closed":
            says, mend = f"the folder '{name}', among the editions, cannot be looked into", "have its rights mended"
        case _:
            says, mend = f"the manifest of the edition '{name}' cannot be read", "put its manifest.json back"
    says += ", so that what it tells is not known here"
    advice = f"{mend}, take it away, or accept this with a reason"
    return Finding("small-number-not-read", name, says, place=name, words=name, advice=advice)


def _not_compared(edition: str, lost: Sequence[FigureId]) -> Finding:
    """What an earlier edition tells and nobody can hold against this one any more."""
    many = f"{len(lost)} figure{'' if len(lost) == 1 else 's'}"
    says = f"{many} of the edition '{edition}' could not be compared, as the plan has no number for them now"
    first = few(map(str, lost), MOST_NAMED)
    advice = f"the first are {first}; give their measures and areas the old ids, or look yourself"
    return Finding(
        "small-number-not-compared", manifest.NAME, says, "warning", place=edition, words=edition, advice=advice
    )
