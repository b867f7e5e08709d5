"""A table as a grid of numbers, and which of its columns are worked out of which others: a table in, cells checked out.

`grid` finds the headers and the number of each cell; `columns` says what a column holds. `changes` finds the columns
that are the change between two others, `derived` those that are shares, rates or parts of others, each by what comes
out in most rows; `nearly` leaves out what cannot come out, so that both are quick.
"""
