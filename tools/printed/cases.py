"""cases/*.md: the conformance cases of specs/, one page a subject. The tests run what is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from printed.markdown import code, page, plain, table

SPECS = Path(__file__).resolve().parent.parent.parent / "specs"


def pages() -> dict[str, str]:
    import yaml

    subjects: dict[str, list[tuple[str, Any]]] = {}
    for file in sorted(SPECS.rglob("*.yaml")):
        name = file.relative_to(SPECS)
        subject = name.parts[0].removesuffix(".yaml")
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        subjects.setdefault(subject, []).append((f"specs/{name.as_posix()}", content))
    return {f"cases/{subject}.md": subject_page(subject, files) for subject, files in subjects.items()}


def subject_page(subject: str, files: list[tuple[str, Any]]) -> str:
    parts: list[str] = []
    for name, content in files:
        parts += file_sections(name, content)
    title = f"Cases: {subject.replace('_', ' ')}"
    return page(title, "the cases in `specs/`, which the tests run,", parts)


def file_sections(name: str, content: Any) -> list[str]:
    whole = content if isinstance(content, dict) else {"cases": content}
    parts = [f"## {whole.get('title', name)}", plain(str(whole.get("about", ""))), f"From `{name}`."]
    for key, value in whole.items():
        if key in ("title", "about"):
            continue
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if rows and len(rows) == len(value):
            parts.append(cases_table(rows) if flat(rows) else cases_list(rows))
        else:
            parts.append(f"{plain(key)}: {code(short(value))}")
    return parts


def flat(rows: Iterable[dict[str, Any]]) -> bool:
    """Whether the cases fit into a table: few columns and short cells."""
    rows = list(rows)
    columns = {key for row in rows for key in row}
    return len(columns) <= 6 and all(len(short(value)) <= 120 for row in rows for value in row.values())


def cases_table(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return table(
        [plain(column) for column in columns],
        [[cell(column, row[column]) if column in row else "" for column in columns] for row in rows],
    )


def cell(column: str, value: Any) -> str:
    return plain(short(value)) if column in ("says", "about", "because") else code(short(value))


def cases_list(rows: list[dict[str, Any]]) -> str:
    import yaml

    parts = []
    for row in rows:
        rest = {key: value for key, value in row.items() if key != "says"}
        text = yaml.safe_dump(rest, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None)
        parts.append(f"**{plain(row.get('says', 'case'))}**\n\n```yaml\n{text}```")
    return "\n\n".join(parts)


def short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
