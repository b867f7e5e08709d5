"""rule-sets.md: the rule sets of control charts, as their files state them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from printed.markdown import code, page, plain, table


def pages() -> dict[str, str]:
    return {"rule-sets.md": rule_sets_page()}


def rule_sets_page() -> str:
    from peelian.signals.ruleset import DEFAULT, all_rule_sets

    sets = all_rule_sets()
    about = (
        f"Which rules are asked of a chart, and with which numbers. `{DEFAULT}` is asked where nobody names another. "
        "What each rule means, with its edge cases, stands among the [cases](cases/assess.md)."
    )
    index = table(
        ["Rule set", "Version", "What it is", "Source"],
        [(code(name), str(s.version), plain(s.title), plain(s.source)) for name, s in sets.items()],
    )
    limiting = [f.name for f in fields(next(iter(sets.values())).limits)]
    apart = {"name", "version", "title", "source", "limits", "rules"}
    others = [f.name for f in fields(next(iter(sets.values()))) if f.name not in apart]
    numbers = table(
        ["", *map(code, sets)],
        [
            *((code(name), *(shown(getattr(s.limits, name)) for s in sets.values())) for name in limiting),
            *((code(name), *(shown(getattr(s, name)) for s in sets.values())) for name in others),
        ],
    )
    parts = [about, index, "## Limits and points", numbers, "## Rules, in the order of labels"]
    for name, rules in sets.items():
        lines = [f"- {code(asked.rule)}{asked_in_words(asked)}" for asked in rules.rules]
        parts += [f"### {name}", "\n".join(lines)]
    return page("Rule sets", "`peelian/signals/rulesets`", parts)


def asked_in_words(asked: Any) -> str:
    """Its numbers: ", length 3, count 2, beyond 2"."""
    told = [f"{f.name.replace('_', ' ')} {shown(getattr(asked, f.name))}" for f in fields(asked)[1:]]
    given = [
        words for words, f in zip(told, fields(asked)[1:], strict=True) if getattr(asked, f.name) not in (None, False)
    ]
    return "".join(f", {words}" for words in given)


def shown(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else plain(str(value))
