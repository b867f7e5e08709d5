"""A document as pandoc's tree of blocks in, passages and tables out: for DOCX, ODT and HTML."""

from peelian.audit.papers.tree.reader import blocks_of

__all__ = ["blocks_of"]
