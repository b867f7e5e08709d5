"""The parts of a Word file that do not come from pandoc: styles, numbering, settings, footer, properties...

Element and attribute names are those of ECMA-376 part 1 (WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from peelian.publications.blocks import Document
from peelian.render.office_look import (
    BULLETS,
    BY_NAME,
    CELL_SIDE,
    CELL_TOP,
    EDGE_ROOM,
    EDGES,
    FONT,
    INK,
    LINK,
    PALE,
    RULE,
    SHEET_WIDTH,
    STYLES,
    TEXT_WIDTH,
    Style,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OUTSIDE = ' TargetMode="External"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINES = {"single": "single", "double": "double", "dashed": "dashed"}

# Styles that Word has itself, and the name it knows them by; all others are ours.
_BUILT_IN = {
    "Normal": "Normal",
    "Title": "Title",
    "Subtitle": "Subtitle",
    "TOC Heading": "TOC Heading",
    "Body Text": "Body Text",
    "List Bullet": "List Bullet",
    "Heading 1": "heading 1",
    "Heading 2": "heading 2",
    "Heading 3": "heading 3",
    "TOC 1": "toc 1",
    "TOC 2": "toc 2",
    "Footnote Text": "footnote text",
    "Header": "header",
    "Footer": "footer",
}


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def style_id(name: str) -> str:
    return name.replace(" ", "")


def part(content: str) -> bytes:
    return (_DECLARATION + content).encode("utf-8")


def styles(language: str) -> bytes:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    lang = quoteattr(language)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        f"<w:lang w:val={lang} w:eastAsia={lang} w:bidi={lang}/></w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    return part(
        f'<w:styles xmlns:w="{W}">{defaults}{"".join(_style(style) for style in STYLES)}'
        f"{_character_styles()}{_table_style()}</w:styles>"
    )


def _style(style: Style) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style_id(style.parent)}"/>' if style.parent else ""
    following = '<w:next w:val="BodyText"/>' if style.level else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{_BUILT_IN.get(style.name, style.name)}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """In the order that the schema asks for."""
    return "".join(
        (
            "<w:keepNext/>" if style.with_next else "",
            "<w:keepLines/>" if style.with_next else "",
            f'<w:numPr><w:numId w:val="{BULLETS[style.name]}"/></w:numPr>' if style.name in BULLETS else "",
            _border(style),
            f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>' if style.edge else "",
            _tabs(style),
            _spacing(style),
            _indent(style),
            '<w:jc w:val="right"/>' if style.right else "",
            f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else "",
        )
    )


def _border(style: Style) -> str:
    if style.edge is None:
        return ""
    edge = EDGES[style.edge]
    size = round(edge.width * 8)  # eighths of a point
    line = _LINES[edge.line]
    # Above and below a line in the colour of the ground: it shows as room around the words.
    room = f'w:val="single" w:sz="8" w:space="3" w:color="{PALE}"'
    bar = f'<w:left w:val="{line}" w:sz="{size}" w:space="{EDGE_ROOM:g}" w:color="{edge.colour}"/>'
    return f"<w:pBdr><w:top {room}/>{bar}<w:bottom {room}/></w:pBdr>"


def _tabs(style: Style) -> str:
    stops = [f'<w:tab w:val="left" w:pos="{twips(style.left)}"/>'] if style.hanging and style.left else []
    if style.tab:
        leader = ' w:leader="dot"' if style.tab == "leader" else ""
        stops.append(f'<w:tab w:val="right"{leader} w:pos="{twips(TEXT_WIDTH)}"/>')
    return f"<w:tabs>{''.join(stops)}</w:tabs>" if stops else ""


def _spacing(style: Style) -> str:
    parts = []
    if style.before is not None:
        parts.append(f'w:before="{twips(style.before)}"')
    if style.after is not None:
        parts.append(f'w:after="{twips(style.after)}"')
    if style.line is not None:
        parts.append(f'w:line="{round(style.line * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(parts)}/>" if parts else ""


def _indent(style: Style) -> str:
    if style.left is None:
        return ""
    hanging = f' w:hanging="{twips(style.hanging)}"' if style.hanging else ' w:firstLine="0"'
    return f'<w:ind w:left="{twips(style.left)}"{hanging}/>'


def _run(style: Style) -> str:
    bold = "" if style.bold is None else f'<w:b w:val="{int(style.bold)}"/><w:bCs w:val="{int(style.bold)}"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    half = None if style.size is None else round(style.size * 2)
    size = "" if half is None else f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return bold + colour + size


def _character_styles() -> str:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def _table_style() -> str:
    side, top = twips(CELL_SIDE), twips(CELL_TOP)
    margins = (
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    thick = f'w:val="single" w:sz="8" w:space="0" w:color="{INK}"'
    borders = f"<w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
    head = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f"<w:tcBorders><w:bottom {thick}/></w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/><w:vAlign w:val="bottom"/>'
        "</w:tcPr></w:tblStylePr>"
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Paper Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{borders}{margins}</w:tblPr>{head}</w:style>'
    )


def numbering() -> bytes:
    """Two kinds of bullet: in the text, and inside an aside."""
    lists = {number: name for name, number in reversed(BULLETS.items())}
    kinds = "".join(_bullet(number, BY_NAME[name]) for number, name in sorted(lists.items()))
    used = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in sorted(lists))
    return part(f'<w:numbering xmlns:w="{W}">{kinds}{used}</w:numbering>')


def _bullet(number: int, style: Style) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{_indent(style)}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl></w:abstractNum>'
    )


def settings(language: str) -> bytes:
    return part(
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f"<w:themeFontLang w:val={quoteattr(language)}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> bytes:
    return part(
        f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/>'
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def header(document: Document) -> bytes:
    """The notices again, on every page after the first, where they stand in full."""
    lines = "".join(_styled("Header", _words(notice)) for notice in document.notices)
    return part(f'<w:hdr xmlns:w="{W}">{lines or _styled("Header", "")}</w:hdr>')


def footer(title: str, *, wide: bool = False) -> bytes:
    """The title on the left, "Page 3 of 30" on the right; `wide`: of a page that lies sideways."""
    page = f"{_words('Page ')}{_field('PAGE')}{_words(' of ')}{_field('NUMPAGES')}"
    tabs = (
        f'<w:tabs><w:tab w:val="clear" w:pos="{twips(TEXT_WIDTH)}"/>'
        f'<w:tab w:val="right" w:pos="{twips(SHEET_WIDTH)}"/></w:tabs>'
    )
    line = _styled("Footer", f"{_words(title)}<w:r><w:tab/></w:r>{page}", tabs if wide else "")
    return part(f'<w:ftr xmlns:w="{W}">{line}</w:ftr>')


def _styled(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def core_properties(document: Document) -> bytes:
    moment = f'xsi:type="dcterms:W3CDTF">{document.issued.isoformat()}T00:00:00Z'
    return part(
        f'<cp:coreProperties xmlns:cp="{CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subject)}</dc:subject>"
        f"<dc:creator>{escape(document.publisher)}</dc:creator>"
        f"<cp:keywords>{escape(', '.join(document.keywords))}</cp:keywords>"
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<cp:lastModifiedBy>{escape(document.publisher)}</cp:lastModifiedBy>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
        "</cp:coreProperties>"
    )


def application_properties(document: Document) -> bytes:
    return part(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Peelian</Application><Company>{escape(document.publisher)}</Company></Properties>"
    )


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def content_types(names: Iterable[str]) -> bytes:
    """What each part is; `names` are the parts below word/ that are WordprocessingML."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}{_kind(name)}+xml"/>' for name in names
    )
    return part(
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _kind(name: str) -> str:
    return {"document": "document.main", "footerWide": "footer"}.get(name, name)


def relationships(entries: Iterable[tuple[str, str, str, bool]]) -> bytes:
    """`entries` are id, kind (the last part of its type), target, and whether the target is outside."""
    lines = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind if '://' in kind else f'{R}/{kind}')} "
        f"Target={quoteattr(target)}{_OUTSIDE if outside else ''}/>"
        for key, kind, target, outside in entries
    )
    return part(f'<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>')
