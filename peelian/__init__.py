"""Peelian: a police and crime plan and data in, publications with traceable numbers out."""

__version__ = "0.1.0"
