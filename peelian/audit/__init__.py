"""Reads a published paper, finds the statements whose numbers can be checked against other numbers, and checks them.

The packages in reading order; each imports only from those before it (pyproject.toml holds them to it):

- `papers`: a file in, passages and tables out, each with its place; PDF, DOCX, ODT, HTML and plain text.
- `numbers`: the numbers and periods of a piece of text as printed, and the digits that measure nothing.
- `claims`: what the audit says: a claim, exact arithmetic, the verdict; what is kept of a set of papers.
- `tables`: a table as a grid of numbers, and which columns are worked out of which others.
- `sentences`: a paper as sentences, each with its changes, levels, periods and names.
- `links`: which numbers belong together: pairs, changes with their levels, parts and wholes, averages.
- `material.py`: what a kind gets to work on, and how it makes a claim of what it found.
- `kinds`: one kind of statement a module: its rule, when it stays silent, its claims. A new kind goes here.
- `audit.py`: every kind over every paper of a set (`FINDERS`).
- `answers`: what comes out: JSON, lines of text, annotated PDFs.
- `processes`: a set of papers over several processes, each paper in one of its own.

`answers`, `claims` and the part of `processes` that asks load no check, so that a program that asks for an audit stays
light.
"""
