"""audit/*.md: a page for each kind of statement the audit checks, from its docstring and its cases; an index; traps."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from printed.markdown import code, page, plain, table

SPECS = Path(__file__).resolve().parents[2] / "specs" / "audit"
MOST_CASES = 12
_RULE = re.compile(r"[|:\- ]+")  # between the header and the rows of a table
PARTS = ("Rule", "Example", "Not decidable when", "Silent when")


def pages() -> dict[str, str]:
    from peelian.audit.claims.model import KINDS

    cases = [case for file in sorted(SPECS.glob("*.yaml")) for case in _cases(file)]
    printed = {f"audit/{kind}.md": kind_page(kind, cases) for kind in KINDS}
    printed["audit/traps.md"] = traps_page(cases)
    printed["audit/README.md"] = index_page(list(KINDS))
    return printed


def _cases(file: Path) -> list[dict[str, Any]]:
    import yaml

    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return list(content["cases"])


def kind_page(kind: str, cases: list[dict[str, Any]]) -> str:
    from peelian.publications.audit_words import KIND_WORDS

    module = importlib.import_module(f"peelian.audit.kinds.{kind}")
    says, parts = docstring(inspect.getdoc(module) or "")
    made = [plain(says)]
    for name in PARTS:
        if name in parts:
            made += [f"## {name}", plain(parts[name])]
    shown = list(_shown(kind, cases))
    made += ["## Cases", "What the audit says of sentences made up for its tests."]
    made += [table(["Text", "Printed", "The sum", "Verdict"], shown)] if shown else [_elsewhere(kind)]
    made += ["## What to do", *_what_to_do(kind, cases)]
    return page(f"{KIND_WORDS[kind]} (`{kind}`)", f"`{_written_in(module)}` and `specs/audit/`", made)


def _written_in(module: ModuleType) -> str:
    """The file of a kind, or the folder of one that has grown to several."""
    path = module.__name__.replace(".", "/")
    return f"{path}/" if hasattr(module, "__path__") else f"{path}.py"


def docstring(text: str) -> tuple[str, dict[str, str]]:
    """The first paragraph of a kind's docstring, and its parts by name; lines between belong to the part before."""
    first, _, rest = text.partition("\n\n")
    found: dict[str, list[str]] = {}
    name = ""
    for line in rest.splitlines():
        begins = next((part for part in PARTS if line.startswith(f"{part}: ")), None)
        if begins:
            name, line = begins, line.removeprefix(f"{begins}: ")
        found.setdefault(name, []).append(line)
    return first, {part: " ".join(lines) for part, lines in found.items() if part}


