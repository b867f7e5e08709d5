"""peelian rules compare: from a file of series to where two rule sets differ, for people and for programs."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from peelian.cli.main import main
from peelian.errors import FINE, WRONG_USE

STEADY = [10, 12, 11, 13, 10, 13, 11, 12, 10, 13, 12, 11, 13, 10, 12, 11]
WILD = [*STEADY, 30, *STEADY, 18]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two series: one wild month, which screening leaves out, before a high one; and one that is steady."""
    rows = ["series,period,value"]
    for name, values in (("north", WILD), ("south", [*STEADY, *STEADY, 11, 12])):
        rows += [f"{name},{2021 + n // 12}-{n % 12 + 1:02d},{value}" for n, value in enumerate(values)]
    path = tmp_path / "series.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def asked(*words: str) -> tuple[int, str, str]:
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        try:
            code = main(["rules", *words])
        except SystemExit as stop:
            code = int(str(stop.code))
    return code, out.getvalue(), said.getvalue()


def test_people_are_told_the_summary_first(file: Path) -> None:
    code, told, said = asked("compare", "nhs-r", "nhs-2023", str(file), "--chart", "xmr", "--better", "lower")
    assert (code, said) == (FINE, "")
    lines = told.splitlines()
    assert lines[:3] == [
        "nhs-r (version 1) and nhs-2023 (version 1)",
        "2 series, 34 periods",
        "another label somewhere: 1 of 2 (50.0%)",
    ]
    assert "north (xmr)" in lines
    assert "south (xmr)" not in lines
    assert "  latest verdict: concern | no signal: screen" in lines


def test_programs_are_told_everything(file: Path) -> None:
    code, told, said = asked("compare", "nhs-r", "nhs-2023", str(file), "--chart", "xmr", "--json")
    assert (code, said) == (FINE, "")
    answer: Any = json.loads(told)
    assert answer["findings"] == []
    assert [rules["name"] for rules in answer["rules"]] == ["nhs-r", "nhs-2023"]
    (north,) = answer["series"]
    assert (north["series"], north["points"][-1]["period"]) == ("north", "2023-10")
    assert (north["points"][-1]["a"]["label"], north["points"][-1]["b"]["label"]) == ("outside", "none")
    assert north["points"][-1]["reasons"] == ["screen"]


def test_a_rule_set_that_there_is_not(file: Path) -> None:
    code, told, said = asked("compare", "nhs-r", "nhs", str(file))
    assert (code, told) == (WRONG_USE, "")
    assert "there is no rule set 'nhs'; there are: nhs-2023, nhs-r" in said


@pytest.mark.parametrize("json_", [[], ["--json"]])
def test_a_file_that_cannot_be_used(file: Path, json_: list[str]) -> None:
    file.write_text("series,period,value\nnorth,2021-01,ten\nnorth,2021-13,5\n", encoding="utf-8")
    code, told, _ = asked("compare", "nhs-r", "nhs-2023", str(file), *json_)
    assert code == WRONG_USE
    assert "'ten'" in told
    assert "2021-13" in told
    if json_:
        assert json.loads(told)["errors"] == 2


def test_an_action_is_needed() -> None:
    code, told, said = asked()
    assert (code, told) == (WRONG_USE, "")
    assert "ACTION" in said
