"""What pandoc leaves out of the body of a Word file, put in: contents, row headers, alt text, spacing, pages.

Each pass changes the tree it is given; none reads anything else than that tree and the document.
"""

from __future__ import annotations

from lxml import etree

from peelian.publications.blocks import Chart, Document, Table, drawn
from peelian.render.column_widths import POINTS_OF_A_PIXEL, shares
from peelian.render.docx_parts import R, W, style_id, twips
from peelian.render.office_look import (
    AFTER_ASIDE,
    AFTER_TABLE,
    BULLETS,
    MARGIN,
    NUMBER_WIDTH,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SHEET_MARGIN,
    SHEET_WIDTH,
    TEXT_WIDTH,
    WHOLE_UP_TO,
    edge_of,
    picture_width,
)
from peelian.render.office_look import STYLES as LOOK
from peelian.render.pandoc import CONTENTS_LEVELS, SHEET_END, SHEET_START, tables_of
from peelian.render.wording import captioned

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMES = {"a": _A, "w": W, "wp": DRAWING, "pic": PICTURE}
_EDGES = {style_id(style.name): edge_of(style.name) for style in LOOK}
_BULLETS = {style_id(name) for name in BULLETS}

EMU = 12_700  # English metric units in a point

Element = etree._Element


def finish(root: Element, document: Document) -> None:
    """All passes over word/document.xml."""
    body = _one(root, "w:body")
    _contents(body)
    _tables(body, document)
    _pictures(body, document)
    _headings(body)
    finish_lists(root)
    _spacing(body)
    _page(body, document)


def w(name: str, **attributes: str) -> Element:
    """An element of WordprocessingML."""
    element = etree.Element(f"{{{W}}}{name}")
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", value)
    return element


def finish_lists(root: Element) -> None:
    """Bullets come from the style of their paragraph, so that a new line in Word gets one too."""
    for paragraph in _all(root, "//w:p[w:pPr/w:numPr]"):
        if _style(paragraph) in _BULLETS:
            properties = _one(paragraph, "w:pPr")
            properties.remove(_one(properties, "w:numPr"))


