"""commands.md: every command of the command line with its arguments, from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from printed.markdown import code, page, plain, table


def pages() -> dict[str, str]:
    from peelian.cli import parser

    whole = parser()
    parts = [plain(whole.description or "") + ".", plain(whole.epilog or "")]
    parts.append(table(["Command", "What it does"], [(link(n), plain(h)) for n, h, _ in commands(whole)]))
    for name, _, command in commands(whole):
        parts += section(name, command)
    return {"commands.md": page("Commands", "the parser in `peelian/cli`", parts).replace("..\n", ".\n")}


def commands(whole: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Each command, and the commands inside it, as (name, help, parser) in the order of the help."""
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                yield command.prog.removeprefix("peelian "), helps.get(name, ""), command
                yield from commands(command)


def link(name: str) -> str:
    return f"[`peelian {name}`](#peelian-{name.replace(' ', '-')})"


def section(name: str, command: argparse.ArgumentParser) -> list[str]:
    rows = [row(action) for action in command._actions if shown(action)]
    words = (command.epilog or "").strip()
    example = words.removeprefix("example:").strip() if words.startswith("example:") else ""
    return [
        f"## peelian {name}",
        plain(command.description or ""),
        f"Example: `{example}`" if example else plain(words),
        table(["Argument", "Needed", "What it is"], rows) if rows else "",
    ]


def shown(action: argparse.Action) -> bool:
    return not isinstance(action, (argparse._HelpAction, argparse._SubParsersAction))


def row(action: argparse.Action) -> tuple[str, str, str]:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    takes = "" if action.nargs == 0 else f" {choices(action) or metavar}"
    name = f"{', '.join(action.option_strings)}{takes}" if action.option_strings else metavar
    needed = action.required if action.option_strings else action.nargs not in ("?", "*")
    about = plain((action.help or "").replace("%(default)s", str(action.default)))
    return code(name), "yes" if needed else "no", about


def choices(action: argparse.Action) -> str:
    return "|".join(str(choice) for choice in action.choices) if action.choices else ""
