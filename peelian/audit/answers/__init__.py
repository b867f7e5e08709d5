"""What comes out of an audit: audited papers in; JSON, lines of text, or copies of PDFs with notes out. Light.

`as_json` is what a program gets, `as_text` what a person reads on a terminal, `annotated` the copies of PDFs. `spool`
keeps what was said of a long set out of memory.
"""
