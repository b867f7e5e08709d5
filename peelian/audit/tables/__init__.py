"""A table as a grid of numbers, and which of its columns is worked out of which others."""
