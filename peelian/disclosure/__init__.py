"""Small numbers: counts that are to be protected in, the figures that must not be shown out. No input or output."""
