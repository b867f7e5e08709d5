"""Steps: at which periods a series went to a new level, how sure its date is, and how often chance would do as much.

Arrays of many series in, proposals out; a person confirms them before any limit moves. `propose` looks at whole series
after the fact, `replay` month by month with nothing known of what came later.
"""
