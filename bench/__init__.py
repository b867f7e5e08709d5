"""Measurements against their bounds. numpy is told what the command line tells it, before any bench loads it."""

import os

from peelian import numpy_start

numpy_start.set_up(os.environ)