def _shown(kind: str, cases: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Up to twelve cases with a claim of the kind, wrong ones among them, each as the audit tells it today."""
    from peelian.audit.audit import audit
    from peelian.audit.papers.plaintext import parse_text
    from peelian.publications.audit_words import VERDICT_WORDS

    of_kind = [case for case in cases if any(line.startswith(f"{kind} |") for line in case["claims"])]
    wrong = [case for case in of_kind if any(_is_wrong(line, kind) for line in case["claims"])][: MOST_CASES // 2]
    others = [case for case in of_kind if case not in wrong][: MOST_CASES - len(wrong)]
    for case in [*others, *wrong]:
        claims = audit([parse_text(case["text"], "case.txt", "")]).papers[0].claims
        claim = next(
            (c for c in claims if c.kind == kind and (case in others or c.verdict == "inconsistent")),
            next(c for c in claims if c.kind == kind),
        )
        severity = f" ({claim.severity.replace('_', ' ')})" if claim.severity else ""
        yield (
            plain(_one_line(case["text"])),
            plain(claim.stated.printed),
            plain(claim.sum or claim.reason),
            plain(f"{VERDICT_WORDS[claim.verdict]}{severity}"),
        )


def _is_wrong(line: str, kind: str) -> bool:
    return line.startswith(f"{kind} |") and "| inconsistent (" in line


def _elsewhere(kind: str) -> str:
    return f"They need two passages or two papers: see `tests/unit/audit/test_{kind}.py`."


def _what_to_do(kind: str, cases: list[dict[str, Any]]) -> Iterator[str]:
    from peelian.audit.claims.model import SEVERITIES
    from peelian.publications.audit_words import ADVICE, SEVERITY_WORDS

    said = {
        match[1]
        for case in cases
        for line in case["claims"]
        if line.startswith(f"{kind} |") and (match := re.search(r"inconsistent \((\w+)\)$", line))
    }
    severities = [name for name in SEVERITIES if name in said] or ["material"]
    yield table(
        ["Where the verdict is", "Do this"],
        [[plain(SEVERITY_WORDS[name]), plain(f"{ADVICE[name][0].upper()}{ADVICE[name][1:]}")] for name in severities],
    )


def traps_page(cases: list[dict[str, Any]]) -> str:
    rows = [[plain(_one_line(case["text"]))] for case in cases if case["claims"] == []]
    about = (
        "Sentences whose numbers must not be paired, and in which nothing is checked: years, dates, names with digits, "
        "limits, numbers that merely stand side by side. A false alarm costs more trust than a miss."
    )
    return page(
        "Where the audit stays silent", "the cases of `specs/audit/` without a claim", [about, table(["Text"], rows)]
    )


def index_page(kinds: list[str]) -> str:
    from peelian.audit.claims.model import MATTERS, SEVERITIES, VERDICTS
    from peelian.publications.audit_words import ADVICE, KIND_WORDS, SEVERITY_WORDS, VERDICT_MEANS, VERDICT_WORDS

    first = (
        docstring(inspect.getdoc(importlib.import_module(f"peelian.audit.kinds.{kind}")) or "")[0] for kind in kinds
    )
    parts = [
        "`peelian audit` reads papers, finds the statements whose numbers can be checked against other numbers of the "
        "same papers, and works each out again in exact arithmetic. It uses no network and no model, and says the same "
        "of the same papers every time. How to use it: [audit a paper](../../how-to/audit-a-paper.md). What it "
        "reaches: [measured](measured.md). Its JSON: [what programs get](../json.md).",
        "## Verdicts",
        table(
            ["Verdict", "In JSON", "Means"],
            [[plain(VERDICT_WORDS[v]), code(v), plain(VERDICT_MEANS[v])] for v in VERDICTS],
        ),
        "A printed number stands for every value that rounds to it: 29.2% for 29.15% to 29.25%. Counts printed to the "
        "last one do not move. The result at face value must lie in the band of the stated number; else, where the "
        "rounding of the inputs leaves results that do, it is within rounding; else inconsistent.",
        "## What an inconsistency weighs",
        table(
            ["Severity", "In JSON", "Exit code", "What to do"],
            [[plain(SEVERITY_WORDS[s]), code(s), "1" if s in MATTERS else "0", plain(ADVICE[s])] for s in SEVERITIES],
        ),
        "The exit code is 1 too where a paper of several could not be read, and 2 where none could.",
        "## Kinds of statement",
        table(
            ["Kind", "In JSON", "What is checked"],
            [
                [f"[{KIND_WORDS[kind]}]({kind}.md)", code(kind), plain(says)]
                for kind, says in zip(kinds, first, strict=True)
            ],
        ),
        "Where none of them applies, and where two readings are possible and one comes out, nothing is said: "
        "[where the audit stays silent](traps.md).",
        "## What can be read",
        table(
            ["Format", "Pages", "What is not read"],
            [
                ["PDF, tagged or not", "yes", "pictures and scans; text drawn as curves; more than 800 pages"],
                ["DOCX, ODT", "no", "text boxes, pictures, comments"],
                ["HTML", "no", "navigation, scripts, what a script would add"],
                [
                    "plain text, Markdown",
                    "no: 3,000 characters count as one",
                    "other layouts of tables than Markdown's",
                ],
            ],
        ),
        "Files are opened in a process of their own, with a limit on memory, time and open files; what cannot be read "
        "is a finding ([codes](../findings.md) that begin with `audit-`). English only.",
    ]
    return page("The audit", "`peelian/audit`", parts)


def _one_line(text: str) -> str:
    """A text on one line: paragraphs and rows of a table are parted by ¶, cells by ·."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip() and not _RULE.fullmatch(line.strip())]
    return " ¶ ".join(line.strip("| ").replace("|", "·") if line.startswith("|") else line for line in lines)
