"""`python -m peelian.cli`: the command line without the script."""

from peelian.cli import entry

entry()
