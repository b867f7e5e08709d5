"""A place, or "highest" and "lowest", against the numbers it stands among.

Rule: what is called highest or lowest must be so among the numbers listed with it, or in the table it points to; a
list "in order" must fall or rise; the places of a "Rank" column must be those of another column of its table;
"improved two places" must be the difference of the places before and after.
Example: "lowest in the north (78%), compared to 88% in the south and 86% in the east".
Not decidable when: the numbers it is the highest of are not printed.
Silent when: the row of a table that is meant cannot be told by its name, or neither the table nor its number is spoken
of; a list only starts with the highest; the superlative is of something that the numbers do not count; a
column of places has fewer than five rows, is of more forces or areas than the table shows, or is in the order of no
other column in three rows of five.
"""

from __future__ import annotations

from collections.abc import Iterator

from peelian.audit.claims.model import Claim
from peelian.audit.kinds.rank_or_extreme.by_name import by_name
from peelian.audit.kinds.rank_or_extreme.in_table import in_table
from peelian.audit.kinds.rank_or_extreme.listed import listed
from peelian.audit.kinds.rank_or_extreme.places import places
from peelian.audit.kinds.rank_or_extreme.rank_columns import of_columns
from peelian.audit.kinds.rank_or_extreme.superlatives import SUPERLATIVE
from peelian.audit.material import Material


def find(material: Material) -> Iterator[Claim]:
    yield from of_columns(material)
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption"):
            continue
        called = SUPERLATIVE.search(s.view, s.start, s.end) is not None
        among_listed = list(listed(material, s)) if called else []
        yield from among_listed or by_name(material, s)
        yield from places(material, s)
        if called:
            yield from in_table(material, s)
