"""The author's words: Markdown files -> paragraphs of inlines in which figures are still references.

Only what a paper needs is read: paragraphs, bullets, bold, italics, links and footnotes. Everything else, and any
address that is not http(s) or mailto, is a finding. Nothing typed here is ever read as HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from peelian.findings import Finding
from peelian.plan.addresses import SAFE_ADDRESS
from peelian.publications.blocks import Emphasis, Inline, Inlines, Link, NoteRef, Strong, Text
from peelian.publications.citing import join

LOST_NOTE = re.compile(r"\[\^([^\]\s]+)\]")  # a reference that Markdown left as words, since no note has that name
LONGEST = 200_000  # characters of one file; the longest chapter seen has 6,000


@dataclass(frozen=True)
class Words:
    """The words for one paragraph: runs of inlines, the bullets after them, and the places they stand.

    A line that ends inside a run is a "\\n" in it, so that a finding can name its line; weaving makes it a space.
    `lines` and `bullet_lines` are the first line of each run and each bullet.
    """

    where: str
    runs: tuple[Inlines, ...] = ()
    bullets: tuple[Inlines, ...] = ()
    lines: tuple[int, ...] = ()
    bullet_lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Commentary:
    """One chapter's file. `notes` are its footnotes by label; findings are about its form only."""

    file: str
    paragraphs: Mapping[str, Words] = field(default_factory=dict)
    notes: Mapping[str, Inlines] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    note_lines: Mapping[str, int] = field(default_factory=dict)


def read_markdown(text: str, file: str) -> Commentary:
    """The paragraphs under each `# paragraph-id` heading, in order."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    if len(text) > LONGEST:
        says = f"the file has {len(text):,} characters; at most {LONGEST:,} are read"
        return Commentary(file, findings=(Finding("commentary-form", f"{file}:1", says),))
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).use(footnote_plugin)
    markdown.validateLink = _any_address  # type: ignore[method-assign]
    env: dict[str, Any] = {}
    read = _Reader(file).read(markdown.parse(text, env))
    return replace(read, findings=(*read.findings, *_unprintable(text, file), *_unused(text, file, env)))


def _any_address(url: str) -> bool:
    """Every address is read, so that one that is not allowed can be told with its line."""
    return True


def _unprintable(text: str, file: str) -> Iterator[Finding]:
    """Characters that not every format can print: those beyond U+FFFF (emoji), and controls."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        for character in dict.fromkeys(line):
            if ord(character) > 0xFFFF or (unicodedata.category(character) in ("Cc", "Cs") and character != "\t"):
                name = unicodedata.name(character, "a control character").lower()
                says = f"the character U+{ord(character):04X} ({name}) cannot be printed in every format; take it out"
                yield Finding("commentary-form", f"{file}:{number}", says)


def _unused(text: str, file: str, env: Mapping[str, Any]) -> Iterator[Finding]:
    """Footnotes that nothing refers to: Markdown drops their text in silence."""
    for key, used in env.get("footnotes", {}).get("refs", {}).items():
        label = key.removeprefix(":")
        if used < 0:
            line = text[: max(text.find(f"[^{label}]:"), 0)].count("\n") + 1
            says = f"nothing refers to the footnote '[^{label}]', so it is not printed; refer to it, or take it out"
            yield Finding("unknown-footnote", f"{file}:{line}", says)


