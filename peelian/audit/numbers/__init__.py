"""The numbers of a piece of text as printed, of a sentence or of a cell, and its periods: a text in, mentions out.

In the order of the work: `clean` takes marks of the printing off; `masks` (by `mask_patterns`) finds the digits that
measure nothing; `mentions` reads the others, each with its unit and the width that its digits leave open, `qualifiers`
what stands before them ("about"), `averages` which of them are rounded, `arrows` which way a symbol points.
`named_periods` reads the periods that a text names. `tried` makes patterns quick.
"""
