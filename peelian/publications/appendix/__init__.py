"""What stands behind the paper: lists, measures without a figure, charts, data notes, known findings, the sums."""

from collections.abc import Callable, Collection
from functools import partial

from peelian.plan.model import NamedList
from peelian.publications.appendix import charts, data_notes, in_development, known_findings, named_lists, sums
from peelian.publications.blocks import Block, Heading
from peelian.publications.control_charts import LINES_TITLE
from peelian.publications.sentences.desk import Desk


def appendices(desk: Desk, *, leave_out: Collection[str] = ()) -> list[Block]:
    """Appendix 1 and on: the publication's lists, then the notes and sums, each only if it holds something.

    `leave_out` names those that a kind of publication does not have, by their id.
    """
    lists = named_lists.named(desk)
    makers: list[tuple[str, str, Callable[[Desk], list[Block]]]] = [
        *((one.title, f"list-{one.id}", partial(_of_list, one)) for one in lists),
        ("Measures in development", "in-development", in_development.blocks),
        ("How the charts are read", "how-the-charts-are-read", charts.blocks),
        (LINES_TITLE, "lines-of-the-charts", _lines),
        ("Data notes", "data-notes", data_notes.blocks),
        ("Known findings", "known-findings", known_findings.blocks),
        ("How we got these numbers", "how-we-got-these-numbers", sums.blocks),
    ]
    made = ((title, id, make(desk)) for title, id, make in makers if id not in leave_out)
    written: list[Block] = []
    for index, (title, id, body) in enumerate((part for part in made if part[2]), start=1):
        written += [Heading(1, title, id, f"Appendix {index}"), *body]
    return written


def _lines(desk: Desk) -> list[Block]:
    return list(desk.lines)


def _of_list(one: NamedList, desk: Desk) -> list[Block]:
    return named_lists.blocks(one)
