"""What the keys of an answer mean, for the pages that print its shape."""

from __future__ import annotations

from printed import area_meanings, audit_meanings

INTRODUCTIONS = {
    "peelian signals": (
        "One such value a line and series, in the order of the file. Numbers are in the unit of the file's values: a "
        "count as 1207, a share or rate as the plain quotient (0.158 for 15.8%), not rounded. A number that does not "
        "exist is null, never NaN and never 0. Periods are ids, as in the file. A file that cannot be used gives one "
        "value with `findings` and `errors` instead, as `peelian validate` does; options that cannot be used give one "
        "with `error`, in words; both end with exit code 2."
    ),
    "peelian signals --together": (
        "One value for all series of the file: what stands out in the last period where they are judged together under "
        "one promise about false names, which is carried over twelve periods. Numbers are as in `peelian signals`; of "
        "shares and rates, `value` and `expected` are their numerators."
    ),
    "peelian audit": audit_meanings.INTRODUCTION,
}

MEANINGS: dict[str, dict[str, str]] = {
    "peelian area": area_meanings.MEANINGS,
    "peelian audit": audit_meanings.MEANINGS,
    "peelian load": {
        "findings": "what is wrong with the files, and what is to be known of them",
        "errors": "how many of the findings are errors; nothing is loaded of a source that has one",
        "sources": "the sources with rows for tables; typed figures and lookups are read at every load and not listed",
        "sources[].source": "its id in sources.yaml",
        "sources[].files": "how many files it has",
        "sources[].anew": "of how many of them the rows were read now; those of the others are as before",
    },
    "peelian build": {
        "edition": "the folder of the edition",
        "files": "its files, the manifest among them",
        "files[]": "a path in that folder",
        "findings": "what was found and did not stop the build",
        "audit": "what the audit of its own papers found",
        "audit.formats": "the formats that were read",
        "audit.formats[]": "",
        "audit.recognised": "statements that were worked out again",
        "audit.sound": "those that come out",
        "audit.undecided": "those that cannot be decided",
        "audit.left": "what looked as if it could be checked, and was not",
        "audit.seconds": "how long it took",
        "tables": (
            "of each table that was asked: its name as `table`, `months_read`, and `months_as_before`, which were kept "
            "from an earlier run; none where no figure comes of a table"
        ),
    },
    "peelian show": {
        "measure": "its id",
        "area": "the id of the area that is asked about, the force where none is named",
        "figures": "every figure of the measure there, in the order of its periods; of a ratio without a part, of each",
        "figures[].id": "measure/area/breakdown/period",
        "figures[].value": "the number, exact, as text; null where there is none",
        "figures[].unit": "its unit; null where there is no number",
        "figures[].low": "the lower end of its 95% interval, exact, as text; left out where it has none",
        "figures[].high": "the upper end",
        "figures[].numerator": "of a share or rate the upper number, weighted where the answers are; else left out",
        "figures[].denominator": "the lower number",
        "figures[].base": "how many answers or times it rests on; left out where it is made of neither",
        "figures[].status": "`final`, `provisional`, `revised`, `missing` or `suppressed`",
        "figures[].sum": "how it came about, written out; null of a published number",
        "figures[].reason": "why there is no number",
        "figures[].from_records": "of a published number, the same counted from records, where the plan counts it",
        "figures[].from_records.id": "the id of the figure that is counted",
        "figures[].from_records.value": "its number",
        "figures[].from_records.difference": (
            "counted less published, in the same unit; null where the two are in other units"
        ),
        "process": (
            "its signals, as `peelian signals` answers, with `scale` (what its numbers are multiplied by to be "
            "figures), `unit` and `confirmed_steps`; null where there are too few figures, or one period is asked about"
        ),
        "kpis": "the KPIs that the measure is of",
        "kpis[].kpi": "the KPI's id",
        "kpis[].current": "the id of its latest figure",
        "kpis[].baseline": "the id of the figure it is compared with",
        "kpis[].change": "the id of the change between the two",
        "kpis[].direction": "`up`, `down`, `same` or `unknown`",
        "kpis[].meaning": "`improved`, `worsened`, `stable`, `moved` (neither way is better), `same` or `unknown`",
        "kpis[].target_met": "whether the target is met; null without one",
    },
    "peelian simulate": {
        "areas": "how many areas the force, or the country, has",
        "first": "the first month, as 2020-04",
        "last": "the last month",
        "tables": "what was made, by table",
        "tables[].table": "the table's name, as in sources.yaml",
        "tables[].rows": "its rows, dirty ones included",
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
        "replay": (
            "the steps as they would have been proposed at the time, month by month, with nothing known of what came "
            "later; null without `--replay`"
        ),
        "replay.from": "the last period that the first look knew: the 24th of the file",
        "replay.steps": "each when it was first proposed, in that order; a later look at the same is not told",
        "replay.steps[].proposed": "the last period then known",
        "replay.steps[].period": "the first period of the new level, as it was dated then",
        "replay.steps[].from": "the earliest period at which it may have come, as then known",
        "replay.steps[].to": "the latest",
        "replay.steps[].before": "the plain average before it, as then known",
        "replay.steps[].after": "the plain average from it to the last period then known",
        "replay.steps[].evidence": "what spoke for it then",
        "replay.steps[].evidence.gain": "how much better two levels fit than one",
        "replay.steps[].evidence.chance": (
            "the part of series of 60 periods without any step in which chance alone shows one as strong on any look"
        ),
        "replay.steps[].evidence.points_before": "how many values the average before rests on",
        "replay.steps[].evidence.points_after": "and the one after",
        "replay.steps[].evidence.drift": "whether a slow drift would fit about as well",
        "replay.steps[].kept": "whether the look at the whole file still has a step there",
        "words": "what the series says, in sentences: the paragraph that is printed for people",
    },
    "peelian signals --together": {
        "period": "the last period of the file",
        "series": "how many series the file has",
        "verdicts": "how many series have each verdict of the rule set in that period",
        "verdicts.improvement": "a signal for the better",
        "verdicts.concern": "a signal for the worse",
        "verdicts.special": "a signal that is neither",
        "verdicts.none": "no signal",
        "verdicts.no_limits": "no limits to rely on",
        "verdicts.no_value": "no value in that period",
        "provisional": "how many of those with a verdict have provisional limits",
        "proposed_steps": "steps that are proposed, not confirmed",
        "proposed_steps.steps": "how many",
        "proposed_steps.series": "in how many series",
        "judged": "how many series could be judged together",
        "standing_out": "the series that stand out, by surprise and harm together; without harm, by surprise",
        "standing_out[].series": "its name in the file",
        "standing_out[].direction": "`high` or `low`",
        "standing_out[].value": "what was counted in the period",
        "standing_out[].expected": "what was expected, by the points before, the time of year allowed for",
        "standing_out[].probability": "of a value at least as far out where nothing has changed",
        "standing_out[].harm": "the distance between the two times the harm of one unit; null without a column `harm`",
        "standing_out[].by_surprise": "its place by probability, from 1; ties share the lower place",
        "standing_out[].by_harm": "its place by harm; null without a column `harm`",
        "standing_out[].by_both": "its place by the sum of the two places",
        "standing_out[].within": "the series that it is part of (column `part_of`) and that stand out the same way",
        "standing_out[].within[]": "",
        "by_chance": "at most so many would stand out on average if nothing had changed anywhere",
        "false_share": "over `periods` periods, at most this part of all that is named is expected to be false",
        "periods": "how many periods that promise is about, the last one and those before it",
        "earlier": "the periods before the last that the same promise was spent on, as far as the file goes back",
        "earlier[].period": "",
        "earlier[].judged": "how many series could be judged then",
        "earlier[].standing_out": "how many stood out; the more did, the less it takes to stand out now",
        "levels": "series that are part of nothing, their parts, and so on; each level has its own promise",
        "levels[].series": "how many series are on it",
        "levels[].high": "the probability at or below which a high value stands out",
        "levels[].low": "and a low one",
        "limits_alone": "what three-sigma limits on each series by itself would do",
        "limits_alone.outside": "how many series they would mark",
        "limits_alone.by_chance": "up to so many of them chance alone would mark",
        "words": "what is said for people, in sentences",
    },
}
