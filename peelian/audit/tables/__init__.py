"""A table as a grid of numbers, and which of its columns are worked out of which others: a table in, cells checked out.

`grid` finds the headers and the number of each cell, `paired_cells` takes cells with two numbers apart; `columns` says
what a column holds. `changes` finds the columns that are the change between two others, `derived` those that are
shares, rates or parts of others, `rows_above` those worked out of the rows before, each by what comes out in most rows;
`both_ways` turns tables that are worked out row by row; `nearly` leaves out what cannot come out, so that it is quick.
"""
