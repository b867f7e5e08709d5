"""Groups of other forces: a dated list of the plan whose values are the names of its peers."""

from __future__ import annotations

from datetime import date

from peelian.plan.model import NamedList, Peer, Plan
from peelian.quantities import NoValue


def versions(plan: Plan, group: str) -> tuple[NamedList, ...]:
    """The dated versions of the list of this id."""
    return tuple(one for one in plan.file.lists if one.id == group)


def valid_on(plan: Plan, group: str, day: date) -> NamedList | NoValue:
    """The version that is valid on a day, or why there is none."""
    known = versions(plan, group)
    if not known:
        return NoValue(f"plan.yaml has no list '{group}'")
    held = [one for one in known if (one.since or date.min) <= day <= (one.until or date.max)]
    return held[0] if held else NoValue(f"no version of the list '{known[0].title}' was valid then")


def members(plan: Plan, listed: NamedList) -> tuple[Peer, ...]:
    """The peers that a list names, in its order; a name that is none's is left out, and told when the plan is read."""
    by_name = {peer.name: peer for peer in plan.file.peers}
    return tuple(by_name[name] for name in listed.values if name in by_name)
