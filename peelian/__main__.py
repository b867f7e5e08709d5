"""`python -m peelian`: the command line without the script."""

from peelian.cli.main import entry

entry()
