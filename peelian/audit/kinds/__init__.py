"""The kinds of statement that are checked, one module each: its rule, and when it stays silent.

A kind that takes several modules is a folder. `find(material)` gives its claims; `audit.py` calls each in turn.
"""
