"""What the keys of `peelian area --json` mean."""

from __future__ import annotations

_MONTHS = {
    "months": "how many of the twelve months are summed: those that both years have",
    "missing": "months of either year without a value, which are left out of both",
    "reason": "why there is no number",
}


def _pair(path: str, what: str) -> dict[str, str]:
    """The meanings of a number and that of the year before."""
    now = f"{what} in the year to the last month; null where it is missing or too small to be shown"
    keys = {"now": now, "before": "the same of the year before", **_MONTHS}
    return {f"{path}.{key}": meaning for key, meaning in keys.items()}


MEANINGS: dict[str, str] = {
    "area": "its id",
    "name": "",
    "level": "one of the plan's levels; null of an area drawn by hand",
    "parent": "the area it lies in",
    "last_month": "the last month that the count of all crime covers",
    "sentences": "what is said of it, in order",
    "sentences[]": "",
    "crime": "the count of all crime",
    "crime.measure": "the id of what is counted",
    **_pair("crime", "the count"),
    "types": "the main types, largest first; with the row of all others they add up to all crime",
    "types[].name": "",
    "types[].now": "the count over the same months as all crime",
    "types[].before": "the same of the year before",
    "also": "other counts that are no part of it",
    "also[].measure": "the id of what is counted",
    **_pair("also[]", "the count"),
    "outcomes": "a share of two counts; null where the plan names none",
    "outcomes.measure": "the id of the share",
    "outcomes.part": "what is a share",
    **_pair("outcomes.part", "the part"),
    "outcomes.whole": "what it is a share of",
    **_pair("outcomes.whole", "the whole"),
    "rank": "its place among the areas of its level that have its parent",
    "rank.place": "1 has the most; by the count where residents are not known of each",
    "rank.alike": "how many share the place, it itself included",
    "rank.members": "how many are ranked",
    "rank.without": "how many have no number, or one that is too small to be shown",
    "rank.per_1000": "the count for every 1,000 residents, as an exact decimal where it ends",
    "rank.reason": "why it has no rank",
    "notes": "what to know of these numbers",
    "notes[]": "",
}
