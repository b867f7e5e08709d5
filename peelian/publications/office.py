"""Whose paper it is: the body, the force it holds to account, its term of office, and what comes after it."""

from __future__ import annotations

from datetime import date

from peelian.plan.model import Body, Force, PlanFile
from peelian.publications.blocks import Inlines
from peelian.publications.citing import join, sentence


def named(one: Body | Force) -> str:
    """The name in the middle of a sentence, with its short one in brackets; a body has its article."""
    bare = one.name[4:] if one.name.lower().startswith("the ") else one.name
    article = "the " if isinstance(one, Body) or bare != one.name else ""
    short = f" ({one.short})" if one.short.strip() not in ("", bare, one.name) else ""
    return f"{article}{bare}{short}"


def term(plan: PlanFile) -> str:
    """The term of office: "from 9 May 2024 to 10 May 2028", without an end where none is known."""
    return f"from {_day(plan.term.first)}" + (f" to {_day(plan.term.last)}" if plan.term.last else "")


def ending(plan: PlanFile) -> Inlines:
    """That the office itself ends, and who follows it; nothing where it goes on."""
    if plan.body.ends is None:
        return ()
    follows = f"; its successor is {plan.body.successor}" if plan.body.successor else ""
    return join(" ", sentence(f"the office ends on {_day(plan.body.ends)}{follows}"))


def accounted(plan: PlanFile) -> Inlines:
    """Who holds whom to account and until when, and which plan it is, where the plan names its source."""
    held = f"{named(plan.body)} holds {named(plan.force)} to account in the term of office {term(plan)}"
    which = join(" ", sentence(f"the plan is {plan.title}: {plan.source}")) if plan.source else ()
    return join(sentence(held), ending(plan), which)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
