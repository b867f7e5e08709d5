"""A paper as sentences: each with its numbers, told apart as changes and levels, and with the periods it names.

`reading` goes through a whole paper, passages and tables, and gives what stands before and after a sentence; `sentence`
is one. `roles` tells changes from levels, `names` finds the numbers by names, `topic` what a sentence is about;
`skeleton` is the sentence with marks for numbers, for grammars.
"""
