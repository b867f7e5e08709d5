"""What stands behind the paper: lists, measures without a figure, charts, data notes, known findings, the sums."""

from peelian.publications.appendix import charts, data_notes, in_development, known_findings, named_lists, sums
from peelian.publications.blocks import Block, Heading
from peelian.publications.control_charts import LINES_TITLE
from peelian.publications.sentences.desk import Desk


def appendices(desk: Desk) -> list[Block]:
    """Appendix 1 and on: the publication's lists, then the notes and sums, each only if it holds something."""
    lists = named_lists.named(desk)
    parts: list[tuple[str, str, list[Block]]] = [
        *((one.title, f"list-{one.id}", named_lists.blocks(one)) for one in lists),
        ("Measures in development", "in-development", in_development.blocks(desk)),
        ("How the charts are read", "how-the-charts-are-read", charts.blocks(desk)),
        (LINES_TITLE, "lines-of-the-charts", list(desk.lines)),
        ("Data notes", "data-notes", data_notes.blocks(desk)),
        ("Known findings", "known-findings", known_findings.blocks(desk)),
        ("How we got these numbers", "how-we-got-these-numbers", sums.blocks(desk)),
    ]
    written: list[Block] = []
    for index, (title, id, body) in enumerate((part for part in parts if part[2]), start=1):
        written += [Heading(1, title, id, f"Appendix {index}"), *body]
    return written
