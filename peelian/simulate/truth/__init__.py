"""What the figures of a simulated folder must be: counted from the arrays, by the plainest way, without the engine.

Frames in, one dictionary of exact numbers out. Definitions are read from the plan's own measures.
"""
