"""Which characters no font inside the typst package can show. A PDF/UA file may not hold one of them."""

from __future__ import annotations

import json
import re
from functools import cache

import typst

from peelian.render.characters import REPLACEMENT

# A private-use character of the last plane: no font shows it, so its picture is that of "no glyph".
_NEVER_SHOWN = "\U0010fffd"

# One page for each character, each page drawn by the same fonts and fallbacks as the paper.
_PROBE = b"""#set page(width: 40pt, height: 40pt, margin: 2pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#for (at, character) in json(bytes(sys.inputs.characters)).enumerate() {
  if at > 0 { pagebreak() }
  text(character)
}"""

_GLYPH = re.compile(rb'href="#(g[0-9A-F]+)"')


def showable(text: str, families: tuple[str, ...]) -> str:
    """The text with each character that cannot be shown replaced by U+FFFD, the sign of a lost character."""
    beyond_ascii = "".join(sorted({character for character in text if ord(character) > 126}))
    lost = _not_shown(beyond_ascii, families)
    return text.translate(dict.fromkeys(map(ord, lost), REPLACEMENT)) if lost else text


@cache
def _not_shown(characters: str, families: tuple[str, ...]) -> str:
    if not characters:
        return ""
    typesetter = typst.Compiler(
        _PROBE,
        ignore_system_fonts=True,
        sys_inputs={"characters": json.dumps([_NEVER_SHOWN, *characters]), "fonts": json.dumps(families)},
    )
    pages = typesetter.compile(format="svg")
    assert isinstance(pages, list), "one page for each character, and there are two at least"
    tofu, *pictures = [set(_GLYPH.findall(page)) for page in pages]
    return "".join(character for character, glyphs in zip(characters, pictures, strict=True) if glyphs & tofu)
