"""findings.md: every finding code, its severity and the rule behind it, from the code that reports it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from printed.markdown import code, page, plain, table

LIBRARY = Path(__file__).resolve().parents[2] / "peelian"


OWN_WORDS = "(in words of its own for each case)"


@dataclass(frozen=True, order=True)
class Reported:
    """One place where a finding is made: its words with … for what differs, and the module's rule."""

    code: str
    severity: str
    says: str
    rule: str


def pages() -> dict[str, str]:
    found = sorted({reported for path in sorted(LIBRARY.rglob("*.py")) for reported in reported_in(path)})
    rows = [(code(r.code), r.severity, plain(r.says) or OWN_WORDS, plain(r.rule)) for r in found]
    about = (
        "An error stops a build unless accepted-findings.yaml names it; a warning and a note do not. "
        "Each is printed with its place: a file and line, or a figure's id. … stands for what differs."
    )
    head = ["Code", "Severity", "What it says", "Rule it comes from"]
    return {"findings.md": page("Findings", "the modules of `peelian`", [about, table(head, rows)])}


def reported_in(path: Path) -> Iterator[Reported]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rule = first_sentence(ast.get_docstring(tree))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for call in ast.walk(tree):
        made = maker(call) if isinstance(call, ast.Call) else None
        if not isinstance(call, ast.Call) or made is None:
            continue
        around = [f for f in functions if f.lineno <= call.lineno <= (f.end_lineno or f.lineno)]
        inmost = max(around, key=lambda f: f.lineno, default=None)
        says = "; ".join(filter(None, (words(argument(call, *at), call, inmost) for at in MAKERS[made])))
        for name in literals(argument(call, 0, "code")):
            yield Reported(name, next(literals(argument(call, 3, "severity")), "error"), says, rule)


MAKERS = {
    "Finding": ((2, "says"), (8, "advice")),
    "finding": ((1, "says"),),  # of a file or a sheet
    "Bad": ((1, "fault"), (2, "do")),  # of a cell
    "NotRead": ((1, "says"),),  # of a paper as a whole
}
"""What makes findings, and which of its arguments are the words."""


def maker(call: ast.Call) -> str | None:
    """The name of what is called, where that makes a finding."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in MAKERS:
            return name
    return None


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    if named:
        return named[0]
    return call.args[position] if len(call.args) > position else None


def literals(value: ast.expr | None) -> Iterator[str]:
    """The texts an argument can be, where it is written there: one, or either arm of a choice."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from literals(value.body)
        yield from literals(value.orelse)


def words(says: ast.expr | None, call: ast.Call, function: ast.FunctionDef | None) -> str:
    """The sentence of the finding as it is written in the code; empty where it is made elsewhere."""
    match says:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=pieces):
            return "".join(map(_piece, pieces))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return words(left, call, function) + words(right, call, function)
        case ast.IfExp(body=body, orelse=other):
            return words(body, call, function) or words(other, call, function)
        case ast.Name(id=name) if function is not None:
            before = [
                node
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                and node.lineno < call.lineno
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
            ]
            if before:
                return words(max(before, key=lambda node: node.lineno).value, call, None)
    return ""


def _piece(piece: ast.expr) -> str:
    """A part of a sentence: its words, or a mark for what it is about; of what is counted the noun stays."""
    match piece:
        case ast.Constant(value=value):
            return str(value)
        case ast.FormattedValue(value=ast.Call(func=ast.Name(id="counted"), args=[_, ast.Constant(value=one)])):
            return f"… {one}s"
    return "…"


def first_sentence(docstring: str | None) -> str:
    first = " ".join((docstring or "").split("\n\n")[0].split())
    sentence, stop, _ = first.partition(". ")
    return sentence + "." if stop else first
