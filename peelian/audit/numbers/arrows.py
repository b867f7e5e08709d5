"""The arrows that say which way a number went: +1, -1 or 0 for each."""

from __future__ import annotations

SYMBOLS = {
    **dict.fromkeys("▲△⬆↑⇑⇧🔺⊕⏶➚↗⬈", 1),
    **dict.fromkeys("▼▽⬇↓⇓⇩🔻⊖⏷➘↘⬊", -1),
    **dict.fromkeys("►◄▶◀⬌↔⇔→⊜➡", 0),
}
