"""A chart's SVG taken apart and put together again."""

from __future__ import annotations

import pytest

from peelian.render.drawings import Drawing, Node, UnusableDrawing, as_xml, in_font, parse

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 20"{}>{}</svg>'
)


def drawn(inside: str, attributes: str = "") -> Drawing:
    return parse(SVG.format(attributes, inside), "chart-1")


def test_only_what_is_drawn_is_kept() -> None:
    drawing = drawn(
        '<title>T</title><desc>D</desc><!-- c --><?pi x?><g class="x" data-y="z"> <path d="M0 0"/> </g>'
        "<circle r='1'><title>March: 5 &lt; 6</title></circle>"
    )
    assert drawing == Drawing(
        "0 0 30 20",
        30.0,
        20.0,
        (
            Node("g", (), (" ", Node("path", (("d", "M0 0"),)), " ")),
            Node("circle", (("r", "1"),), (Node("title", (), ("March: 5 < 6",)),)),
        ),
    )


def test_ids_and_what_refers_to_them_are_made_the_charts_own() -> None:
    drawing = drawn(
        '<clipPath id="a b"/><g clip-path="url(#a)" style="mask: url(\'#m\'); fill:none"/><use xlink:href="#m"/>'
    )
    clip, group, use = drawing.parts
    assert isinstance(clip, Node)
    assert isinstance(group, Node)
    assert isinstance(use, Node)
    assert clip.attributes == (("id", "chart-1--a-b"),)
    assert group.attributes == (("clip-path", "url(#chart-1--a)"), ("mask", "url(#chart-1--m)"), ("fill", "none"))
    assert use.attributes == (("href", "#chart-1--m"),)


def test_type_and_colour_of_the_whole_move_to_a_group() -> None:
    drawing = drawn("<text>9</text>", ' font-size="13" role="img" width="100%"')
    assert drawing.parts == (Node("g", (("font-size", "13"),), (Node("text", (), ("9",)),)),)


def test_one_font_for_every_text() -> None:
    drawing = in_font(drawn('<text font-family="Arial">9</text>'), "Serif")
    assert drawing.parts == (Node("g", (("font-family", "Serif"),), (Node("text", (), ("9",)),)),)


def test_a_size_in_place_of_a_view_box() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20.5px"/>'
    assert parse(svg, "c") == Drawing("0 0 30 20.5", 30.0, 20.5, ())


def test_written_as_a_file_it_can_be_read_again() -> None:
    drawing = drawn('<text x="1">5 &lt; 6 &amp; "7"</text><path d="M0 0"/>')
    assert parse(as_xml(drawing), "chart-1") == drawing


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>alert(1)</script>", "the element 'script'"),
        ("<style>*{}</style>", "the element 'style'"),
        ("<foreignObject/>", "the element 'foreignObject'"),
        ("<image href='x.png'/>", "the element 'image'"),
        ("<a href='#x'><text>x</text></a>", "the element 'a'"),
        ("<animate attributeName='x'/>", "the element 'animate'"),
        ("<set attributeName='x'/>", "the element 'set'"),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>", "the element 'script'"),
        ("<title><script/></title>", "the element 'script'"),
        ("<path onclick='alert(1)'/>", "the attribute 'onclick'"),
        ("<path ONLOAD='alert(1)'/>", "the attribute 'ONLOAD'"),
        ("<use xlink:href='https://evil.test/x.svg#a'/>", "the address 'https://evil.test/x.svg#a'"),
        ("<use href='data:image/svg+xml,x'/>", "the address"),
        ("<path fill='url(https://evil.test/x)'/>", "the address"),
        ("<path style='fill: URL(//evil.test/x)'/>", "the address"),
        ("<path style='background: red'/>", "the style 'background'"),
    ],
)
def test_what_no_drawing_may_hold_is_refused_by_name(inside: str, named: str) -> None:
    with pytest.raises(UnusableDrawing, match=f"chart-1: its drawing holds {named}"):
        drawn(inside)


@pytest.mark.parametrize(
    ("svg", "named"),
    [
        ("", "is not XML"),
        ("<svg", "is not XML"),
        ("<svg/>", "starts with 'svg'"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "starts with"),
        ('<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "has a document type"),
        (
            '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&e;</text></svg>',
            "has a document type",
        ),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "has no size"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10"/>', "its viewBox is '0 0 0 10'"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="wide"/>', "its viewBox is 'wide'"),
    ],
)
def test_what_is_no_drawing_is_refused(svg: str, named: str) -> None:
    with pytest.raises(UnusableDrawing, match=named):
        parse(svg, "chart-1")
