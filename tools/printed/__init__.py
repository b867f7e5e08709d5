"""The reference pages: {path below docs/reference: text}, printed from the code or the specs."""
