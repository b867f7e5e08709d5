"""Targets: whether one is met now, whether the process as it is would meet it, and how likely month and year are to."""
