"""The documentation: its links lead somewhere, its commands and its examples of files are right."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
import yaml

from printed import plan_folder

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
# A page of instructions and the kind of file that its examples are of.
EXAMPLES = {
    "add-a-measure.md": "measures",
    "add-a-source.md": "sources",
    "add-a-publication.md": "publication",
    "make-a-scorecard.md": "publication",
    "accept-a-finding.md": "accepted-findings",
    "confirm-a-step.md": "processes",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of their words on a code host."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def code_blocks(text: str) -> list[str]:
    """The indented blocks of a page, without their indent."""
    blocks = re.findall(r"(?:^(?: {4}.*)?\n)+", text, re.MULTILINE)
    lines = [[line[4:] for line in block.split("\n")] for block in blocks]
    return ["\n".join(block).strip("\n") for block in lines if any(line.strip() for line in block)]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    assert wrong == []


TESTS_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_a_test_that_a_page_names_is_there() -> None:
    named = {one for page in PAGES for one in TESTS_NAMED.findall(page.read_text(encoding="utf-8"))}
    assert named
    missing = [
        f"{file}::{test}" for file, test in sorted(named) if f"\ndef {test}(" not in (ROOT / file).read_text("utf-8")
    ]
    assert missing == []


def commands_shown() -> list[object]:
    found = {}
    for page in PAGES:
        for block in code_blocks(page.read_text(encoding="utf-8")):
            for line in block.split("\n"):
                words = re.sub(r"^(\.venv[\\/](bin|Scripts)[\\/])", "", line)
                if words.startswith("peelian ") and page.name != "CHANGELOG.md":
                    found[words] = name_of(page)
    return [pytest.param(words, id=f"{page}: {words}"[:90]) for words, page in found.items()]


@pytest.mark.parametrize("line", commands_shown())
def test_a_command_that_is_shown_is_understood(line: str) -> None:
    from peelian.cli import parser

    words = shlex.split(line.replace("\\", "/"))[1:]
    if words == ["--help"]:
        return
    arguments = parser().parse_args(words)
    assert arguments.verb == words[0]


@pytest.mark.parametrize(("page", "kind"), EXAMPLES.items(), ids=EXAMPLES)
def test_an_example_of_a_file_has_its_shape(page: str, kind: str) -> None:
    schema = json.loads(plan_folder.pages()[f"schemas/{kind}.schema.json"])
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    checked = 0
    for block in code_blocks(text):
        if not re.match(r"(- )?[a-z][a-z-]*:", block):
            continue
        value = json.loads(json.dumps(yaml.safe_load(block), default=str))
        problems = [e.message[:200] for e in jsonschema.Draft202012Validator(schema).iter_errors(value)]
        assert problems == [], block
        checked += 1
    assert checked >= 1
