"""A force that does not exist: from a size, months and a seed to a plan folder and what its figures must be.

Nothing here knows how Peelian reads files or works measures out: the truth is counted a second, plain way.
"""
