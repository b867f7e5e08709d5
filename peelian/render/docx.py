"""A Document as a Word file: real headings, contents, header rows, footnotes, page numbers and alt text.

pandoc writes the text; every other part of the package is ours, so Word shows our styles and no traces of
another program. The same document gives the same bytes.
"""

from __future__ import annotations

from lxml import etree

from peelian.publications.blocks import Chart, Document, drawn, has_sheets
from peelian.render import docx_parts as parts
from peelian.render import pandoc_process
from peelian.render.docx_body import finish, finish_lists
from peelian.render.drawings import in_font, parse
from peelian.render.pandoc import tree
from peelian.render.pdf_data import FAMILIES
from peelian.render.picture import Picture, pictures
from peelian.render.settle import settled
from peelian.render.zipped import pack, unpack

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOOTER_TITLE = 70  # characters of a title that fit beside the page number

# Word's own parts in the order that it writes them; kind of relationship, then name of the part.
WIDE_FOOTER = "footerWide"  # of pages that lie sideways, where there are any
_OWN = ("styles", "numbering", "settings", "fontTable", "header", "footer", "footnotes")


def render(document: Document) -> bytes:
    """The file. Raises MachineFault where pandoc is not installed or a drawing cannot be made a picture."""
    document = settled(document)
    made = unpack(pandoc_process.run(tree(document, charts(document), "docx"), "docx", document.issued))
    body = etree.fromstring(made["word/document.xml"])
    finish(body, document)
    notes = etree.fromstring(made["word/footnotes.xml"])
    finish_lists(notes)
    wide = has_sheets(document)
    own = (*_OWN, *((WIDE_FOOTER,) if wide else ()))
    media = {name: content for name, content in made.items() if name.startswith("word/media/")}
    return pack(
        {
            "[Content_Types].xml": parts.content_types(("document", *own)),
            "_rels/.rels": _package(),
            "docProps/app.xml": parts.application_properties(document),
            "docProps/core.xml": parts.core_properties(document),
            "word/_rels/document.xml.rels": _links(made["word/_rels/document.xml.rels"], _own_links(own)),
            "word/_rels/footnotes.xml.rels": _links(made["word/_rels/footnotes.xml.rels"], ()),
            "word/document.xml": _written(body),
            "word/fontTable.xml": parts.font_table(),
            "word/footer.xml": parts.footer(short(document.title)),
            **({f"word/{WIDE_FOOTER}.xml": parts.footer(short(document.title), wide=True)} if wide else {}),
            "word/footnotes.xml": _written(notes),
            "word/header.xml": parts.header(document),
            "word/numbering.xml": parts.numbering(),
            "word/settings.xml": parts.settings(document.language),
            "word/styles.xml": parts.styles(document.language),
            **dict(sorted(media.items())),
        }
    )


def charts(document: Document) -> dict[str, Picture]:
    """A picture of every chart, by the chart's id, and of every small drawing in words, by the drawing itself."""
    found = {one.id if isinstance(one, Chart) else one.svg: one.svg for one in drawn(document)}
    made = pictures([in_font(parse(svg, name[:40]), FAMILIES[0]) for name, svg in found.items()])
    return dict(zip(found, made, strict=True))


def short(title: str) -> str:
    """A title that leaves room for the page number beside it: cut at a word where it is long."""
    if len(title) <= _FOOTER_TITLE:
        return title
    return title[: _FOOTER_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u2026"


def _package() -> bytes:
    return parts.relationships(
        (
            ("rId1", "officeDocument", "word/document.xml", False),
            (
                "rId2",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
                False,
            ),
            ("rId3", "extended-properties", "docProps/app.xml", False),
        )
    )


def _own_links(own: tuple[str, ...]) -> tuple[tuple[str, str, str, bool], ...]:
    kinds = {WIDE_FOOTER: "footer"}
    return tuple((f"rId{name[0].upper()}{name[1:]}", kinds.get(name, name), f"{name}.xml", False) for name in own)


def _links(made: bytes, own: tuple[tuple[str, str, str, bool], ...]) -> bytes:
    """Our parts, then of pandoc's relations only pictures and the addresses of links."""
    kept = []
    for relation in etree.fromstring(made):
        kind = str(relation.get("Type")).rpartition("/")[2]
        if kind in ("image", "hyperlink"):
            outside = relation.get("TargetMode") == "External"
            kept.append((str(relation.get("Id")), kind, str(relation.get("Target")), outside))
    return parts.relationships((*own, *sorted(kept)))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
