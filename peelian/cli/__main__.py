"""`python -m peelian.cli`: the command line without the script."""

from peelian.cli.main import entry

entry()
