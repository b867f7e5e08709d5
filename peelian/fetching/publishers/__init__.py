"""Where publishers keep their files: one module each, which lists offers for a source."""
