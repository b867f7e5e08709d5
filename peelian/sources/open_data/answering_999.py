"""Answering of 999 by force and month: one row a force, with the number of calls and how long callers waited.

Published monthly since November 2021, a month in arrears, for every force of the United Kingdom: calls, mean and median
wait, and how many had an answer in under 10 seconds, in under 60 and later. The wait begins when the operator of the
line hands the call over, so it is no measure of the whole time that a caller waits. Shares of several months or forces
are worked out of the numbers of calls, a count over a count, never by averaging percentages; medians cannot be added up
and are levels of their month and force.

The headings of the file were not seen: those here are our reading of what the publisher says is in it. Where it has
others, say so in sources.yaml (`columns: {calls: {from: …}}`). Of calls to the other number, 101, no such table is
published: they are records of the force, which have a form of extract (`calls`).

Series breaks: none known since the first month, November 2021.
"""

from __future__ import annotations

from peelian.sources.fields import Field
from peelian.sources.open_data.reading import Form, force_code, published
from peelian.sources.open_data.whole import Whole

ORIGIN = "https://www.police.uk/pu/performance/"
EXPECT = Whole(least=43, each="force")  # a month of the territorial forces of England and Wales

COLUMNS = (
    Field("month", "Month", "month", required=True),
    force_code("Force"),
    Field("force", "Force", required=True),
    Field("calls", "Calls", "integer", required=True),
    Field("mean_seconds", "Mean answer time (seconds)", "number"),
    Field("median_seconds", "Median answer time (seconds)", "number"),
    Field("within_10_seconds", "Answered in under 10 seconds", "integer", required=True),
    Field("within_60_seconds", "Answered in 10 to 60 seconds", "integer", required=True),
    Field("later", "Answered in 60 seconds or more", "integer", required=True),
)
FORM = Form(COLUMNS, expect=EXPECT, force="Force")
READER = published(__doc__, FORM, origin=ORIGIN)
