"""A CSV file of many series, a row a value, to one panel of them; or everything that is wrong with the file.

Files come from anyone: their texts are read as texts, nothing in them is guessed, and each fault is told with its line.
"""

from peelian.sources.panels.judge import SeriesFile
from peelian.sources.panels.read import read_series

__all__ = ["SeriesFile", "read_series"]
