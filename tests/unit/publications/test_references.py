"""References in an author's words that can give no number, told from the plan's ids alone."""

from __future__ import annotations

import pytest

from peelian.plan.model import Names
from peelian.publications.commentary import read_markdown
from peelian.publications.references import fault, find
from tests.small_plan import kpi

NAMES = Names(
    kpis={"fires": kpi("fires"), "trust": kpi("trust", kind="in-development"), "broken": None},
    measures=frozenset({"fires"}),
    areas=frozenset({"all", "north"}),
    priorities=frozenset(),
)
NOTHING = Names(None, None, None, None)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("fires.value", None),
        ("broken.change", None),
        ("fires/north/2026-03/value", None),
        ("fires/all/kind=car/ye-2026-03/change-pp-from-ye-2025-03", None),
        ("fire.value", "no kpi 'fire' in the plan (did you mean 'fires'?)"),
        ("fires.valu", "write a kpi's id with .value"),
        ("fires", "write a kpi's id with .value"),
        ("", "write a kpi's id with .value"),
        (".value", "no kpi '' in the plan"),
        ("trust.value", "kpi 'trust' has no figure yet"),
        ("fires/north/value", "it has 3 parts"),
        ("fires/north/2026-13/value", "is no figure id"),
        ("fires/north/2026-03/mode", "no statistic 'mode'"),
        ("fires/nort/2026-03/value", "no area 'nort' in plan.yaml (did you mean 'north'?)"),
        ("fire/north/2026-03/value", "no measure 'fire' is defined (did you mean 'fires'?)"),
    ],
)
def test_what_is_wrong_with_a_reference(name: str, says: str | None) -> None:
    found = fault(name, NAMES)
    assert found is None if says is None else says in (found or "")


@pytest.mark.parametrize("name", ["fire.value", "trust.value", "fire/nort/2026-03/value"])
def test_where_ids_are_not_known_nothing_is_guessed(name: str) -> None:
    assert fault(name, NOTHING) is None


@pytest.mark.parametrize("name", ["fires.valu", "fires/north/soon/value"])
def test_what_needs_no_ids_is_told_without_them(name: str) -> None:
    assert fault(name, NOTHING) is not None


def test_each_reference_is_told_with_the_line_it_stands_in() -> None:
    text = (
        "# one\nFirst {{ fires.value }},\nthen **{{ a.value\n}} and {{ b.value }}**.\n\n"
        "- {{ c.value }}\n- a }} left over[^n]\n\n# not-placed\n{{ d.value }}\n\n[^n]: {{ e.value }}\n"
    )
    found = {f.where: f.says for f in find(read_markdown(text, "a.md"), NAMES)}
    told = {
        3: "{{ a.value }}",
        4: "{{ b.value }}",
        6: "{{ c.value }}",
        7: "'}}'",
        10: "{{ d.value }}",
        12: "{{ e.value",
    }
    assert list(found) == [f"a.md:{line}" for line in told]
    assert [where for where, says in found.items() if told[int(where[5:])] not in says] == []
