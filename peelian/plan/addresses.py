"""Which addresses may become links of a paper: those of the web and of mail, and no others."""

from __future__ import annotations

import re

SAFE_ADDRESS = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
