"""A file in, a Paper out: passages and tables in reading order, each with its place. Knows nothing of numbers.

`paper` is the value; `folder` finds the files, `filetypes` tells them by their bytes, `from_file` reads one. Plain text
is read here (`plaintext`); what may be hostile is read by `child`, a limited process that `limited` asks and whose
answer comes back as `block_wire`: `pdf` for PDFs, `tree` for DOCX, ODT and HTML. All formats share `labels`, `marks`
and `captions`.
"""
