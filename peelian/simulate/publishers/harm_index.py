"""Cambridge Crime Harm Index: a row an offence with its days of prison; one that has no score says N/A."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.offences import HARM, published, published_column
from peelian.simulate.publishers.returns import Returns
from peelian.simulate.publishers.rows import each
from peelian.simulate.publishers.written import cells, cover, xlsx

TABLE, NAME = "cambridge_harm_index", HARM


def frames(returns: Returns) -> Iterator[tuple[Frame, int]]:
    known = published()
    columns = (
        Column("urn", "ATHENA URN", Wholes(np.arange(1, len(known) + 1))),
        Column("title", "FULL_OFFENCE_TITLE", each([one.title for one in known])),
        Column("offence_code", "HOME_OFFICE_CLASSIFICATION", each([one.published for one in known])),
        Column("offence_group", "GROUP", each([one.group.upper() for one in known])),
        Column("offence_subgroup", "SUB_GROUP", each([one.subgroup.upper() for one in known])),
        Column("weight", "CCHI Score", replace(published_column(NAME), nothing="N/A")),
    )
    yield Frame(TABLE, 0, len(known), None, columns), 0


def files(returns: Returns, made: Sequence[Frame]) -> dict[str, bytes]:
    sheets = {"Read me": cover("Cambridge Crime Harm Index"), "CCHI 2026 values sheet": cells(made)}
    return {"CCHI-2026.xlsx": xlsx(sheets)}
