"""Errors for people, and the exit code each one gives. Shown as their own words, never with a traceback."""

from __future__ import annotations

FINE = 0
FINDINGS = 1
WRONG_USE = 2
FAULT = 3


class PeelianError(Exception):
    """Something a person can put right. Its text says where, what was found, what is allowed, what to do."""

    exit_code = WRONG_USE


class Unusable(PeelianError):
    """An input that cannot be used: a missing file, a plan with mistakes, a broken archive."""


class MachineFault(PeelianError):
    """A fault of the machine or of ours: a full disk, a file that cannot be written."""

    exit_code = FAULT
