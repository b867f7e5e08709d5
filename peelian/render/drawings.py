"""A chart's SVG taken apart, checked against a list of what a drawing may hold, and put together again.

Nothing of the text given is passed through: a page or a PDF gets only elements and attributes named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from peelian.errors import MachineFault
from peelian.render.characters import printable

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "title",
        "desc",
        "defs",
        "symbol",
        "use",
        "path",
        "line",
        "polyline",
        "polygon",
        "rect",
        "circle",
        "ellipse",
        "text",
        "tspan",
        "clipPath",
        "mask",
        "marker",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)

# Presentation attributes of SVG 1.1, appendix "Presentation attributes", that a chart has a use for.
PRESENTATION = frozenset(
    [
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "opacity",
        "color",
        "display",
        "visibility",
        "clip-path",
        "clip-rule",
        "mask",
        "marker-start",
        "marker-mid",
        "marker-end",
        "stop-color",
        "stop-opacity",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
        "alignment-baseline",
        "baseline-shift",
        "letter-spacing",
        "word-spacing",
        "text-decoration",
        "writing-mode",
        "shape-rendering",
        "text-rendering",
        "vector-effect",
        "paint-order",
        "pointer-events",
    ]
)

GEOMETRY = frozenset(
    [
        "id",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "dx",
        "dy",
        "d",
        "points",
        "width",
        "height",
        "transform",
        "rotate",
        "offset",
        "viewBox",
        "preserveAspectRatio",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "patternUnits",
        "patternContentUnits",
        "patternTransform",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "markerUnits",
        "markerWidth",
        "markerHeight",
        "refX",
        "refY",
        "orient",
        "textLength",
        "lengthAdjust",
        "pathLength",
        "href",
    ]
)

# Said again by whoever places the drawing, or without meaning outside its own file.
_LEFT_OUT = frozenset(["class", "role", "focusable", "tabindex", "version", "baseProfile", "lang", "space", "style"])

_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


class UnusableDrawing(MachineFault):
    """A drawing that holds what no drawing may hold: a fault of whatever drew it."""


@dataclass(frozen=True)
class Node:
    """An element of a drawing. `attributes` are in the order drawn; `children` are elements and texts."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node | str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """`width` and `height` are those of the view box; `parts` are what is inside the svg element."""

    view_box: str
    width: float
    height: float
    parts: tuple[Node | str, ...]


def parse(svg: str, name: str) -> Drawing:
    """The drawing of `svg`, its ids made unique by `name`. Its own title and desc are left out.

    Raises UnusableDrawing, naming the chart, for text that is not SVG and for an element, attribute or address
    that a drawing may not hold (scripts, styles, pictures, foreign content, event handlers).
    """
    root = _root(svg, name)
    fault = next(_faults(root), None)
    if fault:
        raise UnusableDrawing(f"{name}: its drawing holds {fault}; see ELEMENTS and GEOMETRY in render/drawings.py")
    view_box = _view_box(root, name)
    node = _node(root, name)
    # A drawing may set type and colours for all its parts on its svg element; they move to a group.
    kept = tuple((key, value) for key, value in node.attributes if key in PRESENTATION)
    parts = tuple(child for child in node.children if not _names_the_whole(child))
    if kept:
        parts = (Node("g", kept, parts),)
    numbers = [float(number) for number in _NUMBERS.findall(view_box)]
    return Drawing(view_box, numbers[2], numbers[3], parts)


def in_font(drawing: Drawing, family: str) -> Drawing:
    """The same drawing with all its text in one family, for a format that has no others."""

    def with_font(part: Node | str) -> Node | str:
        if isinstance(part, str):
            return part
        attributes = tuple((key, value) for key, value in part.attributes if key != "font-family")
        return Node(part.tag, attributes, tuple(with_font(child) for child in part.children))

    whole = Node("g", (("font-family", family),), tuple(with_font(part) for part in drawing.parts))
    return replace(drawing, parts=(whole,))


def as_xml(drawing: Drawing) -> str:
    """A complete SVG file."""
    size = f'width="{drawing.width:g}" height="{drawing.height:g}"'
    parts = "".join(_xml(part) for part in drawing.parts)
    return f'<svg xmlns="{SVG}" viewBox={quoteattr(drawing.view_box)} {size}>{parts}</svg>'


def _xml(part: Node | str) -> str:
    if isinstance(part, str):
        return escape(part)
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in part.attributes)
    return f"<{part.tag}{attributes}>{''.join(_xml(child) for child in part.children)}</{part.tag}>"


def _root(svg: str, name: str) -> etree._Element:
    # No entities, no DTD, no network, no huge trees: the text may come from anywhere.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(printable(svg).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnusableDrawing(f"{name}: its drawing is not XML ({error})") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnusableDrawing(f"{name}: its drawing has a document type; a drawing is one svg element")
    if root.tag != f"{{{SVG}}}svg":
        raise UnusableDrawing(f"{name}: its drawing starts with {root.tag!r}, not with svg of {SVG}")
    return root


def _faults(element: etree._Element) -> Iterator[str]:
    for each in element.iter():
        tag = each.tag if isinstance(each.tag, str) else str(each.tag)
        space, _, local = tag.rpartition("}")
        if space != f"{{{SVG}" or local not in ELEMENTS:
            yield f"the element {local!r}"
        for key, value in each.attrib.items():
            yield from _attribute_faults(str(key), str(value))


def _attribute_faults(key: str, value: str) -> Iterator[str]:
    name = _local(key)
    if name == "style":
        for property_, setting in _declarations(value):
            if property_ not in PRESENTATION:
                yield f"the style {property_!r}"
            yield from _address_faults(setting)
    elif name == "href":
        if not value.startswith("#"):
            yield f"the address {value!r}"
    elif name in PRESENTATION or name in GEOMETRY:
        yield from _address_faults(value)
    elif name not in _LEFT_OUT and not name.startswith(("aria-", "data-")):
        yield f"the attribute {name!r}"


def _address_faults(value: str) -> Iterator[str]:
    if "url(" in _REFERENCE.sub("", value).lower():
        yield f"the address {value!r}"


def _local(key: str) -> str:
    return key.rpartition("}")[2]


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return [(key.strip(), value.strip()) for key, _, value in pairs if key.strip()]


def _node(element: etree._Element, name: str) -> Node:
    tag = _local(str(element.tag))
    children: list[Node | str] = [printable(element.text)] if element.text else []
    for child in element:
        if tag not in ("title", "desc"):  # Those hold words only: a page would read elements there as HTML.
            children.append(_node(child, name))
        if child.tail:
            children.append(printable(child.tail))
    worth_keeping = any(isinstance(child, Node) or child.strip() for child in children)
    return Node(tag, _attributes(element, name), tuple(children) if worth_keeping else ())


def _attributes(element: etree._Element, name: str) -> tuple[tuple[str, str], ...]:
    kept: dict[str, str] = {}
    styles: dict[str, str] = {}
    for key, value in element.attrib.items():
        local, text = _local(str(key)), printable(str(value))
        if local == "style":
            # Written as attributes, because the page allows no style of its own to any element.
            styles.update(_declarations(text))
        elif local == "id":
            kept["id"] = _own_id(text, name)
        elif local == "href":
            kept["href"] = f"#{_own_id(text[1:], name)}"
        elif local in PRESENTATION or local in GEOMETRY:
            kept[local] = text
    kept.update(styles)
    return tuple(
        (key, _REFERENCE.sub(lambda found: f"url(#{_own_id(found[1], name)})", value)) for key, value in kept.items()
    )


def _own_id(wanted: str, name: str) -> str:
    return f"{name}--{_UNSAFE_IN_ID.sub('-', wanted)}"


def _names_the_whole(child: Node | str) -> bool:
    return isinstance(child, Node) and child.tag in ("title", "desc")


def _view_box(root: etree._Element, name: str) -> str:
    box = root.get("viewBox")
    if box is None:
        width, height = (_NUMBERS.match(root.get(side) or "") for side in ("width", "height"))
        if not width or not height:
            raise UnusableDrawing(f"{name}: its drawing has no size; give its svg element a viewBox")
        box = f"0 0 {width.group()} {height.group()}"
    numbers = _NUMBERS.findall(box)
    if len(numbers) != 4 or float(numbers[2]) <= 0 or float(numbers[3]) <= 0:
        raise UnusableDrawing(f"{name}: its viewBox is {box!r}; it needs four numbers, the last two above 0")
    return " ".join(numbers)
