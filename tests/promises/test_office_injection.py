"""Promise 12 for Word files and OpenDocument texts: typed text is read as text and as nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest

from peelian.publications.blocks import Block, Chart, Document, Link, Paragraph, Text
from peelian.render import docx, odt, pandoc
from peelian.render import docx_parts as word_parts
from peelian.render.characters import printable
from tests.promises.injection import payloads
from tests.promises.office_injection import faults, structure
from tests.promises.same_content import words
from tests.promises.tally import tally
from tests.unit.render import sample

FORMATS = {"docx": docx, "odt": odt}

# What these formats have of their own: fields, links to programs, markup, entities.
OFFICE = (
    '{ INCLUDEPICTURE "http://evil.test/x.png" }',
    '{DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"}',
    '\x13 HYPERLINK "http://evil.test" \x14 here \x15',
    "</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>",
    "<w:instrText>DDE</w:instrText>",
    "</text:p><text:p><text:script>alert(1)</text:script>",
    '<office:event-listeners><script:event-listener script:language="ooo:script"/></office:event-listeners>',
    '<text:a xlink:href="vnd.sun.star.script:x?language=Basic">x</text:a>',
    "&lt;w:br/&gt; &amp;lt; &#60;w:p/&#62;",
    "]]></w:t><![CDATA[",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "*.docm, [Content_Types].xml ../../evil",
    "$include$ @include: file.md ![x](/etc/passwd)",
)
EVERY = (*payloads(), *OFFICE)
HARMLESS = "harmless"  # long, as every payload is: a long number of a heading goes before its words, with no tab
AT_ONCE = 48


def blocks_of(text: str, charts: bool) -> tuple[Block, ...]:
    """Every kind of block; pictures take long to draw, and say nothing that a caption does not."""
    blocks = sample.filled(text).blocks
    return tuple(block for block in blocks if charts or not isinstance(block, Chart))


def gathered(texts: tuple[str, ...]) -> Document:
    """One document with the blocks of each text: every text, name and id of every kind of block."""
    base = sample.filled(HARMLESS)
    blocks = tuple(block for text in texts for block in blocks_of(text, charts=text in texts[:4]))
    notes = tuple(replace(base.footnotes[0], id=text) for text in dict.fromkeys(texts))
    return replace(base, blocks=blocks, footnotes=notes)


@cache
def harmless(kind: str, several: int) -> bytes:
    """The twin of a file of so many texts, with a harmless word of its own for each."""
    return FORMATS[kind].render(gathered(tuple(f"{HARMLESS}{at}" for at in range(several))))


@pytest.mark.parametrize("kind", FORMATS)
def test_payloads_are_words_and_nothing_else(kind: str) -> None:
    """Each payload in every kind of block, many to a file; in the twin each has a harmless word of its own."""
    results = {}
    for start in range(0, len(EVERY), AT_ONCE):
        texts = EVERY[start : start + AT_ONCE]
        content = FORMATS[kind].render(gathered(texts))
        found = faults(content, harmless(kind, len(texts)))
        read = "".join(words(content, kind))
        for text in texts:
            said = "".join(words(as_page(text), "html"))
            results[text] = [*found, *([] if said in read else ["its words are not in the file"])]
    counted = tally(f"promise 12, {kind.upper()}", results)
    assert counted.tried > 300
    assert counted.held == counted.tried, counted.details()


def as_page(text: str) -> bytes:
    """The payload as a page of one paragraph, so that it is read by the same rules as the file."""
    escaped = printable(text).replace("&", "&amp;").replace("<", "&lt;")
    return f"<html><body><p>{escaped}</p></body></html>".encode()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", OFFICE[2], OFFICE[3], OFFICE[5], OFFICE[10]])
def test_a_payload_in_title_cover_notices_and_properties_is_words(kind: str, text: str) -> None:
    render = FORMATS[kind].render
    assert faults(render(sample.filled(text)), render(sample.filled(HARMLESS))) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_no_address_but_the_allowed_ones_becomes_a_link(kind: str) -> None:
    addresses = tuple(dict.fromkeys(EVERY))
    blocks = tuple(Paragraph((Link((Text("here"),), address),)) for address in addresses)
    base = replace(sample.filled(HARMLESS), blocks=blocks, footnotes=())
    plain = replace(base, blocks=tuple(Paragraph((Text("here"),)) for _ in addresses))
    found = faults(FORMATS[kind].render(base), FORMATS[kind].render(plain))
    # The few payloads that are sound addresses of the web after all may be links, and nothing else may.
    assert [fault for fault in found if "twin" not in fault] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_writer_that_does_not_escape_is_caught(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: texts written as raw markup of the format, as a fault in the tree would write them."""
    name = {"docx": "openxml", "odt": "opendocument"}[kind]
    twin = FORMATS[kind].render(sample.document())
    right = pandoc._text

    def raw(text: str) -> pandoc.Node:
        return {"t": "RawInline", "c": [name, MARKUP[kind]]} if "asked to note" in text else right(text)

    monkeypatch.setattr(pandoc, "_text", raw)
    content = FORMATS[kind].render(sample.document())
    found = faults(content, twin)
    assert "its elements are not those of the harmless twin" in found
    assert any(SAYS[kind] in fault for fault in found)


MARKUP = {
    "docx": '<w:r><w:instrText> DDEAUTO "cmd" </w:instrText></w:r>',
    "odt": '<text:a xlink:type="simple" xlink:href="vnd.sun.star.script:x"><text:script/>x</text:a>',
}
SAYS = {"docx": "holds the field ' DDEAUTO", "odt": "leads to 'vnd.sun.star.script:x'"}


def test_properties_that_are_not_escaped_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_parts, "escape", lambda text: text)
    content = docx.render(replace(sample.document(), title="</dc:title><script>"))
    found = faults(content, docx.render(sample.document()))
    assert any("a part is not XML" in fault for fault in found)


def test_the_twin_shows_a_single_element_too_many() -> None:
    with zipfile.ZipFile(io.BytesIO(odt.render(sample.document()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content.replace(b"</text:h>", b"<text:tab/></text:h>", 1))
    assert structure(target.getvalue()) != structure(odt.render(sample.document()))
