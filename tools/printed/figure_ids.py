"""figure-ids.md: how the id of a figure is written, and every statistic there is."""

from __future__ import annotations

from printed.markdown import code, page, plain, table


def pages() -> dict[str, str]:
    from peelian.figures.ids import CHANGES, SAYS

    parts = [
        "Each number of an edition has an id that stays the same from edition to edition:"
        " `measure/area/dimension=value/period/statistic`; the breakdown is left out for the whole. `peelian trace`"
        " takes it, and so do the words of an author, between double braces. How periods are written stands in"
        " [periods](periods.md).",
        "Statistics of a process (`average` and all that follow it up to `chance`) are of a month, or of a quarter"
        " where a series has quarters. `signal-above`, `signal-below`, `expected-low`, `expected-high` and `chance` are"
        " of a month to come, which nobody has a value for yet; the last three also of the year that month belongs to."
        " For a change of averages both periods may be any of their processes.",
        "Words in capitals stand for a name or a number: AREA for an area around this one, AXIS for an area level or a"
        " dimension of the measure's breakdowns, GROUP for a list of the plan that names peers, N for a number. So"
        " `crime/all/ye-2025-03/top-3-share-by-district` is what share the three largest districts have.",
        table(
            ["Statistic", "What it is"],
            [
                (code(f"{statistic}-from-PERIOD" if statistic in CHANGES else statistic), plain(says))
                for statistic, says in SAYS.items()
            ],
        ),
    ]
    return {"figure-ids.md": page("Figure ids", "`peelian/figures/ids.py`", parts)}
