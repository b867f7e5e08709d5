"""Promise 12 on the bytes of a Word file or an OpenDocument text: whether typed text was read as anything else.

The oracle is a twin: the same document with harmless words in place of each payload has the same elements in
the same order. Beside it, each field, relation and address is one of the few that a paper of ours may hold.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from tests.promises.office_accessibility import ALLOWED, NAMES

FIELDS = re.compile(r' (TOC \\o "1-\d" \\h \\z \\u|NOTEREF footnote_\d+ \\f \\h|PAGE|NUMPAGES) ')
RELATIONS = {
    *("styles", "numbering", "settings", "fontTable", "header", "footer", "footnotes", "image", "hyperlink"),
    *("officeDocument", "core-properties", "extended-properties"),
}
# What could run, fetch or embed something.
ACTIVE = re.compile(
    r"(altChunk|object|OLEObject|control|oleObject|subDoc|attachedTemplate|script|event-listener|event-listeners"
    r"|plugin|applet|object-ole|floating-frame|dde-connection|dde-source|database-display|execute-macro|form)\Z"
)
# Elements that any text may need: blanks in OpenDocument; in Word runs of text, parted where wide letters start.
LOOKS = {f"{{{NAMES['text']}}}s", *(f"{{{NAMES['w']}}}{name}" for name in ("r", "t", "rPr", "rFonts"))}


def structure(content: bytes) -> list[str]:
    """The names of all elements of all parts, in order."""
    return [
        f"{name} {element.tag}"
        for name, root in _roots(content)
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag not in LOOKS
    ]


def faults(content: bytes, twin: bytes) -> list[str]:
    """What is wrong with a file whose texts are payloads; `twin` has harmless words in their place."""
    try:
        found = [*_active(content), *_fields(content), *_relations(content), *_addresses(content)]
    except etree.XMLSyntaxError as error:
        return [f"a part is not XML: {error}"]
    if structure(content) != structure(twin):
        found.append("its elements are not those of the harmless twin")
    return found


def _roots(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, etree.fromstring(archive.read(name))
            elif not name.endswith(".png") and name != "mimetype":
                raise AssertionError(f"a part of an unknown kind: {name}")


def _active(content: bytes) -> Iterator[str]:
    for name, root in _roots(content):
        for element in root.iter():
            if isinstance(element.tag, str) and ACTIVE.match(etree.QName(element).localname):
                yield f"{name} holds the element {etree.QName(element).localname}"


def _fields(content: bytes) -> Iterator[str]:
    for name, root in _roots(content):
        for field in root.xpath(".//w:instrText/text() | .//w:fldSimple/@w:instr", namespaces=NAMES):
            if not FIELDS.fullmatch(str(field)):
                yield f"{name} holds the field {str(field)!r}"


def _relations(content: bytes) -> Iterator[str]:
    for name, root in _roots(content):
        if not name.endswith(".rels"):
            continue
        for relation in root:
            kind = str(relation.get("Type")).rpartition("/")[2]
            target = str(relation.get("Target"))
            outside = relation.get("TargetMode") == "External"
            if kind not in RELATIONS:
                yield f"{name} holds a relation of the kind {kind}"
            if outside and (kind != "hyperlink" or not ALLOWED.match(target)):
                yield f"{name} leads outside to {target!r}"
            if not outside and (".." in target or ":" in target):
                yield f"{name} leads to the part {target!r}"


def _addresses(content: bytes) -> Iterator[str]:
    for name, root in _roots(content):
        for address in root.xpath("//*[local-name() != 'meta']/@xlink:href", namespaces=NAMES):
            text = str(address)
            if not (text.startswith(("#", "Pictures/")) or ALLOWED.match(text)):
                yield f"{name} leads to {text!r}"
