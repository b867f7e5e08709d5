"""Every sentence form on a rise, a fall, no change and no figure: it speaks, and never invents a number."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from peelian.plan.model import Area, Areas, Baseline, Kpi, Priority
from peelian.plan.publication import Form, Say
from peelian.publications.blocks import Number, flatten, plain
from peelian.publications.sentences import FORMS
from peelian.publications.sentences.desk import Desk
from tests.unit.publications.framework_plan import FILE, PLAN, PUBLICATION, figures, measure

NOW, THEN = "ye-2021-03", "ye-2020-03"
AREAS = Areas(
    ("force", "district"),
    (
        Area("wood", "The wood", "force"),
        Area("east", "East", "district", parent="wood"),
        Area("west", "West", "district", parent="wood"),
    ),
)
KPIS = tuple(
    Kpi(id, id.capitalize(), "trajectory", "lower", id, baseline=Baseline(THEN)) for id in ("thefts", "thefts-small")
)
WAITING = Kpi("waiting", "Waiting", "in-development", "higher", awaits="a survey")


def desk(now: int | None, then: int | None) -> Desk:
    plan = replace(
        PLAN,
        file=replace(FILE, areas=AREAS),
        priorities=(Priority("p", "P", kpis=(*KPIS, WAITING)),),
        measures={m: measure(m) for m in ("thefts", "thefts-small")},
    )
    levels = {
        f"{id}/{area}/{period}/value": ("count", value)
        for id in ("thefts", "thefts-small")
        for area in ("wood", "east", "west")
        for period, value in ((NOW, now), (THEN, then))
        if value is not None
    }
    return Desk(plan, replace(PUBLICATION, period=NOW), figures(plan, levels))


def said(form: Form, now: int | None, then: int | None) -> tuple[str, list[str]]:
    kpis = ("waiting",) if form == "in-development" else ("thefts", "thefts-small")
    one = ("ranked-areas", "moved-areas", "split", "parts")
    say = Say(kpis[:1] if form in one else kpis, form, whole="thefts", level="district", top=1)
    run = FORMS[form](desk(now, then), say)
    return plain(run), [leaf.text for leaf in flatten(run) if isinstance(leaf, Number)]


@pytest.mark.parametrize("form", get_args(Form))
def test_every_form_is_registered(form: Form) -> None:
    assert form in FORMS


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("now", "then"), [(300, 200), (200, 300), (200, 200), (None, None)])
def test_a_form_speaks_whatever_happened(form: Form, now: int | None, then: int | None) -> None:
    text, numbers = said(form, now, then)
    assert text == "" or (text[0].isupper() and text.endswith("."))
    assert " None" not in text
    assert "  " not in text
    if now is None:
        assert numbers == []