def _contents(body: Element) -> None:
    """The entries become the result of a field that Word can update, in the frame Word gives to contents."""
    heading = next((p for p in body if _style(p) == "TOCHeading"), None)
    if heading is None:
        return
    entries = [p for p in body if _style(p) in ("TOC1", "TOC2")]
    frame = w("sdt")
    about = etree.SubElement(frame, f"{{{W}}}sdtPr")
    gallery = w("docPartObj")
    gallery.append(w("docPartGallery", val="Table of Contents"))
    gallery.append(w("docPartUnique"))
    about.append(gallery)
    inside = etree.SubElement(frame, f"{{{W}}}sdtContent")
    body.insert(body.index(heading), frame)
    inside.append(heading)
    for entry in entries:
        for look in _all(entry, ".//w:rPr[w:rStyle/@w:val='Hyperlink']"):
            look.remove(_one(look, "w:rStyle"))  # a list of links needs no underlining
        inside.append(entry)
    instruction = w("instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f' TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u '
    opening = [_run(w("fldChar", fldCharType="begin")), _run(instruction)]
    opening.append(_run(w("fldChar", fldCharType="separate")))
    for at, run in enumerate(opening, start=1):
        entries[0].insert(at, run)
    entries[-1].append(_run(w("fldChar", fldCharType="end")))
    first = frame.getnext()
    while first is not None and first.tag != f"{{{W}}}p":
        first = first.getnext()
    if first is not None:
        _put(first, w("pageBreakBefore"))


def _run(inside: Element) -> Element:
    run = w("r")
    run.append(inside)
    return run


def _tables(body: Element, document: Document) -> None:
    for element, (table, in_sheet) in zip(_all(body, ".//w:tbl"), tables_of(document.blocks), strict=True):
        _one(element, "w:tblPr/w:tblCaption").set(f"{{{W}}}val", captioned(table.label, table.caption))
        _widths(element, table, in_sheet=in_sheet)
        look = _one(element, "w:tblPr/w:tblLook")
        look.set(f"{{{W}}}val", "00A0")  # first row and first column hold headers
        look.set(f"{{{W}}}firstColumn", "1")
        rows = _all(element, "w:tr")
        for row in rows:
            properties = row.find(f"{{{W}}}trPr")
            if properties is None:
                properties = w("trPr")
                row.insert(0, properties)
            properties.insert(0, w("cantSplit"))
        if len(rows) <= WHOLE_UP_TO:
            for paragraph in (p for row in rows[:-1] for p in _all(row, ".//w:p")):
                _put(paragraph, w("keepNext"))


def _widths(element: Element, table: Table, *, in_sheet: bool) -> None:
    page = SHEET_WIDTH if in_sheet else TEXT_WIDTH
    columns = [twips(page * share) for share in shares(table, in_sheet=in_sheet)]
    width = _one(element, "w:tblPr/w:tblW")
    width.set(f"{{{W}}}type", "dxa")
    width.set(f"{{{W}}}w", str(sum(columns)))
    for column, points in zip(_all(element, "w:tblGrid/w:gridCol"), columns, strict=True):
        column.set(f"{{{W}}}w", str(points))
    for row in _all(element, "w:tr"):
        for cell, points in zip(_all(row, "w:tc"), columns, strict=True):
            properties = _one(cell, "w:tcPr")
            properties.insert(0, w("tcW", w=str(points), type="dxa"))


def _pictures(body: Element, document: Document) -> None:
    """Alt text in both places that readers look; a name in words, never that of a file."""
    for at, (drawing, one) in enumerate(zip(_all(body, ".//w:drawing"), drawn(document), strict=True), start=1):
        label = one.label if isinstance(one, Chart) else f"Picture {at}"
        title = captioned(one.label, one.title) if isinstance(one, Chart) else label
        for described in _all(drawing, ".//wp:docPr | .//pic:cNvPr"):
            described.set("id", str(at))
            described.set("name", label)
            described.set("title", title)
            described.set("descr", one.alt)
        if not isinstance(one, Chart):
            for inline in _all(drawing, "wp:inline"):
                for side in ("distT", "distB", "distL", "distR"):
                    inline.set(side, "0")
        # pandoc makes no picture wider than its own page; ours is wider.
        width, height = (int(_one(drawing, ".//wp:extent").get(side, "0")) for side in ("cx", "cy"))
        on_page = picture_width(width, height) if isinstance(one, Chart) else one.width * POINTS_OF_A_PIXEL
        wanted = on_page * EMU
        for extent in _all(drawing, ".//wp:extent | .//a:ext"):
            extent.set("cx", str(round(wanted)))
            extent.set("cy", str(round(wanted * height / width)))


def _headings(body: Element) -> None:
    """A heading with a number hangs like a numbered paragraph, so that both texts start on one line down."""
    for paragraph in _all(body, "w:p[w:r/w:tab]"):
        if _style(paragraph).startswith("Heading"):
            width = str(twips(NUMBER_WIDTH))
            tabs = w("tabs")
            tabs.append(w("tab", val="left", pos=width))
            _put(paragraph, tabs)
            _put(paragraph, w("ind", left=width, hanging=width))


def _spacing(body: Element) -> None:
    """Room below tables, which have none of their own, and below the last paragraph of an aside.

    pandoc keeps tables apart by empty paragraphs; ours have captions between them.
    """
    for empty in _all(body, "w:p[not(.//w:r)]"):
        if _style(empty) not in (SHEET_START, SHEET_END):
            body.remove(empty)
    blocks = [element for element in body if element.tag in (f"{{{W}}}p", f"{{{W}}}tbl")]
    for above, below in zip(blocks, [*blocks[1:], None], strict=True):
        if below is not None and above.tag == f"{{{W}}}tbl" and _style(below) in ("BodyText", "NumberedParagraph"):
            _put(below, w("spacing", before=str(twips(AFTER_TABLE))))
        edge = _EDGES.get(_style(above))
        if edge and (below is None or _EDGES.get(_style(below)) != edge or _style(below).endswith("Title")):
            _put(above, w("spacing", after=str(twips(AFTER_ASIDE))))


def _page(body: Element, document: Document) -> None:
    """The pages of each section: upright, and sideways between the marks of a sheet."""
    last = _one(body, "w:sectPr")
    for child in list(last):
        last.remove(child)
    sections = [(last, False)]
    marks = [(mark, _style(mark), _style(mark.getprevious())) for mark in _all(body, "w:p[w:pPr/w:pStyle]")]
    for mark, style, before in marks:
        if style == SHEET_START and before == SHEET_END:
            body.remove(mark)  # one sheet after another
        elif style in (SHEET_START, SHEET_END):
            ends = w("sectPr")
            sections.insert(-1, (ends, style == SHEET_END))
            _one(_last_of_section(body, mark), "w:pPr").append(ends)
    for at, (section, sideways) in enumerate(sections):
        _section(section, document, sideways=sideways, first=at == 0)


def _last_of_section(body: Element, mark: Element) -> Element:
    """The paragraph a section ends with: the one before the mark; after a table the mark itself, without height."""
    before = mark.getprevious()
    if before is not None and before.tag == f"{{{W}}}p":
        body.remove(mark)
        return before
    properties = _one(mark, "w:pPr")
    properties.remove(_one(properties, "w:pStyle"))
    properties.append(w("spacing", before="0", after="0", line="20", lineRule="exact"))
    return mark


def _section(section: Element, document: Document, *, sideways: bool, first: bool) -> None:
    wide = "Wide" if sideways else ""
    references = [("footerReference", "default", f"rIdFooter{wide}")]
    if first:
        references.append(("footerReference", "first", "rIdFooter"))
    if document.notices:
        references.insert(0, ("headerReference", "default", "rIdHeader"))
    for name, kind, target in references:
        reference = w(name, type=kind)
        reference.set(f"{{{R}}}id", target)
        section.append(reference)
    width, height = str(twips(PAGE_WIDTH)), str(twips(PAGE_HEIGHT))
    turned = {"w": height, "h": width, "orient": "landscape"}
    section.append(w("pgSz", **(turned if sideways else {"w": width, "h": height})))
    room = SHEET_MARGIN if sideways else MARGIN
    sides = dict.fromkeys(("top", "right", "bottom", "left"), str(twips(room)))
    edge = str(twips(room / 2))
    section.append(w("pgMar", **sides, header=edge, footer=edge, gutter="0"))
    if first:
        section.append(w("titlePg"))


# Where a property of a paragraph goes: the schema asks for this order (ECMA-376 part 1, CT_PPrBase).
_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr"),
    *("shd", "tabs", "spacing", "ind", "jc", "outlineLvl"),
)


def _put(paragraph: Element, prop: Element) -> None:
    """Set a property of a paragraph; what it already says of the same kind is kept beside what is new."""
    properties = paragraph.find(f"{{{W}}}pPr")
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    there = properties.find(prop.tag)
    if there is not None:
        for key, value in prop.attrib.items():
            there.set(key, value)
        return
    place = _ORDER.index(etree.QName(prop).localname)
    before = [child for child in properties if _ORDER.index(etree.QName(child).localname) < place]
    properties.insert(len(before), prop)


def _style(paragraph: Element | None) -> str:
    if paragraph is None or paragraph.tag != f"{{{W}}}p":
        return ""
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return "" if style is None else str(style.get(f"{{{W}}}val"))


def _all(element: Element, path: str) -> list[Element]:
    found = element.xpath(path, namespaces=_NAMES)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _one(element: Element, path: str) -> Element:
    return _all(element, path)[0]
