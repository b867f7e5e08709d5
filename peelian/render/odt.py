"""A Document as an OpenDocument text: the same content, styles and order as the Word file.

pandoc writes the text; styles, pages, properties and manifest are ours. The same document gives the same
bytes.
"""

from __future__ import annotations

from lxml import etree

from peelian.publications.blocks import Document
from peelian.render import odt_parts as parts
from peelian.render import pandoc_process
from peelian.render.docx import charts, short
from peelian.render.odt_body import finish, q
from peelian.render.pandoc import tree
from peelian.render.settle import settled
from peelian.render.zipped import pack, unpack

MEDIA_TYPE = parts.MEDIA_TYPE


def render(document: Document) -> bytes:
    """The file. Raises MachineFault where pandoc is not installed or a drawing cannot be made a picture."""
    document = settled(document)
    made = unpack(pandoc_process.run(tree(document, charts(document), "odt"), "odt", document.issued))
    root = etree.fromstring(made["content.xml"])
    finish(root, document)
    pictures = _once(root, {name: content for name, content in made.items() if name.startswith("Pictures/")})
    inside = {
        "content.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8"),
        "meta.xml": parts.meta(document),
        "styles.xml": parts.styles(document, short(document.title)),
        **dict(sorted(pictures.items())),
    }
    # The kind of file comes first and as it is, so that any program can tell (OpenDocument 1.3 part 2, 3.3).
    return pack(
        {
            "mimetype": MEDIA_TYPE.encode("ascii"),
            "META-INF/manifest.xml": parts.manifest(MEDIA_TYPE, inside),
            **inside,
        },
        stored=frozenset({"mimetype"}),
    )


def _once(root: etree._Element, pictures: dict[str, bytes]) -> dict[str, bytes]:
    """Each picture once, however often it is shown: pandoc writes one file for each place."""
    first = {content: name for name, content in sorted(pictures.items(), reverse=True)}
    for image in root.iter(q("draw:image")):
        name = image.get(q("xlink:href"), "")
        if name in pictures:
            image.set(q("xlink:href"), first[pictures[name]])
    return {name: content for content, name in first.items()}
