"""The answer about a place of a plan folder, in words for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from peelian.assess.place import PlaceAnswer, Rank
from peelian.assess.small_numbers import Limit
from peelian.assess.two_years import TwoYears
from peelian.disclosure.thresholds import Threshold, thresholds
from peelian.editions.earlier import Earlier, earlier_editions
from peelian.editions.place_safely import place_safely
from peelian.editions.takingin import Noted, unsaid
from peelian.editions.waiting import check_answers
from peelian.editions.workfolder import open_plan_figures, read_sources
from peelian.figures.book import Figures
from peelian.measures.kinds import KINDS
from peelian.measures.model import Share
from peelian.measures.shapes import BaseKind
from peelian.plan.area_names import find_area
from peelian.plan.areas import Area
from peelian.plan.model import Plan
from peelian.publications.area_answer import Words, words_of
from peelian.quantities import NoValue, decimal_text


@dataclass(frozen=True)
class Answered:
    """One place's answer, with the plan it is of."""

    plan: Plan
    answer: PlaceAnswer
    words: Words


def answered(
    folder: Path, text: str, within: str | None, noted: Noted = unsaid, earlier: Sequence[Path] = ()
) -> Answered:
    """The answer for the area that this text names. The files of the plan's sources are taken into the store.

    It tells nothing that would give a small number away with the editions in the plan's folder, and with `earlier` ones
    that lie elsewhere. The name is looked up before any file is read, as that may take long.
    """
    sources = read_sources(folder)[0]

    def first(plan: Plan) -> None:
        check_answers(plan, sources, folder)
        find_area(plan, text, within, _levels(plan))

    plan, figures = open_plan_figures(folder, first, noted=noted)
    rules = thresholds(plan.file, sources)
    editions = earlier_editions(folder / "editions", plan.file.id, named=earlier)
    return of_area(plan, figures, find_area(plan, text, within, _levels(plan)).id, rules, editions, noted)


def _levels(plan: Plan) -> tuple[str, ...]:
    return plan.file.answers.levels if plan.file.answers is not None else ()


def table_limits(plan: Plan, rules: Mapping[str, Threshold]) -> tuple[Limit, ...]:
    """The limits of the tables whose records are told of; residents are none."""
    answers = plan.file.answers
    limits = []
    for id in answers.measures if answers is not None else ():
        share = plan.measures[id].compute
        ids = (share.numerator, share.denominator) if isinstance(share, Share) else (id,)
        for measure in (plan.measures[one] for one in ids):
            kind = KINDS[measure.kind]
            if isinstance(kind, BaseKind) and kind.when == "whole":
                rule = rules.get(kind.ask(measure.compute).table)
                if rule is not None and rule.count:
                    limits.append(
                        Limit(rule.count, f"The limit is that of its records: {rule.reason.removesuffix('.')}.")
                    )
    return tuple(limits)


def of_area(
    plan: Plan,
    figures: Figures,
    id: str,
    rules: Mapping[str, Threshold] | None = None,
    editions: Iterable[Earlier] = (),
    noted: Noted = unsaid,
) -> Answered:
    """The answer for an area of figures that are open, by the thresholds of their tables and beside `editions`."""
    rules = rules or {}
    answer = place_safely(plan, figures, find_area(plan, id), table_limits(plan, rules), rules, editions, noted)
    return Answered(plan, answer, words_of(answer, plan))


def as_json(answered: Answered) -> dict[str, Any]:
    """The same for a program; a number that is not shown is null, with the reason beside it."""
    answer, words = answered.answer, answered.words
    area = answer.area
    outcomes = answer.outcomes
    return {
        "area": area.id,
        "name": area.name,
        "level": area.level if isinstance(area, Area) else None,
        "parent": answer.parent.id if answer.parent is not None else None,
        "last_month": answer.last.id,
        "sentences": list(words.said),
        "crime": {"measure": answer.answers.crime, **_pair(answer.crime)},
        "types": [
            {"name": part.name, "now": _number(part.now), "before": _number(part.before)} for part in answer.types
        ],
        "also": [{"measure": id, **_pair(found)} for id, found in answer.also.items()],
        "outcomes": None
        if outcomes is None
        else {"measure": answer.answers.outcomes, "part": _pair(outcomes), "whole": _pair(outcomes)}
        if isinstance(outcomes, NoValue)
        else {"measure": answer.answers.outcomes, "part": _pair(outcomes[0]), "whole": _pair(outcomes[1])},
        "rank": _rank(answer.rank),
        "notes": list(words.notes),
    }


def _pair(found: TwoYears | NoValue) -> dict[str, Any]:
    if isinstance(found, NoValue):
        return {"now": None, "before": None, "months": None, "missing": [], "reason": found.reason}
    return {
        "now": _number(found.now),
        "before": _number(found.before),
        "months": found.months,
        "missing": [month.id for month in found.missing],
        "reason": None,
    }


def _rank(rank: Rank | NoValue) -> dict[str, Any]:
    if isinstance(rank, NoValue):
        return {"place": None, "alike": None, "members": None, "without": None, "per_1000": None, "reason": rank.reason}
    return {
        "place": rank.place,
        "alike": rank.alike,
        "members": rank.members,
        "without": rank.without,
        "per_1000": decimal_text(rank.value) if rank.people is not None else None,
        "reason": None,
    }


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else decimal_text(value)
