"""Parses the command line and calls one command. Errors for people end here, each with its exit code."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from peelian.cli import build, diff, keygen, load, new, show, trace, validate, verify
from peelian.errors import FAULT, WRONG_USE, MachineFault, PeelianError

VERBS = {
    "new": new,
    "validate": validate,
    "load": load,
    "show": show,
    "build": build,
    "trace": trace,
    "diff": diff,
    "verify": verify,
    "keygen": keygen,
}


class Parser(argparse.ArgumentParser):
    """Wrong use ends with exit code 2 and says what is allowed, in the words of the command's help."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(WRONG_USE, f"{self.prog}: {message}; see '{self.prog} --help'\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line as argparse knows it; the reference page is printed from it."""
    whole = Parser(
        prog="peelian",
        description="From a police and crime plan and real figures to papers in which every number can be traced.",
        epilog="Exit codes: 0 fine, 1 findings that matter, 2 wrong use or unusable input, 3 fault of the machine.",
    )
    whole.add_argument("--version", action="store_true", help="print the version and stop")
    verbs = whole.add_subparsers(dest="verb", metavar="COMMAND", parser_class=Parser)
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
    except PeelianError as error:
        print(f"peelian {arguments.verb}: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(f"peelian {arguments.verb}: stopped; nothing was half-written", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"peelian {arguments.verb}: {_machine(error)}", file=sys.stderr)
        return FAULT
    except MemoryError:
        print(f"peelian {arguments.verb}: the machine has no memory left", file=sys.stderr)
        return MachineFault.exit_code


def _machine(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; free some room or mend the rights, then run it again"


def entry() -> None:
    """The `peelian` script."""
    sys.exit(main())
