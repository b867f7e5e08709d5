"""The plan folder around the data: plan, priorities, measures, sources and a paper, from the shipped texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from importlib import resources
from string import Template
from typing import Any

import yaml

from peelian import periods
from peelian.simulate import shipped
from peelian.simulate.faults import Fault, source
from peelian.simulate.geography import Geography
from peelian.simulate.months import first_day, label, last_day
from peelian.simulate.publishers import publishers
from peelian.simulate.words import written
from peelian.simulate.yamltext import parsed

LEAST_FOR_A_PAPER = 24  # months: a year, and the one before to compare it with
NOTE = "# Simulated by `peelian simulate`: none of this exists. truth.json says what its figures must be.\n"
MODULES = tuple(f"module {number}" for number in range(1, 8))
TERMS = (
    "999", "101", "10 seconds", "3 minutes", "15 minutes", "1 hour", "90 days", "1,000 people",
    "code 15", "code 16", "Fatal 4", "Schedule 3", *MODULES,
)  # fmt: skip
"""Numbers in the names of measures, the plan's own and those of shipped definitions."""
POSITIVE = "counted-as-solved"
POSITIVE_CODES = "positive-outcome-codes"  # as the shipped definitions call it


def lists() -> dict[str, Sequence[str]]:
    """The lists of the plan that definitions refer to."""
    return {POSITIVE: written()["outcomes"]["positive"], POSITIVE_CODES: written()["positive_codes"]}


def measures(published: publishers.Made) -> list[dict[str, Any]]:
    """Every measure of the plan as it is written; those on publishers' tables only where there are such tables."""
    own = [one for text in _texts("measures").values() for one in parsed(text)]
    return own + publishers.measures(published)


def shipped_measures() -> list[dict[str, Any]]:
    """The measures that Peelian ships and the plan's sources have the tables of."""
    found: dict[str, Any] = parsed(_sources_text())
    return shipped.measures([source["table"] for source in found.values()])


def files(
    geography: Geography,
    months: int,
    faulty: Sequence[Fault],
    of_records: Sequence[Mapping[str, Any]],
    published: publishers.Made,
) -> dict[str, bytes]:
    """Every file of the plan folder but data, lookups and truth, by its path. `of_records` are the shipped measures
    that it puts to work."""
    put = _words(geography, months)
    tables = publishers.sources(published, geography, months)
    made = {
        "README.md": _read_me(geography, months, published).encode(),
        "plan.yaml": _yaml(_plan(geography)),
        "sources.yaml": _yaml(_sources(put, months, faulty, tables)),
        ".gitignore": b"# Made by Peelian, and can be made again\neditions/\nstore/\n",
    }
    made |= {f"measures/{name}": (NOTE + text).encode() for name, text in _texts("measures").items()}
    if published:
        made["measures/open-data.yaml"] = (NOTE + publishers.measures_text(published)).encode()
    if kpis := publishers.priority(published, months):
        made["priorities/05-published.yaml"] = (NOTE + kpis).encode()
    if of_records:
        made["priorities/04-from-records.yaml"] = _yaml(_from_records(of_records, put))
    for folder in ("priorities", "publications"):
        if folder == "publications" and months < LEAST_FOR_A_PAPER:
            continue
        for name, text in _texts(folder).items():
            made[f"{folder}/{name}"] = (NOTE + Template(text).substitute(put)).encode()
    return made


def _read_me(geography: Geography, months: int, published: publishers.Made) -> str:
    """What the folder is, and what a longer run would hold besides."""
    told = f"""# {geography.areas[0].name}, simulated

Made by `peelian simulate`: none of this exists. The records are of {label(0)} to {label(months - 1)}; truth.json says
what their figures must be.
"""
    lacking = publishers.left_out(months) if published else {}
    if months < LEAST_FOR_A_PAPER:
        lacking["The paper `board`, which compares a year with the one before"] = LEAST_FOR_A_PAPER
    if not lacking:
        return told
    told += """
## What is not in it

A table of a publisher has whole quarters or years alone, and some begin later. Left out are:

"""
    return told + "".join(f"- {title}: in runs of {least} months or more\n" for title, least in lacking.items())


def _from_records(measures: Sequence[Mapping[str, Any]], put: Mapping[str, str]) -> dict[str, Any]:
    """A KPI for each measure that no other is worked out from; so that all are used."""
    known = {one["id"]: one for one in measures}
    below = set[str]().union(*(shipped.inputs(one, known) for one in measures))
    kpis = []
    for id, one in known.items():
        if id in below:
            continue
        kpi = {"id": f"kpi-{id}", "title": one["title"], "kind": "monitor", "polarity": "neither", "measure": id}
        if one["kind"] == "ratio":
            kpi["breakdown"] = {one["compute"]["dimension"]: "black"}
        if _is_level(one, known):
            kpi |= {"period": put["END"], "baseline": {"period": put["END_BEFORE"]}}
        else:
            kpi["baseline"] = {"period": put["YEAR_BEFORE"]}
        kpis.append(kpi | {"action": "a closer look"})
    return {"id": "from-records", "title": "Counted from records", "kpis": kpis}


def _is_level(measure: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> bool:
    if measure["kind"] == "share":
        return all(_is_level(known[one], known) for one in shipped.inputs(measure, known))
    return bool(measure["kind"] == "level")


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
            },
            {
                "id": POSITIVE_CODES,
                "title": "Outcome codes",
                "of": "outcome codes",
                "means": "Counted as positive",
                "since": first_day(0).isoformat(),
                "values": written()["positive_codes"],
                "source": "made up for this simulation, in the codes of the form of outcomes",
            },
        ],
        "terms": list(TERMS),
        "answers": {
            "crime": "all-crime",
            "by": "type",
            "also": ["asb"],
            "outcomes": "solved-share",
            "people": "residents",
        },
    }


def _sources(put: Mapping[str, str], months: int, faulty: Sequence[Fault], tables: Mapping[str, Any]) -> dict[str, Any]:
    """Every source with its publisher, which is the simulation, and the days that its files came."""
    known: dict[str, Any] = parsed(Template(_sources_text()).substitute(put))
    known |= {id: {**one, "expect": {"whole": False}} for id, one in tables.items()}
    known |= {fault.source: dict(source(fault)) for fault in faulty}
    of_all = {
        "publisher": "Peelian (simulated)",
        "origin": "simulated by peelian simulate; not a real publication",
        "licence": "MIT",
        "published": _received(months),
        "received": _received(months),
    }
    return {id: {"title": one.pop("title"), **of_all, **one} for id, one in known.items()}


def _sources_text() -> str:
    return (resources.files("peelian.simulate") / "definitions" / "plan" / "sources.yaml").read_text("utf-8")


def _yaml(value: Any) -> bytes:
    return (NOTE + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)).encode()


def _texts(folder: str) -> dict[str, str]:
    inside = resources.files("peelian.simulate") / "definitions" / "plan" / folder
    return {file.name: file.read_text("utf-8") for file in sorted(inside.iterdir(), key=lambda file: file.name)}
