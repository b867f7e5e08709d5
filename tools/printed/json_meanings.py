"""What the keys of an answer mean, for the pages that print its shape."""

from __future__ import annotations

INTRODUCTIONS = {
    "peelian signals": (
        "One such value a line and series, in the order of the file. Numbers are in the unit of the file's values: a "
        "count as 1207, a share or rate as the plain quotient (0.158 for 15.8%), not rounded. A number that does not "
        "exist is null, never NaN and never 0. Periods are ids, as in the file. A file that cannot be used gives one "
        "value with `findings` and `errors` instead, as `peelian validate` does; options that cannot be used give one "
        "with `error`, in words; both end with exit code 2."
    ),
}

MEANINGS: dict[str, dict[str, str]] = {
    "peelian area": {
        "area": "its id",
        "name": "",
        "level": "one of the plan's levels; null of an area drawn by hand",
        "parent": "the area it lies in",
        "last_month": "the last month that the count of all crime covers",
        "sentences": "what is said of it, in order",
        "sentences[]": "",
        "crime": "the count of all crime",
        "crime.measure": "the id of what is counted",
        "crime.now": "the count in the year to the last month; null where it is missing or too small to be shown",
        "crime.before": "the same of the year before",
        "crime.months": "how many of the twelve months are summed: those that both years have",
        "crime.missing": "months of either year without a value, which are left out of both",
        "crime.reason": "why there is no number",
        "types": "the main types, largest first; with the row of all others they add up to all crime",
        "types[].name": "",
        "types[].now": "the count over the same months as all crime",
        "types[].before": "the same of the year before",
        "also": "other counts that are no part of it",
        "also[].measure": "the id of what is counted",
        "also[].now": "the count in the year to the last month; null where it is missing or too small to be shown",
        "also[].before": "the same of the year before",
        "also[].months": "how many of the twelve months are summed: those that both years have",
        "also[].missing": "months of either year without a value, which are left out of both",
        "also[].reason": "why there is no number",
        "outcomes": "a share of two counts; null where the plan names none",
        "outcomes.measure": "the id of the share",
        "outcomes.part": "what is a share",
        "outcomes.part.now": "the part in the year to the last month; null where it is missing or too small",
        "outcomes.part.before": "the same of the year before",
        "outcomes.part.months": "how many of the twelve months are summed: those that both years have",
        "outcomes.part.missing": "months of either year without a value, which are left out of both",
        "outcomes.part.reason": "why there is no number",
        "outcomes.whole": "what it is a share of",
        "outcomes.whole.now": "the whole in the year to the last month; null where it is missing or too small",
        "outcomes.whole.before": "the same of the year before",
        "outcomes.whole.months": "how many of the twelve months are summed: those that both years have",
        "outcomes.whole.missing": "months of either year without a value, which are left out of both",
        "outcomes.whole.reason": "why there is no number",
        "rank": "its place among the areas of its level that have its parent",
        "rank.place": "1 has the most; by the count where residents are not known of each",
        "rank.alike": "how many share the place, it itself included",
        "rank.members": "how many are ranked",
        "rank.without": "how many have no number",
        "rank.per_1000": "the count for every 1,000 residents, as an exact decimal where it ends",
        "rank.reason": "why it has no rank",
        "notes": "what to know of these numbers",
        "notes[]": "",
    },
    "peelian signals": {
        "series": "its name in the file",
        "chart": "what is drawn: `xmr`, `mr`, `iprime`, `c`, `p`, `u`, `pprime`, `uprime`, `g`, `t` or `run`",
        "rules": "the name of the rule set",
        "family": "what the values are, by their numbers: `count`, `rate`, `share` or `measurement`",
        "segments": "the processes between re-basings, in order; those without a value are left out",
        "segments[].from": "the first period with a value",
        "segments[].to": "the last period with a value",
        "segments[].centre": "the centre line; null where it differs from period to period: see the points",
        "segments[].lower": "the lower limit; null where there is none, or where it differs from period to period",
        "segments[].upper": "the upper limit, likewise",
        "segments[].provisional": "whether the limits rest on fewer points than the rule set calls firm",
        "segments[].longest_run": "of a run chart: the longest run on one side of the median",
        "segments[].longest_run_max": "the longest that is usual for so many points",
        "segments[].crossings": "how often the values cross the median",
        "segments[].crossings_min": "the fewest crossings that are usual",
        "points": "every period of the file, in order, those without a value included",
        "points[].period": "",
        "points[].value": (
            "what is charted: the value, or the numerator by the denominator; null where it is missing. On the charts "
            "`mr` (moving ranges) and `g` that were chosen by the data it is the range, or the gap since the last event"
        ),
        "points[].centre": "the centre line there; where limits follow a season, that of this time of year",
        "points[].lower": "the lower limit there; null where limits would mislead, as the words say",
        "points[].upper": "the upper limit there, likewise",
        "points[].signals": (
            "every rule that marks this point: `outside`, `shift`, `trend`, `two_in_three`, `four_in_five`, "
            "`stratified`, `mixture`, `alternating`, `crossings`; [rule sets](rule-sets.md) say which are asked"
        ),
        "points[].signals[]": "",
        "points[].label": "the one signal that wins by the rule set's order, or `none`",
        "points[].meaning": (
            "of the label: `improvement` or `concern` by `--better`, `special` where neither way is better or the "
            "rule has no direction, `none` without a signal"
        ),
        "points[].status": "as in the file: `final`, `provisional`, `revised`, `suppressed` or `missing`",
        "points[].unsettled": "whether the label rests on provisional values, without which it would not be there",
        "proposed_steps": "step changes that it may have had; no limit moves until somebody confirms one (`--rebase`)",
        "proposed_steps[].period": "the first period of the new level",
        "proposed_steps[].from": "the earliest period at which it may have come",
        "proposed_steps[].to": "the latest",
        "proposed_steps[].before": "the plain average from the step before, or the start, to this one",
        "proposed_steps[].after": "the plain average from this step to the next, or the end",
        "proposed_steps[].evidence": "what speaks for it",
        "proposed_steps[].evidence.gain": "how much better two levels fit than one: twice the log likelihood ratio",
        "proposed_steps[].evidence.chance": (
            "the part of series of 60 periods without any step in which chance alone shows one as strong: 0.006 is six "
            "in a thousand"
        ),
        "proposed_steps[].evidence.points_before": "how many values the average before rests on",
        "proposed_steps[].evidence.points_after": "and the one after",
        "proposed_steps[].evidence.drift": "whether a slow drift would fit about as well, so that there may be no step",
        "season": "what was found of the time of year; null where limits were asked to take no notice of it",
        "season.found": "whether the series has a season that chance does not explain",
        "season.chance": "how often chance alone makes a pattern as strong; null where that was not tested",
        "season.strength": "0 to 1: the part of the variation about level and slope that is the season's",
        "season.limits_follow": "whether the lines of the points follow it",
        "season.untested": "why it was not tested; null where it was",
        "variation": "`meaning` at the latest value; null where it has no limits that it should have",
        "assurance": (
            "the target beside the latest limits: `passes` or `fails` whatever chance does, `hit-and-miss`; null "
            "without a target, without limits, or where neither way is better"
        ),
        "early_warning": "the values of the next period that would signal; null where none would, or none is known",
        "early_warning.above": ("a value above this signals, this value itself does not; null where none above would"),
        "early_warning.above_rule": "by which rule",
        "early_warning.below": "a value below this signals, this value itself does not; null where none below would",
        "early_warning.below_rule": "by which rule",
        "early_warning.inside": "a value from one of these to the other signals (rule `stratified`)",
        "early_warning.inside[]": "",
        "watch": (
            "how seldom chance alone shows as much as the latest values together, the time of year allowed for; null "
            "with fewer than 24 values before the latest, or without any spread"
        ),
        "watch.once_in": "an alarm as strong begins about once in so many periods where nothing changes",
        "watch.direction": "`high` or `low`",
        "watch.periods": "how many of the latest periods together say most: 1, 3, 6 or 12",
        "watch.alarm": "whether that is seldom enough: once in 154 periods or less",
        "expected": "the next three months or quarters; empty where no forecast is given, and the words say why",
        "expected[].period": "",
        "expected[].expected": "the mean of what is expected, the season and the length of months in it",
        "expected[].low": "the lower end of the range that holds the value eight times in ten",
        "expected[].high": "its upper end",
        "target": "null without `--target`",
        "target.value": "as it was given",
        "target.met": "whether the latest value meets it; null where neither way is better",
        "target.chance_next": "the chance that the next period meets it, 0 to 1; null on a base too small to tell",
        "target.chance_year": "and the year, to March, that the next period belongs to",
        "words": "what the series says, in sentences: the paragraph that is printed for people",
    },
}
