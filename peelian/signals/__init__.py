"""What series of numbers say: panels of series and rule sets in; lines, signals, verdicts and warnings out.

Knows nothing of plans, KPIs or figures. Statistics are floats here, many series at once; what is printed of them is
made exact and rounded in `quantities`. NaN stands for missing inside this layer and leaves it as None.
"""
