"""The command line: one module for each command, put together in `main`."""

from peelian.cli.main import entry, main, parser

__all__ = ["entry", "main", "parser"]
