"""Ids stand in addresses and figure ids: small letters, digits and hyphens, starting with a letter.

Those of paragraphs may be numbers too: "2.6". They are headings in the author's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Plan
from peelian.plan.places import IDS
from peelian.plan.publication import Publication

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PARAGRAPH = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
LONGEST = 100  # characters; the longest seen has 62


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    named = [(id, where) for key, where in plan.lines.items() for kind, _, id in [key.partition(":")] if kind in IDS]
    named += [(plan.file.id, plan.lines["plan:id"])]
    named += [(one.id, plan.lines[f"list:{index}"]) for index, one in enumerate(plan.file.lists)]
    named += [(level, plan.lines["plan:areas"]) for level in plan.file.areas.levels]
    for name, publication in publications.items():
        for chapter in publication.chapters:
            at = f"publication:{name}/{chapter.id}"
            named.append((chapter.id, plan.lines[at]))
            for paragraph in [one.id for one in chapter.paragraphs if not PARAGRAPH.fullmatch(one.id)]:
                says = f"the paragraph's id '{paragraph}' must be letters, digits, single dots and hyphens, such as 2.6"
                yield Finding("bad-id", plan.lines[f"{at}/{paragraph}"], says)
    for id, where in named:
        if len(id) > LONGEST:
            says = f"the id '{id[:30]}…' has {len(id):,} characters; at most {LONGEST} are allowed"
            yield Finding("bad-id", where, says)
        elif not ID.fullmatch(id):
            says = f"the id '{id}' must be small letters, digits and single hyphens, starting with a letter"
            yield Finding("bad-id", where, says)
