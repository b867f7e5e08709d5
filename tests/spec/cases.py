"""Conformance cases as data: one YAML file of specs/ is a subject, each of its cases one test."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

SPECS = Path(__file__).parents[2] / "specs"

Case = dict[str, str]


def subjects(folder: str) -> set[str]:
    """The names of the files of one folder of specs/, without their ending."""
    return {path.stem for path in (SPECS / folder).glob("*.yaml")}


def cases(folder: str, subject: str) -> list[object]:
    """The cases of one file, each named by what it says. Every value is the text as it stands in the file."""
    # The base loader makes nothing of a text: 12:44 stays 12:44, and 2026-03-31 is no date.
    page = yaml.load((SPECS / folder / f"{subject}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return [pytest.param(case, id=case["says"]) for case in page["cases"]]
