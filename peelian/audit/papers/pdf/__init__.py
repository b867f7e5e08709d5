"""A PDF in, pages, passages and tables out."""

from peelian.audit.papers.pdf.reader import read

__all__ = ["read"]
