"""The parts of an OpenDocument text that do not come from pandoc: styles, pages, properties, manifest.

Element and attribute names are those of OpenDocument 1.3 part 3 (schema).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from peelian.publications.blocks import Document, has_sheets
from peelian.render.office_look import (
    BULLETS,
    BY_NAME,
    EDGE_ROOM,
    EDGE_WIDTH,
    EDGES,
    FONT,
    INK,
    LINK,
    MARGIN,
    NUMBER_WIDTH,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PALE,
    SHEET_MARGIN,
    SHEET_WIDTH,
    STYLES,
    TEXT_WIDTH,
    Style,
    edge_of,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
VERSION = "1.3"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

# Styles that word processors know by a name of their own.
_BUILT_IN = {
    "Normal": "Standard",
    "Body Text": "Text body",
    "TOC Heading": "Contents Heading",
    "TOC 1": "Contents 1",
    "TOC 2": "Contents 2",
    "Footnote Text": "Footnote",
    "TableCaption": "Table Caption",  # as pandoc writes it
}
BULLET_LIST, ASIDE_LIST = "Bullets", "Aside_20_Bullets"
PAGE, FIRST_PAGE, SHEET = "Standard", "First_20_Page", "Sheet"


def style_name(name: str) -> str:
    """A name as OpenDocument writes it: blanks are not allowed in it."""
    return _BUILT_IN.get(name, name).replace(" ", "_20_")


def points(length: float) -> str:
    return f"{length:.2f}pt"


def part(root: str, inside: str) -> bytes:
    opening = f'{_DECLARATION}<office:{root} {_DECLARED} office:version="{VERSION}">'
    return f"{opening}{inside}</office:{root}>".encode()


def fonts() -> str:
    return (
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}" '
        'style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>'
    )


def styles(document: Document, footer_title: str) -> bytes:
    common = "".join(_style(style) for style in STYLES)
    return part(
        "document-styles",
        f"{fonts()}<office:styles>{_defaults(document.language)}{common}{_character_styles()}{_lists()}"
        f"{_notes()}</office:styles><office:automatic-styles>{_layouts(document)}</office:automatic-styles>"
        f"<office:master-styles>{_pages(document, footer_title)}</office:master-styles>",
    )


def _defaults(language: str) -> str:
    tongue, _, country = language.partition("-")
    country = quoteattr(country or "none")
    properties = (
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="12pt" '
        f"fo:language={quoteattr(tongue)} fo:country={country}/>"
    )
    paragraph = (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" '
        f'fo:widows="2" style:tab-stop-distance="28.35pt"/>{properties}</style:default-style>'
    )
    table = (
        '<style:default-style style:family="table">'
        '<style:table-properties table:border-model="collapsing"/></style:default-style>'
    )
    return paragraph + table


def _style(style: Style) -> str:
    parent = f" style:parent-style-name={quoteattr(style_name(style.parent))}" if style.parent else ""
    level = f' style:default-outline-level="{style.level}"' if style.level else ""
    following = ' style:next-style-name="Text_20_body"' if style.level else ""
    return (
        f"<style:style style:name={quoteattr(style_name(style.name))} "
        f"style:display-name={quoteattr(_BUILT_IN.get(style.name, style.name))} "
        f'style:family="paragraph"{parent}{following}{level} style:class="text">'
        f"{paragraph(style)}{_characters(style)}</style:style>"
    )


def paragraph(style: Style) -> str:
    given = {
        "fo:margin-top": style.before,
        "fo:margin-bottom": style.after,
        "fo:margin-left": _left(style),
        "fo:text-indent": -style.hanging if style.hanging else (0.0 if style.left is not None else None),
    }
    if style.hanging and not _hangs(style):
        given |= {"fo:margin-left": 0.0, "fo:text-indent": 0.0}
    parts = [f'{name}="{points(length)}"' for name, length in given.items() if length is not None]
    if style.line is not None:
        parts.append(f'fo:line-height="{style.line:.0%}"')
    if style.right:
        parts.append('fo:text-align="end"')
    if style.with_next:
        parts.append('fo:keep-with-next="always" fo:keep-together="always"')
    if style.edge:
        parts.append(_edge(style))
    stops = _tabs(style)
    return f"<style:paragraph-properties {' '.join(parts)}>{stops}</style:paragraph-properties>"


def _hangs(style: Style) -> bool:
    """Whether the paragraph itself hangs. A bullet's list says how far in it stands; beside a drawn edge
    LibreOffice sets a tab too short by the edge's width, so there a numbered paragraph does not hang.
    """
    return bool(style.hanging) and style.name not in BULLETS and edge_of(style.name) is None


def _left(style: Style) -> float | None:
    """OpenDocument counts the indent from the drawn edge, Word from the words inside it."""
    return style.left - EDGE_WIDTH if style.left is not None and edge_of(style.name) else style.left


def _edge(style: Style) -> str:
    assert style.edge is not None
    edge = EDGES[style.edge]
    border = f'fo:border-left="{points(edge.width)} {edge.line.replace("single", "solid")} #{edge.colour}"'
    if edge.line == "double":
        third = points(edge.width / 3)
        border += f' style:border-line-width-left="{third} {third} {third}"'
    room = " ".join(f'fo:border-{side}="none" fo:padding-{side}="3pt"' for side in ("top", "bottom"))
    return (
        f'{border} fo:border-right="none" fo:padding-left="{points(EDGE_ROOM)}" fo:padding-right="0pt" '
        f'{room} fo:background-color="#{PALE}" style:join-border="true"'
    )


def _tabs(style: Style) -> str:
    stops = ['<style:tab-stop style:position="0pt"/>'] if _hangs(style) else []
    if style.hanging == NUMBER_WIDTH and not _hangs(style):
        stops.append(f'<style:tab-stop style:position="{points(NUMBER_WIDTH)}"/>')
    if style.tab:
        # Positions count from the left margin of the paragraph.
        place = points(TEXT_WIDTH - (style.left or 0))
        leader = ' style:leader-style="dotted" style:leader-text="."' if style.tab == "leader" else ""
        stops.append(f'<style:tab-stop style:position="{place}" style:type="right"{leader}/>')
    return f"<style:tab-stops>{''.join(stops)}</style:tab-stops>" if stops else ""


def _characters(style: Style) -> str:
    parts = []
    if style.size is not None:
        parts.append(f'fo:font-size="{style.size:g}pt"')
    if style.bold is not None:
        parts.append(f'fo:font-weight="{"bold" if style.bold else "normal"}"')
    if style.colour:
        parts.append(f'fo:color="#{style.colour}"')
    return f"<style:text-properties {' '.join(parts)}/>" if parts else ""


def _character_styles() -> str:
    return (
        f"{_character_style('Index Link')}/>{_character_style('Internet link')}>"
        f'<style:text-properties fo:color="#{LINK}" style:text-underline-style="solid" '
        'style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>'
        f"{_character_style('Footnote Symbol')}/>{_character_style('Bullet Symbols')}/>"
        f"{_character_style('Footnote anchor')}>"
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )


def _character_style(name: str) -> str:
    """The opening of a style of characters, up to its last bracket."""
    written = name.replace(" ", "_20_")
    return f'<style:style style:name="{written}" style:display-name="{name}" style:family="text"'


def _lists() -> str:
    return _list(BULLET_LIST, BY_NAME["List Bullet"]) + _list(ASIDE_LIST, BY_NAME["Note Bullet"])


def _list(name: str, style: Style) -> str:
    hanging = style.hanging or 0
    before = points((_left(style) or 0) - hanging)
    return (
        f'<text:list-style style:name="{name}" style:display-name={quoteattr(name.replace("_20_", " "))}>'
        '<text:list-level-style-bullet text:level="1" text:style-name="Bullet_20_Symbols" '
        f'text:bullet-char="\u2022"><style:list-level-properties text:space-before="{before}" '
        f'text:min-label-width="{points(hanging)}"/></text:list-level-style-bullet></text:list-style>'
    )


def _notes() -> str:
    return (
        '<text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol" '
        'text:citation-body-style-name="Footnote_20_anchor" text:default-style-name="Footnote" '
        'style:num-format="1" style:num-suffix=" " text:start-value="0" text:footnotes-position="page" '
        'text:start-numbering-at="document"/>'
    )


def _layouts(document: Document) -> str:
    """The page, and that of sheets, which lies sideways: its footer has its number at its own right margin."""
    upright = _layout("Paper", "portrait", (PAGE_WIDTH, PAGE_HEIGHT), MARGIN)
    if not has_sheets(document):
        return upright
    sideways = _layout("PaperSideways", "landscape", (PAGE_HEIGHT, PAGE_WIDTH), SHEET_MARGIN)
    foot = (
        '<style:style style:name="FooterWide" style:family="paragraph" style:parent-style-name="Footer">'
        f'<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{points(SHEET_WIDTH)}" '
        'style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>'
    )
    return foot + upright + sideways


def _layout(name: str, way: str, page: tuple[float, float], room: float) -> str:
    margin, half = points(room), points(room / 2)
    space = points(room / 4)
    size = f'fo:page-width="{points(page[0])}" fo:page-height="{points(page[1])}"'
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties {size} '
        f'style:print-orientation="{way}" fo:margin-top="{half}" fo:margin-bottom="{half}" '
        f'fo:margin-left="{margin}" fo:margin-right="{margin}"><style:footnote-sep style:width="0.5pt" '
        f'style:line-style="solid" style:adjustment="left" style:rel-width="25%" style:color="#{INK}" '
        'style:distance-before-sep="5pt" style:distance-after-sep="5pt"/></style:page-layout-properties>'
        f'<style:header-style><style:header-footer-properties fo:min-height="{half}" '
        f'fo:margin-bottom="{space}"/></style:header-style>'
        f'<style:footer-style><style:header-footer-properties fo:min-height="{half}" '
        f'fo:margin-top="{space}"/></style:footer-style></style:page-layout>'
    )


def _pages(document: Document, footer_title: str) -> str:
    """The first page has no header: the notices stand on it in full."""
    notices = "".join(f'<text:p text:style-name="Header">{escape(notice)}</text:p>' for notice in document.notices)
    empty = '<text:p text:style-name="Header"/>'

    def foot(style: str) -> str:
        return (
            f'<style:footer><text:p text:style-name="{style}">{escape(footer_title)}<text:tab/>Page '
            '<text:page-number text:select-page="current">1</text:page-number> of '
            "<text:page-count>1</text:page-count></text:p></style:footer>"
        )

    sheet = (
        f'<style:master-page style:name="{SHEET}" style:page-layout-name="PaperSideways">'
        f"<style:header>{notices or empty}</style:header>{foot('FooterWide')}</style:master-page>"
    )
    return (
        f'<style:master-page style:name="{PAGE}" style:page-layout-name="Paper">'
        f"<style:header>{notices or empty}</style:header>{foot('Footer')}</style:master-page>"
        f'<style:master-page style:name="{FIRST_PAGE}" style:display-name="First Page" '
        f'style:page-layout-name="Paper" style:next-style-name="{PAGE}">'
        f"<style:header>{empty}</style:header>{foot('Footer')}</style:master-page>"
        f"{sheet if has_sheets(document) else ''}"
    )


def meta(document: Document) -> bytes:
    moment = f"{document.issued.isoformat()}T00:00:00Z"
    words = "".join(f"<meta:keyword>{escape(word)}</meta:keyword>" for word in document.keywords)
    return part(
        "document-meta",
        f"<office:meta><meta:generator>Peelian</meta:generator><dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.subject)}</dc:subject>{words}"
        f"<meta:initial-creator>{escape(document.publisher)}</meta:initial-creator>"
        f"<dc:creator>{escape(document.publisher)}</dc:creator>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        f"<dc:language>{escape(document.language)}</dc:language></office:meta>",
    )


def manifest(media_type: str, names: Iterable[str]) -> bytes:
    """Every part and its kind; the order is that of `names`."""
    space = f"{_OASIS}manifest:1.0"
    entries = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} "
        f'manifest:media-type="{"image/png" if name.endswith(".png") else "text/xml"}"/>'
        for name in names
    )
    return (
        f'{_DECLARATION}<manifest:manifest xmlns:manifest="{space}" manifest:version="{VERSION}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="{VERSION}" '
        f'manifest:media-type="{media_type}"/>{entries}</manifest:manifest>'
    ).encode()
