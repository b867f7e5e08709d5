"""A document in; bytes out, one module for each format. Nothing is computed here."""
