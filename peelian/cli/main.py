"""Parses the command line and calls one command. Errors for people end here, each with its exit code."""

from __future__ import annotations

import argparse
import difflib
import io
import os
import re
import sys
from collections.abc import Sequence
from typing import Any

from peelian import numpy_start
from peelian.cli import (
    area,
    audit,
    build,
    diff,
    fetch,
    keygen,
    load,
    new,
    rules,
    show,
    signals,
    simulate,
    trace,
    validate,
    verify,
)
from peelian.errors import FAULT, WRONG_USE, PeelianError, remedy

VERBS = {
    "new": new,
    "validate": validate,
    "fetch": fetch,
    "load": load,
    "show": show,
    "area": area,
    "build": build,
    "trace": trace,
    "diff": diff,
    "verify": verify,
    "signals": signals,
    "audit": audit,
    "rules": rules,
    "simulate": simulate,
    "keygen": keygen,
}


class Parser(argparse.ArgumentParser):
    """Wrong use ends with exit code 2 and says what is allowed, in the words of the command's help."""

    def error(self, message: str) -> None:  # type: ignore[override]
        wrong = re.match(r"argument COMMAND: invalid choice: '([^']*)'", message)
        if wrong:
            near = difflib.get_close_matches(wrong[1], VERBS, n=1)
            hint = f"did you mean '{near[0]}'" if near else f"there are {', '.join(VERBS)}"
            message = f"no command '{wrong[1]}'; {hint}"
        self.exit(WRONG_USE, f"{self.prog}: {message}; see '{self.prog} --help'\n")


class VerbParser(Parser):
    """One command's. Options may stand before, between and after what it is asked of: PLAN --strict SOURCE.

    argparse alone gives up an optional SOURCE as soon as an option follows PLAN.
    """

    _inside = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The intermixed way, which calls this method for each of its two turns; not for `--`, nor for verbs below."""
        if self._inside or "--" in (args or ()) or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._inside = False


def parser() -> argparse.ArgumentParser:
    """The whole command line as argparse knows it; the reference page is printed from it."""
    whole = Parser(
        prog="peelian",
        description="From a police and crime plan and real figures to papers in which every number can be traced.",
        epilog="Exit codes: 0 fine, 1 findings that matter, 2 wrong use or unusable input, 3 fault of the machine.",
    )
    whole.add_argument("--version", action="store_true", help="print the version and stop")
    verbs = whole.add_subparsers(dest="verb", metavar="COMMAND", parser_class=VerbParser)
    for name, module in VERBS.items():
        one = verbs.add_parser(
            name,
            help=module.HELP,
            description=module.HELP[0].upper() + module.HELP[1:] + ".",
            epilog=f"example: {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(one)
        one.set_defaults(run=module.run)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Errors for people are printed in their own words."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a code page without a sign of ours shows '?' and goes on
    whole = parser()
    arguments = whole.parse_args(argv)
    if arguments.version:
        from peelian import __version__

        print(f"peelian {__version__}")
        return 0
    if arguments.verb is None:
        whole.print_help()
        return WRONG_USE
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(f"peelian {arguments.verb}: stopped; nothing was half-written", file=sys.stderr)
        return 130
    except Exception as error:
        return _told(arguments, error)


def _told(arguments: argparse.Namespace, error: Exception) -> int:
    """One error in words on stderr, for a program on stdout as well; its exit code."""
    from peelian.cli.printing import print_error, print_line

    code, says = _in_words(error)
    for line in f"peelian {arguments.verb}: {says}".split("\n"):
        print_line(line, sys.stderr)
    if getattr(arguments, "json", False):
        print_error(error, says)
    if code == FAULT and os.environ.get("PEELIAN_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return code


MISTAKEN_PATHS = (
    (FileNotFoundError, "there is no such file or folder"),
    (FileExistsError, "there is a file or folder of that name already"),
    (NotADirectoryError, "it is a file, or lies in one; a folder is needed"),
    (IsADirectoryError, "it is a folder; a file is needed"),
)


def _in_words(error: Exception) -> tuple[int, str]:
    """The exit code and the words: a path that was mistaken is wrong use, other trouble with files the machine's."""
    if isinstance(error, PeelianError):
        return error.exit_code, str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        for kind, words in MISTAKEN_PATHS if where else ():
            if isinstance(error, kind):
                return WRONG_USE, f"{where}{words}; check the path"
        return FAULT, f"{where}{error.strerror or error}; {remedy(error)}, then run it again"
    if isinstance(error, MemoryError):
        return FAULT, "the machine has no memory left"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return FAULT, f"a fault of ours: {what}; please report it with what you ran"


def entry() -> None:
    """The `peelian` script."""
    numpy_start.set_up(os.environ)
    sys.exit(main())
