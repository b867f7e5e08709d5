"""The reference pages: complete, told apart from stale ones, with schemas that accept the examples' files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

import reference
from peelian.contracts.load import forms
from printed import findings, flags, plan_folder
from printed.markdown import plain

ROOT = Path(__file__).resolve().parents[2]
KINDS = {kind.path: kind for kind in plan_folder.file_kinds()}
FILES = [
    pytest.param(pattern, file, id=file.relative_to(ROOT).as_posix())
    for pattern in KINDS
    for file in sorted((ROOT / "examples").glob(f"*/{pattern}"))
]


def validator(pattern: str) -> jsonschema.Draft202012Validator:
    made = json.loads(plan_folder.pages()[f"schemas/{KINDS[pattern].schema}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def as_editors_read(path: Path) -> object:
    """A file with its dates as text, as a schema sees them."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


@pytest.mark.parametrize(("pattern", "file"), FILES)
def test_an_editor_accepts_the_files_of_the_examples(pattern: str, file: Path) -> None:
    problems = [
        f"{'/'.join(map(str, e.path))}: {e.message[:200]}"
        for e in validator(pattern).iter_errors(as_editors_read(file))
    ]
    assert problems == []


def test_an_editor_underlines_a_field_that_does_not_exist() -> None:
    plan = {"id": "a", "title": "A", "polarty": "higher"}
    assert any("polarty" in problem.message for problem in validator("plan.yaml").iter_errors(plan))


def test_every_command_of_the_parser_has_help_an_example_and_a_place_on_the_page() -> None:
    from peelian.cli.main import VERBS

    text = (ROOT / "docs/reference/commands.md").read_text("utf-8")  # `make check` holds it to the code
    for name, module in VERBS.items():
        section = text.split(f"\n## peelian {name}\n")[1].split("\n## ")[0]
        assert f"Example: `{module.EXAMPLE}`" in section
        assert module.EXAMPLE.startswith(f"peelian {name}")


def test_every_key_of_an_answer_of_signals_has_a_meaning() -> None:
    section = (ROOT / "docs/reference/json.md").read_text("utf-8").split("\n## peelian signals\n")[1].split("\n## ")[0]
    told = dict(re.findall(r"^\| `([a-z_.\[\]]+)` \|.* \| ([^|]*) \|$", section, re.MULTILINE))
    assert {"series", "points[].label", "proposed_steps[].evidence.chance", "early_warning.above"} <= set(told)
    left = {path for path, meaning in told.items() if not meaning.strip()}
    assert left <= {path for path in told if path.endswith(("period", "[]"))}


def test_a_stale_a_missing_and_a_left_over_page_are_told(tmp_path: Path) -> None:
    printed = {"a.md": "as the code says\n", "b/c.md": "new\n"}
    (tmp_path / "a.md").write_text("as it was\n", encoding="utf-8")
    (tmp_path / "old.md").write_text("gone from the code\n", encoding="utf-8")
    assert reference.stale(printed, tmp_path) == ["a.md", "b/c.md", "old.md"]
    reference.write(printed, tmp_path)
    assert reference.stale(printed, tmp_path) == []
    assert not (tmp_path / "old.md").exists()


def test_a_finding_is_listed_with_the_words_it_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "peelian"
    library.mkdir()
    (library / "rule.py").write_text(
        '"""A rule. More about it."""\n'
        "def check(kpi):\n"
        "    says = f\"kpi '{kpi.id}' has no name; give it one\"\n"
        "    yield Finding('no-name', 'here', says, 'warning')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(findings, "LIBRARY", library)
    assert list(findings.reported_in(library / "rule.py")) == [
        findings.Reported("no-name", "warning", "kpi '…' has no name; give it one", "A rule.")
    ]


def test_text_is_shown_as_written() -> None:
    assert plain("a | b *c* <d>  `e|f`") == r"a \| b \*c\* \<d> `e\|f`"


def test_every_flag_of_a_form_is_on_the_page_of_flags_and_a_measure_counts_by_it() -> None:
    printed = flags.pages()["flags.md"]
    rows = [line.split(" | ") for line in printed.splitlines() if line.startswith("| `")]
    told = [row[0].strip("| `") for row in rows]
    assert told == [flag for form in forms().values() for flag in form.flags]
    assert [row[0] for row in rows if "`extract-" not in row[3]] == []
    assert next(row[2] for row in rows if "`hate`" in row[0]).startswith("`none`, `race`")
    assert any("`extract-domestic-abuse-positive-outcome-rate`" in row[4] for row in rows if "domestic" in row[0])
    assert "extract-crime-per-1000" not in printed  # crime is broken down by hate, and its rate counts no flag
