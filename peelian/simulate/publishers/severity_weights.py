"""Crime severity score weights: a row an offence code, on the sheet "List of weights" of a workbook.

Weights hold from a day that the rows do not say: the first of the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from peelian.simulate.frame import Column, Frame
from peelian.simulate.offences import SEVERITY, published, published_column
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import each
from peelian.simulate.publishers.written import cells, cover, xlsx

TABLE, NAME = "severity_weights", SEVERITY


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    known = published_column(NAME)
    assert known.blank is not None
    kept = np.flatnonzero(~known.blank)
    of = [published()[place] for place in kept.tolist()]
    columns = (
        Column("offence_code", "Offence code", each([one.published for one in of])),
        Column("offence", "Offence", each([one.title for one in of])),
        Column("weight", "Weight", replace(known, values=known.values[kept], blank=None)),
    )
    yield Frame(TABLE, 0, len(kept), None, columns), 0


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    sheets = {"Cover": cover("Crime severity score data tool"), "List of weights": cells(made)}
    return {"crimeseverityscoredatatool.xlsx": xlsx(sheets)}
