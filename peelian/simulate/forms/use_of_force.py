"""Use of force: a row each time a tactic was used, several of which one report may hold."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.forms.column import NO_YES, area, column
from peelian.simulate.frame import Clock, Column, Frame, Numbered, Wholes, Words, Yesses
from peelian.simulate.geography import NOWHERE, Geography
from peelian.simulate.months import label, utc_span
from peelian.simulate.sizes import Size
from peelian.simulate.spans_of_time import on_the_clock
from peelian.simulate.subjects import FORCE_USED
from peelian.simulate.words import drawn

TACTICS = (1, 1, 1, 2, 2, 3)  # of a report, each as likely
MEAN = sum(TACTICS) / len(TACTICS)
NO_PLACE, TWO_REPORTS, HURT, OFFICER_HURT, WORKED = 0.03, 0.2, 0.07, 0.04, 0.86


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A blank ethnic group is one that the officer did not give; who would not say is not-stated."""
    chance = Chance(seed, FORCE_USED, force, month)
    reports = chance.number(size.force_used * geography.force_weight[force] / MEAN)
    place = geography.spread(chance, reports, force, "district")
    place = np.where(chance.happens(reports, NO_PLACE), NOWHERE, place)
    times = np.array(TACTICS)[chance.below(reports, len(TACTICS))]
    of = np.repeat(np.arange(reports), times)  # the report of each row
    number = 1 + np.arange(len(of)) - (np.cumsum(times) - times)[of]
    tactic, group = drawn(chance, len(of), "tactics"), drawn(chance, reports, "force_groups")
    return Frame(
        "use_of_force",
        month,
        len(of),
        place[of],
        (
            column("tactic", tactic),
            column("ethnicity", Words(group.codes[of], group.vocabulary)),
            area(geography, place[of]),
            *_more(chance, month, force, of, number),
        ),
    )


def _more(chance: Chance, month: int, force: int, of: Whole, number: Whole) -> tuple[Column, ...]:
    """What the report says besides; of all its tactics alike, but for whether each worked."""
    reports, named = int(of.max(initial=-1)) + 1, f"{label(month)}-{force:02d}-"
    first, end = utc_span(month)
    at = on_the_clock(first + chance.below(reports, end - first), month)
    incident = np.arange(reports) - chance.happens(reports, TWO_REPORTS)  # that of the report before, for some
    age, sex = drawn(chance, reports, "ages"), drawn(chance, reports, "people_sexes")
    disability = drawn(chance, reports, "disabilities")
    hurt, officer_hurt = chance.happens(reports, HURT), chance.happens(reports, OFFICER_HURT)
    return (
        column("report_id", Numbered(1 + of, f"R{named}", 6), wide=True),
        column("tactic_number", Wholes(number), wide=True),
        column("incident_id", Numbered(1 + np.maximum(incident[of], 0), f"U{named}", 6), wide=True),
        column("used", Clock(at[of], np.zeros(len(of), bool)), wide=True),
        column("subject_id", Numbered(1 + of, f"S{named}", 6), wide=True),
        column("age_band", Words(age.codes[of], age.vocabulary), wide=True),
        column("sex", Words(sex.codes[of], sex.vocabulary), wide=True),
        column("disability", Words(disability.codes[of], disability.vocabulary), wide=True),
        column("subject_injured", Yesses(hurt[of], NO_YES), wide=True),
        column("officer_injured", Yesses(officer_hurt[of], NO_YES), wide=True),
        column("effective", Yesses(chance.happens(len(of), WORKED), NO_YES), wide=True),
    )
