"""Reads a drawing as a person or a program would: its marks, its lines, its words."""

from __future__ import annotations

import re

from lxml import etree

from peelian.charts.frame import Drawing

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing: Drawing) -> etree._Element:
    return etree.fromstring(drawing.svg)


def texts(drawing: Drawing) -> list[str]:
    return ["".join(t.itertext()) for t in parsed(drawing).iter(f"{SVG}text")]


def places(drawing: Drawing) -> list[tuple[float, float, str]]:
    """Where each text stands, with its words."""
    return [(float(t.get("x")), float(t.get("y")), "".join(t.itertext())) for t in parsed(drawing).iter(f"{SVG}text")]


def paths(drawing: Drawing, **look: str) -> list[str]:
    """The paths whose attributes are these; underscores stand for hyphens."""
    wanted = {name.replace("_", "-"): value for name, value in look.items()}
    return [p.get("d") for p in parsed(drawing).iter(f"{SVG}path") if wanted.items() <= dict(p.attrib).items()]


def numbers(path: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?[0-9.]+", path)]
