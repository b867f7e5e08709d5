"""The plan folder around the data: plan, priorities, measures, sources and a paper, from the shipped texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from importlib import resources
from string import Template
from typing import Any

import yaml

from peelian import periods
from peelian.simulate.faults import Fault, source
from peelian.simulate.geography import Geography
from peelian.simulate.months import first_day, label, last_day
from peelian.simulate.words import written

LEAST_FOR_A_PAPER = 24  # months: a year, and the one before to compare it with
NOTE = "# Simulated by `peelian simulate`: none of this exists. truth.json says what its figures must be.\n"
POSITIVE = "counted-as-solved"


def lists() -> dict[str, Sequence[str]]:
    """The lists of the plan that definitions refer to."""
    return {POSITIVE: written()["outcomes"]["positive"]}


def measures() -> list[dict[str, Any]]:
    """Every measure of the plan as it is written."""
    return [one for text in _texts("measures").values() for one in yaml.safe_load(text)]


def files(geography: Geography, months: int, faulty: Sequence[Fault]) -> dict[str, bytes]:
    """Every file of the plan folder but data, lookups and truth, by its path."""
    put = _words(geography, months)
    made = {
        "plan.yaml": _yaml(_plan(geography)),
        "sources.yaml": _yaml(_sources(put, months, faulty)),
        ".gitignore": b"# Made by Peelian, and can be made again\neditions/\nstore/\n",
    }
    made |= {f"measures/{name}": (NOTE + text).encode() for name, text in _texts("measures").items()}
    for folder in ("priorities", "publications"):
        if folder == "publications" and months < LEAST_FOR_A_PAPER:
            continue
        for name, text in _texts(folder).items():
            made[f"{folder}/{name}"] = (NOTE + Template(text).substitute(put)).encode()
    return made


def _words(geography: Geography, months: int) -> Mapping[str, str]:
    """What the shipped texts leave open."""
    last, before = first_day(months - 1), first_day(months - 13)
    return {
        "WHOLE": geography.areas[0].id,
        "FIRST": label(0),
        "LAST": label(months - 1),
        "YEAR": periods.year_ending(last.year, last.month).id,
        "YEAR_BEFORE": periods.year_ending(before.year, before.month).id,
        "END": periods.at(last_day(months - 1)).id,
        "END_BEFORE": periods.at(last_day(months - 13)).id,
        "ISSUED": _received(months),
    }


def _received(months: int) -> str:
    return (last_day(months - 1) + timedelta(days=40)).isoformat()


def _plan(geography: Geography) -> dict[str, Any]:
    whole = geography.areas[0]
    known = written()["outcomes"]
    return {
        "id": "simulated",
        "title": f"Police and Crime Plan of {whole.name} (simulated)",
        "body": {"name": f"{whole.name} Police and Crime Commissioner", "short": "PCC"},
        "force": {"name": f"{whole.name} Police", "short": "the force", "code": whole.code},
        "term": {"first": first_day(0).isoformat()},
        "simulated": True,
        "areas": {
            "levels": list(geography.levels),
            "list": [
                {
                    "id": area.id,
                    "name": area.name,
                    "level": area.level,
                    "code": area.code,
                    **({} if area.parent is None else {"parent": geography.areas[area.parent].id}),
                }
                for area in geography.areas
            ],
        },
        "lists": [
            {
                "id": POSITIVE,
                "title": "Outcomes",
                "of": "outcomes",
                "means": "Counted as positive",
                "since": first_day(0).isoformat(),
                "values": known["positive"],
                "others": dict.fromkeys(known["other"], "Not counted as positive."),
                "source": "made up for this simulation, in the words of data.police.uk",
            }
        ],
        "terms": ["999", "101", "10 seconds", "15 minutes", "90 days"],
        "answers": {
            "crime": "all-crime",
            "by": "type",
            "also": ["asb"],
            "outcomes": "solved-share",
            "people": "residents",
        },
    }


def _sources(put: Mapping[str, str], months: int, faulty: Sequence[Fault]) -> dict[str, Any]:
    """Every source with its publisher, which is the simulation, and the days that its files came."""
    text = (resources.files("peelian.simulate") / "definitions" / "plan" / "sources.yaml").read_text("utf-8")
    known: dict[str, Any] = yaml.safe_load(Template(text).substitute(put))
    known |= {fault.source: dict(source(fault)) for fault in faulty}
    of_all = {
        "publisher": "Peelian (simulated)",
        "origin": "simulated by peelian simulate; not a real publication",
        "licence": "MIT",
        "published": _received(months),
        "received": _received(months),
    }
    return {id: {"title": one.pop("title"), **of_all, **one} for id, one in known.items()}


def _yaml(value: Any) -> bytes:
    return (NOTE + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)).encode()


def _texts(folder: str) -> dict[str, str]:
    inside = resources.files("peelian.simulate") / "definitions" / "plan" / folder
    return {file.name: file.read_text("utf-8") for file in sorted(inside.iterdir(), key=lambda file: file.name)}
