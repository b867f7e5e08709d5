"""What pandoc leaves out of an OpenDocument text, put in: contents, row headers, alt text, widths, spacing.

Each pass changes the tree it is given. Formatting of one place only becomes an automatic style, as
OpenDocument asks for; the same wish gives the same style.
"""

from __future__ import annotations

from lxml import etree

from peelian.publications.blocks import Chart, Document, Table, drawn
from peelian.render.column_widths import shares
from peelian.render.odt_parts import (
    ASIDE_LIST,
    BULLET_LIST,
    FIRST_PAGE,
    NAMESPACES,
    PAGE,
    SHEET,
    points,
    style_name,
)
from peelian.render.office_look import (
    AFTER_ASIDE,
    AFTER_TABLE,
    CELL_SIDE,
    CELL_TOP,
    FONT,
    INK,
    NUMBER_WIDTH,
    PALE,
    RULE,
    SHEET_WIDTH,
    STYLES,
    TEXT_WIDTH,
    WHOLE_UP_TO,
    edge_of,
)
from peelian.render.pandoc import CONTENTS_LEVELS, SHEET_END, SHEET_START, tables_of
from peelian.render.wording import CONTENTS, captioned

Element = etree._Element
_EDGES = {style_name(style.name): edge_of(style.name) for style in STYLES}


