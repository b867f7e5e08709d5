"""Figures: every number that can be printed, by its id, with the sum that was done and where its inputs came from."""
