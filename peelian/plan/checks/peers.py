"""A peer is another force: its id, code and name are nobody else's, and what it counts otherwise is a measure's."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Peer, Plan
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    force, areas = plan.file.force, plan.file.areas.list
    meant = {area.id: f"area '{area.id}'" for area in areas}
    meant |= {area.code: f"area '{area.id}'" for area in areas if area.code is not None}
    meant |= {force.code: "force"} if force.code is not None else {}
    called = {force.name: "force", force.short: "force"}
    for peer in plan.file.peers:
        where = plan.lines[f"peer:{peer.id}"]
        for says in _clashes(peer, meant, called):
            yield Finding("bad-peer", where, f"peer '{peer.id}': {says}")
        for measure in [id for id in peer.differs if id not in {*plan.measures, *plan.unread}]:
            near = difflib.get_close_matches(measure, plan.measures, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else "; mend the name, or take it out"
            yield Finding("bad-peer", where, f"peer '{peer.id}' differs in '{measure}', which is no measure{hint}")


def _clashes(peer: Peer, meant: dict[str, str], called: dict[str, str]) -> Iterator[str]:
    """What it shares with somebody before it; it is noted for those after it."""
    own = f"peer '{peer.id}'"
    for what, text in (("id", peer.id), ("code", peer.code)):
        if text is not None and meant.setdefault(text, own) != own:
            yield f"its {what} '{text}' is one of the {meant[text]}, so rows could be of either; give it its own"
    if called.setdefault(peer.name, own) != own:
        yield f"its name '{peer.name}' is that of the {called[peer.name]}; lists and sentences name peers by it"
