"""Promise 17, the reading: cells of tables exact in at least 99.5% (tagged PDF, DOCX), 97% (untagged PDF).

Papers made up by chance, with tables of many looks, printed by four producers.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Cell, Table
from peelian.render import docx, html, odt
from tests.promises.papers_to_read import PRODUCERS, Score, paper, score

# Of one paper a single table is a fifteenth of the cells, and which one breaks over pages is the printer's choice.
SEEDS = tuple(range(1, 26 if os.environ.get("PEELIAN_SOAK") else 4))
TAGGED, UNTAGGED = 0.995, 0.97
PASSAGES = 0.99


def measured(name: str, scores: list[Score], least: float) -> None:
    whole = sum(scores, Score(0, 0, 0, 0))
    print(f"promise 17, cells of {name}: {whole.cells} tried, {whole.exact} held")
    print(f"promise 17, passages of {name}: {whole.passages} tried, {whole.same} held")
    assert whole.cells > 100
    assert whole.exact >= least * whole.cells, whole.wrong[:5]
    assert whole.same >= PASSAGES * whole.passages, whole.wrong[:5]


@pytest.mark.parametrize("name", PRODUCERS)
def test_cells_and_passages_of_a_pdf(tmp_path: Path, name: str) -> None:
    producer = PRODUCERS[name]
    if producer.missing:
        pytest.skip(producer.missing)
    notes = "other looks" not in name and name != "groff"  # those two write none
    scores = []
    for seed in SEEDS:
        document = paper(seed)
        path = tmp_path / f"{seed}.pdf"
        path.write_bytes(producer.make(document, tmp_path))
        scores.append(score(document, read_paper(path), notes))
    measured(name, scores, TAGGED if producer.tagged else UNTAGGED)


@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
def test_cells_and_passages_of_documents(tmp_path: Path, kind: str) -> None:
    scores = []
    for seed in SEEDS:
        document = paper(seed)
        path = tmp_path / f"{seed}.{kind}"
        path.write_bytes({"docx": docx, "odt": odt, "html": html}[kind].render(document))
        scores.append(score(document, read_paper(path)))
    measured(kind, scores, TAGGED)


def test_a_cell_that_moved_and_a_lost_passage_are_counted(tmp_path: Path) -> None:
    """The control: what reading gets wrong is seen by the score."""
    document = paper(1)
    path = tmp_path / "paper.docx"
    path.write_bytes(docx.render(document))
    read = read_paper(path)
    whole = score(document, read)
    assert (whole.exact, whole.same) == (whole.cells, whole.passages)
    at, table = next((at, b) for at, b in enumerate(read.blocks) if isinstance(b, Table))
    row = (Cell("moved", table.rows[1][0].place), *table.rows[1][:-1])
    changed = replace(table, rows=(table.rows[0], row, *table.rows[2:]))
    worse = score(document, replace(read, blocks=(*read.blocks[:at], changed, *read.blocks[at + 2 :])))
    assert worse.exact < whole.exact
    assert worse.same == whole.same - 1