class _Reader:
    """Walks the tokens once; its state is the paragraph it is in."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.paragraphs: dict[str, Words] = {}
        self.notes: dict[str, Inlines] = {}
        self.note_lines: dict[str, int] = {}
        self.here: str | None = None
        self.note: str | None = None
        self.depth = 0  # of bulleted lists
        self.in_item = 0  # paragraphs of the bullet so far

    def read(self, tokens: list[Any]) -> Commentary:
        for token, after in zip(tokens, [*tokens[1:], *([None] if tokens else [])], strict=True):
            line = (token.map or [0])[0] + 1
            match token.type:
                case "heading_open":
                    self._heading(after.content.strip(), line, token.tag)
                case "footnote_open":
                    self.note = str(token.meta.get("label", token.meta.get("id")))
                case "footnote_close":
                    self.note = None
                case "bullet_list_open":
                    self._list(line)
                case "bullet_list_close":
                    self.depth -= 1
                case "list_item_open":
                    self.in_item = 0
                case "inline" if token.level == 0 or after is None or after.type != "heading_close":
                    self._inline(token, line)
                case "fence" | "code_block" | "blockquote_open" | "hr" | "ordered_list_open" | "html_block":
                    self._refuse(line, f"a {token.type.removesuffix('_open').replace('_', ' ')} has no place here")
        return Commentary(self.file, self.paragraphs, self.notes, tuple(self.findings), self.note_lines)

    def _heading(self, id: str, line: int, tag: str) -> None:
        if tag != "h1":
            self._refuse(line, "use one '#' and the paragraph's id as heading")
        if id in self.paragraphs:
            self._refuse(line, f"'# {id}' stands twice")
        self.here = id
        self.paragraphs.setdefault(id, Words(f"{self.file}:{line}"))

    def _list(self, line: int) -> None:
        self.depth += 1
        if self.depth > 1:
            self._refuse(line, "a list inside a list has no place here; write one list of bullets")

    def _inline(self, token: Any, line: int) -> None:
        run = self._run(token.children or [], line)
        if self.note is not None:
            held_note = self.notes.get(self.note, ())
            self.notes[self.note] = held_note + ((Text(" "),) if held_note else ()) + run
            self.note_lines.setdefault(self.note, line)
        elif self.here is None:
            self._refuse(line, "words before the first '# paragraph-id' belong to no paragraph")
        elif self.depth:
            self.in_item += 1
            if self.in_item > 1:
                self._refuse(line, "a bullet holds one paragraph; write another bullet")
            held = self.paragraphs[self.here]
            bullets, lines = (*held.bullets, run), (*held.bullet_lines, line)
            self.paragraphs[self.here] = replace(held, bullets=bullets, bullet_lines=lines)
        else:
            held = self.paragraphs[self.here]
            if held.bullets:
                self._refuse(line, "words after a list would stand before it; put them before the list")
            self.paragraphs[self.here] = replace(held, runs=(*held.runs, run), lines=(*held.lines, line))

    def _run(self, children: list[Any], line: int) -> Inlines:
        stack: list[tuple[str, str, list[Inline]]] = [("", "", [])]
        for child in children:
            match child.type:
                case "text" | "code_inline" | "text_special":
                    stack[-1][2].append(Text(child.content))
                    for lost in LOST_NOTE.findall(child.content):
                        says = f"the footnote '[^{lost}]' has no text; write '[^{lost}]: …' at the end of the file"
                        self.findings.append(Finding("unknown-footnote", f"{self.file}:{line}", says))
                    if child.type == "code_inline":
                        self._refuse(line, "code has no place in a paper; write plain words")
                case "softbreak" | "hardbreak":
                    stack[-1][2].append(Text("\n"))
                    line += 1
                case "strong_open" | "em_open" | "link_open":
                    stack.append((child.type.removesuffix("_open"), str(child.attrs.get("href", "")), []))
                case "strong_close" | "em_close" | "link_close" if len(stack) > 1:
                    kind, address, inside = stack.pop()
                    stack[-1][2].extend(self._wrapped(kind, address, join(*inside), line))
                case "footnote_ref" if self.note is not None:
                    self._refuse(line, "a footnote has no footnotes of its own; write it out")
                case "footnote_ref":
                    stack[-1][2].append(NoteRef(str(child.meta.get("label", child.meta.get("id")))))
                case "footnote_anchor":
                    pass
                case "image":
                    self._refuse(line, "a picture has no place in commentary")
                case _:
                    self._refuse(line, f"'{child.type}' is not read here; write plain words")
        return join(*stack[0][2])

    def _wrapped(self, kind: str, address: str, inside: Inlines, line: int) -> Inlines:
        if kind == "strong":
            return (Strong(inside),)
        if kind == "em":
            return (Emphasis(inside),)
        if not SAFE_ADDRESS.fullmatch(address):
            self._refuse(line, f"the address '{address[:80]}' is not http, https or mailto")
            return inside
        # A link in a link cannot be followed: a note referred to in its words stands after them.
        notes = tuple(inline for inline in inside if isinstance(inline, NoteRef))
        return (Link(tuple(inline for inline in inside if not isinstance(inline, NoteRef)), address), *notes)

    def _refuse(self, line: int, says: str) -> None:
        self.findings.append(Finding("commentary-form", f"{self.file}:{line}", says))
