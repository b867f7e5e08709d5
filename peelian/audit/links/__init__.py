"""Which numbers of a paper belong together: a reading in, candidates out. Grammar and distance, no verdict on a claim.

`pairs` sets an old number (`pair`) beside a new one, `parallel` lists item by item, `alongside` without a word that
compares, `targets` against a target; `moves` links each change to its pair, near or far. `wholes` are parts with their
whole, `shares` a share with both, `means` an average with its list. `facts` say what each level is of, so that two far
apart can be held together.
"""