def q(name: str) -> str:
    """A qualified name: "text:p"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, **attributes: str) -> Element:
    """An element; attributes are written with two underscores for the colon: text__name="x"."""
    made = etree.Element(q(name), nsmap=NAMESPACES)
    for key, value in attributes.items():
        made.set(q(key.replace("__", ":").replace("_", "-")), value)
    return made


class Automatic:
    """Automatic styles of paragraphs, made when first asked for."""

    def __init__(self, home: Element) -> None:
        self._home = home
        self._made: dict[tuple[str, tuple[tuple[str, str], ...], str], tuple[str, Element]] = {}

    def restyle(self, paragraph: Element, master: str = "", **properties: str) -> None:
        """Give a paragraph these properties on top of its style; those given before are kept."""
        base, before, page = paragraph.get(q("text:style-name"), "Standard"), {}, ""
        for key, (name, _) in self._made.items():
            if name == base:
                base, before, page = key[0], dict(key[1]), key[2]
        wanted = tuple(sorted({**before, **properties}.items()))
        key = (base, wanted, master or page)
        if key not in self._made:
            self._made[key] = (f"P{len(self._made) + 1}", self._add(*key))
        paragraph.set(q("text:style-name"), self._made[key][0])

    def _add(self, base: str, properties: tuple[tuple[str, str], ...], master: str) -> Element:
        style = element(
            "style:style",
            style__name=f"P{len(self._made) + 1}",
            style__family="paragraph",
            style__parent_style_name=base,
        )
        if master:
            style.set(q("style:master-page-name"), master)
        style.append(element("style:paragraph-properties", **dict(properties)))
        self._home.append(style)
        return style


def finish(root: Element, document: Document) -> None:
    """All passes over content.xml."""
    home = _styles(root)
    text = _one(root, "office:body/office:text")
    for paragraph in _all(text, ".//*[@text:style-name]"):
        paragraph.set(q("text:style-name"), style_name(_style(paragraph)))
    automatic = Automatic(home)
    _links(text)
    _lists(text)
    _tables(text, home, document)
    _pictures(text, document)
    _spacing(text, automatic)
    _headings(text, automatic)
    _contents(text, automatic)
    _sheets(text, automatic)
    first = next((child for child in text if child.tag == q("text:p")), None)
    if first is not None:
        automatic.restyle(first, master=FIRST_PAGE)


def _styles(root: Element) -> Element:
    """Of the automatic styles made by pandoc only those of characters are kept: bold and italic."""
    home = _one(root, "office:automatic-styles")
    for style in list(home):
        if style.get(q("style:family")) != "text":
            home.remove(style)
    faces = _one(root, "office:font-face-decls")
    for face in list(faces):
        faces.remove(face)
    faces.append(
        element("style:font-face", style__name=FONT, svg__font_family=FONT, style__font_family_generic="swiss")
    )
    thick, thin = f"1pt solid #{INK}", f"0.5pt solid #{RULE}"
    head = _cell(
        "HeaderCell",
        fo__border_top=thick,
        fo__border_bottom=thick,
        fo__background_color=f"#{PALE}",
        style__vertical_align="bottom",
    )
    body = _cell("BodyCell", fo__border_top="none", fo__border_bottom=thin)
    last = _cell("LastCell", fo__border_top="none", fo__border_bottom=thick)
    row = element("style:style", style__name="Row", style__family="table-row")
    row.append(element("style:table-row-properties", fo__keep_together="always"))
    frame = element("style:style", style__name="Frame", style__family="graphic")
    frame.append(element("style:graphic-properties", style__vertical_pos="bottom", style__vertical_rel="baseline"))
    inline = element("style:style", style__name="Inline", style__family="graphic")
    inline.append(element("style:graphic-properties", style__vertical_pos="middle", style__vertical_rel="text"))
    for style in (head, body, last, row, frame, inline):
        home.append(style)
    return home


def _cell(name: str, **properties: str) -> Element:
    style = element("style:style", style__name=name, style__family="table-cell")
    inside = {f"fo__padding_{side}": points(CELL_SIDE) for side in ("left", "right")}
    inside |= {f"fo__padding_{side}": points(CELL_TOP) for side in ("top", "bottom")}
    sides = {"fo__border_left": "none", "fo__border_right": "none"}
    style.append(element("style:table-cell-properties", **(inside | sides | properties)))
    return style


def _links(text: Element) -> None:
    """Links look like links in the text; in the contents, a list of links alone, like text."""
    for link in _all(text, ".//text:a"):
        if q("office:name") in link.attrib:
            del link.attrib[q("office:name")]
        inside = _style(_one(link, "ancestor::text:p[1]"))
        look = "Index_20_Link" if inside.startswith("Contents_20_") else "Internet_20_link"
        link.set(q("text:style-name"), look)
        link.set(q("text:visited-style-name"), look)
        for span in _all(link, "text:span[@text:style-name='Definition']"):
            span.set(q("text:style-name"), look)


def _lists(text: Element) -> None:
    for bullets in _all(text, ".//text:list"):
        inside = _style(_one(bullets, ".//text:p"))
        bullets.set(q("text:style-name"), ASIDE_LIST if _EDGES.get(inside) else BULLET_LIST)


def _tables(text: Element, home: Element, document: Document) -> None:
    there = zip(_all(text, ".//table:table"), tables_of(document.blocks), strict=True)
    for at, (found, (table, in_sheet)) in enumerate(there, 1):
        name, page = f"Table{at}", SHEET_WIDTH if in_sheet else TEXT_WIDTH
        found.set(q("table:name"), name)
        found.set(q("table:style-name"), name)
        _describe(found, table)
        rows = _all(found, ".//table:table-row")
        widths = [page * share for share in shares(table, in_sheet=in_sheet)]
        _widths(found, home, name, widths, len(rows) <= WHOLE_UP_TO)
        for place, row in enumerate(rows):
            row.set(q("table:style-name"), "Row")
            style = "HeaderCell" if place == 0 else "LastCell" if place == len(rows) - 1 else "BodyCell"
            for cell in _all(row, "table:table-cell"):
                cell.set(q("table:style-name"), style)


def _describe(found: Element, table: Table) -> None:
    """The caption again where a screen reader looks for it, and the first column as one of headers."""
    title = element("table:title")
    title.text = captioned(table.label, table.caption)
    found.insert(0, title)
    first = _one(found, "table:table-column")
    headers = element("table:table-header-columns")
    found.replace(first, headers)
    headers.append(first)


def _widths(found: Element, home: Element, name: str, widths: list[float], whole: bool) -> None:
    """`whole`: the table stays on one page."""
    style = element("style:style", style__name=name, style__family="table")
    style.append(
        element(
            "style:table-properties",
            style__width=points(sum(widths)),
            table__align="left",
            fo__margin_bottom=points(0 if _has_note(found) else AFTER_TABLE),
            style__may_break_between_rows="false" if whole else "true",
            table__border_model="collapsing",
        )
    )
    home.append(style)
    for at, (column, width) in enumerate(zip(_all(found, ".//table:table-column"), widths, strict=True)):
        column.set(q("table:style-name"), f"{name}.{at + 1}")
        own = element("style:style", style__name=f"{name}.{at + 1}", style__family="table-column")
        own.append(element("style:table-column-properties", style__column_width=points(width)))
        home.append(own)


def _has_note(found: Element) -> bool:
    below = found.getnext()
    return below is not None and _style(below) == "Table_20_Note"


def _pictures(text: Element, document: Document) -> None:
    """Alt text and a name in words. Each stands in a line of text: between its caption and its table, or in a cell."""
    for at, (frame, one) in enumerate(zip(_all(text, ".//draw:frame"), drawn(document), strict=True), start=1):
        frame.set(q("draw:name"), one.label if isinstance(one, Chart) else f"Picture {at}")
        frame.set(q("draw:style-name"), "Frame" if isinstance(one, Chart) else "Inline")
        frame.set(q("text:anchor-type"), "as-char")
        title, description = element("svg:title"), element("svg:desc")
        title.text = captioned(one.label, one.title) if isinstance(one, Chart) else f"Picture {at}"
        description.text = one.alt
        frame.extend((title, description))


def _sheets(text: Element, automatic: Automatic) -> None:
    """Between its marks the pages of a sheet lie sideways; what comes after it stands upright again."""
    marks = [(mark, _style(mark)) for mark in _all(text, "text:p") if _style(mark) in (SHEET_START, SHEET_END)]
    others = [mark for mark, _ in marks]
    for mark, style in marks:
        below = mark.getnext()
        text.remove(mark)
        if below is not None and below.tag in (q("text:p"), q("text:h")) and below not in others:
            automatic.restyle(below, master=SHEET if style == SHEET_START else PAGE)


def _spacing(text: Element, automatic: Automatic) -> None:
    """Room below the last paragraph of an aside."""
    paragraphs = [child for child in text if child.tag in (q("text:p"), q("text:list"), q("text:h"), q("table:table"))]
    for above, below in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        edge = _EDGES.get(_style_inside(above))
        if edge is None:
            continue
        inside = "" if below is None else _style_inside(below)
        if _EDGES.get(inside) != edge or inside.endswith("Title"):
            last = above if above.tag == q("text:p") else _all(above, ".//text:p")[-1]
            automatic.restyle(last, fo__margin_bottom=points(AFTER_ASIDE))


def _style_inside(child: Element) -> str:
    if child.tag == q("text:list"):
        child = _all(child, ".//text:p")[-1]
    return _style(child)


def _headings(text: Element, automatic: Automatic) -> None:
    """A heading with a number hangs like a numbered paragraph, so that both texts start on one line down."""
    for heading in _all(text, "text:h[text:tab]"):
        width = points(NUMBER_WIDTH)
        automatic.restyle(heading, fo__margin_left=width, fo__text_indent=f"-{width}")


def _contents(text: Element, automatic: Automatic) -> None:
    """An index that a word processor can update, its entries there already; the chapters start a new page."""
    entries = [p for p in text if _style(p) in ("Contents_20_1", "Contents_20_2")]
    heading = next((p for p in text if _style(p) == "Contents_20_Heading"), None)
    if heading is None:
        return
    index = element("text:table-of-content", text__name=CONTENTS, text__protected="false")
    source = etree.SubElement(index, q("text:table-of-content-source"))
    source.set(q("text:outline-level"), str(CONTENTS_LEVELS))
    template = element("text:index-title-template", text__style_name="Contents_20_Heading")
    template.text = CONTENTS
    source.append(template)
    for level in range(1, CONTENTS_LEVELS + 1):
        source.append(_entry_template(level))
    body = etree.SubElement(index, q("text:index-body"))
    text.replace(heading, index)
    title = element("text:index-title", text__name=f"{CONTENTS}_Head")
    title.append(heading)
    body.append(title)
    for entry in entries:
        body.append(entry)
    first = index.getnext()
    while first is not None and first.tag not in (q("text:p"), q("text:h")):
        first = first.getnext()
    if first is not None:
        automatic.restyle(first, fo__break_before="page")


def _entry_template(level: int) -> Element:
    made = element(
        "text:table-of-content-entry-template",
        text__outline_level=str(level),
        text__style_name=f"Contents_20_{level}",
    )
    made.append(element("text:index-entry-link-start", text__style_name="Index_20_Link"))
    made.append(element("text:index-entry-text"))
    made.append(element("text:index-entry-tab-stop", style__type="right", style__leader_char="."))
    made.append(element("text:index-entry-page-number"))
    made.append(element("text:index-entry-link-end"))
    return made


def _style(paragraph: Element) -> str:
    return str(paragraph.get(q("text:style-name"), ""))


def _all(root: Element, path: str) -> list[Element]:
    found = root.xpath(path, namespaces=NAMESPACES)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _one(root: Element, path: str) -> Element:
    return _all(root, path)[0]
