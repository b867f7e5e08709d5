"""What the audit says of a paper: the values, their arithmetic and their verdict. Loads no check, and stays light.

`model` is the claim. `intervals` works out what rounding leaves possible, `verdicts` judges, `sums` writes a sum out.
`audited` are papers with their claims, `counts` counts them. `levels` holds two numbers of one thing against each
other, `across` does so over the papers of a set. `claim_wire` is how claims pass from one process to another.
"""
