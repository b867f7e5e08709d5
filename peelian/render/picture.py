"""Charts as pictures, for formats that cannot hold a drawing: SVG in, PNG out.

The drawing is made by typst with the fonts inside its own package, so the same chart gives the same bytes
on every machine.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from peelian.errors import MachineFault
from peelian.render.drawings import Drawing, as_xml

SCALE = 2  # pixels for one unit of a drawing, so that it is sharp on paper
_PIXELS_AT_FULL_SIZE = 72  # typst draws one point of a page as one pixel at 72 pixels an inch


@dataclass(frozen=True)
class Picture:
    """A PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


def pictures(drawings: Sequence[Drawing], scale: float = SCALE) -> tuple[Picture, ...]:
    """One picture a drawing, in order; `scale` pixels for each unit of its view box, on white."""
    if not drawings:
        return ()
    import typst

    pages = "".join(
        f"#page(width: {drawing.width:f}pt, height: {drawing.height:f}pt, margin: 0pt, fill: white, "
        f'image(bytes(sys.inputs.at("{at}")), format: "svg", width: 100%, height: 100%))\n'
        for at, drawing in enumerate(drawings)
    )
    with tempfile.TemporaryDirectory(prefix="peelian-") as empty:
        try:
            made = typst.compile(  # type: ignore[call-overload]  # its types want root to be bytes too
                pages.encode("utf-8"),
                root=empty,
                format="png",
                ppi=_PIXELS_AT_FULL_SIZE * scale,
                ignore_system_fonts=True,
                sys_inputs={str(at): as_xml(drawing) for at, drawing in enumerate(drawings)},
            )
        except typst.TypstError as error:
            raise MachineFault(f"a chart could not be drawn as a picture: {error}") from error
    files = made if isinstance(made, list) else [made]
    if len(files) != len(drawings):
        raise MachineFault(f"{len(drawings)} charts gave {len(files)} pictures; each should give one")
    return tuple(_picture(png) for png in files)


def _picture(png: bytes) -> Picture:
    width, height = struct.unpack(">II", png[16:24])  # the first chunk, PNG specification section 11.2.2
    return Picture(png, width, height)
